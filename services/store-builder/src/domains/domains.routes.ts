import * as contract from '@windsurf/contracts/store-domains';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { addDomain, checkDomain, listDomains, removeDomain, setMainDomain } from './domains.ts';

export function domainRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listDomains, async ({ principal, lang }) => ({
    items: await listDomains(deps, asCreatorId(principal.creatorId), lang),
  }));
  route(
    app,
    contract.addDomain,
    async ({ principal, body, lang }) => await addDomain(deps, asCreatorId(principal.creatorId), body.domain, lang),
  );
  route(
    app,
    contract.checkDomain,
    async ({ principal, params, lang }) => await checkDomain(deps, asCreatorId(principal.creatorId), params.id, lang),
  );
  route(app, contract.setMainDomain, async ({ principal, params, body, lang }) => {
    return await setMainDomain(deps, asCreatorId(principal.creatorId), { id: params.id, main: body.main, lang });
  });
  route(app, contract.removeDomain, async ({ principal, params }) => {
    await removeDomain(deps, asCreatorId(principal.creatorId), params.id);
    return { done: true } as const;
  });
}
