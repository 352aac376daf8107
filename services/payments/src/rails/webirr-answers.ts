// WeBirr's envelope and words in ours. Protocol notes, sections 2.2 to 2.7. Its own texts are never passed on: a text may
// quote an address, and its addresses hold the key.
import { parseWireAmount } from '@windsurf/money/money';
import { isMap, textOf } from './rail-http.ts';
import type { Fields, HttpAnswer } from './rail-http.ts';
import type { RailAnswer } from './rails.ts';

export type Said =
  | { readonly kind: 'res'; readonly res: unknown }
  /** Refused in WeBirr's own words: `duplicate` that the reference is taken, `key` that it does not know us. */
  | { readonly kind: 'error'; readonly why: string; readonly means: 'duplicate' | 'key' | 'refused' }
  /** No answer that can be believed. `sent` false: certainly nothing was carried out. */
  | { readonly kind: 'none'; readonly sent: boolean; readonly why: string };

/** What an answer says, business errors on HTTP 200 included. */
export function saidBy(answer: HttpAnswer): Said {
  if (answer.kind === 'none') return answer;
  const { status, body } = answer;
  if (status === 429) return { kind: 'none', sent: false, why: 'http 429' };
  if (status >= 500 || status === 408 || (status >= 300 && status < 400))
    return { kind: 'none', sent: true, why: `http ${status}` };
  const enveloped = ['error', 'errorCode', 'res'].some((name) => Object.hasOwn(body, name));
  if (status === 401 || status === 403) return { kind: 'error', why: `http ${status}`, means: 'key' };
  if (!enveloped)
    return status >= 400
      ? { kind: 'error', why: `http ${status}`, means: 'refused' }
      : { kind: 'none', sent: true, why: 'no envelope' };
  const code = textOf(body, 'errorCode');
  const failed = (body.error ?? null) !== null || (code !== undefined && code !== 'ERROR_NONE');
  if (!failed && status < 300) return { kind: 'res', res: body.res };
  const why = code !== undefined && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'error';
  // The provider's own README spells some of them INVLAID.
  const means = why.endsWith('_DUP_REF') ? 'duplicate' : why === 'ERROR_INVALID_API_KEY' ? 'key' : 'refused';
  return { kind: 'error', why, means };
}

/** The nine digits as people read them, `700 123 456`; undefined for anything else. */
export function codeOf(value: unknown): string | undefined {
  const digits = typeof value === 'string' ? value.replace(/\D/g, '') : '';
  return /^\d{9}$/.test(digits) ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}` : undefined;
}

const yes = (value: unknown): boolean => value === true || value === 'true';

/** One payment, from the feed, a webhook or a status; `orderId` '' when only its code is known. */
export function readPayment(item: Fields, orderId: string): RailAnswer {
  const status = textOf(item, 'status');
  const txnId = textOf(item, 'paymentReference');
  if (status === '3' || yes(item.canceled))
    return txnId === undefined
      ? { kind: 'unclear', text: 'reversed without a reference' }
      : { kind: 'reversed', txnId };
  if (status === '1' || (status === '2' && item.confirmed === false)) return { kind: 'waiting', received: true };
  if (status !== '2') return { kind: 'unclear', text: `status ${(status ?? 'missing').slice(0, 20)}` };
  // Paid, without by which transaction, cannot be compared and is therefore not believed.
  if (txnId === undefined) return { kind: 'unclear', text: 'paid without a reference' };
  const amount = parseWireAmount(textOf(item, 'amount') ?? '');
  return { kind: 'paid', orderId, txnId, amount, currency: 'ETB' };
}

/** `res` of paymentStatus, for the order that was asked about by its code. */
export function readStatus(res: unknown, orderId: string, code: string): RailAnswer {
  const fields = isMap(res) ? res : {};
  const status = textOf(fields, 'status');
  if (status === '0') return { kind: 'waiting', untouched: true };
  if (status === '1') return { kind: 'waiting', received: true };
  if (status !== '2' && status !== '3')
    return { kind: 'unclear', text: `status ${(status ?? 'missing').slice(0, 20)}` };
  if (!isMap(fields.data)) return { kind: 'unclear', text: `status ${status} without a payment` };
  if ((codeOf(fields.data.wbcCode) ?? code) !== code) return { kind: 'unclear', text: 'another code' };
  return readPayment({ ...fields.data, status: textOf(fields.data, 'status') ?? status }, orderId);
}
