import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/auth-platform';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { announce, end, list } from './notices.ts';

export function noticeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listNotices, async () => ({ items: await list(deps) }));
  route(app, contract.announceNotice, async ({ principal, body }) => await announce(deps, principal.personId, body));
  route(
    app,
    contract.endNotice,
    async ({ principal, params, body }) => await end(deps, principal.personId, params.id, body.reason),
  );
}
