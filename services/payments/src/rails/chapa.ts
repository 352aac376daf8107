// Chapa: its own page takes cards and wallets; asked by our reference, paid out to banks. Protocol notes, section 4. The
// proof that a rail is one file, one stand-in and one entry: nothing else of this service names it.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { GREATEST_PRICE, LEAST_PRICE, parseWireAmount, telebirrAmount } from '@windsurf/money/money';
import { formatPhone } from '@windsurf/phone/phone';
import { Url } from '@windsurf/service-kit/env';
import { checkRail } from './rail-checks.ts';
import { createGateway, fieldsOf, isMap, textOf } from './rail-http.ts';
import type { Fields, HttpAnswer } from './rail-http.ts';
import type {
  Initiated,
  Notice,
  ParsedCallback,
  Payout,
  Rail,
  RailAnswer,
  RailOptions,
  Refund,
  Sent,
} from './rails.ts';

export const ChapaSecret = T.Object({
  /** …/v1 */
  baseUrl: Url,
  /** Where its pages are: nothing else is a page of its. */
  checkoutOrigin: Url,
  secretKey: T.String({ minLength: 8 }),
  webhookSecret: T.String({ minLength: 8 }),
  /** Its number of each bank, by our name of it (`cbe`): banks that are not here get their money by hand. */
  banks: T.Optional(T.Record(T.String({ pattern: '^[a-z-]{2,20}$' }), T.String({ pattern: '^\\d{1,6}$' }))),
});
export type ChapaSettings = Static<typeof ChapaSecret>;

const lifeMinutes = 60;

type Said =
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'none'; readonly sent: boolean; readonly why: string };

function saidBy(answer: HttpAnswer): Said {
  if (answer.kind === 'none') return answer;
  const { status, body } = answer;
  if (status === 429) return { kind: 'none', sent: false, why: 'http 429' };
  if (status >= 500 || status === 408) return { kind: 'none', sent: true, why: `http ${status}` };
  if (status >= 200 && status < 300 && body.status === 'success') return { kind: 'data', data: body.data };
  // Its texts are for developers and may quote what was sent.
  if (status >= 400 || body.status === 'failed') return { kind: 'refused', why: `http ${status}` };
  return { kind: 'none', sent: true, why: 'no readable answer' };
}

export function createChapa(settings: ChapaSettings, options: RailOptions = {}): Rail {
  const now = options.now ?? Date.now;
  const timeoutMs = options.timeoutMs ?? 8000;
  const gateway = createGateway(settings.baseUrl, timeoutMs);
  const origin = new URL(settings.checkoutOrigin).origin;
  const headers = { authorization: `Bearer ${settings.secretKey}` };
  const post = async (path: string, body: object): Promise<Said> => saidBy(await gateway.post(path, headers, body));
  const get = async (path: string): Promise<Said> => saidBy(await gateway.get(path, headers));
  const verify = async (orderId: string): Promise<Said> =>
    await get(`/transaction/verify/${encodeURIComponent(orderId)}`);

  const queryPayout = async (payoutId: string): Promise<Sent> => {
    const said = await get(`/transfers/verify/${encodeURIComponent(payoutId)}`);
    if (said.kind !== 'data') return { kind: 'unknown', why: said.why };
    return readTransfer(said.data, payoutId);
  };

  return {
    name: 'chapa',
    capabilities: {
      pay: 'redirect',
      query: true,
      feed: false,
      refund: 'api',
      payout: ['bank'],
      nameCheck: false,
      mandates: false,
      reverses: false,
      lifeMinutes,
      limits: { min: LEAST_PRICE, max: GREATEST_PRICE },
    },
    payOrigin: origin,

    async initiate(payment): Promise<Initiated> {
      const said = await post('/transaction/initialize', {
        amount: telebirrAmount(payment.amount),
        currency: 'ETB',
        // 09… or 07…, ten digits.
        phone_number: formatPhone(payment.phone).replaceAll(' ', ''),
        tx_ref: payment.orderId,
        callback_url: payment.notifyUrl,
        return_url: payment.returnUrl,
      });
      if (said.kind === 'none') return { kind: said.sent ? 'unknown' : 'down', why: said.why };
      if (said.kind === 'refused') {
        // "Used before" is refused in the same way as a mistake; whether it holds the order, only asking tells.
        const held = await verify(payment.orderId);
        return { kind: held.kind === 'refused' ? 'refused' : 'unknown', why: said.why };
      }
      const page = isMap(said.data) ? textOf(said.data, 'checkout_url') : undefined;
      if (page === undefined || !URL.canParse(page)) return { kind: 'unknown', why: 'no page' };
      const { origin: at, pathname, search } = new URL(page);
      // Buyers are never sent to an address that only an answer names.
      return at === origin
        ? { kind: 'started', reference: pathname + search }
        : { kind: 'unknown', why: 'page elsewhere' };
    },

    payUrl: (reference) => new URL(reference.replace(/^\/+/, '/'), origin).href,

    async query(orderId): Promise<RailAnswer> {
      const said = await verify(orderId);
      if (said.kind === 'none') return { kind: 'no-answer', why: said.why };
      if (said.kind === 'refused') return said;
      return readCharge(isMap(said.data) ? said.data : {}, orderId);
    },

    parseCallback({ body, headers: given }: Notice): ParsedCallback {
      // One of its two headers was once made of the secret alone: only what is made of this body counts.
      const right = createHmac('sha256', settings.webhookSecret).update(body).digest();
      const signed = ['x-chapa-signature', 'chapa-signature'].some((name) => {
        const hex = given[name];
        return (
          typeof hex === 'string' && /^[0-9a-f]{64}$/i.test(hex) && timingSafeEqual(Buffer.from(hex, 'hex'), right)
        );
      });
      const fields = fieldsOf(body.toString('utf8'));
      const orderId = textOf(fields, 'tx_ref');
      if (!signed) return { kind: 'bad-signature', orderId };
      const event = textOf(fields, 'event') ?? '';
      const reference = textOf(fields, 'reference');
      // Never the end itself: it is asked for.
      if (/^(?:payout|transfer)\./.test(event) && reference !== undefined)
        return { kind: 'sent', about: 'payout', id: reference, end: { kind: 'pending', reference } };
      if (orderId === undefined) return { kind: 'unreadable' };
      const answer = readCharge(fields, orderId);
      return {
        kind: 'notice',
        orderId,
        amount: parseWireAmount(textOf(fields, 'amount') ?? ''),
        currency: textOf(fields, 'currency') ?? '',
        says: fields.status === 'success' ? 'paid' : answer.kind === 'failed' ? 'failed' : 'waiting',
        endedAt: undefined,
      };
    },

    /** No source gives it a key that keeps a refund from being made twice, so one that was sent is never sent again. */
    async refund(refund: Refund): Promise<Sent> {
      if (refund.again) return { kind: 'unknown', why: 'sent before' };
      const said = await post(`/refund/${encodeURIComponent(refund.orderId)}`, {
        amount: telebirrAmount(refund.amount),
        reason: refund.reason.slice(0, 200),
        reference: refund.refundId,
      });
      if (said.kind === 'none') return { kind: said.sent ? 'unknown' : 'down', why: said.why };
      if (said.kind === 'refused') return { kind: 'failed', why: said.why };
      const data = isMap(said.data) ? said.data : {};
      const reference = textOf(data, 'ref_id', 'reference') ?? refund.refundId;
      const amount = textOf(data, 'amount');
      if (amount !== undefined && parseWireAmount(amount) !== refund.amount)
        return { kind: 'unknown', why: 'another amount is going back' };
      return data.status === 'refunded' ? { kind: 'done', txnId: reference } : { kind: 'pending', reference };
    },

    payoutBanks: Object.keys(settings.banks ?? {}),
    async payout(payout: Payout): Promise<Sent> {
      const { account } = payout;
      if (account.kind !== 'bank' || account.bank === undefined) return { kind: 'failed', why: 'account' };
      const said = await post('/transfers', {
        account_name: payout.holder,
        account_number: account.number,
        amount: telebirrAmount(payout.amount),
        currency: 'ETB',
        reference: payout.payoutId,
        bank_code: settings.banks?.[account.bank] ?? account.bank,
      });
      if (said.kind === 'data') return { kind: 'pending', reference: payout.payoutId };
      if (said.kind === 'none' && !said.sent) return { kind: payout.again ? 'unknown' : 'down', why: said.why };
      if (said.kind === 'none') return { kind: 'unknown', why: said.why };
      // Refused: because of a mistake, or because it was taken in before.
      const held = await get(`/transfers/verify/${encodeURIComponent(payout.payoutId)}`);
      if (held.kind === 'data') return readTransfer(held.data, payout.payoutId);
      const nothing = held.kind === 'refused' && !payout.again;
      return { kind: nothing ? 'failed' : 'unknown', why: said.why };
    },
    queryPayout,

    selfTest: async () =>
      await checkRail({
        url: settings.baseUrl,
        ask: async () => await gateway.get('/banks', headers),
        key: ({ status }) => (status === 401 ? 'http 401' : undefined),
        now,
        timeoutMs,
      }),
    close: async () => await gateway.close(),
  };
}

function readCharge(data: Fields, orderId: string): RailAnswer {
  const status = textOf(data, 'status');
  if (textOf(data, 'tx_ref') !== orderId) return { kind: 'unclear', text: 'another order' };
  switch (status) {
    case 'success': {
      const txnId = textOf(data, 'reference', 'ref_id');
      if (txnId === undefined) return { kind: 'unclear', text: 'paid without a reference' };
      const amount = parseWireAmount(textOf(data, 'amount') ?? '');
      return { kind: 'paid', orderId, txnId, amount, currency: textOf(data, 'currency') ?? '' };
    }
    case 'pending':
      return { kind: 'waiting' };
    case 'failed':
      return { kind: 'failed' };
    case 'failed/cancelled':
      return { kind: 'failed', why: 'cancelled' };
    default:
      return { kind: 'unclear', text: (status ?? 'no status').slice(0, 40) };
  }
}

function readTransfer(data: unknown, payoutId: string): Sent {
  const fields = isMap(data) ? data : {};
  const named = textOf(fields, 'tx_ref', 'reference');
  if (named !== undefined && named !== payoutId) return { kind: 'unknown', why: 'another transfer' };
  const status = textOf(fields, 'status')?.toLowerCase();
  if (status === 'success') return { kind: 'done', txnId: textOf(fields, 'chapa_transfer_id') ?? payoutId };
  if (status === 'pending' || status === 'queued') return { kind: 'pending', reference: payoutId };
  if (status === 'failed') return { kind: 'failed', why: 'failed' };
  return { kind: 'unknown', why: (status ?? 'no status').slice(0, 40) };
}
