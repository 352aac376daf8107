import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { Deps, Tx } from '../deps.ts';
import { inOwnSpace, inSpace } from '../members/members.ts';
import type { Insider, Who } from '../members/members.ts';
import { logModeration } from '../moderation/moderation.ts';
import { sliceOf } from '../paging.ts';
import type { Range, Slice } from '../paging.ts';
import { writtenText } from '../texts.ts';
import { findPost, insertPost, postsPage, setPostHidden } from './posts.queries.ts';
import type { PostRow, Viewer } from './posts.queries.ts';

export const postLimit = 4000;
/** Of one person, in all spaces together. */
const postsPerMinute = { name: 'community-posts', max: 10, windowSeconds: 60 } as const;

export type Post = PostRow & { readonly mine: boolean };
export type NewPost = {
  readonly text: string;
  /** Made by the form, so that sending it twice writes once. */
  readonly id?: string | undefined;
};

const viewerOf = ({ creatorId, member }: Insider): Viewer => ({ creatorId, memberId: member?.id });
const seenBy = ({ member }: Insider, row: PostRow): Post => ({ ...row, mine: row.memberId === (member?.id ?? null) });

/** Newest first. Hidden ones are seen by the creator and by whoever wrote them. Throws 404 to strangers, 403 when banned. */
export async function listPosts(deps: Deps, space: string, who: Who, range: Range): Promise<Slice<Post>> {
  return await inSpace(deps, space, who, async (tx, insider) => await postsIn(tx, insider, range));
}

/** The same inside of a transaction. */
export async function postsIn(tx: Tx, insider: Insider, range: Range): Promise<Slice<Post>> {
  const rows = await postsPage(tx, viewerOf(insider), range);
  const posts = rows.map((row) => seenBy(insider, row));
  return sliceOf(posts, range.limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** One post as this insider sees it, inside of a transaction. Throws 404 when it is hidden from her or not there. */
export async function postIn(tx: Tx, insider: Insider, id: string): Promise<Post> {
  const row = await findPost(tx, viewerOf(insider), id);
  if (!row) throw notFound();
  return seenBy(insider, row);
}

/** Throws 422 for nothing or more than 4000 letters, 429 after ten in a minute, 404 to strangers, 403 when banned. */
export async function writePost(deps: Deps, space: string, who: Who, post: NewPost): Promise<Post> {
  const text = writtenText(post.text, postLimit);
  await deps.limiter.take(postsPerMinute, who.personId);
  const id = post.id ?? newId();
  return await inSpace(deps, space, who, async (tx, insider) => {
    const memberId = insider.member?.id ?? null;
    await insertPost(tx, insider.creatorId, { id, memberId, text, createdAt: deps.clock.now() });
    return await postIn(tx, insider, id);
  });
}

/** The creator hides a post from members, or shows it again; logged when it changes something. Throws 404. */
export async function hidePost(
  deps: Deps,
  ids: { readonly creatorId: string; readonly postId: string },
  who: Who,
  { hidden, reason }: { readonly hidden: boolean; readonly reason: string | null },
): Promise<Post> {
  return await inOwnSpace(deps, ids.creatorId, who, async (tx, creatorId) => {
    if (await setPostHidden(tx, creatorId, ids.postId, hidden)) {
      const what = hidden ? 'post-hidden' : 'post-shown';
      const { personId } = who;
      await logModeration(tx, creatorId, { at: deps.clock.now(), personId, what, subjectId: ids.postId, reason });
    }
    return await postIn(tx, { creatorId, member: undefined }, ids.postId);
  });
}
