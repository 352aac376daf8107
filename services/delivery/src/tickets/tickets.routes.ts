import * as contract from '@windsurf/contracts/delivery-desk';
import { notFound } from '@windsurf/contracts/problem';
import { asLanguage } from '@windsurf/language/pick';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { openByToken } from '../entitlements/entitlements.ts';
import { ticketFileOf } from './ticket-ics.ts';
import { checkIn, listEvents, ticketsAmong } from './tickets.ts';

// The token is in its address: no other place may hear of it.
const secret = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };

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
  route(app, contract.ticketFile, async ({ params: { token }, query, reply }) => {
    const { creatorId, entitlement } = await openByToken(deps, token);
    const ticket = (await ticketsAmong(deps, creatorId, [entitlement.id])).get(entitlement.id);
    if (!ticket) throw notFound();
    const { title, state } = entitlement;
    const url = deps.links.receiptUrl(entitlement.id);
    const about = { title, closed: state !== 'active', now: deps.clock.now(), url };
    return reply
      .type('text/calendar; charset=utf-8')
      .headers({ ...secret, 'content-disposition': 'attachment; filename="ticket.ics"' })
      .send(ticketFileOf(ticket, about, asLanguage(query.lang) ?? entitlement.lang));
  });
}
