// Paid orders of a creator. An order exists only because a payment was proven; `settle` is its only maker.
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { bookSale, feeOf } from '../ledger/ledger.ts';
import { eventsOfOrder, insertOrder, nextNumber, orderById, orderOfBuyer, ordersBefore } from './orders.queries.ts';
import type { OrderRow } from './orders.queries.ts';

export type Order = OrderRow;
type Sold = Pick<
  Order,
  'intentId' | 'buyerId' | 'buyerHint' | 'productId' | 'title' | 'amountSantim' | 'currency' | 'rail'
>;

/** The order of a proven payment, with its number and its entry in the ledger, in the transaction that settles. */
export async function placeOrder(tx: Tx, sold: Sold, paidAt: Date): Promise<Omit<Order, 'creatorId' | 'state'>> {
  const amount = santim(sold.amountSantim);
  const { fee, net } = await feeOf(tx, amount, paidAt);
  const order = {
    ...sold,
    id: newId(),
    number: await nextNumber(tx),
    feeSantim: fee,
    netSantim: net,
    paidAt,
  };
  await insertOrder(tx, order);
  await bookSale(tx, { orderId: order.id, amount, fee, net, at: paidAt });
  return order;
}

/** The first order of this buyer for this product, if there is one. */
export async function ownedSince(
  tx: Tx,
  creatorId: CreatorId,
  buyerId: string,
  productId: string,
): Promise<Date | undefined> {
  return (await orderOfBuyer(tx, creatorId, buyerId, productId))?.paidAt;
}

/** Newest first; the cursor is the number of the last order seen. */
export async function listOrders(
  deps: Deps,
  creatorId: CreatorId,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: Order[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const before = page.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(page.cursor);
  if (!Number.isSafeInteger(before) || before < 1) throw wrongShape({}, { pointer: '/cursor' });
  const query = ordersBefore(deps.tenancy.compile, creatorId, before, limit + 1).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.number) : null };
}

export type TimelineLine = { readonly at: Date; readonly what: string; readonly who: string };

/** One order and everything that happened to its payment, oldest first. Absent and foreign are the same 404. */
export async function readOrder(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
): Promise<{ order: Order; timeline: TimelineLine[] }> {
  const { compile } = deps.tenancy;
  const [orders, timeline] = await deps.tenancy.batchInCreator(creatorId, [
    orderById(compile, creatorId, id).compile(),
    eventsOfOrder(compile, creatorId, id).compile(),
  ]);
  const order = orders[0];
  if (!order) throw notFound();
  return { order, timeline };
}
