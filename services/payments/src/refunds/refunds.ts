// Giving back what an order brought. Asked for here, in one transaction that locks the order and the books, so that any
// number of refunds at once never gives back more than came in; sent later, by `send.ts`.
import { orderAccessChanged, orderRefunded } from '@windsurf/contracts/payments';
import {
  alreadyRefunded,
  orderDisputed,
  orderReversed,
  refundAmountMissing,
  refundNoteMissing,
  refundTooLarge,
} from '@windsurf/contracts/payments-refunds';
import type { RefundReason } from '@windsurf/contracts/payments-refunds';
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Language } from '@windsurf/language/phrases';
import type { Deps, Tx } from '../deps.ts';
import { intentById, writeHappening } from '../intents/intents.ts';
import { followOrder, holdPlanOf } from '../instalments/instalments.ts';
import { lockBooks } from '../ledger/ledger.ts';
import { giveMembershipBack, paidForMembership } from '../memberships/memberships.ts';
import { changeOrder, changeOwned, lockOrder, partsOf, readOrder } from '../orders/orders.ts';
import type { Order } from '../orders/orders.ts';
import { lockShares, noteTaken, sharesOf } from '../shares/shares.ts';
import { giveSeatsBack } from '../sellable/sellable.ts';
import { bookAsked, partsOfRefund, standing } from './books.ts';
import type { Parts } from './books.ts';
import { issueCreditNote } from './papers.ts';
import {
  insertRefund,
  refundOfKey,
  refundWithNumber,
  refundedParts,
  refundsBefore,
  refundsOfOrder,
  writeRefundEvent,
} from './refunds.queries.ts';
import type { NumberedRefund, RefundRow } from './refunds.queries.ts';

export type { NumberedRefund, RefundRow } from './refunds.queries.ts';
export { refundsOfIntent } from './refunds.queries.ts';

export type RefundWish = {
  readonly orderId: string;
  /** Santim, or everything that is left. */
  readonly amount: Santim | 'whole';
  readonly reason: RefundReason;
  readonly note?: string | undefined;
  /** Whether the buyer keeps what she bought. */
  readonly access: 'keep' | 'revoke';
  /** Of a membership whose access is taken: the time of this order, or all that is left; the first unless said. */
  readonly time?: 'shorten' | 'revoke' | undefined;
  /** `we`: a rail has sent it already. */
  readonly by: 'creator' | 'operator' | 'we';
  /** The request's own key: the same request again is the same refund. */
  readonly key?: string | undefined;
  readonly lang: Language;
};

/** How money goes back through a rail: by itself, or by a person. */
export const howOf = (deps: Deps, railName: string): 'rail' | 'hand' => {
  const rail = deps.rails.get(railName);
  return rail?.refund !== undefined && rail.capabilities.refund === 'api' ? 'rail' : 'hand';
};

/** What a request asks for. Throws refundAmountMissing and refundNoteMissing, with the field. */
export function readWish(body: {
  readonly amountSantim?: number;
  readonly whole?: true;
  readonly reason: RefundReason;
  readonly note?: string;
}): Santim | 'whole' {
  if ((body.amountSantim === undefined) === (body.whole === undefined))
    throw refundAmountMissing({}, { pointer: '/amountSantim' });
  if (body.reason === 'other' && body.note === undefined) throw refundNoteMissing({}, { pointer: '/note' });
  return body.amountSantim === undefined ? 'whole' : santim(body.amountSantim);
}

/**
 * Asks for a refund of an order. It is booked when this returns, and sent by the janitor. Throws notFound, alreadyRefunded,
 * refundTooLarge, orderDisputed and orderReversed.
 */
export async function refundOrder(deps: Deps, creatorId: CreatorId, wish: RefundWish): Promise<NumberedRefund> {
  const id = await place(deps, creatorId, wish);
  return await readRefund(deps, creatorId, id);
}

async function place(deps: Deps, creatorId: CreatorId, wish: RefundWish): Promise<string> {
  try {
    return await deps.tenancy.inCreator(creatorId, async (tx) => (await reserve(deps, tx, creatorId, wish)).id);
  } catch (error) {
    if (wish.key === undefined || !isFault(error, 'duplicate', 'refunds_asked_once')) throw error;
    const { orderId, key } = wish;
    const known = await deps.tenancy.inCreator(creatorId, async (tx) => await refundOfKey(tx, creatorId, orderId, key));
    if (!known) throw error;
    return known.id;
  }
}

/** The same inside of a transaction of the creator's. */
export async function reserve(deps: Deps, tx: Tx, creatorId: CreatorId, wish: RefundWish): Promise<RefundRow> {
  const { orderId, access, key } = wish;
  const at = deps.clock.now();
  const order = await lockOrder(tx, creatorId, orderId);
  if (!order) throw notFound();
  const known = key === undefined ? undefined : await refundOfKey(tx, creatorId, orderId, key);
  if (known) return known;
  // What a rail has sent already is booked also while the bank looks at the payment.
  const disputed = order.state === 'disputed';
  if (disputed && wish.by !== 'we') throw orderDisputed();
  if (order.state === 'reversed') throw orderReversed();
  const { left } = partsOf(order);
  if (left === 0) throw alreadyRefunded();
  const amount = wish.amount === 'whole' ? santim(left) : wish.amount;
  if (amount > left) {
    const says = { left: formatBirr(santim(left), wish.lang, { decimals: 'always' }) };
    throw refundTooLarge(says, { pointer: '/amountSantim', extra: { leftSantim: left } });
  }
  await holdPlanOf(tx, creatorId, orderId);
  if (access === 'revoke') await giveSeatsBack(tx, creatorId, order.intentId);
  await lockBooks(tx);
  const before = await refundedParts(tx, creatorId, orderId).executeTakeFirstOrThrow();
  const shares = order.sharesSantim > 0 ? await lockShares(tx, creatorId, orderId) : [];
  const parts = partsOfRefund(order, amount, before.feeBack, (await standing(tx, creatorId)).payable, shares);
  // What the rail has refused for good once is not asked of it again: a person sends it.
  const how = before.refused ? 'hand' : howOf(deps, order.rail);
  const refund = await refundRow(tx, creatorId, order, wish, amount, parts, how, at);
  await insertRefund(tx, refund);
  await bookAsked(tx, refund, parts, at);
  await noteTaken(tx, creatorId, parts.shares, { id: refund.id, orderId, kind: 'refund' });
  const refunded = order.refundedSantim + amount;
  await changeOrder(tx, creatorId, orderId, {
    refundedSantim: refunded,
    state: disputed ? 'disputed' : refunded === order.amountSantim ? 'refunded' : 'partly-refunded',
  });
  await issueCreditNote(tx, creatorId, { id: refund.id, orderId, amountSantim: amount }, at);
  await writeRefundEvent(tx, { refundId: refund.id, at, what: 'asked', who: wish.by, note: wish.note ?? null });
  await writeHappening(tx, order.intentId, at, 'refund-asked', wish.by);
  await tellRefund(tx, refund, refunded === order.amountSantim, 'asked', at);
  if (access === 'revoke' && !before.revoked) {
    await changeOwned(tx, creatorId, orderId, false);
    await tellAccess(tx, order, 'revoked', 'refund', at);
    await giveMembershipBack(tx, creatorId, orderId, wish.time ?? 'shorten', at);
  }
  await followOrder(tx, creatorId, orderId, at);
  return { ...refund, creatorId };
}

async function refundRow(
  tx: Tx,
  creatorId: CreatorId,
  order: Order,
  wish: RefundWish,
  amount: Santim,
  parts: Parts,
  how: 'rail' | 'hand',
  at: Date,
) {
  const intent = await intentById(tx, creatorId, order.intentId).executeTakeFirstOrThrow();
  const { productId, buyerId, buyerHint, title, lang, rail, currency } = order;
  return {
    id: newId(),
    source: 'order' as const,
    orderId: order.id,
    intentId: order.intentId,
    productId,
    buyerId,
    buyerHint,
    title,
    lang,
    rail,
    currency,
    providerOrderId: intent.providerOrderId,
    paymentTxnId: intent.providerTxnId ?? '',
    amountSantim: amount,
    feeSantim: parts.fee,
    sharesSantim: parts.shares.total,
    payableSantim: parts.payable,
    owedSantim: parts.owed,
    reason: wish.reason,
    note: wish.note ?? null,
    access: wish.access,
    askedBy: wish.by,
    requestKey: wish.key ?? null,
    state: how === 'rail' ? ('asked' as const) : ('manual' as const),
    how,
    why: null,
    touched: false,
    attempts: 0,
    askedAt: at,
    sendingSince: null,
    nextAt: how === 'rail' ? at : null,
    endedAt: null,
    reference: null,
    txnId: null,
    proposedBy: null,
  };
}

/** Tells of a refund of an order; a sum that bought nothing has its own event. */
export async function tellRefund(
  tx: Tx,
  refund: Omit<RefundRow, 'creatorId'>,
  full: boolean,
  state: 'asked' | 'sent' | 'failed',
  at: Date,
): Promise<void> {
  if (refund.orderId === null) return;
  const { id: refundId, orderId, productId, buyerId, amountSantim, currency, lang } = refund;
  const facts = { refundId, orderId, productId, buyerId, amountSantim, currency, lang };
  await emit(tx, orderRefunded, newId(), { ...facts, full, state, by: refund.askedBy, at: at.toISOString() });
}

export async function tellAccess(
  tx: Tx,
  order: Pick<Order, 'id' | 'productId' | 'buyerId' | 'lang'>,
  access: 'active' | 'revoked',
  why: 'refund' | 'restored',
  at: Date,
): Promise<void> {
  const { id: orderId, productId, buyerId, lang } = order;
  await emit(tx, orderAccessChanged, newId(), { orderId, productId, buyerId, access, why, lang, at: at.toISOString() });
}

/** One refund of this creator. Absent and foreign are the same 404. */
export async function readRefund(deps: Deps, creatorId: CreatorId, id: string): Promise<NumberedRefund> {
  const query = refundWithNumber(deps.tenancy.compile, creatorId, id).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  if (!rows[0]) throw notFound();
  return rows[0];
}

export type OrderRefunds = {
  readonly items: readonly NumberedRefund[];
  readonly left: Santim;
  readonly closed: 'refunded' | 'disputed' | 'reversed' | null;
  readonly how: 'rail' | 'hand';
  readonly membership: boolean;
};

/** What was given back of an order, newest first, and what can still be. Throws notFound. */
export async function refundsOf(deps: Deps, creatorId: CreatorId, orderId: string): Promise<OrderRefunds> {
  const { order } = await readOrder(deps, creatorId, orderId);
  const { compile } = deps.tenancy;
  const [items, parts, memberships] = await deps.tenancy.batchInCreator(creatorId, [
    refundsOfOrder(compile, creatorId, orderId).compile(),
    refundedParts(compile, creatorId, orderId).compile(),
    paidForMembership(compile, creatorId, orderId).compile(),
  ]);
  const { left } = partsOf(order);
  const how = parts[0]?.refused ? 'hand' : howOf(deps, order.rail);
  return { items, left: santim(left), closed: closedBy(order), how, membership: memberships.length > 0 };
}

/** Why nothing of it is given back any more. */
function closedBy(order: Order): OrderRefunds['closed'] {
  if (order.state === 'disputed' || order.state === 'reversed') return order.state;
  return partsOf(order).left === 0 ? 'refunded' : null;
}

/** What a refund would cost now; asking for it decides again. Throws as `refundOrder`. */
export async function quoteRefund(
  deps: Deps,
  creatorId: CreatorId,
  orderId: string,
  wished: number | undefined,
  lang: Language,
): Promise<Parts & { amount: Santim; left: Santim; how: 'rail' | 'hand' }> {
  const { order } = await readOrder(deps, creatorId, orderId);
  const closed = closedBy(order);
  if (closed === 'disputed') throw orderDisputed();
  if (closed === 'reversed') throw orderReversed();
  if (closed === 'refunded') throw alreadyRefunded();
  const left = santim(partsOf(order).left);
  const amount = santim(wished ?? left);
  if (amount > left) {
    const says = { left: formatBirr(left, lang, { decimals: 'always' }) };
    throw refundTooLarge(says, { pointer: '/amountSantim', extra: { leftSantim: left } });
  }
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const before = await refundedParts(tx, creatorId, orderId).executeTakeFirstOrThrow();
    const { payable } = await standing(tx, creatorId);
    const parts = partsOfRefund(order, amount, before.feeBack, payable, await sharesOf(tx, creatorId, orderId));
    return { amount, left, ...parts, how: before.refused ? 'hand' : howOf(deps, order.rail) };
  });
}

/** All refunds, newest first; the cursor is the id of the last one seen. */
export async function listRefunds(
  deps: Deps,
  creatorId: CreatorId,
  page: {
    readonly state?: RefundRow['state'] | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<{ items: NumberedRefund[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const { state, cursor: before } = page;
  if (before !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(before))
    throw wrongShape({}, { pointer: '/cursor' });
  const query = refundsBefore(deps.tenancy.compile, creatorId, { state, before, limit: limit + 1 }).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
