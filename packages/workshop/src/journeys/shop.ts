// A creator of a journey's own: signed in once, for the API and for browsers; what she sells is there in a moment.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { moveClock } from '../dev-time.ts';
import { askHost } from '../whole-product.ts';
import type { Answered } from '../whole-product.ts';
import { appOrigin, newNumber, smsOf } from './phone.ts';
import type { Phone } from './phone.ts';
import { soon } from './stand-ins.ts';

const { port, host } = new URL(appOrigin);
const adminUrl = process.env.JOURNEY_DATABASE_URL ?? '';

/** One question to the database as its administrator, for facts that no page shows. */
export async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
/** Everybody's time: journeys of one run share a product, and those before may have moved its clock by months. */
export const clock = async (): Promise<Date> =>
  (await sql<{ at: Date }>('select fake_at + (now() - real_at) * scale as at from app.dev_clock'))[0]?.at ?? new Date();
/** Everybody's clock goes on by so many seconds. */
export const pass = async (seconds: number): Promise<void> => await moveClock(adminUrl, seconds);

export const ask = async (
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: object } = {},
): Promise<Answered> => {
  const { method = options.body === undefined ? 'GET' : 'POST', headers = {}, body } = options;
  const json = body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return await askHost(Number(port), host, path, { method, headers: { ...json, ...headers }, ...text });
};

export type Somebody = {
  readonly personId: string;
  readonly number: { readonly typed: string; readonly e164: string };
  /** Throws when the answer is a problem. */
  call<R>(path: string, options?: { method?: string; body?: object; key?: string }): Promise<R>;
  /** The same, whatever the answer. */
  try(path: string, options?: { method?: string; body?: object; key?: string }): Promise<Answered>;
  /** The browser is signed in as well. */
  enter(phone: Phone): Promise<void>;
};

/** Signs in with the code that is texted. */
export async function signedIn(number = newNumber(), as: 'creator' | 'buyer' = 'creator'): Promise<Somebody> {
  const before = (await smsOf(number.e164)).length;
  const asked = await ask('/v1/auth/codes', { body: { phone: number.typed, lang: 'en' } });
  if (asked.status !== 202) throw new Error(`no code: ${asked.text()}`);
  const code = await codeAfter(number.e164, before);
  const answer = await ask('/v1/auth/sessions', { body: { phone: number.typed, code, as, lang: 'en' } });
  if (answer.status !== 201) throw new Error(`no session: ${answer.text()}`);
  const { session } = answer.json() as { session: { personId: string; csrf: string } };
  const cookies = (answer.headers['set-cookie'] ?? []).map((line) => {
    const [pair = ''] = line.split(';');
    const cut = pair.indexOf('=');
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), path: /path=([^;]+)/i.exec(line)?.[1] ?? '/' };
  });
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    origin: appOrigin,
    'accept-language': 'en',
    'x-csrf-token': session.csrf,
  };
  const attempt: Somebody['try'] = async (path, { key, ...options } = {}) =>
    await ask(path, { ...options, headers: { ...headers, ...(key === undefined ? {} : { 'idempotency-key': key }) } });
  return {
    personId: session.personId,
    number,
    try: attempt,
    async call<R>(path: string, options = {}) {
      const said = await attempt(path, options);
      if (said.status >= 300) throw new Error(`${path}: ${said.status} ${said.text()}`);
      return said.json() as R;
    },
    async enter(phone) {
      const shared = { domain: new URL(appOrigin).hostname, httpOnly: true, sameSite: 'Lax' as const };
      await phone.context.addCookies(cookies.map((cookie) => ({ ...cookie, ...shared })));
    },
  };
}

/** The six digits of a message that is newer than so many. */
export const codeAfter = async (e164: string, before: number): Promise<string> =>
  await soon('a code by SMS', async () => {
    const messages = (await smsOf(e164)).slice(before);
    return messages.map(({ text }) => /\b(\d{6})\b/.exec(text)?.[1]).findLast((code) => code !== undefined);
  });

export type ForSale = { readonly id: string; readonly title: string; readonly slug: string };
export type Shop = Somebody & {
  readonly handle: string;
  /** A small PDF, published; known to the checkout when this returns. */
  sells(title: string, priceSantim: number): Promise<ForSale>;
  /** Changes how it is sold; what is left out is as before a first change. */
  terms(productId: string, change: object): Promise<void>;
};

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** Opens a store of its own. */
export async function openShop(name: string): Promise<Shop> {
  const owner = await signedIn();
  const handle = `shop-${owner.number.typed.slice(-8)}`;
  await owner.call('/v1/stores', { body: { displayName: name, handle, lang: 'en' } });
  await owner.call('/v1/stores/mine/onboarding', { body: { making: 'teacher', step: 'page' } });
  type Begun = { file: { id: string }; parts: { url: string }[] };
  const begun = await owner.call<Begun>('/v1/delivery/files', { body: { name: 'notes.pdf', sizeBytes: pdf.length } });
  for (const part of begun.parts) await fetch(part.url, { method: 'PUT', body: pdf });
  await owner.call(`/v1/delivery/files/${begun.file.id}/complete`, { body: {} });
  const fileId = begun.file.id;
  return {
    ...owner,
    handle,
    async sells(title, priceSantim) {
      const made = await owner.call<ForSale>('/v1/products', { body: { title, priceSantim, fileId } });
      const published = await soon(`${title} on sale`, async () => {
        const answer = await owner.try(`/v1/products/${made.id}/publish`, { body: {} });
        return answer.status === 200 && (answer.json() as ForSale);
      });
      await soon(
        `${title} at the checkout`,
        async () => (await ask(`/v1/payments/products/${made.id}/offer`)).status === 200,
      );
      return published;
    },
    async terms(productId, change) {
      const { version } = await owner.call<{ version: number }>(`/v1/payments/products/${productId}/terms`);
      const none = { payWhatYouWant: null, stock: null, bump: null, scheduledPrices: [] };
      const body = { baseVersion: version, ...none, ...change };
      await owner.call(`/v1/payments/products/${productId}/terms`, { method: 'PUT', body });
    },
  };
}
