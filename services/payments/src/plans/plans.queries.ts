import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type SubscriptionRow = Selectable<DB['payments.subscriptions']>;
export type PeriodRow = Selectable<DB['payments.subscriptionPeriods']>;
type From = { selectFrom: Tx['selectFrom'] };

export const subscriptionOf = (from: From, creatorId: string) =>
  from.selectFrom('payments.subscriptions').selectAll().where('creatorId', '=', creatorId);

export const periodsOf = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.subscriptionPeriods')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .orderBy('untilAt', 'desc')
    .limit(60);

/** The end of what was paid for, locked; the first payment makes the row, with an end that lies behind. */
export async function lockSubscription(tx: Tx, creatorId: string, months: number, at: Date): Promise<SubscriptionRow> {
  await tx
    .insertInto('payments.subscriptions')
    .values({ untilAt: at, months, nextAt: null, told: null })
    .onConflict((c) => c.doNothing())
    .execute();
  return await subscriptionOf(tx, creatorId).forUpdate().executeTakeFirstOrThrow();
}

export async function changeSubscription(
  tx: Tx,
  creatorId: string,
  change: Updateable<DB['payments.subscriptions']>,
): Promise<void> {
  await tx
    .updateTable('payments.subscriptions')
    .set(change)
    .where('creatorId', '=', creatorId)
    .executeTakeFirstOrThrow();
}

/** False when this order has been counted already. */
export async function insertPeriod(
  tx: Tx,
  period: Omit<Insertable<DB['payments.subscriptionPeriods']>, 'creatorId'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payments.subscriptionPeriods')
    .values(period)
    .onConflict((c) => c.columns(['creatorId', 'orderId']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export const houseProducts = (from: From, houseId: string, ids: readonly string[]) =>
  from
    .selectFrom('payments.products')
    .select(['id', 'version', 'priceSantim', 'state'])
    .where('creatorId', '=', houseId)
    .where('id', 'in', ids);

/** Whether a plan order is booked as revenue. */
export async function isBooked(tx: Tx, creatorId: string, orderId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('payments.entries')
    .select(sql<number>`1`.as('one'))
    .where('creatorId', '=', creatorId)
    .where('aboutId', '=', orderId)
    .where('kind', '=', 'plan')
    .executeTakeFirst();
  return row !== undefined;
}

export async function orderOfPlan(
  tx: Tx,
  houseId: string,
  orderId: string,
): Promise<{ productId: string; buyerId: string; amountSantim: number; netSantim: number; paidAt: Date } | undefined> {
  return await tx
    .selectFrom('payments.orders')
    .select(['productId', 'buyerId', 'amountSantim', 'netSantim', 'paidAt'])
    .where('creatorId', '=', houseId)
    .where('id', '=', orderId)
    .executeTakeFirst();
}
