import type { FastifyInstance } from 'fastify';
import { registerIssuer } from '@windsurf/access/issuer';
import { createApp } from '@windsurf/service-kit/app';
import { codeRoutes } from './codes/codes.routes.ts';
import type { Deps } from './deps.ts';
import { peopleRoutes } from './people/people.routes.ts';
import { sessionRoutes } from './sessions/sessions.routes.ts';

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'auth',
    log: deps.log,
    healthPaths: ['/v1/auth/health', '/v1/users/health'],
    ready: deps.ready,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
  });
  await deps.authenticator.register(app);
  const issue = await registerIssuer(app, deps.signing);
  codeRoutes(app, deps);
  sessionRoutes(app, deps, issue);
  peopleRoutes(app, deps);
  return app;
}
