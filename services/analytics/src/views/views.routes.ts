import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/analytics';
import { route } from '@windsurf/service-kit/route';
import { visitOf } from '@windsurf/visitors/visitor-class';
import type { Deps } from '../deps.ts';
import { recordView } from './views.ts';

/** One transparent pixel. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export function viewRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.recordView,
    async ({ query, request, reply }) => {
      if (request.method === 'GET') recordView(deps, query.t, visitOf(request.headers));
      // The answer says nothing about the token: whoever guesses tokens learns nothing.
      return await reply
        .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
        .type('image/gif')
        .send(gif);
    },
    { quiet: true },
  );
}
