import * as contract from '@windsurf/contracts/store-posts';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { changePost, createPost, listPosts, publishPost, removePost, unpublishPost } from './posts.ts';

export function postRoutes(app: FastifyInstance, deps: Deps): void {
  const own = (principal: { creatorId: string }) => asCreatorId(principal.creatorId);
  route(app, contract.listPosts, async ({ principal }) => ({ items: await listPosts(deps, own(principal)) }));
  route(app, contract.createPost, async ({ principal, body }) => await createPost(deps, own(principal), body));
  route(
    app,
    contract.changePost,
    async ({ principal, params, body }) => await changePost(deps, own(principal), params.id, body),
  );
  route(app, contract.publishPost, async ({ principal, params }) => await publishPost(deps, own(principal), params.id));
  route(
    app,
    contract.unpublishPost,
    async ({ principal, params }) => await unpublishPost(deps, own(principal), params.id),
  );
  route(app, contract.removePost, async ({ principal, params }) => {
    await removePost(deps, own(principal), params.id);
    return { done: true } as const;
  });
}
