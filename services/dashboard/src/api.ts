// The client of this browser: `call(endpoint, input)`, and the session that it keeps.
import { signal } from '@preact/signals';
import { currentSession, refreshSession } from '@windsurf/contracts/auth';
import type { Answer, EndpointShape } from '@windsurf/contracts/endpoint';
import { createClient } from './api-client.ts';
import { lang } from './words.ts';

export type Session = Answer<typeof currentSession>;

/** Who is signed in; null for nobody, undefined while it is not known yet. */
export const session = signal<Session | null | undefined>(undefined);

/** True after a session ended by itself, until somebody signs in: she is told why she has to. */
export const sessionLost = signal(false);

const REFRESHED = 'ws-refreshed';

const refreshedAt = (): number => {
  try {
    return Number(localStorage.getItem(REFRESHED) ?? 0);
  } catch {
    return 0;
  }
};

const readJson = async (endpoint: Pick<EndpointShape, 'method' | 'url'>, body?: object): Promise<unknown> => {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': lang.value };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(endpoint.url, {
    method: endpoint.method,
    credentials: 'same-origin',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  // An answer that nobody reads keeps its connection until the time is up.
  if (!response.ok) await response.text();
  if (response.status === 401 || response.status === 403) return undefined;
  if (!response.ok) throw new TypeError(`session: ${response.status}`);
  return await response.json();
};

// A refresh token works once and a second use ends the session, so tabs take turns and the late ones find it done.
const inTurn = async <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? await navigator.locks.request('ws-refresh', work) : await work();

async function refresh(since: number): Promise<boolean> {
  return await inTurn(async () => {
    if (refreshedAt() > since) return await renewCsrf();
    const answer = (await readJson(refreshSession, {})) as Answer<typeof refreshSession> | undefined;
    if (answer === undefined) return false;
    session.value = answer.session;
    try {
      localStorage.setItem(REFRESHED, String(Date.now()));
    } catch {
      // Without storage the other tabs refresh for themselves.
    }
    return true;
  });
}

async function renewCsrf(): Promise<boolean> {
  const answer = (await readJson(currentSession)) as Session | undefined;
  if (answer === undefined) return false;
  session.value = answer;
  return true;
}

/** Calls an endpoint of the public API. Throws `ApiProblem`. */
export const call = createClient({
  fetch: async (url, init, sent) => {
    if (sent === undefined) return await fetch(url, init);
    return await (await import('./upload-request.ts')).fetchSaying(url, init, sent);
  },
  lang: () => lang.peek(),
  csrf: () => session.peek()?.csrf,
  refresh,
  renewCsrf: () => renewCsrf().catch(() => false),
  ended: () => {
    // Several calls may hear of the end; the later ones find nobody signed in any more.
    if (session.peek() != null) sessionLost.value = true;
    session.value = null;
  },
  now: () => Date.now(),
});
