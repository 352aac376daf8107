import type { FastifyInstance } from 'fastify';
import { searchAudit } from '@windsurf/audit/search';
import { verifyAudit } from '@windsurf/audit/verify';
import * as audit from '@windsurf/contracts/store-audit';
import * as contract from '@windsurf/contracts/store-trust';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { backfillStats, runBackfill } from './backfill.ts';
import { creatorBySlug, listCreators } from './creators.ts';
import { changeMyCreator, operatorOf, readCreatorCase, readMyCreator, setTrust } from './trust.ts';

export function trustRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.myCreator, async ({ principal }) => await readMyCreator(deps, asCreatorId(principal.creatorId)));
  route(
    app,
    contract.changeMyCreator,
    async ({ principal, body }) => await changeMyCreator(deps, asCreatorId(principal.creatorId), body),
  );
  route(app, contract.creatorBySlug, async ({ params }) => await creatorBySlug(deps, params.slug));
  route(
    app,
    contract.listCreators,
    async ({ principal, query }) => await listCreators(deps, principal.personId, query),
  );
  route(
    app,
    contract.readCreator,
    async ({ principal, params, request }) => await readCreatorCase(deps, operatorOf(principal, request), params.id),
  );
  route(
    app,
    contract.setTrust,
    async ({ principal, params, body, request }) =>
      await setTrust(deps, operatorOf(principal, request), params.id, body),
  );
  for (const shape of [contract.runBackfill, contract.runBackfillAlias])
    route(app, shape, async ({ principal, request }) => await runBackfill(deps, operatorOf(principal, request)));
  for (const shape of [contract.readBackfill, contract.readBackfillAlias])
    route(app, shape, async () => await backfillStats(deps));
  route(
    app,
    audit.searchStoreAudit,
    async ({ principal, query }) => await searchAudit(deps.tenancy, principal.personId, query),
  );
  route(app, audit.verifyStoreAudit, async () => {
    const { chains, rows, broken } = await verifyAudit(deps.tenancy);
    return { chains, rows, broken: [...broken] };
  });
}
