// What a paid order costs: 8 buyers who pay with telebirr as fast as they can, through the real services (checkout, rail,
// signed notice, question, order, books, receipt, event, entitlement), on a durable PostgreSQL; and what the same
// PostgreSQL can do at all, in the same run.
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { intentOf, type Product } from '../chaos/payments-load.ts';
import { startWorld, type World } from '../chaos/payments-world.ts';
import { devFolder } from '../place.ts';
import { say } from '../progress.ts';

const CLIENTS = 8;
const WARM_SECONDS = 5;
const SECONDS = 15;
const PRODUCTS = 400;
const PHONES = 400;
const TICKS_PER_SECOND = 100;

/** @returns exit code; the last line holds the figures */
export const run = async (args: string[] = []): Promise<number> => {
  const profile = args[0] === 'profile';
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${join(devFolder, 'profiles')}`] : [];
  const world = await startWorld('bench-payments', { logLevel: 'info', realTime: true, flags });
  try {
    if (profile) await watchStatements(world);
    const bare = await bareTps(world);
    say(`this PostgreSQL commits ${bare} one-row transactions a second with ${CLIENTS} clients`);
    const figures = await measure(world);
    const line = { ...figures, bare_tps: bare };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (profile) await tellStatements(world);
    const { orders_per_s, order_cpu_ms, ack_p99_ms, grant_p99_ms } = figures;
    return orders_per_s >= 150 && order_cpu_ms <= 4 && ack_p99_ms <= 100 && grant_p99_ms <= 1000 ? 0 : 1;
  } finally {
    await world.stop();
  }
};

/** One row, one commit, over and over: the ground on which every durable order stands. */
async function bareTps(world: World): Promise<number> {
  await world.db.query('create table bench_bare (id bigint generated always as identity primary key, at timestamptz)');
  const end = Date.now() + 3000;
  let done = 0;
  const client = async (): Promise<void> => {
    const own = new pg.Client({ connectionString: world.adminUrl });
    await own.connect();
    while (Date.now() < end) {
      await own.query({ name: 'bare', text: 'insert into bench_bare (at) values (now())' });
      done += 1;
    }
    await own.end();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return Math.round(done / 3);
}

async function productsOf({ db }: World): Promise<Product[]> {
  const { rows } = await db.query<Product>(
    `insert into payments.products (creator_id, id, version, state, title, price_santim, currency, slug, handle, store_name)
     select c.creator, uuidv7(), 1, 'published', 'Thing', 19950, 'ETB', 'thing', 'store', 'A store'
     from (select uuidv7() as creator from generate_series(1, 40)) c, generate_series(1, $1 / 40)
     returning creator_id as "creatorId", id, price_santim::int as "priceSantim"`,
    [PRODUCTS],
  );
  await db.query(
    `insert into delivery.products (creator_id, product_id, version, title, slug, handle, store_name)
     select creator_id, id, 1, title, slug, handle, store_name from payments.products where handle = 'store'`,
  );
  await db.query('analyze');
  return rows;
}

type Figures = {
  readonly orders_per_s: number;
  /** Node (web and worker of payments) and PostgreSQL together. */
  readonly order_cpu_ms: number;
  readonly ack_p99_ms: number;
  readonly grant_p50_ms: number;
  readonly grant_p99_ms: number;
  /** The neighbours' share, which is not payments': auth finds the buyer, delivery grants. */
  readonly neighbours_cpu_ms: number;
  readonly postgres_cpu_ms: number;
};

async function measure(world: World): Promise<Figures> {
  const products = await productsOf(world);
  await fetch(`${world.sandboxUrl}/sandbox/switches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rail: 'telebirr', wallet: 'approve' }),
  });
  const waiting = new Map<string, () => void>();
  const watch = watchOrders(world, waiting);
  let next = 0;
  let counting = true;
  const buyer = async (): Promise<void> => {
    while (counting) {
      const turn = next++;
      // Neighbouring turns meet neither in one creator's books nor in one buyer's row, and no pair comes twice.
      const product = products[(turn * 53) % PRODUCTS];
      if (!product) return;
      const phone = `+2519${String(10_000_000 + ((turn + Math.floor(turn / PRODUCTS)) % PHONES))}`;
      await pay(world, product, phone, waiting);
    }
  };
  const buyers = Array.from({ length: CLIENTS }, buyer);
  await new Promise((resolve) => setTimeout(resolve, WARM_SECONDS * 1000));
  const from = { at: Date.now(), cpu: cpuOf(world), orders: await count(world) };
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  const to = { at: Date.now(), cpu: cpuOf(world), orders: await count(world) };
  counting = false;
  await Promise.all(buyers);
  watch.stop();
  const orders = to.orders - from.orders;
  const spent = (...names: string[]): number =>
    names.reduce((sum, name) => sum + (to.cpu.get(name) ?? 0) - (from.cpu.get(name) ?? 0), 0) / orders;
  for (const name of to.cpu.keys()) say(`${name}: ${spent(name).toFixed(2)} ms of CPU for each order`);
  const round = (ms: number): number => Math.round(ms * 100) / 100;
  return {
    orders_per_s: Math.round((orders * 1000) / (to.at - from.at)),
    order_cpu_ms: round(spent('payments-web', 'payments-worker', 'postgres')),
    ack_p99_ms: round(await ackP99(world)),
    ...(await grants(world, new Date(from.at))),
    neighbours_cpu_ms: round(spent('auth', 'delivery')),
    postgres_cpu_ms: round(spent('postgres')),
  };
}

const count = async ({ db }: World): Promise<number> =>
  Number((await db.query<{ n: string }>('select count(*) as n from payments.orders')).rows[0]?.n);

/** Begins one payment; ends when its order is there. */
async function pay(world: World, product: Product, phone: string, waiting: Map<string, () => void>): Promise<void> {
  const answer = await fetch(`${world.paymentsUrl}/v1/payments/checkouts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      productId: product.id,
      phone,
      rail: 'telebirr',
      lang: 'en',
      seenPriceSantim: product.priceSantim,
    }),
  });
  const body = (await answer.json()) as { token: string };
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.set(intentOf(body.token), resolve);
  await promise;
}

/** One look for all buyers, so that looking costs little. */
function watchOrders({ db }: World, waiting: Map<string, () => void>): { stop(): void } {
  let stopped = false;
  const look = async (): Promise<void> => {
    while (!stopped) {
      const ids = [...waiting.keys()];
      if (ids.length > 0) {
        const { rows } = await db.query<{ id: string }>({
          name: 'look',
          text: 'select intent_id as id from payments.orders where intent_id = any($1)',
          values: [ids],
        });
        for (const { id } of rows) {
          waiting.get(id)?.();
          waiting.delete(id);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 8));
    }
  };
  void look();
  return {
    stop: () => {
      stopped = true;
    },
  };
}

/** CPU milliseconds of each process since it began; all of PostgreSQL's under one name. */
function cpuOf(world: World): Map<string, number> {
  const pids = world.pids();
  const spent = new Map<string, number>();
  const server = pids.get('postgres') ?? 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = statOf(entry);
    if (!stat) continue;
    if (Number(entry) === server || stat.parent === server) {
      // Backends that have ended are in the server's own account of its children.
      spent.set('postgres', (spent.get('postgres') ?? 0) + stat.own + (Number(entry) === server ? stat.children : 0));
    }
    if (stat.parent === server) {
      const kind = backendOf(entry);
      spent.set(kind, (spent.get(kind) ?? 0) + stat.own);
    }
    for (const [name, pid] of pids) if (name !== 'postgres' && pid === Number(entry)) spent.set(name, stat.own);
  }
  return spent;
}

/** Whose backend it is, as PostgreSQL writes it into its title: `postgres: svc_payments …`, `postgres: walwriter`. */
function backendOf(pid: string): string {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return `pg ${/postgres: (\S+)/.exec(title)?.[1] ?? 'other'}`;
  } catch {
    return 'pg gone';
  }
}

function statOf(pid: string): { parent: number; own: number; children: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ms = (ticks: number | undefined): number => ((ticks ?? 0) * 1000) / TICKS_PER_SECOND;
    return { parent: fields[1] ?? 0, own: ms(fields[11]) + ms(fields[12]), children: ms(fields[13]) + ms(fields[14]) };
  } catch {
    return undefined;
  }
}

/** How long a notice waited for its 200, by the service's own log. */
async function ackP99(world: World): Promise<number> {
  const times: number[] = [];
  for await (const line of createInterface({ input: createReadStream(world.logOf('payments-web')) })) {
    if (!line.includes('/v1/payments/callbacks/')) continue;
    const { route, ms, status } = JSON.parse(line) as { route?: string; ms?: number; status?: number };
    if (route?.startsWith('/v1/payments/callbacks/') && ms !== undefined && status === 200) times.push(ms);
  }
  if (times.length === 0) throw new Error('no notice was answered');
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? 0;
}

async function grants({ db }: World, from: Date): Promise<{ grant_p50_ms: number; grant_p99_ms: number }> {
  const { rows } = await db.query<{ p50: number; p99: number; n: string }>(
    `select percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.99) within group (order by ms) as p99,
       count(*) as n
     from (select extract(epoch from e.granted_at - c.received_at) * 1000 as ms
       from payments.callbacks c
       join payments.intents i on i.rail = c.rail and i.provider_order_id = c.provider_order_id
       join payments.orders o on o.creator_id = i.creator_id and o.intent_id = i.id
       join delivery.entitlements e on e.creator_id = o.creator_id and e.order_id = o.id
       where c.received_at >= $1) waits`,
    [from],
  );
  const row = rows[0];
  if (!row || Number(row.n) === 0) throw new Error('nothing was granted');
  return { grant_p50_ms: Math.round(row.p50), grant_p99_ms: Math.round(row.p99) };
}

/** Has PostgreSQL count what each statement costs; it needs a restart for that. */
async function watchStatements(world: World): Promise<void> {
  await world.db.query("alter system set shared_preload_libraries = 'pg_stat_statements'");
  await world.kill('postgres');
  await world.db.query('create extension pg_stat_statements');
  await world.db.query('select pg_stat_statements_reset()');
}

async function tellStatements({ db }: World): Promise<void> {
  const { rows } = await db.query<{ ms: number; calls: string; each: number; query: string }>(
    `select round((total_exec_time + total_plan_time)::numeric, 0)::float as ms, calls,
       round(((total_exec_time + total_plan_time) / calls)::numeric, 3)::float as each,
       regexp_replace(query, '\\s+', ' ', 'g') as query
     from pg_stat_statements order by 1 desc limit 45`,
  );
  for (const { ms, calls, each, query } of rows) say(`${ms} ms, ${calls} x ${each}: ${query.slice(0, 150)}`);
}
