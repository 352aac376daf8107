import { sql } from 'kysely';
import type { CompiledQuery } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';

export type Recommended = { blockId: string; url: string; title: string; shop: string };
export type ClickClass = 'human' | 'bot' | 'preview';

export async function findLinks(
  tx: Tx,
  creatorId: CreatorId,
): Promise<(Recommended & { id: string; live: boolean })[]> {
  return await tx
    .selectFrom('store.outboundLinks')
    .select(['id', 'blockId', 'url', 'title', 'shop', 'live'])
    .where('creatorId', '=', creatorId)
    .orderBy('savedAt', 'desc')
    .orderBy('id')
    .execute();
}

export async function putLink(
  tx: Tx,
  creatorId: CreatorId,
  link: Recommended & { id: string },
  now: Date,
): Promise<void> {
  const { id, ...fields } = link;
  await tx
    .insertInto('store.outboundLinks')
    .values({ creatorId, id, ...fields, live: true, savedAt: now })
    .onConflict((c) => c.columns(['creatorId', 'blockId']).doUpdateSet({ ...fields, live: true, savedAt: now }))
    .execute();
}

/** Addresses of blocks that are not on the page any more lead nowhere. */
export async function dropLinks(tx: Tx, creatorId: CreatorId, kept: readonly string[]): Promise<void> {
  let update = tx
    .updateTable('store.outboundLinks')
    .set({ live: false })
    .where('creatorId', '=', creatorId)
    .where('live', '=', true);
  if (kept.length > 0) update = update.where('blockId', 'not in', kept);
  await update.execute();
}

/** What an address leads to, as the public reader: a recommendation, or a product of another shop. */
export function destinationQueries(compile: Deps['tenancy']['compile'], creatorId: string, id: string) {
  return [
    compile
      .selectFrom('store.outboundLinks')
      .select('url')
      .where('creatorId', '=', creatorId)
      .where('id', '=', id)
      .where('live', '=', true)
      .compile() as CompiledQuery<{ url: string }>,
    compile
      .selectFrom('store.publishedProducts')
      .select(sql<string>`details ->> 'url'`.as('url'))
      .where('creatorId', '=', creatorId)
      .where('id', '=', id)
      .where('type', '=', 'affiliate-link')
      .where('live', '=', true)
      .compile() as CompiledQuery<{ url: string }>,
  ] as const;
}

export async function addClick(
  tx: Tx,
  creatorId: CreatorId,
  click: { linkId: string; day: string; class: ClickClass },
): Promise<void> {
  await tx
    .insertInto('store.outboundClicks')
    .values({ creatorId, ...click, clicks: 1 })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'linkId', 'day', 'class'])
        .doUpdateSet((e) => ({ clicks: e('store.outboundClicks.clicks', '+', 1) })),
    )
    .execute();
}

const people = sql<number>`coalesce(sum(clicks) filter (where class = 'human'), 0)::bigint`;
const others = sql<number>`coalesce(sum(clicks) filter (where class <> 'human'), 0)::bigint`;

export async function clicksByLink(tx: Tx, creatorId: CreatorId, since: string) {
  return await tx
    .selectFrom('store.outboundClicks')
    .select(['linkId', people.as('clicks'), others.as('otherClicks')])
    .where('creatorId', '=', creatorId)
    .where('day', '>=', since)
    .groupBy('linkId')
    .execute();
}

export async function clicksByDay(tx: Tx, creatorId: CreatorId, since: string) {
  return await tx
    .selectFrom('store.outboundClicks')
    .select(['day', people.as('clicks'), others.as('otherClicks')])
    .where('creatorId', '=', creatorId)
    .where('day', '>=', since)
    .groupBy('day')
    .orderBy('day')
    .execute();
}

export async function affiliateProducts(tx: Tx, creatorId: CreatorId) {
  return await tx
    .selectFrom('store.publishedProducts')
    .select([
      'id',
      'title',
      'live',
      sql<string>`details ->> 'url'`.as('url'),
      sql<string>`details ->> 'shop'`.as('shop'),
    ])
    .where('creatorId', '=', creatorId)
    .where('type', '=', 'affiliate-link')
    .execute();
}
