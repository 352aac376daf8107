import type { FastifyInstance } from 'fastify';
import { communityWords } from '@windsurf/language/words-community';
import { createApp } from '@windsurf/service-kit/app';
import { say } from '@windsurf/language/phrases';
import { problemPages } from '@windsurf/service-kit/pages';
import { commentRoutes } from './comments/comments.routes.ts';
import type { Deps } from './deps.ts';
import { memberRoutes } from './members/members.routes.ts';
import { postRoutes } from './posts/posts.routes.ts';
import { roomRoutes } from './room/room.routes.ts';

const drawProblem = problemPages((problem) =>
  problem.status === 404 || problem.status === 403 ? [{ href: '/k', label: communityWords.bought }] : [],
);

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'community',
    log: deps.log,
    healthPaths: ['/v1/community/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
    problemPage: (problem, lang, request) =>
      drawProblem(
        problem.status === 404 ? { ...problem, detail: say(communityWords.notHere, lang) } : problem,
        lang,
        request,
      ),
  });
  await deps.authenticator.register(app);
  postRoutes(app, deps);
  commentRoutes(app, deps);
  memberRoutes(app, deps);
  roomRoutes(app, deps);
  return app;
}
