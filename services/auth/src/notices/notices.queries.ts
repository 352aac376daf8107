import type { Insertable, Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type NoticeRow = Selectable<DB['auth.notices']>;

export async function insertNotice(tx: Tx, row: Insertable<DB['auth.notices']>): Promise<void> {
  await tx.insertInto('auth.notices').values(row).execute();
}

export async function lockNotice(tx: Tx, id: string): Promise<NoticeRow | undefined> {
  return await tx.selectFrom('auth.notices').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function endNoticeAt(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('auth.notices').set({ endedAt: at }).where('id', '=', id).execute();
}

/** The newest announcements first. */
export async function latestNotices(tx: Tx, most: number): Promise<readonly NoticeRow[]> {
  return await tx
    .selectFrom('auth.notices')
    .selectAll()
    .orderBy('announcedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

/** What goes on at this moment or is to come, in the order of beginning. */
export async function noticesAhead(tx: Tx, at: Date): Promise<readonly NoticeRow[]> {
  return await tx
    .selectFrom('auth.notices')
    .selectAll()
    .where('endedAt', 'is', null)
    .where((e) => e.or([e('endsAt', 'is', null), e('endsAt', '>', at)]))
    .orderBy('startsAt')
    .orderBy('id')
    .limit(20)
    .execute();
}
