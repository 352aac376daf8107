import type { FastifyInstance } from 'fastify';
import { readStatus } from '@windsurf/contracts/auth-platform';
import { securityHeaders, styleHashes } from '@windsurf/html/page';
import { page, route } from '@windsurf/service-kit/route';
import { Type as T } from 'typebox';
import type { Deps } from '../deps.ts';
import { statusPage } from './status.pages.ts';
import { createStatusBoard } from './status.ts';

/**
 * The edge keeps it for a quarter of a minute, a browser not at all: who reloads wants to know. When this service is away
 * too, the edge shows the last page for a day; it says of when it is.
 */
const kept = 'public, max-age=0, s-maxage=15, stale-if-error=86400';

export function statusRoutes(app: FastifyInstance, deps: Deps): void {
  const board = createStatusBoard(deps);
  route(
    app,
    readStatus,
    async ({ reply }) => {
      reply.header('cache-control', kept).header('access-control-allow-origin', '*');
      return (await board.read()).status;
    },
    { quiet: true },
  );
  page(
    app,
    {
      method: 'GET',
      url: '/status',
      access: 'public',
      query: T.Object({ lang: T.Optional(T.String({ maxLength: 10 })) }),
    },
    async ({ lang }) => {
      const html = statusPage(await board.read(), lang);
      const headers = { ...securityHeaders({ styleHashes: styleHashes(html) }), 'cache-control': kept };
      return { html, headers: { ...headers, vary: 'accept-language' } };
    },
    { quiet: true },
  );
}
