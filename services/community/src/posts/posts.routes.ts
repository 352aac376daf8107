import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/community';
import type { Language } from '@windsurf/language/phrases';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { authorOf } from '../members/members.ts';
import { rangeOf } from '../paging.ts';
import { writtenReason } from '../texts.ts';
import { hidePost, listPosts, writePost } from './posts.ts';
import type { Post } from './posts.ts';

const view = (post: Post, lang: Language): contract.PostView => ({
  id: post.id,
  author: authorOf(post, lang),
  byCreator: post.memberId === null,
  mine: post.mine,
  text: post.text,
  hidden: post.hidden,
  comments: post.comments,
  createdAt: post.createdAt.toISOString(),
});

export function postRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listPosts, async ({ principal, params, query, lang }) => {
    const { rows, nextCursor } = await listPosts(deps, params.creatorId, principal, rangeOf(query));
    return { items: rows.map((post) => view(post, lang)), nextCursor };
  });

  route(app, contract.writePost, async ({ principal, params, body, lang }) =>
    view(await writePost(deps, params.creatorId, principal, { text: body.text }), lang),
  );

  route(app, contract.hidePost, async ({ principal, params, body, lang }) => {
    const decision = { hidden: body.hidden, reason: writtenReason(body.reason) };
    return view(await hidePost(deps, params, principal, decision), lang);
  });
}
