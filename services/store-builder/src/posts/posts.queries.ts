import type { CompiledQuery } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';

export type PostRow = {
  id: string;
  slug: string;
  title: string;
  body: string;
  version: number;
  publishedAt: Date | null;
  updatedAt: Date;
};
export type PublicPost = { slug: string; title: string; body: string; publishedAt: Date };

const columns = ['id', 'slug', 'title', 'body', 'version', 'publishedAt', 'updatedAt'] as const;
/** Posts of one page of the list of all of them. */
export const postsOnPage = 100;

/** The newest public posts, as many as a block shows and one more. */
export const findPublicPosts = (
  compile: Deps['tenancy']['compile'],
  creatorId: string,
  limit = 7,
): CompiledQuery<PublicPost> =>
  compile
    .selectFrom('store.posts')
    .select(['slug', 'title', 'body', 'publishedAt'])
    .where('creatorId', '=', creatorId)
    .where('publishedAt', 'is not', null)
    .orderBy('publishedAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .compile();

export const findPublicPost = (
  compile: Deps['tenancy']['compile'],
  creatorId: string,
  slug: string,
): CompiledQuery<PublicPost> =>
  compile
    .selectFrom('store.posts')
    .select(['slug', 'title', 'body', 'publishedAt'])
    .where('creatorId', '=', creatorId)
    .where('slug', '=', slug)
    .where('publishedAt', 'is not', null)
    .compile();

export async function findPosts(tx: Tx, creatorId: CreatorId): Promise<PostRow[]> {
  return await tx
    .selectFrom('store.posts')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(500)
    .execute();
}

export async function findPost(tx: Tx, creatorId: CreatorId, id: string): Promise<PostRow | undefined> {
  return await tx
    .selectFrom('store.posts')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Slugs of hers that begin like this one. */
export async function takenSlugs(tx: Tx, creatorId: CreatorId, wanted: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('store.posts')
    .select('slug')
    .where('creatorId', '=', creatorId)
    .where('slug', 'in', wanted)
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}

export async function insertPost(
  tx: Tx,
  creatorId: CreatorId,
  post: Pick<PostRow, 'id' | 'slug' | 'title' | 'body'>,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('store.posts')
    .values({ creatorId, ...post, version: 1, createdAt: now, updatedAt: now })
    .execute();
}

/** False when the post is not at version `base` any more. */
export async function updatePost(
  tx: Tx,
  creatorId: CreatorId,
  at: { id: string; base: number },
  change: Partial<Pick<PostRow, 'title' | 'body' | 'publishedAt'>>,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('store.posts')
    .set({ ...change, version: at.base + 1, updatedAt: now })
    .where('creatorId', '=', creatorId)
    .where('id', '=', at.id)
    .where('version', '=', at.base)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function deletePost(tx: Tx, creatorId: CreatorId, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('store.posts')
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}
