// Somebody who uses the product over HTTP, as a phone would.
import { randomUUID } from 'node:crypto';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';

export type Reply = { readonly status: number; readonly text: string; json(): Record<string, unknown> };
export type Sent = {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Where the product answers. `host` is sent where a name below localhost is not known to the resolver. */
export type Site = { readonly base: string; readonly host: string | undefined };

const TIMEOUT_MS = 20_000;

/** The address to ask, and the name to ask it under. */
export const siteAt = (origin: string): Site => {
  const at = new URL(origin);
  const loopback = at.hostname.endsWith('localhost');
  return { base: loopback ? `http://127.0.0.1:${at.port}` : at.origin, host: loopback ? at.host : undefined };
};

/** @throws Error when nobody answers within 20 seconds */
export const ask = async ({ base, host }: Site, path: string, sent: Sent = {}): Promise<Reply> =>
  await new Promise((resolve, reject) => {
    const at = new URL(`${base}${path}`);
    const { body, method = body === undefined ? 'GET' : 'POST' } = sent;
    const headers = {
      'accept-language': 'en',
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      ...(host === undefined ? {} : { host }),
      ...sent.headers,
    };
    const send = at.protocol === 'https:' ? secure : plain;
    const out = send(at, { method, headers, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text,
          json: () => JSON.parse(text) as Record<string, unknown>,
        }),
      );
    });
    out.on('error', reject);
    out.end(body === undefined ? undefined : JSON.stringify(body));
  });

/** @throws Error that names the address and what it said, when the status is another */
export const expect = async (site: Site, path: string, status: number, sent: Sent = {}): Promise<Reply> => {
  const reply = await ask(site, path, sent);
  if (reply.status !== status)
    throw new Error(
      `${sent.method ?? (sent.body === undefined ? 'GET' : 'POST')} ${path} answered ${reply.status} instead of ${status}: ${reply.text.slice(0, 200)}`,
    );
  return reply;
};

/** Looks every 100 ms. @throws Error after `patienceMs` */
export const soon = async <R>(what: string, look: () => Promise<R | undefined>, patienceMs = 60_000): Promise<R> => {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
};
