// telebirr, Fabric gateway: token → preOrder → the wallet's page → notify → queryOrder.
// Written from the protocol notes (section 1) alone.
import { randomBytes } from 'node:crypto';
import { parseWireAmount, telebirrAmount } from '@windsurf/money/money';
import { lifeOf, meaningOf, momentOf, readOrder, textOf, titleFor } from './telebirr-answers.ts';
import type { Fields } from './telebirr-answers.ts';
import { createGateway } from './telebirr-http.ts';
import type { HttpAnswer } from './telebirr-http.ts';
import { canonicalText, privateKeyOf, publicKeyOf, signText, verifyMessage } from './telebirr-signature.ts';
import type { Padding } from './telebirr-signature.ts';
import type { Initiated, ParsedCallback, Payment, Rail, RailAnswer } from './rails.ts';

export type TelebirrSettings = {
  /** …/apiaccess/payment/gateway; hosts differ between merchants, so there is no default. */
  readonly baseUrl: string;
  /** …/payment/web/paygate */
  readonly webBaseUrl: string;
  readonly fabricAppId: string;
  readonly appSecret: string;
  readonly merchantAppId: string;
  readonly merchantCode: string;
  readonly privateKey: string;
  readonly telebirrPublicKey: string;
  /** Which signatures of telebirr count; see `Padding`. */
  readonly padding?: Padding;
  readonly payeeType?: string;
};
export type TelebirrOptions = {
  /** Milliseconds, for the life of the token and the timestamps; injectable for tests. */
  readonly now?: () => number;
  readonly timeoutMs?: number;
};

const lifeMinutes = 30;
const signType = 'SHA256WithRSA';
/** A token is renewed this long before its end; half of its life when that is shorter. */
const marginMs = 60_000;
const unreadableLifeMs = 300_000;
/** Answers that say "not now" and nothing about the request. */
const transient: ReadonlySet<string> = new Set(['49401024991', '49401021002']);

export function createTelebirr(settings: TelebirrSettings, options: TelebirrOptions = {}): Rail {
  const now = options.now ?? Date.now;
  const privateKey = privateKeyOf(settings.privateKey);
  const publicKey = publicKeyOf(settings.telebirrPublicKey);
  const padding = settings.padding ?? 'pss';
  const gateway = createGateway(settings.baseUrl, options.timeoutMs ?? 8000);
  const webBase = settings.webBaseUrl.replace(/\?$/, '');
  let token: { readonly text: string; readonly until: number } | undefined;
  let asking: Promise<string | undefined> | undefined;

  const askToken = async (): Promise<string | undefined> => {
    const answer = await gateway.post(
      '/payment/v1/token',
      { 'x-app-key': settings.fabricAppId },
      { appSecret: settings.appSecret },
    );
    const text = answer.kind === 'answer' && answer.status < 300 ? textOf(answer.body, 'token') : undefined;
    if (answer.kind !== 'answer' || text === undefined) return undefined;
    const life = lifeOf(answer.body.effectiveDate, answer.body.expirationDate) ?? unreadableLifeMs;
    token = { text, until: now() + Math.max(life - marginMs, life / 2) };
    return text;
  };
  const tokenNow = async (): Promise<string | undefined> => {
    if (token && token.until > now()) return token.text;
    asking ??= askToken().finally(() => {
      asking = undefined;
    });
    return await asking;
  };

  const stamps = (): { timestamp: string; nonce_str: string } => ({
    timestamp: String(Math.floor(now() / 1000)),
    nonce_str: nonce(),
  });
  /** One signed call. A token that is no longer good is renewed once; such a call was never carried out. */
  const call = async (path: string, method: string, content: Fields): Promise<HttpAnswer | 'no-token'> => {
    for (const last of [false, true]) {
      const bearer = await tokenNow();
      if (bearer === undefined) return 'no-token';
      const message = { ...stamps(), method, version: '1.0', biz_content: content };
      const answer = await gateway.post(
        path,
        { 'x-app-key': settings.fabricAppId, authorization: bearer },
        { ...message, sign: signText(canonicalText(message), privateKey), sign_type: signType },
      );
      if (last || answer.kind !== 'answer' || answer.status !== 401) return answer;
      if (token?.text === bearer) token = undefined;
    }
    return 'no-token';
  };

  return {
    name: 'telebirr',
    capabilities: { pay: 'redirect', query: true, lifeMinutes },
    payOrigin: new URL(webBase).origin,

    async initiate(payment: Payment): Promise<Initiated> {
      const answer = await call('/payment/v1/merchant/preOrder', 'payment.preorder', {
        notify_url: payment.notifyUrl,
        redirect_url: payment.returnUrl,
        appid: settings.merchantAppId,
        merch_code: settings.merchantCode,
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
      if (answer === 'no-token') return { kind: 'down', why: 'no token' };
      if (answer.kind === 'none') return { kind: answer.sent ? 'unknown' : 'down', why: answer.why };
      const content = contentOf(answer.body);
      if (succeeded(answer)) {
        const prepayId = textOf(content, 'prepay_id');
        const same = (textOf(content, 'merch_order_id') ?? payment.orderId) === payment.orderId;
        return prepayId !== undefined && same
          ? { kind: 'started', prepayId }
          : { kind: 'unknown', why: 'no prepay id' };
      }
      const why = errorOf(answer);
      // "Not now" in telebirr's own words means that nothing was begun; any other server's error may come after the order
      // was made, a refusal of what we sent cannot.
      return { kind: transient.has(why) ? 'down' : answer.status >= 500 ? 'unknown' : 'refused', why };
    },

    async query(orderId: string): Promise<RailAnswer> {
      const answer = await call('/payment/v1/merchant/queryOrder', 'payment.queryorder', {
        appid: settings.merchantAppId,
        merch_code: settings.merchantCode,
        merch_order_id: orderId,
      });
      if (answer === 'no-token') return { kind: 'no-answer', why: 'no token' };
      if (answer.kind === 'none') return { kind: 'no-answer', why: answer.why };
      if (succeeded(answer)) return readOrder(contentOf(answer.body), settings.merchantCode);
      const why = errorOf(answer);
      const again = answer.status >= 500 || answer.status === 401 || answer.status === 429 || transient.has(why);
      return { kind: again ? 'no-answer' : 'refused', why };
    },

    parseCallback: (body: Buffer): ParsedCallback => {
      const fields = notice(body);
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

    payUrl(prepayId: string): string {
      const signed = {
        appid: settings.merchantAppId,
        merch_code: settings.merchantCode,
        prepay_id: prepayId,
        ...stamps(),
      };
      // Exactly these five are signed, in this order; sign_type, version and trade_type are not.
      const text = canonicalText(signed);
      const sign = encodeURIComponent(signText(text, privateKey));
      return `${webBase}?${text}&sign=${sign}&sign_type=${signType}&version=1.0&trade_type=Checkout`;
    },

    close: async () => await gateway.close(),
  };
}

type Answered = Extract<HttpAnswer, { kind: 'answer' }>;
const succeeded = ({ status, body }: Answered): boolean =>
  status < 300 && body.result === 'SUCCESS' && (body.code === '0' || body.code === '00000');
const errorOf = ({ status, body }: Answered): string =>
  (textOf(body, 'errorCode', 'code') ?? `http ${status}`).slice(0, 40);
const contentOf = (body: Fields): Fields =>
  typeof body.biz_content === 'object' && body.biz_content !== null ? (body.biz_content as Fields) : {};

// 32 signs, so that a byte's low five bits choose one without bias.
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const nonce = (): string => Array.from(randomBytes(32), (byte) => signs[byte & 31]).join('');

/** The fields of a notice; some gateways wrap them in `data`. */
function notice(body: Buffer): Fields | undefined {
  const isMap = (value: unknown): value is Fields =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  try {
    const outer: unknown = JSON.parse(body.toString('utf8'));
    if (!isMap(outer)) return undefined;
    return outer.sign === undefined && isMap(outer.data) ? outer.data : outer;
  } catch {
    return undefined;
  }
}
