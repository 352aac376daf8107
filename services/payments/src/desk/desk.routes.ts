import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-desk';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { readDesk, searchPayments } from './desk.ts';

export function deskRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readDesk, async ({ principal }) => {
    const { at, queues } = await readDesk(deps, principal.personId);
    const counts = queues.map((queue) => ({ ...queue, oldestAt: queue.oldestAt?.toISOString() ?? null }));
    return { at: at.toISOString(), currency: 'ETB' as const, queues: counts };
  });
  route(app, contract.searchPayments, async ({ principal, query }) => {
    const items = await searchPayments(deps, principal.personId, query.number);
    return { items: items.map((item) => ({ ...item, startedAt: item.startedAt.toISOString() })) };
  });
}
