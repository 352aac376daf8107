import { sql } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import type { Range } from '../paging.ts';

export type PostRow = {
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
  /** Comments that are not hidden. */
  readonly comments: number;
};
/** `member`: sees what is not hidden, and her own. Undefined is the creator, who sees everything. */
export type Viewer = { readonly creatorId: CreatorId; readonly memberId: string | undefined };

const posts = (tx: Tx, { creatorId, memberId }: Viewer) =>
  tx
    .selectFrom('community.posts as p')
    .leftJoin('community.members as m', (join) =>
      join.onRef('m.creatorId', '=', 'p.creatorId').onRef('m.id', '=', 'p.memberId'),
    )
    .leftJoin('community.spaces as s', 's.creatorId', 'p.creatorId')
    .select((e) => [
      'p.id',
      'p.memberId',
      'm.name as memberName',
      'm.number as memberNumber',
      's.displayName as storeName',
      'p.text',
      'p.hidden',
      'p.createdAt',
      e
        .selectFrom('community.comments as c')
        .whereRef('c.creatorId', '=', 'p.creatorId')
        .whereRef('c.postId', '=', 'p.id')
        .where('c.hidden', '=', false)
        .select(sql<number>`count(*)::int`.as('n'))
        .as('comments'),
    ])
    .where('p.creatorId', '=', creatorId)
    .$if(memberId !== undefined, (q) =>
      q.where((e) => e.or([e('p.hidden', '=', false), e('p.memberId', '=', memberId ?? null)])),
    );
type Selected = Omit<PostRow, 'comments'> & { comments: number | null };
const counted = (row: Selected): PostRow => ({ ...row, comments: row.comments ?? 0 });

/** Newest first; one row more than the limit, to know whether there are more. */
export async function postsPage(tx: Tx, viewer: Viewer, { after, limit }: Range): Promise<PostRow[]> {
  const rows = await posts(tx, viewer)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(p.created_at, p.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map(counted);
}

export async function findPost(tx: Tx, viewer: Viewer, id: string): Promise<PostRow | undefined> {
  const row = await posts(tx, viewer).where('p.id', '=', id).executeTakeFirst();
  return row && counted(row);
}

export type NewText = {
  readonly id: string;
  readonly memberId: string | null;
  readonly text: string;
  readonly createdAt: Date;
};

/** Does nothing when there is a post of this id: a form that was sent twice wrote once. */
export async function insertPost(tx: Tx, creatorId: CreatorId, post: NewText): Promise<void> {
  await tx
    .insertInto('community.posts')
    .values({ creatorId, ...post })
    .onConflict((c) => c.columns(['creatorId', 'id']).doNothing())
    .execute();
}

/** False when nothing changed: no such post, or hidden (or shown) already. */
export async function setPostHidden(tx: Tx, creatorId: CreatorId, id: string, hidden: boolean): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('community.posts')
    .set({ hidden })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('hidden', '!=', hidden)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
