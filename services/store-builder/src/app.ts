import { problemPage } from '@windsurf/html/problem-page';
import { securityHeaders, styleHashes } from '@windsurf/html/page';
import { formatMoment } from '@windsurf/calendar/moment';
import { createApp } from '@windsurf/service-kit/app';
import type { FastifyInstance } from 'fastify';
import type { Deps } from './deps.ts';
import { imageRoutes } from './images/images.routes.ts';
import { productRoutes } from './products/products.routes.ts';
import { publishingRoutes } from './stores/publishing.routes.ts';
import { storefrontRoutes } from './storefront/storefront.routes.ts';
import { storeRoutes } from './stores/stores.routes.ts';

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'store-builder',
    log: deps.log,
    healthPaths: ['/v1/stores/health', '/v1/creators/health', '/v1/content/health', '/v1/campaigns/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
    problemPage: (problem, lang, request) => {
      const now = deps.clock.now();
      const html = problemPage({
        lang,
        status: problem.status,
        title: problem.detail,
        requestId: problem.requestId,
        time: { iso: now.toISOString(), text: formatMoment(now, lang) },
        path: request.url,
      });
      return { html, headers: securityHeaders({ styleHashes: styleHashes(html) }) };
    },
  });
  await deps.authenticator.register(app);
  storefrontRoutes(app, deps);
  storeRoutes(app, deps);
  publishingRoutes(app, deps);
  productRoutes(app, deps);
  await imageRoutes(app, deps);
  return app;
}
