// Stores by the million, written by SQL, to see whether one page costs the same among many as among few.
import type { Client } from 'pg';

export const sizes: readonly number[] = (process.argv[2] ?? '1000,100000,1000000').split(',').map(Number);
/** Rounds at each size; the best is kept, because a shared machine can only make a figure worse. */
export const sizeRounds = 5;
/** How much worse the largest may be than the smallest. */
const flat = 1.25;

export type SizeFigures = {
  readonly stores: number;
  readonly rps: number;
  /** Of the service and of PostgreSQL, for each page. */
  readonly cpu_ms: number;
  readonly p99_ms: number;
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export const bestOf = (all: readonly SizeFigures[]): SizeFigures => ({
  stores: all[0]?.stores ?? 0,
  rps: Math.round(Math.max(...all.map(({ rps }) => rps))),
  cpu_ms: rounded(Math.min(...all.map(({ cpu_ms }) => cpu_ms))),
  p99_ms: rounded(Math.min(...all.map(({ p99_ms }) => p99_ms))),
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

let grown = 0;

/** Makes so many stores with a page and two products; those that are there stay. */
export async function growTo(admin: Client, stores: number): Promise<void> {
  // Keys are those of our own series: looking each of them up would take an hour.
  await admin.query('set session_replication_role = replica');
  for (; grown < stores; grown = Math.min(stores, grown + step)) {
    for (const sql of tables) await admin.query(sql, [grown, Math.min(stores, grown + step) - 1]);
    process.stdout.write(`${Math.min(stores, grown + step)} stores\n`);
  }
  await admin.query('vacuum analyze');
  await admin.query('checkpoint');
  // What is written is read once: what is measured is the service, and not how fast this machine's disk wakes up.
  for (const table of ['handles', 'stores', 'public_pages', 'published_products']) {
    await admin.query(`select count(t::text) from store.${table} t`);
  }
}
