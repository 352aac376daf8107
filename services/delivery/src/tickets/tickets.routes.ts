import * as contract from '@windsurf/contracts/delivery-desk';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { checkIn, listEvents } from './tickets.ts';

export function ticketRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listEvents, async ({ principal }) => ({
    items: await listEvents(deps, asCreatorId(principal.creatorId)),
  }));
  route(app, contract.checkIn, async ({ principal, body, lang }) => {
    const ticket = await checkIn(deps, asCreatorId(principal.creatorId), body.code, lang);
    const { entitlementId, productId, title, startsAt, checkedInAt } = ticket;
    return {
      entitlementId,
      productId,
      title,
      startsAt: startsAt.toISOString(),
      checkedInAt: checkedInAt.toISOString(),
    };
  });
}
