import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import { queryWriter, template, templateByKeys } from '@windsurf/db/template';
import { later } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type OrderRow = Selectable<DB['payments.orders']>;
export type LineRow = Selectable<DB['payments.orderLines']>;
type From = { selectFrom: Tx['selectFrom'] };

const write = queryWriter<DB>();
const ordered = templateByKeys<Omit<Insertable<DB['payments.orders']>, 'creatorId'>>((order) =>
  write.insertInto('payments.orders').values(order),
);

export async function insertOrder(tx: Tx, order: Omit<Insertable<DB['payments.orders']>, 'creatorId'>): Promise<void> {
  await later(tx, ordered(order));
}

const lined = templateByKeys<Omit<Insertable<DB['payments.orderLines']>, 'creatorId'>>((line) =>
  write.insertInto('payments.orderLines').values(line),
);

export async function insertLines(
  tx: Tx,
  lines: readonly Omit<Insertable<DB['payments.orderLines']>, 'creatorId'>[],
): Promise<void> {
  for (const line of lines) await later(tx, lined(line));
}

/** What this buyer owns of these products, and since when. */
export const ownedLines = template<
  { readonly creatorId: string; readonly buyerId: string; readonly productIds: readonly string[] },
  Pick<LineRow, 'productId' | 'orderId' | 'boughtAt'>
>(['creatorId', 'buyerId', 'productIds'], ({ creatorId, buyerId, productIds }) =>
  write
    .selectFrom('payments.orderLines')
    .select(['productId', 'orderId', 'boughtAt'])
    .where('creatorId', '=', creatorId)
    .where('buyerId', '=', buyerId)
    .where(sql<boolean>`product_id = any(${productIds}::uuid[])`)
    .where('owned', '=', true)
    .orderBy('boughtAt'),
);

export async function changeOrder(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Partial<Pick<OrderRow, 'state' | 'refundedSantim'>>,
): Promise<void> {
  const update = tx.updateTable('payments.orders').set(change);
  await later(tx, update.where('creatorId', '=', creatorId).where('id', '=', id));
}

/** What nobody has opened yet of a gift is nobody's, also when its money comes again. */
export async function changeOwned(tx: Tx, creatorId: string, orderId: string, owned: boolean): Promise<void> {
  const update = tx.updateTable('payments.orderLines').set({ owned });
  const unopened = sql<boolean>`(not ${owned} or not exists (select from payments.gifts g
    where g.creator_id = ${creatorId} and g.order_id = ${orderId} and g.state <> 'claimed'))`;
  await later(tx, update.where('creatorId', '=', creatorId).where('orderId', '=', orderId).where(unopened));
}

export async function orderOfIntent(tx: Tx, creatorId: string, intentId: string): Promise<OrderRow | undefined> {
  return await tx
    .selectFrom('payments.orders')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .forUpdate()
    .executeTakeFirst();
}

export async function lockOrder(tx: Tx, creatorId: string, id: string): Promise<OrderRow | undefined> {
  return await orderById(tx, creatorId, id).forUpdate().executeTakeFirst();
}

/** Which orders are meant; what is left out is any. */
export type OrderFilter = { readonly state?: OrderRow['state'] | undefined; readonly productId?: string | undefined };
export function ordersBefore(from: From, creatorId: string, before: number, limit: number, filter: OrderFilter) {
  const all = from
    .selectFrom('payments.orders')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('number', '<', before);
  const { state, productId } = filter;
  const inState = state === undefined ? all : all.where('state', '=', state);
  const ofProduct = productId === undefined ? inState : inState.where('productId', '=', productId);
  return ofProduct.orderBy('number', 'desc').limit(limit);
}

export const orderById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.orders').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

export const linesOfOrder = (from: From, creatorId: string, orderId: string) =>
  from
    .selectFrom('payments.orderLines')
    .select(['productId', 'title', 'listSantim', 'discountSantim', 'amountSantim'])
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .orderBy('line');
