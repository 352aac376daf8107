// One way to call the public API: typed by its contracts, with a deadline, the session's CSRF token, and one refresh.
import { urlOf } from '@windsurf/contracts/endpoint';
import type { Answer, EndpointShape, Input } from '@windsurf/contracts/endpoint';
import type { Language } from '@windsurf/language/phrases';
import { ApiProblem, problemFrom } from './api-problem.ts';

export type CallOptions = {
  readonly signal?: AbortSignal;
  /** Milliseconds until the call is given up; 15 s for a change, 10 s for a read. */
  readonly deadline?: number;
  /** Bytes instead of a JSON body, for pictures. */
  readonly raw?: Blob;
  /** Told the share of the body that has left the phone, 0 to 1. */
  readonly sent?: (share: number) => void;
  /** Idempotency-Key: made once for what a person wants, so that sending it twice does it once. */
  readonly key?: string;
};
export type ClientDeps = {
  fetch(url: string, init: RequestInit, sent?: (share: number) => void): Promise<Response>;
  lang(): Language;
  csrf(): string | undefined;
  /** Rotates the session's tokens; false when the session is over, throws when nobody answers. */
  refresh(since: number): Promise<boolean>;
  /** Asks for the session anew after its CSRF token was refused; false when there is none. */
  renewCsrf(): Promise<boolean>;
  /** The session is over: nobody is signed in any more. */
  ended(): void;
  now(): number;
};
export type Call = <const E extends EndpointShape>(
  endpoint: E,
  input: Input<E>,
  options?: CallOptions,
) => Promise<Answer<E>>;

type Parts = { params?: object; query?: object; body?: unknown };

/** A function that calls endpoints. It throws {@link ApiProblem} for every outcome that is not an answer. */
export function createClient(deps: ClientDeps): Call {
  const send = async (endpoint: EndpointShape, input: Parts, options: CallOptions): Promise<Response> => {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': deps.lang() };
    const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' };
    if (endpoint.method !== 'GET') {
      const csrf = deps.csrf();
      if (csrf !== undefined) headers['x-csrf-token'] = csrf;
      if (options.key !== undefined) headers['idempotency-key'] = options.key;
      if (options.raw !== undefined) {
        headers['content-type'] = options.raw.type;
        init.body = options.raw;
      } else if (input.body !== undefined) {
        headers['content-type'] = 'application/json';
        init.body = JSON.stringify(input.body);
      }
    }
    return await withDeadline(deps, urlOf(endpoint, input), init, {
      deadline: options.deadline ?? (endpoint.method === 'GET' ? 10_000 : 15_000),
      signal: options.signal,
      sent: options.sent,
    });
  };

  return async (endpoint, input, options = {}) => {
    const parts = (input ?? {}) as Parts;
    const began = deps.now();
    let response = await send(endpoint, parts, options);
    // What anybody may read can have an answer of her own besides; a public change asks for no session.
    if (response.status === 401 && (endpoint.access !== 'public' || endpoint.method === 'GET')) {
      const alive = await deps.refresh(began).catch((cause: unknown) => {
        throw new ApiProblem({ status: 0, title: 'no-network', cause });
      });
      if (!alive) {
        deps.ended();
        throw await problemFrom(response);
      }
      // An answer that nobody reads keeps its connection.
      await response.text().catch(() => '');
      response = await send(endpoint, parts, options);
    } else if (response.status === 403 && endpoint.method !== 'GET') {
      const problem = await problemFrom(response);
      if (problem.title !== 'wrong-origin' || !(await deps.renewCsrf())) throw problem;
      response = await send(endpoint, parts, options);
    }
    if (!response.ok) throw await problemFrom(response);
    return (response.status === 204 ? undefined : await response.json()) as Answer<typeof endpoint>;
  };
}

async function withDeadline(
  deps: ClientDeps,
  url: string,
  init: RequestInit,
  limits: { deadline: number; signal: AbortSignal | undefined; sent: CallOptions['sent'] | undefined },
): Promise<Response> {
  const stop = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop.abort();
  }, limits.deadline);
  const given = (): void => stop.abort();
  limits.signal?.addEventListener('abort', given);
  if (limits.signal?.aborted === true) stop.abort();
  try {
    return await deps.fetch(url, { ...init, signal: stop.signal }, limits.sent);
  } catch (error) {
    if (limits.signal?.aborted === true) throw new ApiProblem({ status: 0, title: 'given-up' });
    throw new ApiProblem({ status: 0, title: late ? 'too-slow' : 'no-network', cause: error });
  } finally {
    clearTimeout(timer);
    limits.signal?.removeEventListener('abort', given);
  }
}
