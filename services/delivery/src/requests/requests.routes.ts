import * as contract from '@windsurf/contracts/delivery-desk';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { acceptRequest, declineRequest, deliverRequest, listRequests, readRequest } from './requests.ts';

export function requestRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.listRequests,
    async ({ principal, query }) => await listRequests(deps, asCreatorId(principal.creatorId), query),
  );
  route(
    app,
    contract.readRequest,
    async ({ principal, params }) => await readRequest(deps, asCreatorId(principal.creatorId), params.id),
  );
  route(
    app,
    contract.acceptRequest,
    async ({ principal, params, lang }) => await acceptRequest(deps, asCreatorId(principal.creatorId), params.id, lang),
  );
  route(
    app,
    contract.deliverRequest,
    async ({ principal, params, body, lang }) =>
      await deliverRequest(deps, asCreatorId(principal.creatorId), params.id, body, lang),
  );
  route(
    app,
    contract.declineRequest,
    async ({ principal, params, lang }) =>
      await declineRequest(deps, asCreatorId(principal.creatorId), params.id, lang),
  );
}
