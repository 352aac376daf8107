import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-affiliates';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { changeTerms, endAgreement, join, listAffiliates, listMine, listShares, readTerms } from './affiliates.ts';

/** Joining is free, so that a person does it often only by mistake. */
const perPerson = { name: 'affiliate-join', max: 60, windowSeconds: 3600 } as const;

export function affiliateRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readAffiliateTerms, async ({ principal, params }) => {
    return await readTerms(deps, asCreatorId(principal.creatorId), params.id);
  });
  route(app, contract.changeAffiliateTerms, async ({ principal, params, body }) => {
    return await changeTerms(deps, asCreatorId(principal.creatorId), params.id, body);
  });
  route(app, contract.listAffiliates, async ({ principal, query }) => {
    return await listAffiliates(deps, asCreatorId(principal.creatorId), query);
  });
  route(app, contract.endAffiliate, async ({ principal, params, body }) => {
    return await endAgreement(deps, asCreatorId(principal.creatorId), params.id, body.productId);
  });
  route(app, contract.becomeAffiliate, async ({ principal, params, body }) => {
    await deps.limits.take(perPerson, principal.personId);
    return await join(deps, principal, params.id, body);
  });
  route(app, contract.listMyAffiliations, async ({ principal }) => {
    return { items: await listMine(deps, principal.personId) };
  });
  route(app, contract.listMyShares, async ({ principal, query }) => {
    return await listShares(deps, principal.creatorId ?? principal.personId, query);
  });
}
