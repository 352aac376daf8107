// Sessions: short access tokens, rotating refresh tokens. A refresh token that is used twice ends its session.
import { createHash, randomBytes } from 'node:crypto';
import { sessionEnded } from '@windsurf/contracts/auth';
import { notFound } from '@windsurf/contracts/problem';
import type { Problem } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { maskPhone } from '@windsurf/phone/phone';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps, Tx } from '../deps.ts';
import { useCode } from '../codes/codes.ts';
import { findPerson, grantRole, personOf, setLanguage } from '../people/people.ts';
import type { PersonRow } from '../people/people.ts';
import {
  aliveSessions,
  findSession,
  insertRefreshToken,
  insertSession,
  markTokenUsed,
  revokeSessionOf,
  takeRefreshToken,
  touchSession,
} from './sessions.queries.ts';

export const accessLifeSeconds = 600;
const sessionLifeSeconds = 60 * 86_400;
const borrowedLifeSeconds = 30 * 60;
/** Two tabs may refresh at once: within this time a used token is a race, after it a theft. */
const raceSeconds = 10;

export type SessionView = {
  personId: string;
  creatorId: string | null;
  roles: ('buyer' | 'creator' | 'operator')[];
  phone: string;
  lang: 'am' | 'en';
  csrf: string;
  expiresAt: string;
};
export type OpenSession = { view: SessionView; sessionId: string; refreshToken: string; refreshSeconds: number };
type Outcome = { ok: true; session: OpenSession } | { ok: false; problem: Problem };

/** What a list of sessions calls a device. */
export const deviceOf = (userAgent: string | undefined): string => (userAgent ?? 'unknown').slice(0, 200);

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

function viewOf(deps: Deps, person: PersonRow, session: { csrf: string; expiresAt: Date }): SessionView {
  const roles: SessionView['roles'] = ['buyer'];
  if (person.creator) roles.push('creator');
  if (person.operator) roles.push('operator');
  return {
    personId: person.id,
    // One store a person for now, so the tenant has the person's id; only this line knows.
    creatorId: person.creator ? person.id : null,
    roles,
    phone: maskPhone(deps.vault.open(person.phoneSealed)),
    lang: person.lang,
    csrf: session.csrf,
    expiresAt: session.expiresAt.toISOString(),
  };
}

async function issueRefreshToken(tx: Tx, sessionId: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await insertRefreshToken(tx, { digest: digestOf(token), sessionId, issuedAt: now });
  return token;
}

/** Phone and code for a session. Throws 422 or 429 as `useCode` says. */
export async function signIn(
  deps: Deps,
  input: { phone: E164; code: string; as: 'creator' | 'buyer'; borrowed: boolean; device: string; lang: 'am' | 'en' },
): Promise<OpenSession> {
  const now = deps.clock.now();
  const outcome = await deps.tenancy.inPlatform(async (tx): Promise<Outcome> => {
    const problem = await useCode(deps, tx, input.phone, input.code);
    if (problem) return { ok: false, problem };
    const person = await personOf(deps, tx, input.phone, input.lang);
    if (input.as === 'creator' && !person.creator) await grantRole(tx, person.id, 'creator');
    await setLanguage(tx, person.id, input.lang);
    const seconds = input.borrowed ? borrowedLifeSeconds : sessionLifeSeconds;
    const session = {
      id: newId(),
      personId: person.id,
      csrf: randomBytes(16).toString('base64url'),
      device: input.device.slice(0, 200),
      createdAt: now,
      expiresAt: new Date(now.getTime() + seconds * 1000),
    };
    await insertSession(tx, session);
    const refreshToken = await issueRefreshToken(tx, session.id, now);
    const current = { ...person, creator: person.creator || input.as === 'creator', lang: input.lang };
    return {
      ok: true,
      session: { view: viewOf(deps, current, session), sessionId: session.id, refreshToken, refreshSeconds: seconds },
    };
  });
  if (!outcome.ok) throw outcome.problem;
  return outcome.session;
}

/** A new pair for a refresh token. Throws 401 when it is unknown, ended, or was used before: then the session ends. */
export async function refreshSession(deps: Deps, token: string): Promise<OpenSession> {
  const now = deps.clock.now();
  const outcome = await deps.tenancy.inPlatform(async (tx): Promise<Outcome> => {
    const no: Outcome = { ok: false, problem: sessionEnded() };
    const found = await takeRefreshToken(tx, digestOf(token));
    if (!found || found.session.revokedAt !== null || found.session.expiresAt <= now) return no;
    const { session, usedAt } = found;
    if (usedAt !== null && now.getTime() - usedAt.getTime() > raceSeconds * 1000) {
      deps.log.warn({ sessionId: session.id }, 'a refresh token was used twice; its session ends');
      await revokeSessionOf(tx, session.personId, session.id, now);
      return no;
    }
    const person = await findPerson(tx, session.personId);
    if (!person) return no;
    if (usedAt === null) await markTokenUsed(tx, digestOf(token), now);
    await touchSession(tx, session.id, now);
    const refreshToken = await issueRefreshToken(tx, session.id, now);
    const refreshSeconds = Math.floor((session.expiresAt.getTime() - now.getTime()) / 1000);
    return {
      ok: true,
      session: { view: viewOf(deps, person, session), sessionId: session.id, refreshToken, refreshSeconds },
    };
  });
  if (!outcome.ok) throw outcome.problem;
  return outcome.session;
}

/** Who is signed in, as the database knows it now: a revoked session is over although its token still verifies. */
export async function currentSession(deps: Deps, sessionId: string): Promise<SessionView> {
  const now = deps.clock.now();
  const found = await deps.tenancy.inPlatform(async (tx) => {
    const session = await findSession(tx, sessionId);
    const person = session && (await findPerson(tx, session.personId));
    return session && person && { session, person };
  });
  if (!found || found.session.revokedAt !== null || found.session.expiresAt <= now) throw sessionEnded();
  return viewOf(deps, found.person, found.session);
}

/** Ends one session of a person. Another person's is the same 404 as none. */
export async function endSession(deps: Deps, personId: string, sessionId: string): Promise<void> {
  const ended = await deps.tenancy.inPlatform(
    async (tx) => await revokeSessionOf(tx, personId, sessionId, deps.clock.now()),
  );
  if (!ended) throw notFound();
}

export async function listSessions(
  deps: Deps,
  personId: string,
): Promise<{ id: string; device: string; createdAt: Date; lastSeenAt: Date }[]> {
  return await deps.tenancy.inPlatform(async (tx) => await aliveSessions(tx, personId, deps.clock.now()));
}
