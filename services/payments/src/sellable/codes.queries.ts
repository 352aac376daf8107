import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';
import type { Place } from '../page-cursor.ts';

type From = { selectFrom: Tx['selectFrom'] };
export type CodeRow = Selectable<DB['payments.codes']>;
export type NewCode = Omit<Insertable<DB['payments.codes']>, 'creatorId'>;

/** Counted as they stand: kept with the code while it has a limit, else from the uses themselves. */
const usesIn = (state: 'taken' | 'held') =>
  sql<number>`case when c.max_uses is null then (select count(*) from payments.code_uses u
    where u.creator_id = c.creator_id and u.code_id = c.id and u.state = ${sql.lit(state)}) else ${sql.ref(`c.${state}`)} end`;

const code = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.codes as c')
    .selectAll('c')
    .select([usesIn('taken').as('usesTaken'), usesIn('held').as('usesHeld')])
    .where('c.creatorId', '=', creatorId);
export type CountedCode = Awaited<ReturnType<ReturnType<typeof code>['executeTakeFirstOrThrow']>>;

export const codeById = (from: From, creatorId: string, id: string) => code(from, creatorId).where('c.id', '=', id);

/** The code of this name that has not ended. */
export const liveCode = (from: From, creatorId: string, name: string) =>
  code(from, creatorId).where('c.code', '=', name).where('c.endedAt', 'is', null);

/** The newest first, after a place in that order. */
export const codesOf = (from: From, creatorId: string, before: Place, limit: number) =>
  code(from, creatorId)
    .where(sql<boolean>`(c.created_at, c.id) < (${before.at}, ${before.id}::uuid)`)
    .orderBy('c.createdAt', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit);

/** False when there is one of this name that has not ended. */
export async function insertCode(tx: Tx, row: NewCode): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payments.codes')
    .values(row)
    .onConflict((c) => c.columns(['creatorId', 'code']).where(sql<boolean>`ended_at is null`).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Locked until the transaction ends: nobody uses it meanwhile, neither with a count nor without. */
export async function lockCodeRow(tx: Tx, creatorId: string, id: string): Promise<CodeRow | undefined> {
  return await tx
    .selectFrom('payments.codes')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function changeCodeRow(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Updateable<DB['payments.codes']>,
): Promise<void> {
  await tx
    .updateTable('payments.codes')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
