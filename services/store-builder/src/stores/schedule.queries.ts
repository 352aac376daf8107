import type { PageContent } from '@windsurf/contracts/store';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export type Scheduled = {
  publishAt: Date;
  draftVersion: number;
  content: PageContent;
  state: 'waiting' | 'failed';
  problem: string | null;
};

export async function findScheduled(tx: Tx, creatorId: CreatorId): Promise<Scheduled | undefined> {
  const row = await tx
    .selectFrom('store.scheduledPublications')
    .select(['publishAt', 'draftVersion', 'content', 'state', 'problem'])
    .where('creatorId', '=', creatorId)
    .executeTakeFirst();
  return row as Scheduled | undefined;
}

/** The later wish replaces the earlier one. */
export async function putScheduled(
  tx: Tx,
  creatorId: CreatorId,
  wish: Pick<Scheduled, 'publishAt' | 'draftVersion' | 'content'>,
  now: Date,
): Promise<void> {
  const row = {
    ...wish,
    content: JSON.stringify(wish.content),
    state: 'waiting',
    problem: null,
    scheduledAt: now,
  } as const;
  await tx
    .insertInto('store.scheduledPublications')
    .values({ creatorId, ...row })
    .onConflict((c) => c.column('creatorId').doUpdateSet(row))
    .execute();
}

/** Lets go what waits, or only what a publication of this draft has overtaken. */
export async function dropScheduled(tx: Tx, creatorId: CreatorId, upTo?: number): Promise<void> {
  let drop = tx.deleteFrom('store.scheduledPublications').where('creatorId', '=', creatorId);
  if (upTo !== undefined) drop = drop.where('draftVersion', '<=', upTo);
  await drop.execute();
}

export async function markScheduledFailed(
  tx: Tx,
  creatorId: CreatorId,
  publishAt: Date,
  problem: string,
): Promise<void> {
  await tx
    .updateTable('store.scheduledPublications')
    .set({ state: 'failed', problem })
    .where('creatorId', '=', creatorId)
    .where('publishAt', '=', publishAt)
    .execute();
}
