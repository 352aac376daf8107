import type { PageContent } from '@windsurf/contracts/store';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { ReaderTx, Tx } from '../deps.ts';

export type EntryKind = 'store' | 'product';
export type Hit = { readonly creatorId: string; readonly id: string };

/** Ids of what matches, best first. `query` is the text of a tsquery. */
export async function searchHits(
  tx: ReaderTx,
  asked: { query: string; kind: EntryKind; category: string | null; skip: number; most: number },
): Promise<Hit[]> {
  const { query, kind, category, skip, most } = asked;
  return await hits(tx, sql`store_doors.search(${query}, ${kind}, ${category}, ${skip}, ${most})`);
}

/** Ids of what is public, the trusted first, then the newest. */
export async function browseHits(
  tx: ReaderTx,
  asked: { kind: EntryKind; category: string | null; skip: number; most: number },
): Promise<Hit[]> {
  const { kind, category, skip, most } = asked;
  return await hits(tx, sql`store_doors.browse(${kind}, ${category}, ${skip}, ${most})`);
}

async function hits(tx: ReaderTx, door: RawBuilder<unknown>): Promise<Hit[]> {
  return await tx
    .selectFrom(sql<Hit>`(select creator_id, id from ${door})`.as('found'))
    .select(['creatorId', 'id'])
    .execute();
}

export type StoreHit = {
  readonly creatorId: string;
  readonly handle: string;
  readonly displayName: string;
  readonly lang: Language;
  readonly content: PageContent;
  readonly category: string | null;
  /** Null while the worker has not been here yet. */
  readonly tier: number | null;
};

/** The public pages of these creators, in any order. */
export async function storesOf(tx: ReaderTx, creatorIds: readonly string[]): Promise<StoreHit[]> {
  if (creatorIds.length === 0) return [];
  return (await tx
    .selectFrom('store.publicPages as p')
    .leftJoin('store.searchEntries as e', (join) =>
      join.onRef('e.creatorId', '=', 'p.creatorId').onRef('e.id', '=', 'p.creatorId'),
    )
    .select(['p.creatorId', 'p.handle', 'p.displayName', 'p.lang', 'p.content', 'e.category', 'e.tier'])
    .where('p.creatorId', 'in', creatorIds)
    .execute()) as StoreHit[];
}

export type ProductHit = {
  readonly creatorId: string;
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly teaser: string;
  readonly priceSantim: number;
  readonly coverImageId: string | null;
  readonly handle: string;
  readonly storeName: string;
  /** Null while the worker has not been here yet. */
  readonly tier: number | null;
};

/** What is sold under these ids, in any order. */
export async function productsOf(tx: ReaderTx, found: readonly Hit[]): Promise<ProductHit[]> {
  if (found.length === 0) return [];
  return await tx
    .selectFrom('store.publishedProducts as o')
    .innerJoin('store.publicPages as p', 'p.creatorId', 'o.creatorId')
    .select(['o.creatorId', 'o.id', 'o.slug', 'o.title', 'o.teaser', 'o.priceSantim', 'o.coverImageId'])
    .leftJoin('store.searchEntries as e', (join) =>
      join.onRef('e.creatorId', '=', 'p.creatorId').onRef('e.id', '=', 'p.creatorId'),
    )
    .select(['p.handle', 'p.displayName as storeName', 'e.tier'])
    .where('o.creatorId', 'in', [...new Set(found.map((hit) => hit.creatorId))])
    .where(
      'o.id',
      'in',
      found.map((hit) => hit.id),
    )
    .execute();
}

export type Wording = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly category: string | null;
  /** Text of a tsvector. */
  readonly terms: string;
  readonly listedAt: Date;
};

/** Writes what is looked through, with the trust of now. */
export async function putEntry(tx: Tx, creatorId: CreatorId, { terms, ...entry }: Wording): Promise<void> {
  const vector = sql<string>`${terms}::tsvector`;
  const { category, kind } = entry;
  const tier = sql<number>`coalesce((select case c.trust_tier when 'PROVEN' then 2 when 'VERIFIED' then 1 else 0 end
    from store.creators c where c.creator_id = ${creatorId}), 0)`;
  await tx
    .insertInto('store.searchEntries')
    .values({ creatorId, ...entry, terms: vector, tier })
    .onConflict((c) => c.columns(['creatorId', 'id']).doUpdateSet({ terms: vector, category, kind, tier }))
    .execute();
}

export async function dropEntry(tx: Tx, creatorId: CreatorId, id: string): Promise<void> {
  await tx.deleteFrom('store.searchEntries').where('creatorId', '=', creatorId).where('id', '=', id).execute();
}

/** Of all that she has there. 0 new, 1 verified, 2 proven. */
export async function setTier(tx: Tx, creatorId: CreatorId, tier: number): Promise<void> {
  await tx.updateTable('store.searchEntries').set({ tier }).where('creatorId', '=', creatorId).execute();
}

/** What there is to say of a store; undefined when it has never been public. */
export async function storeWording(tx: Tx, creatorId: CreatorId) {
  return await tx
    .selectFrom('store.publicPages as p')
    .innerJoin('store.stores as s', 's.creatorId', 'p.creatorId')
    .select(['p.handle', 'p.displayName', 'p.content', 'p.publishedAt', 's.making'])
    .where('p.creatorId', '=', creatorId)
    .executeTakeFirst();
}

/** What there is to say of what she sells, or of one of it. */
export async function productWordings(tx: Tx, creatorId: CreatorId, id?: string) {
  return await tx
    .selectFrom('store.publishedProducts as o')
    .innerJoin('store.stores as s', 's.creatorId', 'o.creatorId')
    .select([
      'o.id',
      'o.live',
      'o.type',
      'o.title',
      'o.description',
      'o.publishedAt',
      'o.category',
      's.displayName',
      's.making',
    ])
    .where('o.creatorId', '=', creatorId)
    .$if(id !== undefined, (q) => q.where('o.id', '=', id ?? ''))
    .orderBy('o.id')
    .execute();
}
