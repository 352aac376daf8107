// The space as a page shows it: everything of one screen from one transaction.
import type { CreatorId } from '@windsurf/db/tenancy';
import { commentsIn } from '../comments/comments.ts';
import type { Comment } from '../comments/comments.ts';
import type { Deps } from '../deps.ts';
import { inSpace } from '../members/members.ts';
import type { Member, Who } from '../members/members.ts';
import type { Range, Slice } from '../paging.ts';
import { postIn, postsIn } from '../posts/posts.ts';
import type { Post } from '../posts/posts.ts';
import { spaceOf } from '../spaces/spaces.ts';
import type { Space } from '../spaces/spaces.ts';
import { notFound } from '@windsurf/contracts/problem';

export type Room = { readonly space: Space; readonly member: Member | undefined; readonly posts: Slice<Post> };
export type Thread = {
  readonly space: Space;
  readonly member: Member | undefined;
  readonly post: Post;
  readonly comments: Slice<Comment>;
};

/** Throws 404 to strangers, 403 when banned. */
export async function readRoom(deps: Deps, creatorId: CreatorId, who: Who, range: Range): Promise<Room> {
  return await inSpace(deps, creatorId, who, async (tx, insider) => {
    const space = await spaceOf(tx, creatorId);
    if (!space) throw notFound();
    return { space, member: insider.member, posts: await postsIn(tx, insider, range) };
  });
}

/** Throws 404 to strangers and for a post that the reader does not see, 403 when banned. */
export async function readThread(
  deps: Deps,
  ids: { readonly creatorId: CreatorId; readonly postId: string },
  who: Who,
  range: Range,
): Promise<Thread> {
  return await inSpace(deps, ids.creatorId, who, async (tx, insider) => {
    const space = await spaceOf(tx, ids.creatorId);
    if (!space) throw notFound();
    const post = await postIn(tx, insider, ids.postId);
    return { space, member: insider.member, post, comments: await commentsIn(tx, insider, post.id, range) };
  });
}
