import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as contract from '@windsurf/contracts/analytics';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { recordView } from './views.ts';
import type { Visit } from './visitor-class.ts';

/** One transparent pixel. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};
const visitOf = (request: FastifyRequest): Visit => ({
  agent: headerOf(request, 'user-agent'),
  accept: headerOf(request, 'accept'),
  fetchDest: headerOf(request, 'sec-fetch-dest'),
  fetchSite: headerOf(request, 'sec-fetch-site'),
  purpose: headerOf(request, 'sec-purpose') ?? headerOf(request, 'purpose'),
});

export function viewRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.recordView,
    async ({ query, request, reply }) => {
      if (request.method === 'GET') recordView(deps, query.t, visitOf(request));
      // The answer says nothing about the token: whoever guesses tokens learns nothing.
      return await reply
        .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
        .type('image/gif')
        .send(gif);
    },
    { quiet: true },
  );
}
