import { sql } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import type { Range } from '../paging.ts';

export type CommentRow = {
  readonly id: string;
  /** Null: the creator wrote it. */
  readonly memberId: string | null;
  readonly memberName: string | null;
  readonly memberNumber: number | null;
  /** Null before the store was first published. */
  readonly storeName: string | null;
  readonly text: string;
  readonly hidden: boolean;
  readonly createdAt: Date;
};
/** Comments of one post; `memberId` sees what is not hidden and her own, undefined is the creator. */
export type Thread = { readonly creatorId: CreatorId; readonly postId: string; readonly memberId: string | undefined };

const comments = (tx: Tx, { creatorId, postId, memberId }: Thread) =>
  tx
    .selectFrom('community.comments as c')
    .leftJoin('community.members as m', (join) =>
      join.onRef('m.creatorId', '=', 'c.creatorId').onRef('m.id', '=', 'c.memberId'),
    )
    .leftJoin('community.spaces as s', 's.creatorId', 'c.creatorId')
    .select([
      'c.id',
      'c.memberId',
      'm.name as memberName',
      'm.number as memberNumber',
      's.displayName as storeName',
      'c.text',
      'c.hidden',
      'c.createdAt',
    ])
    .where('c.creatorId', '=', creatorId)
    .where('c.postId', '=', postId)
    .$if(memberId !== undefined, (q) =>
      q.where((e) => e.or([e('c.hidden', '=', false), e('c.memberId', '=', memberId ?? null)])),
    );

/** Oldest first; one row more than the limit, to know whether there are more. */
export async function commentsPage(tx: Tx, thread: Thread, { after, limit }: Range): Promise<CommentRow[]> {
  return await comments(tx, thread)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(c.created_at, c.id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('c.createdAt')
    .orderBy('c.id')
    .limit(limit + 1)
    .execute();
}

export async function findComment(tx: Tx, thread: Thread, id: string): Promise<CommentRow | undefined> {
  return await comments(tx, thread).where('c.id', '=', id).executeTakeFirst();
}

/** Does nothing when there is a comment of this id: a form that was sent twice wrote once. */
export async function insertComment(
  tx: Tx,
  comment: {
    readonly creatorId: CreatorId;
    readonly id: string;
    readonly postId: string;
    readonly memberId: string | null;
    readonly text: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('community.comments')
    .values(comment)
    .onConflict((c) => c.columns(['creatorId', 'id']).doNothing())
    .execute();
}

/** False when nothing changed: no such comment of this post, or hidden (or shown) already. */
export async function setCommentHidden(
  tx: Tx,
  { creatorId, postId }: Pick<Thread, 'creatorId' | 'postId'>,
  id: string,
  hidden: boolean,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('community.comments')
    .set({ hidden })
    .where('creatorId', '=', creatorId)
    .where('postId', '=', postId)
    .where('id', '=', id)
    .where('hidden', '!=', hidden)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
