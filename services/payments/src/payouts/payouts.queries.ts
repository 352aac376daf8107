import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type PayoutRow = Selectable<DB['payments.payouts']>;
export type PayoutEventRow = Selectable<DB['payments.payoutEvents']>;
export type PayoutChange = Updateable<DB['payments.payouts']>;
type From = { selectFrom: Tx['selectFrom'] };

export const payoutById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.payouts').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

/** The payout that this request has asked for already. */
export async function payoutOfRequest(tx: Tx, creatorId: string, requestKey: string): Promise<PayoutRow | undefined> {
  return await tx
    .selectFrom('payments.payouts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('requestKey', '=', requestKey)
    .executeTakeFirst();
}

export async function lockPayout(tx: Tx, creatorId: string, id: string): Promise<PayoutRow | undefined> {
  return await payoutById(tx, creatorId, id).forUpdate().executeTakeFirst();
}

export async function insertPayout(
  tx: Tx,
  row: Omit<Insertable<DB['payments.payouts']>, 'creatorId'>,
): Promise<PayoutRow> {
  return await tx.insertInto('payments.payouts').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function changePayout(tx: Tx, creatorId: string, id: string, change: PayoutChange): Promise<PayoutRow> {
  return await tx
    .updateTable('payments.payouts')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function insertEvent(
  tx: Tx,
  event: Omit<Insertable<DB['payments.payoutEvents']>, 'creatorId'>,
): Promise<void> {
  await tx.insertInto('payments.payoutEvents').values(event).execute();
}

/** What is asked for or held and was not given to anybody yet. */
export async function lockUnsent(tx: Tx, creatorId: string): Promise<PayoutRow[]> {
  return await tx
    .selectFrom('payments.payouts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('state', 'in', ['requested', 'held'])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export const eventsOf = (from: From, creatorId: string, payoutId: string) =>
  from
    .selectFrom('payments.payoutEvents')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('payoutId', '=', payoutId)
    .orderBy('at')
    .orderBy('id');

export const payoutsBefore = (
  from: From,
  creatorId: string,
  before: { readonly at: Date; readonly id: string },
  limit: number,
) =>
  from
    .selectFrom('payments.payouts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where((where) => where(where.refTuple('requestedAt', 'id'), '<', where.tuple(before.at, before.id)))
    .orderBy('requestedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);

/** Whether another one was asked for since: then the one that failed is not tried again behind it. */
export async function askedSince(tx: Tx, creatorId: string, moment: Date, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('payments.payouts')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('requestedAt', '>=', moment)
    .where('id', '<>', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the overview adds up, in one row for each state. */
export const sumsByState = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.payouts')
    .select(['state', sql<number>`sum(amount_santim)::bigint`.as('total')])
    .where('creatorId', '=', creatorId)
    .groupBy('state');

export const heldOnes = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.payouts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('state', 'in', ['held', 'unknown'])
    .orderBy('requestedAt')
    .limit(50);
