import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type OrderRow = Selectable<DB['payments.orders']>;
type From = { selectFrom: Tx['selectFrom'] };

/** The creator's next number. Its row is locked until the order commits, so that no number is lost. */
export async function nextNumber(tx: Tx): Promise<number> {
  const { lastNumber } = await tx
    .insertInto('payments.orderCounters')
    .values({ lastNumber: 1 })
    .onConflict((c) => c.column('creatorId').doUpdateSet({ lastNumber: sql<number>`order_counters.last_number + 1` }))
    .returning('lastNumber')
    .executeTakeFirstOrThrow();
  return lastNumber;
}

export async function insertOrder(tx: Tx, order: Omit<OrderRow, 'creatorId' | 'state'>): Promise<void> {
  await tx.insertInto('payments.orders').values(order).execute();
}

/** What this buyer has paid for already. */
export async function orderOfBuyer(
  tx: Tx,
  creatorId: string,
  buyerId: string,
  productId: string,
): Promise<Pick<OrderRow, 'id' | 'paidAt'> | undefined> {
  return await tx
    .selectFrom('payments.orders')
    .select(['id', 'paidAt'])
    .where('creatorId', '=', creatorId)
    .where('buyerId', '=', buyerId)
    .where('productId', '=', productId)
    .orderBy('paidAt')
    .limit(1)
    .executeTakeFirst();
}

export const ordersBefore = (from: From, creatorId: string, before: number, limit: number) =>
  from
    .selectFrom('payments.orders')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(limit);

export const orderById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.orders').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

export const eventsOfOrder = (from: From, creatorId: string, orderId: string) =>
  from
    .selectFrom('payments.intentEvents as e')
    .innerJoin('payments.orders as o', (join) =>
      join.onRef('o.creatorId', '=', 'e.creatorId').onRef('o.intentId', '=', 'e.intentId'),
    )
    .select(['e.at', 'e.what', 'e.who'])
    .where('e.creatorId', '=', creatorId)
    .where('o.id', '=', orderId)
    .orderBy('e.at')
    .orderBy('e.id');
