import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export async function handlesOf(tx: Tx, creatorId: CreatorId): Promise<{ handle: string; current: boolean }[]> {
  return await tx
    .selectFrom('store.handles')
    .select(['handle', 'current'])
    .where('creatorId', '=', creatorId)
    .orderBy('takenAt')
    .execute();
}

/** Makes `handle` the current one; the one before stays hers. Throws a duplicate of handles_handle when it is taken. */
export async function takeHandle(tx: Tx, creatorId: CreatorId, handle: string, now: Date): Promise<void> {
  await tx
    .updateTable('store.handles')
    .set({ current: false })
    .where('creatorId', '=', creatorId)
    .where('current', '=', true)
    .execute();
  await tx
    .insertInto('store.handles')
    .values({ creatorId, handle, current: true, takenAt: now })
    .onConflict((c) => c.columns(['creatorId', 'handle']).doUpdateSet({ current: true }))
    .execute();
}
