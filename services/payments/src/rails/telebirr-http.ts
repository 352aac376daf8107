// The way to telebirr's gateway: JSON both ways, every wait limited, and for each failure whether the request may have
// been carried out.
import { Pool } from 'undici';

export type Fields = Record<string, unknown>;
export type HttpAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: Fields }
  /** `sent` false: certainly nothing reached the gateway. */
  | { readonly kind: 'none'; readonly sent: boolean; readonly why: string };
export type Gateway = {
  post(path: string, headers: Readonly<Record<string, string>>, body: object): Promise<HttpAnswer>;
  close(): Promise<void>;
};

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** `baseUrl` as telebirr gives it, path included; `timeoutMs` for one answer. */
export function createGateway(baseUrl: string, timeoutMs: number): Gateway {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, { connections: 16, connect: { timeout: Math.min(3000, timeoutMs) } });
  return {
    async post(path, headers, body) {
      try {
        const answer = await pool.request({
          method: 'POST',
          path: prefix + path,
          headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(timeoutMs),
        });
        const text = await answer.body.text();
        return { kind: 'answer', status: answer.statusCode, body: fieldsOf(text) };
      } catch (error) {
        const { code, name } = error as { code?: string; name?: string };
        return { kind: 'none', sent: !neverSent.has(code ?? ''), why: code ?? name ?? 'error' };
      }
    },
    close: async () => await pool.destroy(),
  };
}

function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}
