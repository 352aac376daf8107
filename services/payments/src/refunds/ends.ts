// The two ends of a refund: the buyer has the money, or nothing was sent and all is as if nobody had asked.
import { surplusReturned } from '@windsurf/contracts/payments-refunds';
import type { CreditReason } from '@windsurf/contracts/payments-refunds';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { writeHappening } from '../intents/intents.ts';
import { followOrder, holdPlanOf } from '../instalments/instalments.ts';
import { lockBooks } from '../ledger/ledger.ts';
import { restoreMembership } from '../memberships/memberships.ts';
import { wakeGift } from '../gifts/gifts.ts';
import { changeOrder, changeOwned, lockOrder } from '../orders/orders.ts';
import type { Order } from '../orders/orders.ts';
import { lockSeatsBack, takeSeatsAgain } from '../sellable/sellable.ts';
import { bookBack, bookSent } from './books.ts';
import { takeBackCreditNote } from './papers.ts';
import { changeRefund, lockRefund, refundById, refundedParts, writeRefundEvent } from './refunds.queries.ts';
import type { RefundRow } from './refunds.queries.ts';
import { tellAccess, tellRefund } from './refunds.ts';

export type OpenedRefund = {
  readonly refund: RefundRow;
  readonly order: Order | undefined;
  /** What it gave back besides money. */
  readonly seats: Awaited<ReturnType<typeof lockSeatsBack>>;
};

/** A refund with its order, both locked, and the books in between, as everywhere. Undefined when there is none. */
export async function openRefund(tx: Tx, creatorId: CreatorId, refundId: string): Promise<OpenedRefund | undefined> {
  const seen = await refundById(tx, creatorId, refundId).executeTakeFirst();
  if (!seen) return undefined;
  const order = seen.orderId === null ? undefined : await lockOrder(tx, creatorId, seen.orderId);
  if (order) await holdPlanOf(tx, creatorId, order.id);
  const seats = order && seen.access === 'revoke' ? await lockSeatsBack(tx, creatorId, order.intentId) : [];
  await lockBooks(tx);
  const refund = await lockRefund(tx, creatorId, refundId);
  return refund && { refund, order, seats };
}

type Told = {
  /** `we`, `operator:<id>` or the rail. */
  readonly who: string;
  readonly note?: string;
};
/** Timelines say who without a name. */
const teller = (who: string): string => who.split(':')[0] ?? who;

/** The buyer has it. Duplicate `refunds_txn` when the number stands on another refund. */
export async function endSent(
  tx: Tx,
  creatorId: CreatorId,
  { refund, order }: OpenedRefund,
  end: Told & { readonly txnId: string },
  at: Date,
): Promise<void> {
  await bookSent(tx, refund, at);
  await changeRefund(tx, creatorId, refund.id, {
    state: 'sent',
    txnId: end.txnId,
    endedAt: at,
    nextAt: null,
    why: null,
  });
  const { who, note = null } = end;
  await writeRefundEvent(tx, { refundId: refund.id, at, what: 'sent', who, note });
  await writeHappening(tx, refund.intentId, at, 'refund-sent', teller(who));
  if (order) return await tellRefund(tx, refund, order.refundedSantim === order.amountSantim, 'sent', at);
  const { id: refundId, intentId, productId, buyerId, amountSantim, currency, lang } = refund;
  await emit(tx, surplusReturned, refund.id, {
    refundId,
    intentId,
    productId,
    buyerId,
    amountSantim,
    currency,
    lang,
    why: refund.reason as CreditReason,
    at: at.toISOString(),
  });
}

/**
 * Nothing was sent, and nothing will be under this id. The order is as before, unless the bank took the payment: then
 * the sum that was on its way is gone with it.
 */
export async function endFailed(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  { refund, order, seats }: OpenedRefund,
  end: Told & { readonly why: string; readonly taken: boolean },
  at: Date,
): Promise<void> {
  const taken = end.taken || order?.state === 'reversed';
  const { who, note = end.why } = end;
  await bookBack(tx, creatorId, refund, taken, at);
  const why = taken ? 'reversed' : end.why.slice(0, 200);
  await changeRefund(tx, creatorId, refund.id, { state: 'failed', why, endedAt: at, nextAt: null });
  await writeRefundEvent(tx, { refundId: refund.id, at, what: 'failed', who, note });
  await writeHappening(tx, refund.intentId, at, 'refund-failed', teller(who));
  deps.log.warn({ refundId: refund.id, why }, 'a refund did not go through');
  if (!order) return;
  await tellRefund(tx, refund, false, 'failed', at);
  if (taken) return;
  await takeBackCreditNote(tx, creatorId, { id: refund.id, orderId: order.id }, at);
  const refunded = order.refundedSantim - refund.amountSantim;
  const open = refunded === 0 ? 'paid' : 'partly-refunded';
  await changeOrder(tx, creatorId, order.id, {
    refundedSantim: refunded,
    state: order.state === 'disputed' ? 'disputed' : open,
  });
  const { revoked } = await refundedParts(tx, creatorId, order.id).executeTakeFirstOrThrow();
  if (refund.access === 'revoke' && !revoked) {
    await changeOwned(tx, creatorId, order.id, true);
    await wakeGift(tx, creatorId, order.id, at);
    await takeSeatsAgain(tx, creatorId, order.intentId, seats);
    await tellAccess(tx, order, 'active', 'restored', at);
    await restoreMembership(tx, creatorId, order.id, at);
  }
  await followOrder(tx, creatorId, order.id, at);
}
