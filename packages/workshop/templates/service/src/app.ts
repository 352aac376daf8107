import type { FastifyInstance } from 'fastify';
import { createApp } from '@windsurf/service-kit/app';
import type { Deps } from './deps.ts';
import { noteRoutes } from './notes/notes.routes.ts';

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: '__name__',
    log: deps.log,
    healthPaths: ['/v1/__name__/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
  });
  await deps.authenticator.register(app);
  noteRoutes(app, deps);
  return app;
}
