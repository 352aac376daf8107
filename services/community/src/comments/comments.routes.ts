import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/community';
import type { Language } from '@windsurf/language/phrases';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { authorOf } from '../members/members.ts';
import { rangeOf } from '../paging.ts';
import { writtenReason } from '../texts.ts';
import { hideComment, listComments, writeComment } from './comments.ts';
import type { Comment } from './comments.ts';

const view = (comment: Comment, lang: Language) => ({
  id: comment.id,
  author: authorOf(comment, lang),
  byCreator: comment.memberId === null,
  mine: comment.mine,
  text: comment.text,
  hidden: comment.hidden,
  createdAt: comment.createdAt.toISOString(),
});

export function commentRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listComments, async ({ principal, params, query, lang }) => {
    const { rows, nextCursor } = await listComments(deps, params, principal, rangeOf(query));
    return { items: rows.map((comment) => view(comment, lang)), nextCursor };
  });

  route(app, contract.writeComment, async ({ principal, params, body, lang }) =>
    view(await writeComment(deps, params, principal, { text: body.text }), lang),
  );

  route(app, contract.hideComment, async ({ principal, params, body, lang }) => {
    const decision = { hidden: body.hidden, reason: writtenReason(body.reason) };
    return view(await hideComment(deps, params, principal, decision), lang);
  });
}
