import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/notifications';
import { notFound } from '@windsurf/contracts/problem';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { listMessages, takeReport } from './sms.ts';

export function smsRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listMessages, async ({ query }) => {
    return await listMessages(deps, { cursor: query.cursor, limit: query.limit ?? 25 });
  });
  route(app, contract.smsReport, async ({ params, query }) => {
    const ours = await takeReport(deps, { key: params.key, gatewayId: query.message_id, word: query.status });
    if (!ours) throw notFound();
    return { received: true as const };
  });
}
