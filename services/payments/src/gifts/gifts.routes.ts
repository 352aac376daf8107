import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-gifts';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { linkOfGift } from './gifts.ts';

export function giftRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.linkOfGift, async ({ params, query }) => {
    return await linkOfGift(deps, asCreatorId(query.creatorId), params.id, query.to);
  });
}
