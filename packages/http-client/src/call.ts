// One service asks another: typed by the contract, two seconds at most, one retry for reads only.
import { Pool } from 'undici';
import { urlOf } from '@windsurf/contracts/endpoint';
import type { Answer, EndpointShape, Input } from '@windsurf/contracts/endpoint';

export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  /** Status of the answer; 0 when none came. */
  readonly status: number;
  /** Type of the problem, for example `not-found`. */
  readonly problem: string | undefined;
  /** True when the request may have been carried out although no answer came. */
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

export type CallOptions = { readonly requestId?: string; readonly timeoutMs?: number };
export type Caller = {
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

export function createCaller(options: CallerOptions): Caller {
  const pool = new Pool(options.baseUrl, { connections: 16, connect: { timeout: 1000 } });
  const once = async (shape: EndpointShape, input: object, given: CallOptions): Promise<unknown> => {
    const body = (input as { body?: unknown }).body;
    const signal = AbortSignal.timeout(given.timeoutMs ?? options.timeoutMs ?? 2000);
    const where = `${shape.method} ${shape.url}`;
    let status = 0;
    let text: string;
    try {
      const answer = await pool.request({
        method: shape.method,
        path: urlOf(shape, input),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${options.token()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(given.requestId === undefined ? {} : { 'x-request-id': given.requestId }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal,
      });
      status = answer.statusCode;
      text = await answer.body.text();
    } catch (cause) {
      const refused = (cause as { code?: string }).code === 'ECONNREFUSED';
      throw new CallFailed(`${where}: no answer`, { status: 0, unknown: !refused, cause });
    }
    if (status >= 200 && status < 300) return text === '' ? undefined : (JSON.parse(text) as unknown);
    let problem: string | undefined;
    try {
      problem = (JSON.parse(text) as { title?: string }).title;
    } catch {
      problem = undefined;
    }
    throw new CallFailed(`${where}: ${status} ${problem ?? ''}`, { status, problem, unknown: status >= 500 });
  };
  const call = async (shape: EndpointShape, input: object, given: CallOptions = {}): Promise<unknown> => {
    try {
      return await once(shape, input, given);
    } catch (error) {
      const again =
        shape.method === 'GET' && error instanceof CallFailed && (error.status === 0 || error.status >= 502);
      if (!again) throw error;
      return await once(shape, input, given);
    }
  };
  return Object.assign(call as unknown as Caller, { close: async () => await pool.close() });
}
