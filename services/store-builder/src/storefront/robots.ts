// What robots may fetch: every page, picture and card of a store (experience.md, SF-6), nothing of the app.
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';

const ofStores = 'User-agent: *\nAllow: /media/\nDisallow: /v1/\nDisallow: /go/\nDisallow: /report/\n';
const ofApp = 'User-agent: *\nAllow: /media/\nDisallow: /\n';

export function robotsRoute(app: FastifyInstance, deps: Pick<Deps, 'appOrigin'>): void {
  const appHost = new URL(deps.appOrigin).hostname;
  const config = { access: 'public', kind: 'api', quiet: true } as const;
  app.get('/robots.txt', { config }, async (request, reply) => {
    const text = request.hostname.toLowerCase() === appHost ? ofApp : ofStores;
    return await reply.header('cache-control', 'public, max-age=3600').type('text/plain; charset=utf-8').send(text);
  });
}
