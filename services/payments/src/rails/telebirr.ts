// telebirr, Fabric gateway: token → preOrder → the wallet's page → notify → queryOrder; refunds there too, payouts through
// the mobile-money core. Written from the protocol notes (section 1) alone.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { GREATEST_PRICE, LEAST_PRICE, parseWireAmount, telebirrAmount } from '@windsurf/money/money';
import { Url } from '@windsurf/service-kit/env';
import { CpsSecret, createCps } from './cps.ts';
import { endOfSent, sendOut } from './cps-money.ts';
import { checkRail } from './rail-checks.ts';
import { isMap, textOf } from './rail-http.ts';
import type { Fields } from './rail-http.ts';
import type { Initiated, Notice, ParsedCallback, Payment, Rail, RailAnswer, RailOptions } from './rails.ts';
import { meaningOf, momentOf, readOrder, titleFor } from './telebirr-answers.ts';
import { createTelebirrCalls, errorOf, signType } from './telebirr-calls.ts';
import { askRefund, sendRefund } from './telebirr-refund.ts';
import { canonicalText, privateKeyOf, publicKeyOf, signText, verifyMessage } from './telebirr-signature.ts';

export const TelebirrSecret = T.Object({
  /** …/apiaccess/payment/gateway; hosts differ between merchants, so there is no default. */
  baseUrl: Url,
  /** …/payment/web/paygate */
  webBaseUrl: Url,
  fabricAppId: T.String({ minLength: 1 }),
  appSecret: T.String({ minLength: 1 }),
  merchantAppId: T.String({ minLength: 1, maxLength: 32 }),
  merchantCode: T.String({ pattern: '^[1-9]\\d{0,15}$' }),
  /** PEM, or bare base64 as telebirr hands it out. */
  privateKey: T.String({ minLength: 100 }),
  telebirrPublicKey: T.String({ minLength: 100 }),
  /** Which signatures of telebirr count; see `Padding`. */
  padding: T.Optional(T.Union([T.Literal('pss'), T.Literal('pss-32'), T.Literal('pkcs1')])),
  payeeType: T.Optional(T.String({ pattern: '^\\d{4}$' })),
  /** Money out, through the core; without it there are no payouts. */
  cps: T.Optional(CpsSecret),
});
export type TelebirrSettings = Static<typeof TelebirrSecret>;

const lifeMinutes = 30;

export function createTelebirr(settings: TelebirrSettings, options: RailOptions = {}): Rail {
  const now = options.now ?? Date.now;
  const timeoutMs = options.timeoutMs ?? 8000;
  const privateKey = privateKeyOf(settings.privateKey);
  const publicKey = publicKeyOf(settings.telebirrPublicKey);
  const padding = settings.padding ?? 'pss';
  const webBase = settings.webBaseUrl.replace(/\?$/, '');
  const merchant = { appid: settings.merchantAppId, merch_code: settings.merchantCode };
  const { call, probe, stamps, close } = createTelebirrCalls({ ...settings, privateKey, now, timeoutMs });
  const refunds = { merchant, call };
  const cps = settings.cps === undefined ? undefined : createCps('telebirr', settings.cps, { now, timeoutMs });

  return {
    name: 'telebirr',
    capabilities: {
      pay: 'redirect',
      query: true,
      feed: false,
      refund: 'api',
      payout: cps ? ['telebirr'] : [],
      nameCheck: false,
      // No public source shows mandates whole: the contract's number has three spellings, and nobody says which call takes
      // which. Off until a contract does.
      mandates: false,
      reverses: false,
      lifeMinutes,
      limits: { min: LEAST_PRICE, max: GREATEST_PRICE },
    },
    payOrigin: new URL(webBase).origin,

    async initiate(payment: Payment): Promise<Initiated> {
      const answer = await call('/payment/v1/merchant/preOrder', 'payment.preorder', {
        notify_url: payment.notifyUrl,
        redirect_url: payment.returnUrl,
        ...merchant,
        merch_order_id: payment.orderId,
        trade_type: 'Checkout',
        title: titleFor(payment.title),
        total_amount: telebirrAmount(payment.amount),
        trans_currency: 'ETB',
        timeout_express: `${lifeMinutes}m`,
        business_type: 'BuyGoods',
        payee_identifier: settings.merchantCode,
        payee_identifier_type: '04',
        payee_type: settings.payeeType ?? '5000',
      });
      if (answer.kind === 'none') return { kind: answer.sent ? 'unknown' : 'down', why: answer.why };
      if (answer.kind === 'content') {
        const prepayId = textOf(answer.content, 'prepay_id');
        const same = (textOf(answer.content, 'merch_order_id') ?? payment.orderId) === payment.orderId;
        return prepayId !== undefined && same
          ? { kind: 'started', reference: prepayId }
          : { kind: 'unknown', why: 'no prepay id' };
      }
      const { means, why } = answer;
      return { kind: means === 'busy' ? 'down' : means === 'server' ? 'unknown' : 'refused', why };
    },

    async query(orderId: string): Promise<RailAnswer> {
      const answer = await call('/payment/v1/merchant/queryOrder', 'payment.queryorder', {
        ...merchant,
        merch_order_id: orderId,
      });
      if (answer.kind === 'none') return { kind: 'no-answer', why: answer.why };
      if (answer.kind === 'content') return readOrder(answer.content, settings.merchantCode);
      return { kind: answer.means === 'busy' || answer.means === 'server' ? 'no-answer' : 'refused', why: answer.why };
    },

    parseCallback: ({ body, tail }: Notice): ParsedCallback => {
      if (tail !== '') {
        const result = cps?.readResult(tail, body) ?? 'unreadable';
        if (result === 'forged') return { kind: 'bad-signature', orderId: undefined };
        return result === 'unreadable' ? { kind: 'unreadable' } : endOfSent(result);
      }
      const fields = flatNotice(body);
      if (!fields) return { kind: 'unreadable' };
      const orderId = textOf(fields, 'merch_order_id');
      // A notice is flat. In the signed text the fields inside `biz_content` hide the outer ones, which we would read.
      if (orderId === undefined || 'biz_content' in fields || !verifyMessage(fields, publicKey, padding))
        return { kind: 'bad-signature', orderId };
      const ours =
        textOf(fields, 'appid') === settings.merchantAppId && textOf(fields, 'merch_code') === settings.merchantCode;
      if (!ours) return { kind: 'wrong-merchant', orderId };
      const meaning = meaningOf(fields.trade_status);
      return {
        kind: 'notice',
        orderId,
        amount: parseWireAmount(textOf(fields, 'total_amount') ?? ''),
        currency: textOf(fields, 'trans_currency') ?? '',
        says: meaning === 'paid' || meaning === 'failed' ? meaning : 'waiting',
        endedAt: momentOf(fields.trans_end_time),
      };
    },

    payUrl(prepayId): string {
      const signed = {
        ...merchant,
        prepay_id: prepayId,
        ...stamps(),
      };
      // Exactly these five are signed, in this order; sign_type, version and trade_type are not.
      const text = canonicalText(signed);
      const sign = encodeURIComponent(signText(text, privateKey));
      return `${webBase}?${text}&sign=${sign}&sign_type=${signType}&version=1.0&trade_type=Checkout`;
    },

    refund: async (refund) => await sendRefund(refunds, refund),
    queryRefund: async (refund) => await askRefund(refunds, refund),
    ...(cps === undefined
      ? {}
      : {
          payout: async (payout) =>
            payout.account.kind === 'telebirr'
              ? await sendOut(cps, 'InitTrans_2003', payout, payout.resultUrl)
              : { kind: 'failed', why: 'account' },
        }),

    selfTest: async () => [
      ...(await checkRail({
        url: settings.baseUrl,
        ask: async () => await probe({ ...merchant, merch_order_id: 'SELFTEST' }),
        key: (answer) => {
          const why = errorOf(answer);
          const told = why === '60200099' || (answer.status >= 400 && answer.status < 500 && answer.status !== 429);
          return told ? why : undefined;
        },
        now,
        timeoutMs,
      })),
      ...((await cps?.selfTest()) ?? []),
    ],

    close: async () => {
      await Promise.all([close(), cps?.close()]);
    },
  };
}

/** The fields of a notice; some gateways wrap them in `data`. */
function flatNotice(body: Buffer): Fields | undefined {
  try {
    const outer: unknown = JSON.parse(body.toString('utf8'));
    if (!isMap(outer)) return undefined;
    return outer.sign === undefined && isMap(outer.data) ? outer.data : outer;
  } catch {
    return undefined;
  }
}
