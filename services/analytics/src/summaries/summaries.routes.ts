import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/analytics';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { readSummary } from './summaries.ts';

export function summaryRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readSummary, async ({ principal, query }) => {
    const summary = await readSummary(deps, asCreatorId(principal.creatorId), query.days ?? 30);
    return { currency: 'ETB' as const, ...summary, asOf: summary.asOf.toISOString(), days: [...summary.days] };
  });
}
