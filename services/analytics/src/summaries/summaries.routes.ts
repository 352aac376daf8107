import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/analytics';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { readSummary } from './summaries.ts';
import type { Counts } from './summaries.ts';

const withNet = <C extends Counts>(counts: C): C & { netSantim: number } => ({
  ...counts,
  netSantim: counts.revenueSantim - counts.refundedSantim,
});

export function summaryRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readSummary, async ({ principal, query }) => {
    const summary = await readSummary(deps, asCreatorId(principal.creatorId), query.days ?? 30);
    return {
      currency: 'ETB' as const,
      asOf: summary.asOf.toISOString(),
      today: withNet(summary.today),
      total: withNet(summary.total),
      days: summary.days.map(withNet),
    };
  });
}
