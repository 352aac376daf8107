import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export type Space = {
  readonly handle: string;
  readonly displayName: string;
  readonly lang: 'am' | 'en';
  /** Grows with each publishing; a store that only takes another handle says it again under the same number. */
  readonly number: number;
  readonly publishedAt: Date;
};

export async function upsertSpace(tx: Tx, creatorId: CreatorId, space: Space): Promise<void> {
  await tx
    .insertInto('community.spaces')
    .values({ creatorId, ...space })
    .onConflict((c) =>
      c.column('creatorId').doUpdateSet(space).whereRef('community.spaces.number', '<=', 'excluded.number'),
    )
    .execute();
}

/** Keeps the handle that is about to go. */
export async function keepPastHandle(tx: Tx, creatorId: CreatorId, space: Space): Promise<void> {
  await tx
    .insertInto('community.pastHandles')
    .columns(['creatorId', 'handle', 'lastKnownAt'])
    .expression((e) =>
      e
        .selectFrom('community.spaces')
        .select(['creatorId', 'handle', e.val(space.publishedAt).as('lastKnownAt')])
        .where('creatorId', '=', creatorId)
        .where('number', '<=', space.number)
        .where('handle', '!=', space.handle),
    )
    .onConflict((c) =>
      c.columns(['creatorId', 'handle']).doUpdateSet((e) => ({ lastKnownAt: e.ref('excluded.lastKnownAt') })),
    )
    .execute();
}

export async function findSpace(tx: Tx, creatorId: CreatorId): Promise<Space | undefined> {
  return await tx
    .selectFrom('community.spaces')
    .select(['handle', 'displayName', 'lang', 'number', 'publishedAt'])
    .where('creatorId', '=', creatorId)
    .executeTakeFirst();
}
