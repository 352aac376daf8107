import type { FastifyInstance } from 'fastify';
import { registerIssuer } from '@windsurf/access/issuer';
import { authWords } from '@windsurf/language/words-auth';
import { createApp } from '@windsurf/service-kit/app';
import { problemPages } from '@windsurf/service-kit/pages';
import { auditRoutes } from './audit/audit.routes.ts';
import { codeRoutes } from './codes/codes.routes.ts';
import type { Deps } from './deps.ts';
import { flagRoutes } from './flags/flags.routes.ts';
import { noticeRoutes } from './notices/notices.routes.ts';
import { peopleRoutes } from './people/people.routes.ts';
import { sessionRoutes } from './sessions/sessions.routes.ts';
import { signInPages } from './sign-in/sign-in.routes.ts';
import { statusRoutes } from './status/status.routes.ts';
import { stepUpRoutes } from './step-up/step-up.routes.ts';

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'auth',
    log: deps.log,
    healthPaths: ['/v1/auth/health', '/v1/users/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
    problemPage: problemPages(() => [{ href: '/sign-in', label: authWords.goSignIn }]),
  });
  await deps.authenticator.register(app);
  const issue = await registerIssuer(app, deps.signing);
  codeRoutes(app, deps);
  sessionRoutes(app, deps, issue);
  peopleRoutes(app, deps);
  flagRoutes(app, deps);
  noticeRoutes(app, deps);
  auditRoutes(app, deps);
  statusRoutes(app, deps);
  stepUpRoutes(app, deps);
  signInPages(app, deps, issue);
  return app;
}
