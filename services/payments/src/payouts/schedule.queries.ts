import type { Insertable, Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type ScheduleRow = Selectable<DB['payments.payoutSchedules']>;
type From = { selectFrom: Tx['selectFrom'] };

export const scheduleOf = (from: From, creatorId: string) =>
  from.selectFrom('payments.payoutSchedules').selectAll().where('creatorId', '=', creatorId);

export async function keepSchedule(
  tx: Tx,
  row: Omit<Insertable<DB['payments.payoutSchedules']>, 'creatorId'>,
): Promise<ScheduleRow> {
  return await tx
    .insertInto('payments.payoutSchedules')
    .values(row)
    .onConflict((c) => c.column('creatorId').doUpdateSet(row))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function lockSchedule(tx: Tx, creatorId: string): Promise<ScheduleRow | undefined> {
  return await scheduleOf(tx, creatorId).forUpdate().executeTakeFirst();
}

export async function changeSchedule(
  tx: Tx,
  creatorId: string,
  change: Partial<Pick<ScheduleRow, 'nextAt' | 'skippedAt' | 'skippedReason'>>,
): Promise<void> {
  await tx.updateTable('payments.payoutSchedules').set(change).where('creatorId', '=', creatorId).execute();
}
