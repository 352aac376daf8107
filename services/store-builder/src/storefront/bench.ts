// How fast a store opens: the real service (PostgreSQL, Redis) against a bare Fastify server with the same logger that
// answers the same bytes; and whether a page among a million stores costs what it costs among a thousand. Rounds are
// interleaved, so that a busy machine hits both alike, and the client is another process; only ratios of one run are meant.
// Needs DATABASE_URL (bootstrap role, a cluster on this machine) and REDIS_URL. The last line holds the figures.
// Arguments: the sizes, and a defect that must turn it red: `no-index` or `no-cache`.
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { asCreatorId } from '@windsurf/db/tenancy';
import { buildApp } from '../app.ts';
import type { Deps } from '../deps.ts';
import { saveDraft } from '../stores/drafts.ts';
import { publishStore } from '../stores/publishing.ts';
import { readStore } from '../stores/stores.ts';
import { measure, median } from './bench-measure.ts';
import { growTo, measureCpu, measureSizes, staysFlat } from './bench-sizes.ts';
import type { Size, SizeFigures } from './bench-sizes.ts';
import { fillStore, openWorld } from './bench-world.ts';
import type { PageCache } from './page-cache.ts';

const [, , sizesText = '', defect] = process.argv;
const sizes = sizesText.split(',').map(Number);
const rounds = 7;
const seconds = 2;
const clients = 16;
const uncachedSeconds = 4;
const publications = 5;
/** Under which the store is asked for, as readers do: another host is one that a creator might own. */
const host = 'localhost:8080';
const limits = { firstVisitBytes: 14_000, ratioToBare: 0.8, uncachedCpuMs: 0.9 };

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
};

/** A cache that keeps nothing: each request makes its page from the tables. */
const noCache: PageCache = {
  peek: () => undefined,
  async fetch(_key, make) {
    const made = await make();
    return made && { ...made, body: Buffer.from(made.html), packed: undefined, madeAt: 0 };
  },
  changed: async () => undefined,
};

/** Milliseconds from asking to publish until a reader is given the new page: the median of several. */
async function publishToVisible(deps: Deps, url: string): Promise<number> {
  const handle = new URL(url).pathname.slice(2);
  const [found] = await deps.tenancy.door<{ creatorOfHandle: string }>('creator_of_handle', handle);
  const creatorId = asCreatorId(found?.creatorOfHandle ?? '');
  const all: number[] = [];
  for (let round = 0; round < publications; round += 1) {
    const { draft } = await readStore(deps, creatorId);
    const line = `line-${randomBytes(6).toString('hex')}`;
    const saved = await saveDraft(deps, creatorId, { baseVersion: draft.version, content: { ...draft.content, line } });
    const began = performance.now();
    await publishStore(deps, creatorId, saved.version);
    while (!(await (await fetch(url)).text()).includes(line));
    all.push(performance.now() - began);
  }
  return Math.round(median(all));
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

type Opened = Size & {
  readonly deps: Deps;
  /** The store of the bench, from the service as it is. */
  readonly cachedUrl: string;
  /** The same one, made from the tables each time. */
  readonly uncachedUrl: string;
  close(): Promise<void>;
};

/** A world with the service on it twice: as it is, and with a cache that keeps nothing. */
async function openSize(stores: number): Promise<Opened> {
  const world = await openWorld(required('DATABASE_URL'), required('REDIS_URL'));
  const { deps, admin, postgresCpu } = world;
  const page = `/@${await fillStore(deps)}`;
  const service = await buildApp(defect === 'no-cache' ? { ...deps, pages: noCache } : deps);
  const uncached = await buildApp({ ...deps, pages: noCache });
  const [origin, uncachedOrigin] = [await listen(service), await listen(uncached)];
  return {
    stores,
    deps,
    cachedUrl: origin + page,
    uncachedUrl: uncachedOrigin + page,
    url: `${uncachedOrigin}/@scale-{n}`,
    host,
    postgresCpu,
    async grow() {
      await growTo(admin, stores);
      if (defect === 'no-index') await admin.query('drop index store.handles_handle');
    },
    async close() {
      await Promise.all([service.close(), uncached.close()]);
      await world.close();
    },
  };
}

/** Rounds of the service as it is beside a bare server: the ratio of their requests, and the service's p99 in ms. */
async function measureCached(serviceUrl: string, bareUrl: string): Promise<{ ratio: number; p99: number }> {
  await measure(serviceUrl, { clients, seconds: 1, host });
  await measure(bareUrl, { clients, seconds: 1, host });
  const ratios: number[] = [];
  const p99s: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [one, two] = round % 2 === 0 ? [serviceUrl, bareUrl] : [bareUrl, serviceUrl];
    const first = await measure(one, { clients, seconds, host });
    const second = await measure(two, { clients, seconds, host });
    const [own, other] = round % 2 === 0 ? [first, second] : [second, first];
    ratios.push(own.rps / other.rps);
    p99s.push(own.p99);
    process.stdout.write(
      `round ${round + 1}: service ${Math.round(own.rps)}/s, bare ${Math.round(other.rps)}/s, p99 ${own.p99.toFixed(2)} ms\n`,
    );
  }
  return { ratio: median(ratios), p99: median(p99s) };
}

const first = await openSize(sizes[0] ?? 1000);
const bare = await bareServer(first.deps, first.cachedUrl);
const bareUrl = (await listen(bare)) + new URL(first.cachedUrl).pathname;
const cached = await measureCached(first.cachedUrl, bareUrl);
await bare.close();

await measure(first.uncachedUrl, { clients: 4, seconds: 1, host });
const made = await measureCpu(first, first.uncachedUrl, uncachedSeconds);
process.stdout.write(
  `uncached: ${made.requests} pages, node ${made.nodeMs.toFixed(3)} ms, PostgreSQL ${made.postgresMs.toFixed(3)} ms\n`,
);

const all = [first];
for (const stores of sizes.slice(1)) all.push(await openSize(stores));
for (const one of all) await one.grow();
const bySize: (SizeFigures & { publish_to_visible_ms: number })[] = [];
for (const figures of await measureSizes(all)) {
  const one = all[bySize.length] ?? first;
  bySize.push({ ...figures, publish_to_visible_ms: await publishToVisible(one.deps, one.cachedUrl) });
  process.stdout.write(`${JSON.stringify(bySize.at(-1))}\n`);
}
const packed = await measure(first.cachedUrl, { clients: 1, seconds: 0.2, encoding: 'br', host });

const rounded = (value: number, places: number): number => Number(value.toFixed(places));
const figures = {
  first_visit_bytes: packed.bytes,
  ratio_to_bare: rounded(cached.ratio, 3),
  uncached_cpu_ms: rounded(made.nodeMs + made.postgresMs, 3),
  p99_ms: rounded(cached.p99, 2),
  sizes: bySize,
  publish_to_visible_ms: bySize.at(-1)?.publish_to_visible_ms,
};
for (const one of all) await one.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);
const good =
  figures.first_visit_bytes <= limits.firstVisitBytes &&
  figures.ratio_to_bare >= limits.ratioToBare &&
  figures.uncached_cpu_ms <= limits.uncachedCpuMs &&
  staysFlat(bySize);
process.exit(good ? 0 : 1);
