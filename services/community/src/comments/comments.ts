import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { Deps, Tx } from '../deps.ts';
import { inOwnSpace, inSpace } from '../members/members.ts';
import type { Insider, Who } from '../members/members.ts';
import { logModeration } from '../moderation/moderation.ts';
import { sliceOf } from '../paging.ts';
import type { Range, Slice } from '../paging.ts';
import { postIn } from '../posts/posts.ts';
import { writtenText } from '../texts.ts';
import { commentsPage, findComment, insertComment, setCommentHidden } from './comments.queries.ts';
import type { CommentRow, Thread } from './comments.queries.ts';

export const commentLimit = 1000;
/** Of one person, in all spaces together. */
const commentsPerMinute = { name: 'community-comments', max: 20, windowSeconds: 60 } as const;

export type Comment = CommentRow & { readonly mine: boolean };
export type PostIds = { readonly creatorId: string; readonly postId: string };

const threadOf = ({ creatorId, member }: Insider, postId: string): Thread => ({
  creatorId,
  postId,
  memberId: member?.id,
});
const seenBy = ({ member }: Insider, row: CommentRow): Comment => ({
  ...row,
  mine: row.memberId === (member?.id ?? null),
});

/** Oldest first. Throws 404 to strangers and for a post that is hidden from the reader, 403 when banned. */
export async function listComments(deps: Deps, ids: PostIds, who: Who, range: Range): Promise<Slice<Comment>> {
  return await inSpace(deps, ids.creatorId, who, async (tx, insider) => {
    await postIn(tx, insider, ids.postId);
    return await commentsIn(tx, insider, ids.postId, range);
  });
}

/** The same inside of a transaction, for a post that the reader was seen to see. */
export async function commentsIn(tx: Tx, insider: Insider, postId: string, range: Range): Promise<Slice<Comment>> {
  const rows = await commentsPage(tx, threadOf(insider, postId), range);
  const comments = rows.map((row) => seenBy(insider, row));
  return sliceOf(comments, range.limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

async function commentIn(tx: Tx, insider: Insider, postId: string, id: string): Promise<Comment> {
  const row = await findComment(tx, threadOf(insider, postId), id);
  if (!row) throw notFound();
  return seenBy(insider, row);
}

/**
 * Throws 422 for nothing or more than 1000 letters, 429 after twenty in a minute, 404 to strangers and for a post that
 * the writer does not see, 403 when banned. `id` is made by a form, so that sending it twice writes once.
 */
export async function writeComment(
  deps: Deps,
  ids: PostIds,
  who: Who,
  comment: { readonly text: string; readonly id?: string | undefined },
): Promise<Comment> {
  const text = writtenText(comment.text, commentLimit);
  await deps.limiter.take(commentsPerMinute, who.personId);
  const id = comment.id ?? newId();
  return await inSpace(deps, ids.creatorId, who, async (tx, insider) => {
    const post = await postIn(tx, insider, ids.postId);
    const memberId = insider.member?.id ?? null;
    const { creatorId } = insider;
    await insertComment(tx, { creatorId, id, postId: post.id, memberId, text, createdAt: deps.clock.now() });
    return await commentIn(tx, insider, post.id, id);
  });
}

/** The creator hides a comment from members, or shows it again; logged when it changes something. Throws 404. */
export async function hideComment(
  deps: Deps,
  ids: PostIds & { readonly commentId: string },
  who: Who,
  { hidden, reason }: { readonly hidden: boolean; readonly reason: string | null },
): Promise<Comment> {
  return await inOwnSpace(deps, ids.creatorId, who, async (tx, creatorId) => {
    const { postId, commentId } = ids;
    if (await setCommentHidden(tx, { creatorId, postId }, commentId, hidden)) {
      const what = hidden ? 'comment-hidden' : 'comment-shown';
      const { personId } = who;
      await logModeration(tx, creatorId, { at: deps.clock.now(), personId, what, subjectId: commentId, reason });
    }
    return await commentIn(tx, { creatorId, member: undefined }, postId, commentId);
  });
}
