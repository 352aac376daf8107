import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type ProfileRow = Selectable<DB['payments.taxProfiles']>;
type From = { selectFrom: Tx['selectFrom'] };

export const profileOf = (from: From, creatorId: string) =>
  from.selectFrom('payments.taxProfiles').selectAll().where('creatorId', '=', creatorId);

/** The sealed number stays when `tinSealed` is left out. */
export async function putProfile(
  tx: Tx,
  profile: Omit<Insertable<DB['payments.taxProfiles']>, 'creatorId'>,
): Promise<ProfileRow> {
  return await tx
    .insertInto('payments.taxProfiles')
    .values(profile)
    .onConflict((c) => c.column('creatorId').doUpdateSet(profile))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function insertMark(
  tx: Tx,
  mark: { percent: number; reachedAt: Date; turnoverSantim: number; thresholdSantim: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payments.turnoverMarks')
    .values({ ...mark, percent: mark.percent as 80 | 100 })
    .onConflict((c) => c.columns(['creatorId', 'percent']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export const marksOf = (from: From, creatorId: string) =>
  from.selectFrom('payments.turnoverMarks').select(['percent', 'reachedAt']).where('creatorId', '=', creatorId);

/** Receipts less credit notes between two moments, the first not included. */
export const turnoverOf = (from: From, creatorId: string, since: Date, until: Date) =>
  from
    .selectFrom('payments.receipts')
    .select(
      sql<number>`coalesce(sum(case kind when 'receipt' then total_santim else -total_santim end), 0)::bigint`.as(
        'total',
      ),
    )
    .where('creatorId', '=', creatorId)
    .where('issuedAt', '>', since)
    .where('issuedAt', '<=', until);
