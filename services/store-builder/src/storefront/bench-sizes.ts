// Stores by the million, written by SQL, to see whether one page costs the same among many as among few. Each size is a
// database of its own on one server, and the rounds go from one to the next: measured one size after the other, a busy
// minute of the machine or a service that has not run warm yet looks like a cost of the size, and it did.
import type { Client } from 'pg';
import { measure } from './bench-measure.ts';

/** Rounds of each size; the least good of their best quarter is kept, because a shared machine only makes a figure worse. */
const sizeRounds = 14;
const seconds = 2;
const clients = 4;
/** How much worse the largest may be than the smallest. */
const flat = 1.25;

export type Size = {
  readonly stores: number;
  /** A page that is made from the tables; `{n}` is the number of the store. */
  readonly url: string;
  readonly host: string;
  grow(): Promise<void>;
  /** CPU seconds of PostgreSQL for this size. */
  postgresCpu(): Promise<number>;
};

export type SizeFigures = {
  readonly stores: number;
  readonly rps: number;
  /** Of the service and of PostgreSQL, for each page. */
  readonly cpu_ms: number;
  readonly p99_ms: number;
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Of the best quarter the least good: one lucky round says as little as a disturbed one. */
const quarter = (bestFirst: readonly number[]): number => bestFirst[Math.floor(bestFirst.length / 4)] ?? 0;
const least = (values: readonly number[]): number => quarter(values.toSorted((a, b) => a - b));
const most = (values: readonly number[]): number => quarter(values.toSorted((a, b) => b - a));

const goodOf = (all: readonly SizeFigures[]): SizeFigures => ({
  stores: all[0]?.stores ?? 0,
  rps: Math.round(most(all.map(({ rps }) => rps))),
  cpu_ms: rounded(least(all.map(({ cpu_ms }) => cpu_ms))),
  p99_ms: rounded(least(all.map(({ p99_ms }) => p99_ms))),
});

/** Every size is within 1.25 of the smallest, in requests, processor and the slowest hundredth. */
export function staysFlat(all: readonly SizeFigures[]): boolean {
  const [first, ...others] = all;
  return (
    first !== undefined &&
    others.every(
      (one) => one.rps * flat >= first.rps && one.cpu_ms <= first.cpu_ms * flat && one.p99_ms <= first.p99_ms * flat,
    )
  );
}

type Cost = { requests: number; rps: number; p99: number; nodeMs: number; postgresMs: number };

/** Asks, and says what a page cost the service (this process) and PostgreSQL, in milliseconds of CPU. */
export async function measureCpu(size: Size, url: string, forSeconds: number): Promise<Cost> {
  const before = { node: process.cpuUsage(), postgres: await size.postgresCpu() };
  const { requests, rps, p99 } = await measure(url, {
    clients,
    seconds: forSeconds,
    below: size.stores,
    host: size.host,
  });
  const node = process.cpuUsage(before.node);
  const postgresMs = ((await size.postgresCpu()) - before.postgres) * 1000;
  return { requests, rps, p99, nodeMs: (node.user + node.system) / 1000 / requests, postgresMs: postgresMs / requests };
}

/** All sizes in turns, each round beginning with another one. */
export async function measureSizes(sizes: readonly Size[]): Promise<SizeFigures[]> {
  const all = sizes.map((): SizeFigures[] => []);
  for (const { url, stores, host } of sizes) await measure(url, { clients, seconds, below: stores, host });
  for (let round = 0; round < sizeRounds; round += 1) {
    const said: string[] = [];
    for (let turn = 0; turn < sizes.length; turn += 1) {
      const at = (round + turn) % sizes.length;
      const size = sizes[at];
      if (size === undefined) continue;
      const cost = await measureCpu(size, size.url, seconds);
      const cpu_ms = cost.nodeMs + cost.postgresMs;
      all[at]?.push({ stores: size.stores, rps: cost.rps, cpu_ms, p99_ms: cost.p99 });
      said.push(`${size.stores}: ${Math.round(cost.rps)}/s, ${cpu_ms.toFixed(3)} ms, p99 ${cost.p99.toFixed(1)} ms`);
    }
    process.stdout.write(`round ${round + 1}: ${said.join('; ')}\n`);
  }
  return all.map(goodOf);
}

const step = 50_000;

// Names and texts differ from store to store; ids are spread as those of real creators are.
const tables = [
  `insert into store.handles (creator_id, handle, current, taken_at)
   select md5('s' || n)::uuid, 'scale-' || n, true, now() from generate_series($1::int, $2::int) n`,
  `insert into store.stores (creator_id, handle, display_name, lang, onboarding, opened_at, updated_at)
   select md5('s' || n)::uuid, 'scale-' || n, 'መደብር ' || n, 'am', 'published', now(), now() from generate_series($1::int, $2::int) n`,
  `insert into store.products (creator_id, id, type, slug, title, description, price_santim, version, state, created_at, updated_at)
   select md5('s' || n)::uuid, md5('p' || n || '-' || p)::uuid, 'digital-download', 'p-' || p, 'ማስታወሻ ' || n || ' ' || p, md5(n || 'd' || p), 9950, 1,
     'published', now(), now() from generate_series($1::int, $2::int) n, generate_series(1, 2) p`,
  `insert into store.product_slugs (creator_id, slug, product_id, was_public)
   select md5('s' || n)::uuid, 'p-' || p, md5('p' || n || '-' || p)::uuid, true from generate_series($1::int, $2::int) n, generate_series(1, 2) p`,
  `insert into store.published_products (creator_id, id, version, live, slug, title, share_title, teaser, description, price_santim, file_id, published_at)
   select md5('s' || n)::uuid, md5('p' || n || '-' || p)::uuid, 1, true, 'p-' || p, 'ማስታወሻ ' || n || ' ' || p, 'ማስታወሻ', md5(n || 't' || p), md5(n || 'd' || p),
     9950, md5('f' || n)::uuid, now() from generate_series($1::int, $2::int) n, generate_series(1, 2) p`,
  `insert into store.public_pages (creator_id, live, generation, handle, display_name, lang, number, content, product_ids, share_text, published_at)
   select md5('s' || n)::uuid, true, 1, 'scale-' || n, 'መደብር ' || n, 'am', 1,
     jsonb_build_object('displayName', 'መደብር ' || n, 'line', md5(n || 'l'), 'bio', md5(n || 'b') || ' ' || md5(n || 'c'), 'theme', jsonb_build_object('name', 'buna'),
       'blocks', jsonb_build_array(
         jsonb_build_object('id', 'a', 'kind', 'link', 'visible', true, 'title', md5(n || 'a'), 'url', 'https://t.me/' || md5(n || 'u')),
         jsonb_build_object('id', 'p', 'kind', 'product', 'visible', true, 'look', 'large', 'productId', md5('p' || n || '-1')::uuid),
         jsonb_build_object('id', 'q', 'kind', 'product', 'visible', true, 'look', 'card', 'productId', md5('p' || n || '-2')::uuid),
         jsonb_build_object('id', 't', 'kind', 'text', 'visible', true, 'text', md5(n || 'x') || ' ' || md5(n || 'y') || ' ' || md5(n || 'z')))),
     array[md5('p' || n || '-1')::uuid, md5('p' || n || '-2')::uuid], md5(n || 'h'), now() from generate_series($1::int, $2::int) n`,
];

/**
 * Makes so many stores with a page and two products in an empty database, and lets it settle: what is measured is the
 * service, and neither what a bulk load leaves to be tidied up nor how fast this machine's disk wakes up.
 */
export async function growTo(admin: Client, stores: number): Promise<void> {
  // Keys are those of our own series: looking each of them up would take an hour.
  await admin.query('set session_replication_role = replica');
  for (let grown = 0; grown < stores; grown += step) {
    const last = Math.min(stores, grown + step) - 1;
    for (const sql of tables) await admin.query(sql, [grown, last]);
    process.stdout.write(`${last + 1} stores of ${stores}\n`);
  }
  await admin.query('vacuum analyze');
  await admin.query('checkpoint');
  for (const table of ['handles', 'stores', 'public_pages', 'published_products']) {
    await admin.query(`select count(t::text) from store.${table} t`);
  }
}
