// What it costs to be looked at: the CPU time that counting, timing and tracing add to a request, beside that of a quiet
// public page. Both kinds of app answer in turns, and the best rounds count: a busy machine makes all others longer.
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { createApp, observe } from './app.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { ownNetworks, readTrustedProxies } from './proxies.ts';
import { page } from './route.ts';

const rounds = 60;
const each = 400;
/** Of the CPU time of a cached public page. */
const most = 0.03;

/** Microseconds of CPU for one request. */
async function costOf(app: FastifyInstance, url: string): Promise<number> {
  const request = { url, headers: { 'accept-language': 'am', 'user-agent': 'bench' } };
  const since = process.cpuUsage();
  for (let i = 0; i < each; i += 1) await app.inject(request);
  const { user, system } = process.cpuUsage(since);
  return (user + system) / each;
}
/** The tenth part that was quickest, on average. */
const best = (all: number[]): number => {
  const few = all.toSorted((a, b) => a - b).slice(0, Math.ceil(all.length / 10));
  return few.reduce((sum, one) => sum + one, 0) / few.length;
};

/** Without the frame: nothing but a route, with the same headers. */
const bare = Fastify({ logger: false });
bare.addHook('onRequest', (request, reply, done) => {
  reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
  done();
});
const watched = Fastify({ logger: false });
const metrics = createMetrics('bench');
observe(watched, metrics);
watched.addHook('onResponse', async (request, reply) => {
  metrics.http.answered(request.routeOptions.url ?? '', request.method, reply.statusCode, reply.elapsedTime);
});
bare.addHook('onResponse', async () => undefined);
for (const app of [bare, watched]) app.get('/@:handle', async () => 'x');

const service = await createApp({
  service: 'bench',
  log: createLog({ service: 'bench', destination: { write: () => undefined } }),
  healthPaths: [],
  ready: async () => undefined,
  metrics: createMetrics('bench'),
  trustedProxies: readTrustedProxies(ownNetworks),
  authenticate: async () => ({ kind: 'nobody' }),
  guardChange: () => undefined,
});
const html = '<p>ሻይ</p>'.repeat(1000);
const headers = { 'cache-control': 'public, max-age=60', 'content-security-policy': "default-src 'self'" };
page(service, { method: 'GET', url: '/@:handle', access: 'public' }, async () => ({ html, headers }), { quiet: true });

const apps = [bare, watched, service] as const;
const costs: [number[], number[], number[]] = [[], [], []];
for (let round = 0; round < rounds; round += 1)
  for (const at of [0, 1, 2] as const) costs[at].push(await costOf(apps[at], '/@kefet'));
const [without, added, whole] = [best(costs[0]), best(costs[1]) - best(costs[0]), best(costs[2])];
for (const app of apps) await app.close();
const share = added / whole;
const figures = { without_us: without, added_us: added, page_us: whole, share };
const rounded = Object.fromEntries(
  Object.entries(figures).map(([name, value]) => [name, Math.round(value * 1000) / 1000]),
);
process.stdout.write(`${JSON.stringify(rounded)}\n`);
if (share > most) process.exitCode = 1;
