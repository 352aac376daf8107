// Posts of a creator on her own store.
import { changedElsewhere, notFound } from '@windsurf/contracts/problem';
import type { Post } from '@windsurf/contracts/store-posts';
import { titleNeeded } from '@windsurf/contracts/store-problems';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { slug as slugFrom } from '@windsurf/language/slug';
import type { Deps, Tx } from '../deps.ts';
import { changeWhatReadersSee } from '../stores/public-changes.ts';
import { checkLength, cleanLine, cleanText, createFindings } from '../texts/texts.ts';
import { deletePost, findPost, findPosts, insertPost, takenSlugs, updatePost } from './posts.queries.ts';
import type { PostRow } from './posts.queries.ts';

export { findPublicPost, findPublicPosts, postsOnPage } from './posts.queries.ts';
export type { PublicPost } from './posts.queries.ts';

const limits = { title: 120, body: 8000 };
/** The list of all posts has this place. */
const reserved = 'all';

const viewOf = (deps: Pick<Deps, 'storeOrigin'>, row: PostRow, handle: string): Post => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  body: row.body,
  version: row.version,
  publishedAt: row.publishedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
  url: row.publishedAt === null ? null : `${deps.storeOrigin}/@${handle}/posts/${row.slug}`,
});

function accept<F extends { title?: string; body?: string }>(fields: F): F {
  const findings = createFindings();
  const accepted = { ...fields };
  if (fields.title !== undefined) {
    accepted.title = cleanLine(fields.title);
    if (accepted.title === '') findings.add(titleNeeded, '/title');
    checkLength(findings, accepted.title, limits.title, '/title');
  }
  if (fields.body !== undefined) {
    accepted.body = cleanText(fields.body);
    checkLength(findings, accepted.body, limits.body, '/body');
  }
  findings.refuse();
  return accepted;
}

async function freeSlug(tx: Tx, creatorId: CreatorId, title: string): Promise<string> {
  const slug = slugFrom(title) || 'post';
  const wanted = Array.from({ length: 100 }, (_, at) => (at === 0 ? slug : `${slug}-${at + 1}`));
  const taken = await takenSlugs(tx, creatorId, wanted);
  return wanted.find((each) => each !== reserved && !taken.has(each)) ?? `${slug}-${newId().slice(-12)}`;
}

export async function listPosts(deps: Deps, creatorId: CreatorId): Promise<Post[]> {
  return await changeWhatReadersSee(deps, creatorId, async (tx, { handle }) => {
    const rows = await findPosts(tx, creatorId);
    return { changed: false, result: rows.map((row) => viewOf(deps, row, handle)) };
  });
}

/** Throws 422 title-needed or text-too-long. */
export async function createPost(
  deps: Deps,
  creatorId: CreatorId,
  input: { title: string; body: string },
): Promise<Post> {
  const fields = accept(input);
  const id = newId();
  return await changeWhatReadersSee(deps, creatorId, async (tx, { handle }) => {
    await insertPost(
      tx,
      creatorId,
      { id, slug: await freeSlug(tx, creatorId, fields.title), ...fields },
      deps.clock.now(),
    );
    const row = await findPost(tx, creatorId, id);
    if (!row) throw notFound();
    return { changed: false, result: viewOf(deps, row, handle) };
  });
}

/** Writes a change over the version that the creator saw; readers hear of it where they see it. */
async function write(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  work: (
    row: PostRow,
  ) => { base: number; change: Partial<Pick<PostRow, 'title' | 'body' | 'publishedAt'>> } | undefined,
): Promise<Post> {
  return await changeWhatReadersSee(deps, creatorId, async (tx, { handle }) => {
    const before = await findPost(tx, creatorId, id);
    if (!before) throw notFound();
    const wanted = work(before);
    if (!wanted) return { changed: false, result: viewOf(deps, before, handle) };
    const saved = await updatePost(tx, creatorId, { id, base: wanted.base }, wanted.change, deps.clock.now());
    if (!saved) throw changedElsewhere({}, { extra: { current: viewOf(deps, before, handle) } });
    const row = await findPost(tx, creatorId, id);
    if (!row) throw notFound();
    const seen = before.publishedAt !== null || row.publishedAt !== null;
    return { changed: seen, result: viewOf(deps, row, handle) };
  });
}

/** Throws 404, 409 changed-elsewhere with the other one as `current`, 422. */
export async function changePost(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  { baseVersion, ...input }: { baseVersion: number; title?: string; body?: string },
): Promise<Post> {
  const change = accept(input);
  return await write(deps, creatorId, id, (row) => {
    const same = (change.title ?? row.title) === row.title && (change.body ?? row.body) === row.body;
    // The same again: the answer to the first try was lost on the way.
    return same ? undefined : { base: baseVersion, change };
  });
}

export const publishPost = async (deps: Deps, creatorId: CreatorId, id: string): Promise<Post> =>
  await write(deps, creatorId, id, (row) =>
    row.publishedAt === null ? { base: row.version, change: { publishedAt: deps.clock.now() } } : undefined,
  );

export const unpublishPost = async (deps: Deps, creatorId: CreatorId, id: string): Promise<Post> =>
  await write(deps, creatorId, id, (row) =>
    row.publishedAt === null ? undefined : { base: row.version, change: { publishedAt: null } },
  );

/** Deleting what is gone is 404, like any post that is not hers. */
export async function removePost(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  await changeWhatReadersSee(deps, creatorId, async (tx) => {
    if (!(await deletePost(tx, creatorId, id))) throw notFound();
    return { changed: true, result: undefined };
  });
}
