// What the tenant wall costs on a hot read: the same query, pool size, prepared mode and HTTP route, once with a role
// that the wall does not hold, once through batchInCreator. Rounds are interleaved; only their ratio is meant.
import { bootstrap, createService } from '@windsurf/db/migrate';
import { createPool } from '@windsurf/db/pool';
import { asCreatorId, createTenancy } from '@windsurf/db/tenancy';
import Fastify from 'fastify';
import pg from 'pg';
import { median, requestsPerSecond } from '../load.ts';
import { say } from '../progress.ts';
import { onOwnDatabase } from '../own-database.ts';

const CREATORS = 10_000;
const ROWS = 1_000_000;
const CLIENTS = 16;
const CONNECTIONS = 8;
const ROUNDS = 7;
const SECONDS = 2;

type BenchDB = {
  'bench.orders': { creatorId: string; id: string; status: string; amountSantim: number; createdAt: Date };
};
const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const uuidOf = (n: string): string => `('00000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

async function fill(admin: pg.Client): Promise<void> {
  await bootstrap(admin);
  await createService(admin, 'bench');
  await admin.query(`
    create table bench.orders (
      creator_id uuid not null, id uuid not null, status text not null, amount_santim bigint not null,
      created_at timestamptz not null, primary key (creator_id, id));
    alter table bench.orders owner to owner_bench;
    set role owner_bench; call app.protect('bench.orders'); reset role;
    insert into bench.orders select ${uuidOf(`n % ${CREATORS} + 1`)}, ${uuidOf('n')}, 'paid', 19950, now() - n * interval '1 second'
      from generate_series(1, ${ROWS}) n;
    create role plain login bypassrls; grant usage on schema bench to plain; grant select on bench.orders to plain`);
  await admin.query('vacuum analyze bench.orders');
}

/** @returns exit code; the last line is `{"rls_ratio":…,"plain_rps":…,"scoped_rps":…}` */
export const run = async (): Promise<number> =>
  await onOwnDatabase('bench-tenancy', async ({ adminUrl, urlOf }) => {
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    say(`filling ${ROWS.toLocaleString('en')} rows of ${CREATORS.toLocaleString('en')} creators`);
    await fill(admin);
    const plain = new pg.Pool({ connectionString: urlOf('plain'), max: CONNECTIONS });
    const scoped = createPool({ connectionString: urlOf('svc_bench'), max: CONNECTIONS });
    const tenancy = createTenancy<BenchDB>({ pool: scoped, service: 'bench' });
    const template = tenancy.compile
      .selectFrom('bench.orders')
      .select(['id', 'status', 'amountSantim', 'createdAt'])
      .where('creatorId', '=', uuid(1))
      .where('id', '=', uuid(1))
      .compile();
    const pick = (): [string, string] => {
      const n = 1 + Math.floor(Math.random() * ROWS);
      return [uuid((n % CREATORS) + 1), uuid(n)];
    };
    const app = Fastify();
    app.get('/plain', async () => {
      const { rows } = await plain.query({ name: 'point', text: template.sql, values: pick() });
      return rows[0];
    });
    app.get('/scoped', async () => {
      const [creator, id] = pick();
      const query = { ...template, parameters: [creator, id] };
      const [rows] = await tenancy.batchInCreator(asCreatorId(creator), [query]);
      return rows[0];
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.listeningOrigin;
    for (const path of ['/plain', '/scoped']) {
      const row = (await (await fetch(`${address}${path}`)).json()) as { id?: string };
      if (row.id === undefined) throw new Error(`${path} does not answer a row`);
    }
    const seen = { plain: [] as number[], scoped: [] as number[] };
    for (let round = -1; round < ROUNDS; round++) {
      for (const kind of ['plain', 'scoped'] as const) {
        const rate = await requestsPerSecond(`${address}/${kind}`, CLIENTS, SECONDS);
        if (round >= 0) seen[kind].push(rate);
      }
      if (round >= 0)
        say(`round ${round + 1} of ${ROUNDS}: plain ${seen.plain[round]}/s, scoped ${seen.scoped[round]}/s`);
    }
    const ratios = seen.plain.map((rate, i) => rate / (seen.scoped[i] ?? Number.NaN));
    const figures = {
      rls_ratio: Math.round(median(ratios) * 100) / 100,
      plain_rps: Math.round(median(seen.plain)),
      scoped_rps: Math.round(median(seen.scoped)),
    };
    await app.close();
    await Promise.all([plain.end(), scoped.end(), admin.end()]);
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return figures.rls_ratio <= 1.35 ? 0 : 1;
  });
