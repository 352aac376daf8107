// store-builder for tests: the real app on a real database, with a Redis and an object store beside it.
import { Redis } from 'ioredis';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { createBlob } from '@windsurf/blob/blob';
import type { PageContent, Product, Store } from '@windsurf/contracts/store';
import type { FlagName, FlagRule } from '@windsurf/contracts/auth-platform';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { drain } from '@windsurf/messages/drain';
import { flagsOf } from '@windsurf/flags/flags';
import { startNameServer } from '@windsurf/sandbox/dns';
import type { NameServer } from '@windsurf/sandbox/dns';
import { startS3 } from '@windsurf/sandbox/s3';
import { testClock } from '@windsurf/testbed/clock';
import { observed } from '@windsurf/testbed/observed';
import type { TestClock } from '@windsurf/testbed/clock';
import { testDatabase } from '@windsurf/testbed/database';
import type { TestDatabase } from '@windsurf/testbed/database';
import { appOrigin, storeOrigin, testPeople } from '@windsurf/testbed/people';
import type { People, TestPerson } from '@windsurf/testbed/people';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { createLimiter } from '@windsurf/access/limits';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import { buildApp, consumersOf, jobsOf } from './app.ts';
import { createNames } from './domains/dns.ts';
import type { DB } from './db.gen.ts';
import { digestOf } from './deps.ts';
import type { Deps } from './deps.ts';
import { recordFile } from './products/products.ts';
import type { PriceNow } from './storefront/frame.ts';
import { createPageCache } from './storefront/page-cache.ts';

export type TestCreator = TestPerson & { creatorId: string; handle: string };
export type TestStores = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: TestDatabase;
  readonly clock: TestClock;
  readonly people: People;
  /** Answers for the internet's names. */
  readonly nameServer: NameServer;
  /** What operators have set of the flags. */
  readonly flags: Partial<Record<FlagName, FlagRule>>;
  readonly logged: () => string;
  /** What delivery says is free, by product; it does not answer for others. */
  readonly freeTimes: Map<string, readonly { startsAt: string }[]>;
  /** What payments says that products cost, by product; it does not answer for others. */
  readonly prices: Map<string, PriceNow>;
  /** Lets the worker do what is due, or due up to a moment; answers how many messages it handled. */
  work(upTo?: Date): Promise<number>;
  call(
    of: TestPerson | undefined,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
  ): Promise<LightMyRequestResponse>;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** A creator whose store is open. */
  creator(name?: string, lang?: 'am' | 'en'): Promise<TestCreator>;
  store(of: TestPerson): Promise<Store>;
  /** Saves over the present draft. */
  save(of: TestPerson, change: Partial<PageContent>): Promise<LightMyRequestResponse>;
  publish(of: TestPerson): Promise<LightMyRequestResponse>;
  /** A file of this creator that delivery called ready. */
  readyFile(of: TestCreator, sizeBytes?: number, kind?: string): Promise<string>;
  product(of: TestCreator, fields?: object): Promise<Product>;
  published(of: TestCreator, fields?: object): Promise<Product>;
};

/** A real PNG of one colour. */
export function tinyPng(width = 64, height = 36, colour: readonly [number, number, number] = [122, 62, 18]): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3).fill(Buffer.from(colour))]);
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const crc = (bytes: Buffer): number => {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
};

export async function startTestStores(t: Test): Promise<TestStores> {
  const db = await testDatabase(t, ['store-builder']);
  const folder = await mkdtemp(join(tmpdir(), 'store-s3-'));
  const s3 = await startS3({
    dir: folder,
    accessKey: 'local',
    secretKey: 'local-secret',
    buckets: ['windsurf-assets'],
  });
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local-secret';
  // Each test file has its own names in the one Redis.
  const redisUrl = process.env.REDIS_URL;
  if (redisUrl === undefined) throw new Error('REDIS_URL is not set: run tests with `npm test`');
  const redis = new Redis(redisUrl, { keyPrefix: `test-${randomBytes(4).toString('hex')}:`, maxRetriesPerRequest: 1 });
  const nameServer = await startNameServer();
  const clock = testClock(new Date().toISOString());
  const { log, text } = quietLog();
  const people = await testPeople('store-builder');
  const fieldKey = randomBytes(32).toString('base64url');
  const flags: TestStores['flags'] = {};
  const freeTimes = new Map<string, readonly { startsAt: string }[]>();
  const prices = new Map<string, PriceNow>();
  const deps: Deps = {
    tenancy: db.tenancy<DB>('store'),
    clock,
    log,
    redis,
    authenticator: people.authenticator,
    blob: createBlob({ bucket: 'windsurf-assets', region: 'us-east-1', endpoint: s3.url }),
    pages: createPageCache({ redis, log, now: () => clock.now().getTime() }),
    limits: createLimiter(redis, log),
    flags: { isOn: (flag, asked) => flagsOf(flags).isOn(flag, asked), notices: () => [] },
    cipher: createFieldCipher(fieldKey),
    digest: digestOf(fieldKey),
    freeTimes: async (productId) => freeTimes.get(productId),
    priceNow: async (productId) => prices.get(productId),
    names: createNames([nameServer.address]),
    pageTokenKey: randomBytes(32).toString('base64url'),
    storeOrigin,
    appOrigin,
    ready: async () => undefined,
    ...observed('store-builder'),
  };
  const app = await buildApp(deps);
  t.teardown(async () => {
    await app.close();
    redis.disconnect();
    await s3.stop();
    await nameServer.stop();
    await rm(folder, { recursive: true });
  });

  const call: TestStores['call'] = async (of, method, url, body) => {
    const request: InjectOptions = { method, url, headers: of?.headers ?? {} };
    return await app.inject(body === undefined ? request : { ...request, body });
  };
  const store: TestStores['store'] = async (of) => (await call(of, 'GET', '/v1/stores/mine')).json<Store>();
  const product: TestStores['product'] = async (of, fields = {}) => {
    const body = { title: 'የሒሳብ ማጠቃለያ', priceSantim: 19_950, ...fields };
    const answer = await call(of, 'POST', '/v1/products', body);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<Product>();
  };
  const readyFile: TestStores['readyFile'] = async (of, sizeBytes = 4_200_000, kind = 'pdf') => {
    const id = newId();
    const creatorId = asCreatorId(of.creatorId);
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await recordFile(deps, tx, creatorId, { id, state: 'ready', kind, sizeBytes });
    });
    return id;
  };
  let made = 0;
  return {
    app,
    deps,
    db,
    clock,
    people,
    nameServer,
    logged: text,
    freeTimes,
    prices,
    flags,
    call,
    store,
    product,
    readyFile,
    work: async (upTo) =>
      await drain({
        connectionString: db.url('svc_store'),
        schema: 'store',
        consumers: consumersOf(deps),
        jobs: jobsOf(deps),
        log,
        ...(upTo === undefined ? {} : { upTo }),
      }),
    get: async (url, headers = {}) => await app.inject({ method: 'GET', url, headers }),
    async creator(name = 'Selam Books', lang = 'am') {
      const person = people.person({ creator: true });
      const handle = `store-${(made += 1)}-${randomBytes(3).toString('hex')}`;
      const answer = await call(person, 'POST', '/v1/stores', { displayName: name, handle, lang });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      // The same object: its browser's cookie is found by it.
      return Object.assign(person, { creatorId: person.creatorId ?? '', handle });
    },
    async save(of, change) {
      const { draft } = await store(of);
      const body = { baseVersion: draft.version, content: { ...draft.content, ...change } };
      return await call(of, 'PUT', '/v1/stores/mine/draft', body);
    },
    async publish(of) {
      const { draft } = await store(of);
      return await call(of, 'POST', '/v1/stores/mine/publish', { draftVersion: draft.version });
    },
    async published(of, fields = {}) {
      const { id } = await product(of, { fileId: await readyFile(of), ...fields });
      const answer = await call(of, 'POST', `/v1/products/${id}/publish`);
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json<Product>();
    },
  };
}
