import type { PageContent } from '@windsurf/contracts/store';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import type { Tx } from '../deps.ts';
import type { Picture } from '../images/picture.ts';
import { cardColumns } from '../storefront/public-rows.ts';
import type { PublicProduct } from '../storefront/public-rows.ts';

/** How many published versions are kept. */
export const keptVersions = 20;

export async function findSold(tx: Tx, creatorId: CreatorId, ids: readonly string[]): Promise<PublicProduct[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('store.publishedProducts')
    .select(cardColumns)
    .where('creatorId', '=', creatorId)
    .where('id', 'in', ids)
    .where('live', '=', true)
    .execute();
  // What stands in the two columns of JSON was written from these types.
  return rows as unknown as PublicProduct[];
}

export async function lastNumber(tx: Tx, creatorId: CreatorId): Promise<number> {
  const { last } = await tx
    .selectFrom('store.pageVersions')
    .select((e) => e.fn.max('number').as('last'))
    .where('creatorId', '=', creatorId)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

export type NewVersion = {
  number: number;
  draftVersion: number;
  content: PageContent;
  blocks: number;
  bytes: number;
  publishedAt: Date;
};

/** Keeps a version and lets those go that are older than the last twenty. */
export async function insertVersion(tx: Tx, creatorId: CreatorId, version: NewVersion): Promise<void> {
  await tx
    .insertInto('store.pageVersions')
    .values({ creatorId, ...version, content: JSON.stringify(version.content) })
    .execute();
  await tx
    .deleteFrom('store.pageVersions')
    .where('creatorId', '=', creatorId)
    .where('number', '<=', version.number - keptVersions)
    .execute();
}

export type PublicPage = {
  handle: string;
  displayName: string;
  lang: Language;
  number: number;
  content: PageContent;
  pictures: Readonly<Record<string, Picture>>;
  productIds: string[];
  shareText: string;
  publishedAt: Date;
};

/** Makes the page public; answers its generation. */
export async function putPublicPage(tx: Tx, creatorId: CreatorId, page: PublicPage): Promise<number> {
  const json = { content: JSON.stringify(page.content), pictures: JSON.stringify(page.pictures) };
  const row = { ...page, live: true, ...json };
  const { generation } = await tx
    .insertInto('store.publicPages')
    .values({ creatorId, generation: 1, ...row })
    .onConflict((c) =>
      c.column('creatorId').doUpdateSet((e) => ({ ...row, generation: e('store.publicPages.generation', '+', 1) })),
    )
    .returning('generation')
    .executeTakeFirstOrThrow();
  return generation;
}

/** Something that readers see has changed. Answers the new generation; undefined when the page was never public. */
export async function raiseGeneration(tx: Tx, creatorId: CreatorId): Promise<number | undefined> {
  const row = await tx
    .updateTable('store.publicPages')
    .set((e) => ({ generation: e('generation', '+', 1) }))
    .where('creatorId', '=', creatorId)
    .returning('generation')
    .executeTakeFirst();
  return row?.generation;
}

export async function takeOff(tx: Tx, creatorId: CreatorId): Promise<void> {
  await tx.updateTable('store.publicPages').set({ live: false }).where('creatorId', '=', creatorId).execute();
}

export async function renamePublicPage(tx: Tx, creatorId: CreatorId, handle: string): Promise<void> {
  await tx.updateTable('store.publicPages').set({ handle }).where('creatorId', '=', creatorId).execute();
}

export type VersionRow = { number: number; publishedAt: Date; blocks: number; current: boolean };

export async function findVersions(tx: Tx, creatorId: CreatorId): Promise<VersionRow[]> {
  const rows = await tx
    .selectFrom('store.pageVersions as v')
    .leftJoin('store.publicPages as p', (join) =>
      join.onRef('p.creatorId', '=', 'v.creatorId').onRef('p.number', '=', 'v.number').on('p.live', '=', true),
    )
    .select(['v.number', 'v.publishedAt', 'v.blocks', 'p.number as live'])
    .where('v.creatorId', '=', creatorId)
    .orderBy('v.number', 'desc')
    .execute();
  return rows.map(({ live, ...row }) => ({ ...row, current: live !== null }));
}

export type KeptVersion = { number: number; publishedAt: Date; content: PageContent };

export async function findVersion(tx: Tx, creatorId: CreatorId, number: number): Promise<KeptVersion | undefined> {
  const row = await tx
    .selectFrom('store.pageVersions')
    .select(['number', 'publishedAt', 'content'])
    .where('creatorId', '=', creatorId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row as KeptVersion | undefined;
}
