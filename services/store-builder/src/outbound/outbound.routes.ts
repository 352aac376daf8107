import * as contract from '@windsurf/contracts/store-leads';
import { asCreatorId } from '@windsurf/db/tenancy';
import { page, route } from '@windsurf/service-kit/route';
import { visitOf } from '@windsurf/visitors/visitor-class';
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import type { Deps } from '../deps.ts';
import { followOutbound, readClicks } from './outbound.ts';

export function outboundRoutes(app: FastifyInstance, deps: Deps): void {
  const params = T.Object({ id: T.String({ maxLength: 300 }) });
  page(
    app,
    { method: 'GET', url: '/go/:id', access: 'public', params },
    async ({ params: { id }, request }) => ({
      redirect: await followOutbound(deps, id, visitOf(request.headers)),
      status: 302,
      headers: { 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' },
    }),
    { quiet: true },
  );
  route(
    app,
    contract.readClicks,
    async ({ principal, query }) => await readClicks(deps, asCreatorId(principal.creatorId), query.days ?? 30),
  );
}
