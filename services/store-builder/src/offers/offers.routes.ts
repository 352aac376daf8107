import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/store-offers';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { readBrand, saveBrand } from './brands.ts';
import { listOffers, readOffer, sendOffer, stepOffer } from './offers.ts';

export function offerRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readBrand, async ({ principal }) => await readBrand(deps, asCreatorId(principal.creatorId)));
  route(
    app,
    contract.saveBrand,
    async ({ principal, body }) => await saveBrand(deps, asCreatorId(principal.creatorId), body),
  );
  route(
    app,
    contract.sendOffer,
    async ({ principal, body }) => await sendOffer(deps, asCreatorId(principal.creatorId), body),
  );
  route(
    app,
    contract.listOffers,
    async ({ principal, query }) => await listOffers(deps, asCreatorId(principal.creatorId), query),
  );
  route(
    app,
    contract.readOffer,
    async ({ principal, params }) => await readOffer(deps, asCreatorId(principal.creatorId), params.id),
  );
  const steps = [
    ['accept', contract.acceptOffer],
    ['decline', contract.declineOffer],
    ['cancel', contract.cancelOffer],
    ['complete', contract.completeOffer],
  ] as const;
  for (const [action, shape] of steps)
    route(
      app,
      shape,
      async ({ principal, params, body }) =>
        await stepOffer(deps, asCreatorId(principal.creatorId), params.id, { action, ...body }),
    );
  route(
    app,
    contract.counterOffer,
    async ({ principal, params, body }) =>
      await stepOffer(deps, asCreatorId(principal.creatorId), params.id, { action: 'counter', ...body }),
  );
}
