import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-memberships';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { memberOf, memberUrl } from './member.ts';

export function membershipRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.linkOfMembership, async ({ params, query }) => {
    const creatorId = asCreatorId(query.creatorId);
    const { row, product, standing, choices } = await memberOf(deps, creatorId, params.id);
    const same = choices.find(({ months }) => months === row.months) ?? choices[0];
    return {
      url: memberUrl(deps, creatorId, row.id),
      title: product.title,
      storeName: product.storeName,
      state: standing.state,
      leaving: standing.leftAt !== null,
      until: (standing.until ?? row.untilAt).toISOString(),
      accessUntil: (standing.accessUntil ?? row.accessUntil).toISOString(),
      months: same?.months ?? 1,
      amountSantim: same?.totalSantim ?? 0,
      currency: 'ETB' as const,
    };
  });
}
