// One service asks another: typed by the contract, two seconds at most, one retry for reads only.
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { urlOf } from '@windsurf/contracts/endpoint';
import type { Answer, EndpointShape, Input } from '@windsurf/contracts/endpoint';
import { traceparent } from '@windsurf/trace/trace';

export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  /** Status of the answer; 0 when none came. */
  readonly status: number;
  /** Type of the problem, for example `not-found`. */
  readonly problem: string | undefined;
  /** True when the request may have been carried out although no answer says so. */
  readonly unknown: boolean;
  constructor(
    message: string,
    from: { status: number; problem?: string | undefined; unknown: boolean; cause?: unknown },
  ) {
    super(message, { cause: from.cause });
    this.status = from.status;
    this.problem = from.problem;
    this.unknown = from.unknown;
  }
}

/** `timeoutMs` is for the whole call, its retry included. */
export type CallOptions = { readonly requestId?: string; readonly timeoutMs?: number };
export type Caller = {
  /** Throws CallFailed for everything but a 2xx answer. */
  <const E extends EndpointShape>(shape: E, input: Input<E>, options?: CallOptions): Promise<Answer<E>>;
  close(): Promise<void>;
};
export type CallerOptions = {
  /** Where the other service is, for example http://127.0.0.1:4010. */
  readonly baseUrl: string;
  /** A fresh service token for each call; see access/service-token. */
  readonly token: () => string;
  readonly timeoutMs?: number;
};

/** There was no connection, so nothing was sent and nothing was done. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);
const answeredByNobody = new Set([0, 502, 503, 504]);

function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    // The engine's own message quotes the text, which may be about a person.
    throw new Error('the answer is not JSON');
  }
}

/** `/problems/not-found` → `not-found`; undefined for an answer that is not one of our problems. */
function problemTypeOf(text: string): string | undefined {
  try {
    const { type } = JSON.parse(text) as { type?: unknown };
    return typeof type === 'string' && type.startsWith('/problems/') ? type.slice('/problems/'.length) : undefined;
  } catch {
    return undefined;
  }
}

/** A caller with connections of its own; close it when the service stops. */
export function createCaller(options: CallerOptions): Caller {
  const pool = new Pool(options.baseUrl, { connections: 16, connect: { timeout: 1000 } });
  const once = async (shape: EndpointShape, path: string, body: unknown, signal: AbortSignal, id?: string) => {
    const where = `${shape.method} ${shape.url}`;
    const trace = traceparent();
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${options.token()}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(id === undefined ? {} : { 'x-request-id': id }),
      ...(trace === undefined ? {} : { traceparent: trace }),
    };
    const sent = body === undefined ? null : JSON.stringify(body);
    let status = 0;
    let text: string;
    try {
      const answer = await pool.request({ method: shape.method, path, headers, body: sent, signal });
      status = answer.statusCode;
      text = await answer.body.text();
    } catch (cause) {
      const unsent = neverSent.has((cause as { code?: string }).code ?? '');
      throw new CallFailed(`${where}: no answer`, { status: 0, unknown: !unsent, cause });
    }
    if (status >= 200 && status < 300) {
      try {
        return readJson(text);
      } catch (cause) {
        throw new CallFailed(`${where}: ${status}, unreadable`, { status, unknown: true, cause });
      }
    }
    const problem = problemTypeOf(text);
    throw new CallFailed(`${where}: ${status} ${problem ?? ''}`, { status, problem, unknown: status >= 500 });
  };
  const call = async (shape: EndpointShape, input: object, given: CallOptions = {}): Promise<unknown> => {
    const path = urlOf(shape, input);
    const { body } = input as { body?: unknown };
    const signal = AbortSignal.timeout(given.timeoutMs ?? options.timeoutMs ?? 2000);
    try {
      return await once(shape, path, body, signal, given.requestId);
    } catch (error) {
      const again = shape.method === 'GET' && error instanceof CallFailed && answeredByNobody.has(error.status);
      if (!again || signal.aborted) throw error;
      // Not all callers at the same instant.
      await wait(20 + Math.random() * 80);
      return await once(shape, path, body, signal, given.requestId);
    }
  };
  return Object.assign(call as unknown as Caller, { close: async () => await pool.close() });
}
