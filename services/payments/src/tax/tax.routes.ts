import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-billing';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { readProfile, saveProfile } from './tax.ts';
import { readThresholds } from './turnover.ts';

export function taxRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readTaxProfile, async ({ principal }) => ({
    profile: (await readProfile(deps, asCreatorId(principal.creatorId))) ?? null,
  }));
  route(app, contract.saveTaxProfile, async ({ principal, body }) => ({
    profile: await saveProfile(deps, asCreatorId(principal.creatorId), body),
  }));
  route(app, contract.readThresholds, async ({ principal }) => {
    const { rule, reached, from, to, ...sums } = await readThresholds(deps, asCreatorId(principal.creatorId));
    return {
      ...sums,
      currency: 'ETB' as const,
      from: from.toISOString(),
      to: to.toISOString(),
      reached: reached.map(({ percent, at }) => ({ percent, at: at?.toISOString() ?? null })),
      certainty: rule.certainty,
      source: rule.source,
    };
  });
}
