import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { askForOperator, listOpenIntents } from './operator.ts';

export function operatorRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.settleByOperator,
    async ({ principal, params }) => await askForOperator(deps, principal.personId, params.id),
  );
  route(app, contract.listOpenIntents, async ({ principal, query }) => {
    const { items, nextCursor } = await listOpenIntents(deps, principal.personId, query);
    return { items: items.map((item) => ({ ...item, startedAt: item.startedAt.toISOString() })), nextCursor };
  });
}
