import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type CaseRow = Selectable<DB['payments.riskCases']>;
export type AppealRow = Selectable<DB['payments.appeals']>;
type From = { selectFrom: Tx['selectFrom'] };

export const caseById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.riskCases').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

/** What holds the creator's payouts, or is proposed to. */
export const openHold = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.riskCases')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('state', 'in', ['proposed', 'approved']);

export async function insertCase(
  tx: Tx,
  row: Omit<Insertable<DB['payments.riskCases']>, 'creatorId'>,
): Promise<CaseRow> {
  return await tx.insertInto('payments.riskCases').values(row).returningAll().executeTakeFirstOrThrow();
}
export async function changeCase(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Updateable<DB['payments.riskCases']>,
): Promise<CaseRow> {
  return await tx
    .updateTable('payments.riskCases')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
export async function lockCase(tx: Tx, creatorId: string, id: string): Promise<CaseRow | undefined> {
  return await caseById(tx, creatorId, id).forUpdate().executeTakeFirst();
}

export const appealById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.appeals').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);
export const appealsOf = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.appeals as a')
    .innerJoin('payments.riskCases as c', (join) =>
      join.onRef('c.creatorId', '=', 'a.creatorId').onRef('c.id', '=', 'a.caseId'),
    )
    .selectAll('a')
    .select(['c.kind', 'c.reason', 'c.proposedBy'])
    .where('a.creatorId', '=', creatorId)
    .orderBy('a.askedAt', 'desc')
    .limit(50);
export async function insertAppeal(
  tx: Tx,
  row: Omit<Insertable<DB['payments.appeals']>, 'creatorId'>,
): Promise<AppealRow> {
  return await tx.insertInto('payments.appeals').values(row).returningAll().executeTakeFirstOrThrow();
}
export async function lockAppeal(tx: Tx, creatorId: string, id: string): Promise<AppealRow | undefined> {
  return await appealById(tx, creatorId, id).forUpdate().executeTakeFirst();
}
export async function changeAppeal(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Updateable<DB['payments.appeals']>,
): Promise<AppealRow> {
  return await tx
    .updateTable('payments.appeals')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
/** The open appeal against a case, else its newest one. */
export async function appealOfCase(tx: From, creatorId: string, caseId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('payments.appeals')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('caseId', '=', caseId)
    .orderBy(sql`state = 'open'`, 'desc')
    .orderBy('askedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function keepScore(tx: Tx, row: { score: number; facts: string; countedAt: Date }): Promise<void> {
  await tx
    .insertInto('payments.riskScores')
    .values(row)
    .onConflict((c) => c.column('creatorId').doUpdateSet(row))
    .execute();
}
