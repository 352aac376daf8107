// payments for tests: the real app on a real database, telebirr's stand-in on a port of its own, auth and delivery
// answering as their contracts say.
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { createLimiter } from '@windsurf/access/limits';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { NoticeView } from '@windsurf/contracts/auth-platform';
import { flagsOf } from '@windsurf/flags/flags';
import { CallFailed } from '@windsurf/http-client/call';
import type { Caller } from '@windsurf/http-client/call';
import { drain } from '@windsurf/messages/drain';
import { startOutside } from '@windsurf/sandbox/outside';
import type { Outside } from '@windsurf/sandbox/outside';
import { testClock } from '@windsurf/testbed/clock';
import { observed } from '@windsurf/testbed/observed';
import type { TestClock } from '@windsurf/testbed/clock';
import { testDatabase } from '@windsurf/testbed/database';
import type { TestDatabase } from '@windsurf/testbed/database';
import { appOrigin, storeOrigin, testPeople } from '@windsurf/testbed/people';
import type { People, TestPerson } from '@windsurf/testbed/people';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { buildApp, consumersOf, jobsOf, roundsOf } from './app.ts';
import { createCheckoutTokens } from './checkout/checkout-token.ts';
import type { DB } from './db.gen.ts';
import { digestOf } from './deps.ts';
import type { Deps } from './deps.ts';
import { createCounts } from './figures/figures.ts';
import { keepPublished } from './products/products.ts';
import { tick } from './janitor/janitor.ts';
import { createPress } from './papers/press.ts';
import { createRails } from './rails/registry.ts';

export type TestProduct = { readonly id: string; readonly creatorId: CreatorId };
export type StartedCheckout = { token: string; state: string; payUrl: string | null; receiptUrl: string | null };
export type TestPayments = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: TestDatabase;
  readonly clock: TestClock;
  readonly outside: Outside;
  readonly people: People;
  readonly seller: TestPerson;
  readonly logged: () => string;
  /** What the neighbours do instead of working. */
  readonly fail: { auth: boolean; delivery: boolean };
  product(price?: number, of?: TestPerson, title?: string): Promise<TestProduct>;
  start(product: TestProduct, phone?: string, key?: string): Promise<LightMyRequestResponse>;
  /** Starts and gives the provider's order id. */
  begin(product: TestProduct, phone?: string): Promise<StartedCheckout & { orderId: string; intentId: string }>;
  read(
    token: string,
  ): Promise<{ state: string; reason: string | null; receiptUrl: string | null; payUrl: string | null }>;
  /** Does the janitor's rounds and the jobs that are due, by the test's clock. */
  work(): Promise<number>;
  /** Counts in SQL, past the wall. */
  count(from: string): Promise<number>;
};

/** A buyer's number, whole or masked, in any form; too long to stand in an id, a token or a time by chance. */
export const buyersNumber = /(?:251\s?|\b0?)911(?:[\s*•…]*\d){6}\b|911\s?[*•…]/;

const key = (): string => randomBytes(32).toString('base64url');

export async function startTestPayments(
  t: Test,
  options: {
    callbackRetries?: number[];
    checkoutsPerAddress?: number;
    flags?: Parameters<typeof flagsOf>[0];
    notices?: NoticeView[];
  } = {},
): Promise<TestPayments> {
  const db = await testDatabase(t, ['payments']);
  // Tokens are verified against the real clock, so the test's clock starts there.
  const clock = testClock(new Date().toISOString());
  const outside = await startOutside({ clock, callbackRetries: options.callbackRetries ?? [0] });
  const people = await testPeople('payments');
  const { log, text } = quietLog();
  const fail = { auth: false, delivery: false };
  const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', { keyPrefix: `${db.name}:` });
  const rails = createRails(outside.keys.payments, { now: () => clock.now().getTime(), timeoutMs: 1500 });
  const watched = observed('payments');
  const press = createPress();
  const deps = {
    tenancy: db.tenancy<DB>('payments', 8),
    clock,
    log,
    authenticator: people.authenticator,
    limits: createLimiter(redis, log),
    redis,
    rails,
    counts: createCounts(watched.metrics, [...rails.keys()]),
    cipher: createFieldCipher(key()),
    digest: digestOf(key()),
    press,
    auth: authOf(fail),
    flags: flagsOf(options.flags, options.notices),
    delivery: deliveryOf(fail),
    tokens: createCheckoutTokens(key()),
    appOrigin,
    storeOrigin,
    callbackOrigin: '',
    checkoutsPerAddress: options.checkoutsPerAddress ?? 10_000,
    ready: async () => undefined,
    ...watched,
  } satisfies Deps;
  const app = await buildApp(deps);
  // telebirr's stand-in calls back over the network, as telebirr does.
  deps.callbackOrigin = await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(async () => {
    await outside.telebirr.settled();
    await app.close();
    await Promise.all([...rails.values()].map(async (rail) => await rail.close()));
    await Promise.all([outside.stop(), press.close()]);
    redis.disconnect();
  });
  const seller = people.person({ creator: true });
  const start: TestPayments['start'] = async (product, phone = '0911234567', attempt = key()) =>
    await app.inject({
      method: 'POST',
      url: '/v1/payments/checkouts',
      headers: { 'idempotency-key': attempt },
      body: { productId: product.id, phone, rail: 'telebirr' },
    });
  return {
    app,
    deps,
    db,
    clock,
    outside,
    people,
    seller,
    logged: text,
    fail,
    async product(price = 19_950, of = seller, title = 'Tea for two') {
      const product = { id: newId(), creatorId: asCreatorId(of.creatorId ?? '') };
      await deps.tenancy.inCreator(product.creatorId, async (tx) => {
        await keepPublished(tx, { ...sample, id: product.id, title, priceSantim: price }, clock.now());
      });
      return product;
    },
    start,
    async begin(product, phone) {
      const answer = await start(product, phone);
      if (answer.statusCode !== 201) throw new Error(`no checkout: ${answer.body}`);
      const started = answer.json<StartedCheckout>();
      const intentId = deps.tokens.read(started.token)?.intentId ?? '';
      return { ...started, intentId, orderId: intentId.replaceAll('-', '') };
    },
    read: async (token) => (await app.inject({ url: `/v1/payments/checkouts/${token}` })).json(),
    async work() {
      await tick(deps, roundsOf(deps));
      return await drain({
        connectionString: db.url('svc_payments'),
        schema: 'payments',
        consumers: consumersOf(deps),
        jobs: jobsOf(deps),
        log,
        upTo: clock.now(),
      });
    },
    count: async (from) => Number((await db.look<{ n: string }>(`select count(*) as n from ${from}`))[0]?.n),
  };
}

const sample = {
  version: 1,
  currency: 'ETB',
  slug: 'tea',
  handle: 'selam-books',
  storeName: 'Selam Books',
  coverUrl: null,
  fileId: null,
} as const;

const callerOf = (answer: (input: object) => object, fails: () => boolean): Caller =>
  Object.assign(
    async (_shape: unknown, input: object) => {
      if (fails()) throw new CallFailed('no answer', { status: 0, unknown: true });
      return answer(input);
    },
    { close: async () => undefined },
  ) as unknown as Caller;

/** One person for each number. */
function authOf(fail: { auth: boolean }): Caller {
  const people = new Map<string, string>();
  return callerOf(
    (input) => {
      if ('params' in input) {
        const { id } = input.params as { id: string };
        const known = [...people].find(([, personId]) => personId === id)?.[0];
        const phone = known ?? `+2519${String(people.size).padStart(8, '1')}`;
        people.set(phone, id);
        return { phone, lang: 'en' };
      }
      const { phone } = (input as { body: { phone: string } }).body;
      const personId = people.get(phone) ?? newId();
      people.set(phone, personId);
      return { personId };
    },
    () => fail.auth,
  );
}

const deliveryOf = (fail: { delivery: boolean }): Caller =>
  callerOf(
    (input) => ({ url: `${appOrigin}/r/${(input as { params: { orderId: string } }).params.orderId}` }),
    () => fail.delivery,
  );
