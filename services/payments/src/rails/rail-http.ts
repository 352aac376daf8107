// The way to a rail: every wait limited, every answer bounded, and for each failure whether the request may have been
// carried out. Addresses, which may hold keys, are in no error.
import { Pool } from 'undici';

export type Fields = Readonly<Record<string, unknown>>;
export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The JSON object; empty when it was none. */
      readonly body: Fields;
      readonly text: string;
      /** The rail's own clock, milliseconds; undefined when it sends none. */
      readonly date: number | undefined;
    }
  /** `sent` false: certainly nothing reached the rail. */
  | { readonly kind: 'none'; readonly sent: boolean; readonly why: string };
export type Answered = Extract<HttpAnswer, { kind: 'answer' }>;
export type Headers = Readonly<Record<string, string>>;
export type Gateway = {
  post(path: string, headers: Headers, body: object): Promise<HttpAnswer>;
  /** A text as it is, for SOAP. */
  postText(path: string, headers: Headers, body: string): Promise<HttpAnswer>;
  get(path: string, headers?: Headers): Promise<HttpAnswer>;
  delete(path: string, headers: Headers, body: object): Promise<HttpAnswer>;
  close(): Promise<void>;
};

const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
/** No rail says more in one answer; a feed's page is the longest. */
const longestAnswer = 4 * 1024 * 1024;
const json = { 'content-type': 'application/json' };

/** `baseUrl` as the rail gives it, path included; `timeoutMs` for one answer. Redirects are answers like others. */
export function createGateway(baseUrl: string, timeoutMs: number): Gateway {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, {
    connections: 16,
    connect: { timeout: Math.min(3000, timeoutMs) },
    maxResponseSize: longestAnswer,
  });
  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    headers: Headers,
    body: string | null,
  ): Promise<HttpAnswer> => {
    try {
      const answer = await pool.request({
        method,
        path: prefix + path || '/',
        headers: { accept: 'application/json', ...headers },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await answer.body.text();
      const date = Date.parse(String(answer.headers.date));
      return {
        kind: 'answer',
        status: answer.statusCode,
        body: fieldsOf(text),
        text,
        date: Number.isNaN(date) ? undefined : date,
      };
    } catch (error) {
      const { code, name } = error as { code?: unknown; name?: unknown };
      // Never the message: it may quote what was sent.
      const why = typeof code === 'string' ? code : typeof name === 'string' ? name : 'error';
      return { kind: 'none', sent: !neverSent.has(why), why };
    }
  };
  return {
    post: async (path, headers, body) => await call('POST', path, { ...json, ...headers }, JSON.stringify(body)),
    postText: async (path, headers, body) => await call('POST', path, headers, body),
    get: async (path, headers = {}) => await call('GET', path, headers, null),
    delete: async (path, headers, body) => await call('DELETE', path, { ...json, ...headers }, JSON.stringify(body)),
    close: async () => await pool.destroy(),
  };
}

/** A JSON object; empty for anything else. */
export function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : {};
  } catch {
    return {};
  }
}

export const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** First of the names that holds a text or a number. */
export const textOf = (fields: Fields, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const found = Object.hasOwn(fields, name) ? text(fields[name]) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};
