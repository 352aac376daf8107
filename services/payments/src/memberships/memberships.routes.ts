import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-memberships';
import { asCreatorId } from '@windsurf/db/tenancy';
import { sendFile } from '@windsurf/service-kit/files';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { once } from '../idempotency/idempotency.ts';
import { announcePrice, listMembers, membersTable, membershipNumbers } from './members.ts';
import { memberOf, memberUrl } from './member.ts';

export function membershipRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listMemberships, async ({ principal, query }) => {
    return await listMembers(deps, asCreatorId(principal.creatorId), query);
  });
  route(app, contract.readMembershipNumbers, async ({ principal, query, lang }) => {
    return await membershipNumbers(deps, asCreatorId(principal.creatorId), query.lang ?? lang);
  });
  route(app, contract.readMembersTable, async ({ principal, reply }) => {
    const bytes = Buffer.from(await membersTable(deps, asCreatorId(principal.creatorId)));
    return await sendFile(reply, { type: 'text/csv', name: 'members.csv', bytes });
  });
  route(app, contract.announceMembershipPrice, async ({ principal, body, request }) => {
    const { method, url } = contract.announceMembershipPrice;
    const key = request.headers['idempotency-key'];
    return await once(deps, { endpoint: `${method} ${url} ${principal.creatorId}`, key, body }, async () => {
      return await announcePrice(deps, asCreatorId(principal.creatorId), body);
    });
  });
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
