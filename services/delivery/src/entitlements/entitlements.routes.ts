import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/delivery';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { linkOfEntitlement, linkOfOrder } from './entitlements.ts';

export function entitlementRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.linkOfEntitlement, async ({ params, query }) => {
    return await linkOfEntitlement(deps, asCreatorId(query.creatorId), params.id);
  });
  route(app, contract.linkOfOrder, async ({ params, query }) => ({
    url: await linkOfOrder(deps, asCreatorId(query.creatorId), params.orderId),
  }));
}
