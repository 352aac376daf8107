// Money back through telebirr. `refund_request_no` is the key: the same number never sends twice, so what is unknown is
// asked about or sent again under its own number. Protocol notes, section 1.7.
import { parseWireAmount, telebirrAmount } from '@windsurf/money/money';
import { textOf } from './rail-http.ts';
import type { Fields } from './rail-http.ts';
import type { Refund, Sent } from './rails.ts';
import { titleFor } from './telebirr-answers.ts';
import type { Called } from './telebirr-calls.ts';

export type RefundCalls = {
  readonly merchant: { readonly appid: string; readonly merch_code: string };
  call(path: string, method: string, content: Fields): Promise<Called>;
};

export async function sendRefund(calls: RefundCalls, refund: Refund): Promise<Sent> {
  const answer = await calls.call('/payment/v1/merchant/refund', 'payment.refund', {
    ...calls.merchant,
    merch_order_id: refund.orderId,
    refund_request_no: refund.refundId,
    actual_amount: telebirrAmount(refund.amount),
    trans_currency: 'ETB',
    refund_reason: titleFor(refund.reason),
  });
  if (answer.kind === 'none') return doubted(refund, { kind: answer.sent ? 'unknown' : 'down', why: answer.why });
  if (answer.kind === 'content') return await readRefund(calls, refund, answer.content);
  if (answer.means === 'busy') return doubted(refund, { kind: 'down', why: answer.why });
  if (answer.means === 'mistaken') return doubted(refund, { kind: 'failed', why: answer.why });
  // A code that nobody documents ("failed to call the payment platform" is one) does not say that nothing was begun.
  return await told(calls, refund, undefined, answer.why);
}

/** What a second try meets at the door says nothing about the first. */
const doubted = (refund: Refund, sent: Extract<Sent, { why: string }>): Sent =>
  refund.again ? { kind: 'unknown', why: sent.why } : sent;

async function readRefund(calls: RefundCalls, refund: Refund, content: Fields): Promise<Sent> {
  const status = textOf(content, 'refund_status');
  const other = (textOf(content, 'merch_order_id') ?? refund.orderId) !== refund.orderId;
  if (other) return { kind: 'unknown', why: 'answer about another order' };
  const amount = textOf(content, 'refund_amount');
  if (amount !== undefined && parseWireAmount(amount) !== refund.amount)
    return { kind: 'unknown', why: 'another amount is going back' };
  const reference = textOf(content, 'refund_order_id') ?? refund.refundId;
  switch (status) {
    case 'REFUND_SUCCESS':
      return { kind: 'done', txnId: reference };
    case 'REFUNDING':
      return { kind: 'pending', reference };
    case 'REFUND_FAILED':
      return { kind: 'failed', why: 'REFUND_FAILED' };
    case 'REFUND_DUPLICATED':
      return await told(calls, refund, reference, 'REFUND_DUPLICATED');
    default:
      return { kind: 'unknown', why: (status ?? 'no refund_status').slice(0, 40) };
  }
}

/**
 * What queryOrder lets us conclude. It tells the state of the order, not of one refund: only a refund of the whole amount
 * can be read from it, because there is no other. A part that was taken in stays pending until somebody looks.
 * `accepted`: the gateway's number of the refund, when it has said that it knows this one.
 */
async function told(calls: RefundCalls, refund: Refund, accepted: string | undefined, why: string): Promise<Sent> {
  const state = await stateOf(calls, refund);
  const reference = accepted ?? refund.refundId;
  if (state?.whole && state.status === 'REFUND_SUCCESS') return { kind: 'done', txnId: reference };
  if (state?.whole && state.status === 'REFUNDING') return { kind: 'pending', reference };
  if (accepted === undefined) return { kind: 'unknown', why };
  // Without its own acceptance the failed one may have been an earlier try under another number.
  if (state?.whole && state.status === 'REFUND_FAILED') return { kind: 'failed', why: 'REFUND_FAILED' };
  return { kind: 'pending', reference };
}

type OrderState = { readonly status: string | undefined; readonly whole: boolean };
async function stateOf(calls: RefundCalls, refund: Refund): Promise<OrderState | undefined> {
  const answer = await calls.call('/payment/v1/merchant/queryOrder', 'payment.queryorder', {
    ...calls.merchant,
    merch_order_id: refund.orderId,
  });
  if (answer.kind !== 'content') return undefined;
  const { content } = answer;
  if ((textOf(content, 'merch_order_id') ?? '') !== refund.orderId) return undefined;
  return {
    status: textOf(content, 'trade_status', 'order_status'),
    whole: parseWireAmount(textOf(content, 'total_amount') ?? '') === refund.amount,
  };
}

/** Asks the order where that can tell; else the same refund is sent again under its own number. */
export async function askRefund(calls: RefundCalls, refund: Refund): Promise<Sent> {
  const state = await stateOf(calls, refund);
  if (state?.whole && state.status === 'REFUND_SUCCESS') return { kind: 'done', txnId: refund.refundId };
  if (state?.whole && state.status === 'REFUNDING') return { kind: 'pending', reference: refund.refundId };
  return await sendRefund(calls, { ...refund, again: true });
}
