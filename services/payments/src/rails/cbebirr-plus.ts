// CBE Birr Plus: our page inside the bank's app. The app hands over a bearer token, the gateway says whose it is and takes
// the order, and its callback is the only word that we get. Protocol notes, section 3.1.
import { hash, timingSafeEqual } from 'node:crypto';
import { parsePhone } from '@windsurf/phone/phone';
import { parseWireAmount, telebirrAmount } from '@windsurf/money/money';
import { fieldsOf, textOf } from './rail-http.ts';
import type { Fields, Gateway } from './rail-http.ts';
import type { Initiated, KnownOrder, Notice, ParsedCallback, Payment } from './rails.ts';

export type PlusSettings = {
  readonly tillCode: string;
  readonly companyName: string;
  readonly hashKey: string;
  readonly callbackFields?: readonly string[];
};
/** The bank's recipe for callbacks is not proven; this is the rule of its requests over all that a callback holds. */
const allFields = ['paidAmount', 'paidByNumber', 'tillCode', 'token', 'transactionId', 'transactionTime'] as const;

/**
 * Lower-case hex of the plain SHA-256 (no HMAC) over `name=value` pairs, sorted by bytes and joined with `&`, the key among
 * them as `key`. Nothing is encoded.
 */
export function plusSignature(fields: Readonly<Record<string, string>>, key: string): string {
  const text = Object.entries({ ...fields, key })
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return hash('sha256', text, 'hex');
}

/** Opens an order with the token that the app gave to our page. `reference` is the payment token that the app wants. */
export async function startPlus(
  gateway: Gateway,
  settings: PlusSettings,
  payment: Payment & { readonly walletToken: string },
  now: number,
): Promise<Initiated> {
  const token = payment.walletToken.replace(/^Bearer\s+/i, '');
  const who = await phoneOf(gateway, `Bearer ${token}`);
  if (who.kind !== 'phone') return { kind: who.kind === 'refused' ? 'refused' : 'down', why: who.why };
  // The receipt goes to this number; the bank's app may belong to another one.
  if (who.phone !== payment.phone) return { kind: 'refused', why: 'another phone' };
  const fields = {
    amount: telebirrAmount(payment.amount),
    callBackURL: payment.notifyUrl,
    companyName: settings.companyName,
    tillCode: settings.tillCode,
    token,
    transactionId: payment.orderId,
    transactionTime: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  const body = { ...fields, signature: plusSignature(fields, settings.hashKey) };
  const answer = await gateway.post('/auth/pay', { authorization: `Bearer ${token}` }, body);
  if (answer.kind === 'none') return { kind: answer.sent ? 'unknown' : 'down', why: answer.why };
  if (answer.status >= 500 || answer.status === 408) return { kind: 'unknown', why: `http ${answer.status}` };
  if (answer.status !== 200 && answer.status !== 201) return { kind: 'refused', why: `http ${answer.status}` };
  const reference = textOf(answer.body, 'token');
  return reference === undefined ? { kind: 'unknown', why: 'no payment token' } : { kind: 'started', reference };
}

type Whose =
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'refused' | 'no-answer'; readonly why: string };
/** Whom the bank knows under a bearer token; we cannot verify one ourselves. */
async function phoneOf(gateway: Gateway, authorization: string): Promise<Whose> {
  const answer = await gateway.get('/auth/user', { authorization });
  if (answer.kind === 'none') return { kind: 'no-answer', why: answer.why };
  if (answer.status >= 500 || answer.status === 429) return { kind: 'no-answer', why: `http ${answer.status}` };
  if (answer.status !== 200) return { kind: 'refused', why: `http ${answer.status}` };
  const phone = phoneIn(answer.body, 'phone');
  return phone === undefined ? { kind: 'refused', why: 'no phone' } : { kind: 'phone', phone };
}
const phoneIn = (fields: Fields, name: string): string | undefined => {
  const read = parsePhone(textOf(fields, name) ?? '');
  return read.ok ? read.phone : undefined;
};

/**
 * Reads a callback. It proves a payment only when everything holds: signed under the recipe, of our till, sent with an
 * authorization that the bank accepts now, about an order of ours that is open, of its amount, and by its payer (the token
 * that we were given for it, or the same phone). Else it is refused, or a notice that proves nothing.
 */
export async function readPlus(gateway: Gateway, settings: PlusSettings, notice: Notice): Promise<ParsedCallback> {
  const fields = fieldsOf(notice.body.toString('utf8'));
  const orderId = textOf(fields, 'transactionId');
  if (orderId === undefined) return { kind: 'unreadable' };
  if (!isSigned(fields, settings)) return { kind: 'bad-signature', orderId };
  if (textOf(fields, 'tillCode') !== settings.tillCode) return { kind: 'wrong-merchant', orderId };
  const authorization = notice.headers.authorization;
  if (typeof authorization !== 'string' || authorization === '') return { kind: 'bad-signature', orderId };
  const amount = parseWireAmount(textOf(fields, 'paidAmount') ?? '');
  const said = { kind: 'notice', orderId, amount, currency: 'ETB', says: 'paid', endedAt: undefined } as const;
  const whose = await phoneOf(gateway, authorization);
  if (whose.kind === 'refused') return { kind: 'bad-signature', orderId };
  if (whose.kind === 'no-answer') return said;
  const known = await notice.orderOf?.(orderId);
  if (known === undefined || !known.open || known.currency !== 'ETB' || known.amount !== amount) return said;
  if (!isOfPayer(fields, known)) return said;
  // No source names a transaction number of the bank, so the order's own is the only one that there is.
  const txnId = textOf(fields, 'txnRef', 'transactionReference') ?? `PLUS${orderId}`;
  return { ...said, proves: { kind: 'paid', orderId, amount, currency: 'ETB', txnId } };
}

function isOfPayer(fields: Fields, known: KnownOrder): boolean {
  const token = textOf(fields, 'token');
  return (token !== undefined && token === known.reference) || phoneIn(fields, 'paidByNumber') === known.phone;
}

/** Over the configured fields exactly; a missing one fails, and so does an empty list. */
function isSigned(fields: Fields, settings: PlusSettings): boolean {
  const signed: Record<string, string> = {};
  const names = settings.callbackFields ?? allFields;
  // What we act upon must be signed, whatever the recipe.
  if (!['transactionId', 'paidAmount', 'tillCode'].every((name) => names.includes(name))) return false;
  for (const name of names) {
    const value = textOf(fields, name);
    if (value === undefined) return false;
    signed[name] = value;
  }
  const given = textOf(fields, 'signature') ?? '';
  const right = plusSignature(signed, settings.hashKey);
  return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
}
