import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export async function addPreview(tx: Tx, creatorId: CreatorId, at: { day: string; slug: string }): Promise<void> {
  await tx
    .insertInto('store.cardPreviews')
    .values({ creatorId, ...at, previews: 1 })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'day', 'slug'])
        .doUpdateSet((e) => ({ previews: e('store.cardPreviews.previews', '+', 1) })),
    )
    .execute();
}

export async function countPreviews(tx: Tx, creatorId: CreatorId, slug: string, since: string): Promise<number> {
  const { previews } = await tx
    .selectFrom('store.cardPreviews')
    .select((e) => e.fn.coalesce(e.fn.sum<number>('previews'), e.lit(0)).as('previews'))
    .where('creatorId', '=', creatorId)
    .where('slug', '=', slug)
    .where('day', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(previews);
}
