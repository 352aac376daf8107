import type { FastifyInstance } from 'fastify';
import { createPublicKey } from 'node:crypto';
import { refreshCookie } from '@windsurf/access/cookies';
import * as contract from '@windsurf/contracts/auth';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { phoneFrom } from '../people/phone-input.ts';
import { accessTokenFor, clearSessionCookies, setSessionCookies } from './session-cookies.ts';
import type { IssueToken } from './session-cookies.ts';
import { currentSession, deviceOf, endSession, listSessions, refreshSession, signIn } from './sessions.ts';

export function sessionRoutes(app: FastifyInstance, deps: Deps, issue: IssueToken): void {
  route(app, contract.signIn, async ({ body, request, reply, lang }) => {
    const session = await signIn(deps, {
      phone: phoneFrom(body.phone),
      code: body.code,
      as: body.as,
      borrowed: body.borrowedPhone ?? false,
      device: deviceOf(request.headers['user-agent']),
      lang: body.lang ?? lang,
    });
    if (body.answerWith === 'tokens') {
      return { session: session.view, accessToken: accessTokenFor(issue, session), refreshToken: session.refreshToken };
    }
    setSessionCookies(reply, issue, session);
    return { session: session.view };
  });

  route(app, contract.refreshSession, async ({ body, request, reply }) => {
    const given = body.refreshToken;
    const token = given ?? request.cookies[refreshCookie];
    if (token === undefined) throw contract.sessionEnded();
    try {
      const session = await refreshSession(deps, token);
      if (given !== undefined) {
        return {
          session: session.view,
          accessToken: accessTokenFor(issue, session),
          refreshToken: session.refreshToken,
        };
      }
      setSessionCookies(reply, issue, session);
      return { session: session.view };
    } catch (error) {
      if (given === undefined) clearSessionCookies(reply);
      throw error;
    }
  });

  route(app, contract.currentSession, async ({ principal }) => await currentSession(deps, principal.sessionId));

  route(app, contract.signOut, async ({ principal, reply }) => {
    await endSession(deps, principal.personId, principal.sessionId).catch(() => undefined);
    clearSessionCookies(reply);
    return { done: true as const };
  });

  route(app, contract.listSessions, async ({ principal }) => {
    const sessions = await listSessions(deps, principal.personId);
    return {
      items: sessions.map((s) => ({
        id: s.id,
        device: s.device,
        createdAt: s.createdAt.toISOString(),
        lastSeenAt: s.lastSeenAt.toISOString(),
        current: s.id === principal.sessionId,
      })),
    };
  });

  route(app, contract.revokeSession, async ({ principal, params }) => {
    await endSession(deps, principal.personId, params.id);
    return { done: true as const };
  });

  const jwk = createPublicKey(deps.signing.key).export({ format: 'jwk' }) as { kty: string; crv: string; x: string };
  route(app, contract.JsonWebKeys, async ({ reply }) => {
    reply.header('cache-control', 'public, max-age=300');
    return { keys: [{ kty: jwk.kty, crv: jwk.crv, x: jwk.x, kid: deps.signing.kid, use: 'sig', alg: 'EdDSA' }] };
  });
}
