// The whole product for one proof or benchmark: started on free ports and throw-away data, stopped afterwards.
import { rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { freePort } from '@windsurf/testbed/ports';
import { devFolder, root } from './place.ts';
import { readServices, type Service, startable } from './registry.ts';
import { claimRun, sweep } from './run-record.ts';
import { say } from './progress.ts';
import { startWhole, type Whole } from './up.ts';

export type RunningProduct = Whole & {
  readonly services: Service[];
  /** Sends a request through the gateway, to the app origin. */
  ask(path: string, options?: Asked): Promise<Answered>;
  /** Signs in by a code that is read from the stand-in's phone. */
  signIn(phone: string, as: 'creator' | 'buyer'): Promise<SignedIn>;
  sms(phone: string): Promise<{ text: string }[]>;
};
export type Asked = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string };
export type Answered = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  text(): string;
  json(): unknown;
};
export type SignedIn = { readonly personId: string; readonly headers: Record<string, string> };

export async function onWholeProduct<R>(name: string, work: (product: RunningProduct) => Promise<R>): Promise<R> {
  await sweep(devFolder, `${name}-`);
  const dir = join(devFolder, `${name}-${process.pid}`);
  const run = await claimRun(dir, name);
  const services = startable(readServices(root));
  const port = await freePort();
  try {
    const whole = await startWhole({ dir, ephemeral: true, run, port, services, say });
    try {
      return await work({ ...whole, services, ...conversation(whole, port) });
    } finally {
      await whole.stop();
    }
  } finally {
    run.release();
    await rm(dir, { recursive: true, force: true });
  }
}

/** `app.localhost` is known to browsers; Node's resolver may not know it, so the host travels as a header. */
export async function askHost(port: number, host: string, path: string, asked: Asked): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const sent = request(
    { host: '127.0.0.1', port, path, method: asked.method ?? 'GET', headers: { ...asked.headers, host } },
    (answer) => {
      buffer(answer).then((bytes) => {
        const text = bytes.toString();
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: () => text,
          json: () => JSON.parse(text),
        });
      }, reject);
    },
  );
  sent.on('error', reject);
  sent.end(asked.body);
  return await promise;
}

function conversation(whole: Whole, port: number): Pick<RunningProduct, 'ask' | 'signIn' | 'sms'> {
  const ask: RunningProduct['ask'] = async (path, options = {}) =>
    await askHost(port, new URL(whole.origins.app).host, path, options);
  const sms: RunningProduct['sms'] = async (phone) => {
    const answer = await fetch(`${whole.stack.sandboxUrl}/sandbox/api/sms?phone=${encodeURIComponent(phone)}`);
    // The stand-in shows the newest first.
    return ((await answer.json()) as { text: string }[]).toReversed();
  };
  const json = { 'content-type': 'application/json' };
  return {
    ask,
    sms,
    async signIn(phone, as) {
      const before = (await sms(phone)).length;
      const asked = await ask('/v1/auth/codes', { method: 'POST', headers: json, body: JSON.stringify({ phone }) });
      if (asked.status !== 202) throw new Error(`no code for a demo number: ${asked.text()}`);
      const code = await until(async () => {
        const all = await sms(phone);
        return all.length > before ? newestCode(all) : undefined;
      });
      const body = JSON.stringify({ phone, code, as, answerWith: 'tokens' });
      const answer = await ask('/v1/auth/sessions', { method: 'POST', headers: json, body });
      if (answer.status !== 201) throw new Error(`no session: ${answer.text()}`);
      const { session, accessToken } = answer.json() as { session: { personId: string }; accessToken: string };
      return { personId: session.personId, headers: { authorization: `Bearer ${accessToken}` } };
    },
  };
}

const newestCode = (messages: readonly { text: string }[]): string | undefined =>
  messages.map((m) => /\b(\d{6})\b/.exec(m.text)?.[1]).findLast((code) => code !== undefined);

/** Asks again every 50 ms until there is an answer; throws after `patienceMs`. */
export async function until<R>(look: () => Promise<R | undefined>, patienceMs = 15_000): Promise<R> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error('waited too long');
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
