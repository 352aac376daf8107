import type { FastifyInstance } from 'fastify';
import { searchAudit } from '@windsurf/audit/search';
import { verifyAudit } from '@windsurf/audit/verify';
import * as contract from '@windsurf/contracts/auth-audit';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';

export function auditRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.searchAuthAudit,
    async ({ principal, query }) => await searchAudit(deps.tenancy, principal.personId, query),
  );
  route(app, contract.verifyAuthAudit, async () => {
    const { chains, rows, broken } = await verifyAudit(deps.tenancy);
    return { chains, rows, broken: [...broken] };
  });
}
