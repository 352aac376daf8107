import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-affiliates';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { answer, end, listCollaborations, offer } from './collaborations.ts';

/** Names of stores are public, but nobody asks through all of them. */
const perCreator = { name: 'collaboration-offer', max: 60, windowSeconds: 3600 } as const;

export function collaborationRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listCollaborations, async ({ principal }) => ({
    items: await listCollaborations(deps, asCreatorId(principal.creatorId)),
  }));
  route(app, contract.offerCollaboration, async ({ principal, body }) => {
    await deps.limits.take(perCreator, principal.creatorId);
    return await offer(deps, asCreatorId(principal.creatorId), body);
  });
  route(app, contract.answerCollaboration, async ({ principal, params, body }) => {
    return await answer(deps, asCreatorId(principal.creatorId), params.id, body.agree);
  });
  route(app, contract.endCollaboration, async ({ principal, params }) => {
    return await end(deps, asCreatorId(principal.creatorId), params.id);
  });
}
