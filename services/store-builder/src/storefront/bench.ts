// How fast a store opens: the real service (PostgreSQL, Redis) against a bare Fastify server with the same logger that
// answers the same bytes. Rounds are interleaved, the client is another process; only ratios of one run are meant.
// Needs DATABASE_URL (bootstrap role, a cluster on this machine) and REDIS_URL. The last line holds the figures.
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createLimiter } from '@windsurf/access/limits';
import { createAuthenticator } from '@windsurf/access/authenticator';
import { fixedKeys } from '@windsurf/access/keys';
import { flagsOf } from '@windsurf/flags/flags';
import { createBlob } from '@windsurf/blob/blob';
import { newId } from '@windsurf/db/ids';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import { bootstrap, createService, migrate } from '@windsurf/db/migrate';
import { createPool } from '@windsurf/db/pool';
import { asCreatorId, createTenancy } from '@windsurf/db/tenancy';
import { installQueue } from '@windsurf/messages/install';
import { createLog } from '@windsurf/service-kit/log';
import { buildApp } from '../app.ts';
import type { DB } from '../db.gen.ts';
import { digestOf } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { createProduct, publishProduct, recordFile } from '../products/products.ts';
import { saveDraft } from '../stores/drafts.ts';
import { publishStore } from '../stores/publishing.ts';
import { openStore, readStore } from '../stores/stores.ts';
import { benchContent, benchProducts } from './bench-page.ts';
import { bestOf, growTo, sizeRounds, sizes, staysFlat } from './bench-sizes.ts';
import type { SizeFigures } from './bench-sizes.ts';
import { createNames } from '../domains/dns.ts';
import { createPageCache } from './page-cache.ts';
import type { PageCache } from './page-cache.ts';
import { createMetrics } from '@windsurf/service-kit/metrics';
import { ownNetworks, readTrustedProxies } from '@windsurf/service-kit/proxies';

const rounds = 7;
const seconds = 2;
const clients = 16;
const uncachedSeconds = 4;
const limits = { firstVisitBytes: 14_000, ratioToBare: 0.8, uncachedCpuMs: 0.9 };

type Measured = { requests: number; rps: number; p99: number; failed: number; bytes: number };

/** One run of the client in its own process. Throws when an answer was no 200. */
async function measure(
  url: string,
  options: { clients: number; seconds: number; encoding?: string; below?: number },
): Promise<Measured> {
  const file = fileURLToPath(new URL('bench-client.ts', import.meta.url));
  const args = [
    file,
    url,
    String(options.clients),
    String(options.seconds),
    options.encoding ?? 'identity',
    String(options.below ?? 1),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  for await (const chunk of child.stdout) out += String(chunk);
  const measured = JSON.parse(out) as Measured;
  if (measured.failed > 0 || measured.requests === 0)
    throw new Error(`${measured.failed} of ${measured.requests} failed`);
  return measured;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
};

/** CPU seconds that processes of this machine have used. */
function cpuOf(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

/** A cache that keeps nothing: each request makes its page from the tables. */
const noCache: PageCache = {
  peek: () => undefined,
  async fetch(_key, make) {
    const made = await make();
    return made && { ...made, body: Buffer.from(made.html), packed: undefined, madeAt: 0 };
  },
  changed: async () => undefined,
};

/** Milliseconds from asking to publish until a reader is given the new page. */
async function publishToVisible(deps: Deps, url: string): Promise<number> {
  const handle = new URL(url).pathname.slice(2);
  const [found] = await deps.tenancy.door<{ creatorOfHandle: string }>('creator_of_handle', handle);
  const creatorId = asCreatorId(found?.creatorOfHandle ?? '');
  const { draft } = await readStore(deps, creatorId);
  const line = `line-${randomBytes(6).toString('hex')}`;
  const saved = await saveDraft(deps, creatorId, { baseVersion: draft.version, content: { ...draft.content, line } });
  const began = performance.now();
  await publishStore(deps, creatorId, saved.version);
  while (!(await (await fetch(url)).text()).includes(line));
  return Math.round(performance.now() - began);
}

async function fill(deps: Deps): Promise<string> {
  const creatorId = asCreatorId(newId());
  const handle = `bench-${randomBytes(4).toString('hex')}`;
  const store = await openStore(deps, creatorId, { displayName: 'የመለኪያ መደብር', handle, lang: 'am' });
  const ids: string[] = [];
  for (const fields of benchProducts) {
    const fileId = newId();
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await recordFile(deps, tx, creatorId, { id: fileId, state: 'ready', kind: 'pdf', sizeBytes: 4_200_000 });
    });
    const { id } = await createProduct(deps, creatorId, { ...fields, fileId });
    await publishProduct(deps, creatorId, id, 'am');
    ids.push(id);
  }
  const draft = await saveDraft(deps, creatorId, { baseVersion: store.draft.version, content: benchContent(ids) });
  await publishStore(deps, creatorId, draft.version);
  return handle;
}

const listen = async (app: FastifyInstance): Promise<string> => await app.listen({ port: 0, host: '127.0.0.1' });

async function bareServer(deps: Deps, url: string): Promise<FastifyInstance> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity', 'accept-language': 'am' } });
  const body = Buffer.from(await answer.arrayBuffer());
  const own = new Set(['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding']);
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !own.has(name)));
  // The same logger; like the service's, it is not asked about each answer.
  const loggerInstance: FastifyBaseLogger = deps.log;
  const logController = new LogController({ disableRequestLogging: true });
  const bare: FastifyInstance = Fastify({ loggerInstance, logController });
  bare.get('/@:handle', (_request, reply) => reply.headers(headers).send(body));
  return bare;
}

const admin = new pg.Client({ connectionString: required('DATABASE_URL') });
await admin.connect();
const database = `bench_${randomBytes(5).toString('hex')}`;
await admin.query(`create database ${database}`);
const at = (user?: string): string => {
  const url = new URL(required('DATABASE_URL'));
  url.pathname = `/${database}`;
  if (user !== undefined) Object.assign(url, { username: user, password: '' });
  return url.href;
};
const setup = new pg.Client({ connectionString: at() });
await setup.connect();
await bootstrap(setup);
await createService(setup, 'store');
await setup.end();
await installQueue({ adminUrl: at(), schema: 'store' });
const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
await migrate({ adminUrl: at(), schema: 'store', folder, log: () => undefined });

const log = createLog({ service: 'store-builder', level: 'info', destination: { write: () => undefined } });
const pool = createPool({ connectionString: at('svc_store'), max: 5, applicationName: 'bench' });
const redis = new Redis(required('REDIS_URL'), { keyPrefix: `${database}:` });
const deps: Deps = {
  tenancy: createTenancy<DB>({ pool, service: 'store' }),
  clock: { now: () => new Date() },
  log,
  redis,
  authenticator: createAuthenticator({
    service: 'store-builder',
    keys: fixedKeys({}),
    serviceTokenKey: randomBytes(32).toString('base64url'),
    appOrigin: 'http://app.localhost:8080',
    storeOrigin: 'http://localhost:8080',
  }),
  blob: createBlob({ bucket: 'windsurf-assets', region: 'af-south-1' }),
  pages: createPageCache({ redis, log }),
  limits: createLimiter(redis, log),
  flags: flagsOf(),
  cipher: createFieldCipher(randomBytes(32).toString('base64url')),
  digest: digestOf(randomBytes(32).toString('base64url')),
  freeTimes: async () => undefined,
  priceNow: async () => undefined,
  names: createNames(),
  pageTokenKey: randomBytes(32).toString('base64url'),
  storeOrigin: 'http://localhost:8080',
  appOrigin: 'http://app.localhost:8080',
  ready: async () => undefined,
  metrics: createMetrics('store-builder'),
  trustedProxies: readTrustedProxies(ownNetworks),
};
// Writes rows by the million as the one who owns the server; nothing else may.
const admin1 = new pg.Client({ connectionString: at() });
await admin1.connect();
const handle = await fill(deps);
const service = await buildApp(deps);
const uncached = await buildApp({ ...deps, pages: noCache });
const page = `/@${handle}`;
const serviceUrl = (await listen(service)) + page;
const bare = await bareServer(deps, serviceUrl);
const bareUrl = (await listen(bare)) + page;
const uncachedUrl = (await listen(uncached)) + page;

await measure(serviceUrl, { clients, seconds: 1 });
await measure(bareUrl, { clients, seconds: 1 });
const ratios: number[] = [];
const p99s: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const urls = round % 2 === 0 ? [serviceUrl, bareUrl] : [bareUrl, serviceUrl];
  const [first, second] = [
    await measure(urls[0] ?? '', { clients, seconds }),
    await measure(urls[1] ?? '', { clients, seconds }),
  ];
  const [own, other] = round % 2 === 0 ? [first, second] : [second, first];
  ratios.push(own.rps / other.rps);
  p99s.push(own.p99);
  process.stdout.write(
    `round ${round + 1}: service ${Math.round(own.rps)}/s, bare ${Math.round(other.rps)}/s, p99 ${own.p99.toFixed(2)} ms\n`,
  );
}

await measure(uncachedUrl, { clients: 4, seconds: 1 });
const { rows } = await admin.query<{ pid: number }>('select pid from pg_stat_activity where datname = $1', [database]);
const backends = rows.map((row) => row.pid);
const before = { node: process.cpuUsage(), postgres: cpuOf(backends) };
const made = await measure(uncachedUrl, { clients: 4, seconds: uncachedSeconds });
const node = process.cpuUsage(before.node);
const nodeMs = (node.user + node.system) / 1000 / made.requests;
const postgresMs = ((cpuOf(backends) - before.postgres) * 1000) / made.requests;
process.stdout.write(
  `uncached: ${made.requests} pages, node ${nodeMs.toFixed(3)} ms, PostgreSQL ${postgresMs.toFixed(3)} ms\n`,
);
const bySize: SizeFigures[] = [];
for (const stores of sizes) {
  await growTo(admin1, stores);
  const url = `${new URL(uncachedUrl).origin}/@scale-{n}`;
  await measure(url, { clients: 4, seconds: 2, below: stores });
  const all: SizeFigures[] = [];
  for (let round = 0; round < sizeRounds; round += 1) {
    const pids = (
      await admin.query<{ pid: number }>('select pid from pg_stat_activity where datname = $1', [database])
    ).rows.map(({ pid }) => pid);
    const start = { node: process.cpuUsage(), postgres: cpuOf(pids) };
    const asked = await measure(url, { clients: 4, seconds: 3, below: stores });
    const used = process.cpuUsage(start.node);
    const cpu = ((used.user + used.system) / 1000 + (cpuOf(pids) - start.postgres) * 1000) / asked.requests;
    all.push({ stores, rps: asked.rps, cpu_ms: cpu, p99_ms: asked.p99 });
  }
  const figure = bestOf(all);
  bySize.push(figure);
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
const publishVisibleMs = await publishToVisible(deps, serviceUrl);
process.stdout.write(`publish to visible among ${sizes.at(-1)} stores: ${publishVisibleMs} ms\n`);
const packed = await measure(serviceUrl, { clients: 1, seconds: 0.2, encoding: 'br' });

const figures = {
  first_visit_bytes: packed.bytes,
  ratio_to_bare: Math.round(median(ratios) * 1000) / 1000,
  uncached_cpu_ms: Math.round((nodeMs + postgresMs) * 1000) / 1000,
  p99_ms: Math.round(median(p99s) * 100) / 100,
  sizes: bySize,
  publish_to_visible_ms: publishVisibleMs,
};
await Promise.all([service.close(), bare.close(), uncached.close()]);
redis.disconnect();
await pool.end();
await admin1.end();
await admin.query(`drop database ${database} with (force)`);
await admin.end();
process.stdout.write(`${JSON.stringify(figures)}\n`);
const good =
  figures.first_visit_bytes <= limits.firstVisitBytes &&
  figures.ratio_to_bare >= limits.ratioToBare &&
  figures.uncached_cpu_ms <= limits.uncachedCpuMs &&
  staysFlat(bySize);
process.exit(good ? 0 : 1);
