// telebirr's words in ours. Two vocabularies for one thing: queryOrder and notify; a text that we do not know is never
// a success and never a failure.
import { parseWireAmount } from '@windsurf/money/money';
import { textOf } from './rail-http.ts';
import type { Fields } from './rail-http.ts';
import type { RailAnswer } from './rails.ts';

type Meaning = 'paid' | 'failed' | 'waiting' | 'expired' | 'unclear';

const meanings: Readonly<Record<string, Meaning>> = {
  // queryOrder
  WAIT_PAY: 'waiting',
  PAYING: 'waiting',
  ACCEPTED: 'waiting',
  PAY_SUCCESS: 'paid',
  PAY_FAILED: 'failed',
  ORDER_CLOSED: 'expired',
  REFUND_FAILED: 'paid',
  // What goes back was paid before: of an order that is not booked yet, `returned` is told besides.
  REFUNDING: 'paid',
  REFUND_SUCCESS: 'paid',
  // notify: only these two are final. Expired means "not clear", which is no proof of anything.
  Completed: 'paid',
  Failure: 'failed',
  Pending: 'waiting',
  Paying: 'waiting',
  Expired: 'waiting',
};

/** The one mapper of both vocabularies. */
export const meaningOf = (status: unknown): Meaning =>
  typeof status === 'string' && Object.hasOwn(meanings, status) ? (meanings[status] ?? 'unclear') : 'unclear';

/** What the `biz_content` of queryOrder says; an answer that names another merchant than the one who asked says nothing. */
export function readOrder(content: Fields, merchantCode: string): RailAnswer {
  const status = textOf(content, 'trade_status', 'order_status');
  const meaning = meaningOf(status);
  if ((textOf(content, 'merch_code') ?? merchantCode) !== merchantCode) return { kind: 'unclear', text: 'merchant' };
  if (meaning === 'unclear') return { kind: 'unclear', text: (status ?? 'no status').slice(0, 40) };
  if (status === 'WAIT_PAY') return { kind: 'waiting', untouched: true };
  if (meaning !== 'paid') return { kind: meaning };
  const orderId = textOf(content, 'merch_order_id');
  const txnId = textOf(content, 'trans_id', 'transId', 'payment_order_id');
  // Paid without saying what, or by which transaction, cannot be compared and is therefore not believed.
  if (orderId === undefined || txnId === undefined) return { kind: 'unclear', text: 'paid without ids' };
  return {
    kind: 'paid',
    orderId,
    txnId,
    amount: parseWireAmount(textOf(content, 'total_amount') ?? ''),
    currency: textOf(content, 'trans_currency') ?? '',
    ...(status === 'REFUNDING' ? { returned: 'begun' } : status === 'REFUND_SUCCESS' ? { returned: 'done' } : {}),
  };
}

/** Seconds or milliseconds since 1970, told apart by their length; undefined for anything else. */
export function momentOf(value: unknown): Date | undefined {
  const digits = textOf({ value }, 'value') ?? '';
  if (/^\d{10}$/.test(digits)) return new Date(Number(digits) * 1000);
  if (/^\d{13}$/.test(digits)) return new Date(Number(digits));
  return undefined;
}

/**
 * Life of a token in milliseconds, from its two dates `yyyyMMddHHmmss`. Only their difference counts: neither their time
 * zone nor the other side's clock is known. Undefined when they cannot be read.
 */
export function lifeOf(effective: unknown, expiration: unknown): number | undefined {
  const [from, to] = [stamp(effective), stamp(expiration)];
  return from === undefined || to === undefined || to <= from ? undefined : to - from;
}

function stamp(value: unknown): number | undefined {
  const m = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(textOf({ value }, 'value') ?? '');
  if (!m) return undefined;
  const [, y, mo, d, h, mi, s] = m.map(Number);
  return Date.UTC(y ?? 0, (mo ?? 1) - 1, d, h, mi, s);
}

// The documentation's list, and what the live gateway was seen to strip besides.
const forbidden = /[`~!#$%^*()\-+=|/<>?;:"[\]{}\\&]/g;

const byGrapheme = new Intl.Segmenter('am', { granularity: 'grapheme' });

/** A title that the gateway takes: without the signs it refuses, on one line, at most 120 graphemes. */
export function titleFor(title: string): string {
  const clean = title
    .replace(forbidden, ' ')
    .replace(/\p{Cc}|\p{Cf}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const graphemes = [...byGrapheme.segment(clean)];
  const short = graphemes
    .slice(0, 120)
    .map((g) => g.segment)
    .join('')
    .slice(0, 512)
    .trim();
  return short === '' ? 'Order' : short;
}
