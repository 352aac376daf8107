// How a session travels to a browser: two HttpOnly cookies of the app origin.
import type { FastifyReply } from 'fastify';
import { accessCookie, cookieAttributes, refreshCookie, refreshPath } from '@windsurf/access/cookies';
import type { AccessClaims } from '@windsurf/access/authenticator';
import type { OpenSession } from './sessions.ts';
import { accessLifeSeconds } from './sessions.ts';

/** Signs the claims of an access token; from `registerIssuer`. */
export type IssueToken = (claims: Omit<AccessClaims, 'exp'>, lifeSeconds: number) => string;

export const accessTokenFor = (issue: IssueToken, session: OpenSession): string =>
  issue(
    {
      sub: session.view.personId,
      sid: session.sessionId,
      cid: session.view.creatorId,
      op: session.view.roles.includes('operator'),
      csrf: session.view.csrf,
    },
    accessLifeSeconds,
  );

export function setSessionCookies(reply: FastifyReply, issue: IssueToken, session: OpenSession): void {
  reply.setCookie(accessCookie, accessTokenFor(issue, session), cookieAttributes('/', accessLifeSeconds));
  reply.setCookie(refreshCookie, session.refreshToken, cookieAttributes(refreshPath, session.refreshSeconds));
}

export function clearSessionCookies(reply: FastifyReply): void {
  reply.clearCookie(accessCookie, cookieAttributes('/', 0));
  reply.clearCookie(refreshCookie, cookieAttributes(refreshPath, 0));
}
