import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-operator';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { once } from '../idempotency/idempotency.ts';
import { askForOperator, listMoneyQueue, readEvidence } from './operator.ts';
import { resolve } from './resolve.ts';

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

export function operatorRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.settleByOperator,
    async ({ principal, params }) => await askForOperator(deps, principal.personId, params.id),
  );
  route(app, contract.listOpenIntents, async ({ principal, query }) => {
    const { items, nextCursor } = await listMoneyQueue(deps, principal.personId, query);
    return { items: items.map((item) => ({ ...item, startedAt: item.startedAt.toISOString() })), nextCursor };
  });
  route(app, contract.readIntentEvidence, async ({ principal, params }) => {
    const { intent, timeline, notices } = await readEvidence(deps, principal.personId, params.id);
    return {
      ...intent,
      startedAt: intent.startedAt.toISOString(),
      endedAt: text(intent.endedAt),
      lastAskedAt: text(intent.lastAskedAt),
      nextAskAt: text(intent.nextAskAt),
      timeline: timeline.map((line) => ({ ...line, at: line.at.toISOString() })),
      notices: notices.map((notice) => ({ ...notice, receivedAt: notice.receivedAt.toISOString() })),
    };
  });
  route(app, contract.resolveIntent, async ({ principal, params, body, request }) => {
    const key = request.headers['idempotency-key'];
    const endpoint = `${contract.resolveIntent.method} ${contract.resolveIntent.url}`;
    const asked = { endpoint, key, body: { ...body, id: params.id, by: principal.personId } };
    return await once(deps, asked, async () => await resolve(deps, principal.personId, params.id, body));
  });
}
