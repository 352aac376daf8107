import type { FastifyInstance } from 'fastify';
import { createApp } from '@windsurf/service-kit/app';
import type { Deps } from './deps.ts';
import { summaryRoutes } from './summaries/summaries.routes.ts';
import { viewRoutes } from './views/views.routes.ts';

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'analytics',
    log: deps.log,
    healthPaths: ['/v1/analytics/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
  });
  await deps.authenticator.register(app);
  viewRoutes(app, deps);
  summaryRoutes(app, deps);
  // After the last request, before the pool closes: what is still in memory.
  app.addHook('onClose', async () => await deps.views.close());
  return app;
}
