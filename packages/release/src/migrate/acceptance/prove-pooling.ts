// Proof 10: the scope of a transaction stays with it behind a pooler that gives each transaction another connection.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { newId } from '@windsurf/db/ids';
import { createPool } from '@windsurf/db/pool';
import { asCreatorId, createTenancy } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Proof, Say } from '../../proof.ts';
import { devFolder, freshFolder, layGround, migrateService, readServices, startManaged } from './ground.ts';
import type { Managed } from './ground.ts';
import { findPgbouncer, knowsNamedStatements, startPgbouncer } from './pgbouncer.ts';

type DB = { 'community.handledMessages': { creatorId: string; message: string; key: string } };

const CLIENTS = 24;
const CONNECTIONS = 2;
const PER_CLIENT = 100;
const name = '10 the tenant’s scope under transaction pooling';

type Counted = { transactions: number; leaks: number; errors: number };

/** 24 clients of 24 creators share two connections; none may ever see a row of another. */
export async function proveTransactionPooling(say: Say): Promise<Proof> {
  const program = findPgbouncer(join(devFolder, 'cache'));
  if (program === undefined) return { name, ok: true, skipped: 'pgbouncer: apt-get install pgbouncer', figures: {} };
  const dir = freshFolder('pooling');
  const server = await startManaged(dir);
  try {
    const community = readServices().filter((service) => service.name === 'community');
    await layGround(server, ['community']);
    for (const service of community) await migrateService(server, service);
    const bouncer = await startPgbouncer(program, server.url('svc_community'), CONNECTIONS);
    try {
      const through = new URL(server.url('svc_community'));
      [through.hostname, through.port] = ['127.0.0.1', String(bouncer.port)];
      const creators = Array.from({ length: CLIENTS }, () => asCreatorId(newId()));
      await writeRows(server, creators);
      const ours = await withTenancy(through.href, creators, 0);
      say(
        `pgbouncer ${bouncer.version}: ${ours.transactions} transactions, ${ours.leaks} leaks, ${ours.errors} errors`,
      );
      const named = knowsNamedStatements(bouncer.version) ? await withTenancy(through.href, creators, 50) : undefined;
      const outside = await withoutScope(through.href);
      const control = await withSessionSettings(through.href, creators);
      say(`session settings, the negative control: ${control.leaks} wrong answers of ${control.transactions}`);
      const [seen] = await server.ask<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where usename = 'svc_community'",
      );
      const connections = seen?.n ?? 0;
      return {
        name,
        ok:
          [ours, ...(named ? [named] : [])].every((run) => run.leaks + run.errors === 0 && run.transactions >= 2_000) &&
          outside.refused === outside.asked &&
          control.leaks > 0 &&
          connections > 0 &&
          connections <= CONNECTIONS,
        figures: {
          pgbouncer: bouncer.version,
          transactions: ours.transactions + (named?.transactions ?? 0),
          leaks: ours.leaks + (named?.leaks ?? 0),
          named_statements: named ? 'tried' : 'not before 1.21',
          without_scope_refused: outside.refused,
          server_connections: connections,
          control_queries: control.transactions,
          control_leaks: control.leaks,
        },
      };
    } finally {
      await bouncer.stop();
    }
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function writeRows(server: Managed, creators: readonly CreatorId[]): Promise<void> {
  for (const creator of creators)
    await server.ask('insert into community.handled_messages (creator_id, message, key) values ($1, $2, $3)', [
      creator,
      'pooling',
      creator,
    ]);
}

/** As the product asks: in both shapes of the tenancy, now and then with a transaction that fails. */
async function withTenancy(
  url: string,
  creators: readonly CreatorId[],
  preparedPerConnection: number,
): Promise<Counted> {
  const pool = createPool({ connectionString: url, max: CLIENTS });
  const tenancy = createTenancy<DB>({ pool, service: 'community', preparedPerConnection });
  const all = tenancy.compile.selectFrom('community.handledMessages').select('creatorId').compile();
  const counted: Counted = { transactions: 0, leaks: 0, errors: 0 };
  const once = async (creator: CreatorId, i: number): Promise<void> => {
    if (i % 10 === 9) {
      // A transaction that ends with an error must leave nothing behind either.
      const failing = { ...all, sql: `${all.sql} where 1 / (${i} - ${i}) = 1` };
      await tenancy.batchInCreator(creator, [failing]).catch(() => undefined);
    }
    const rows =
      i % 2 === 0
        ? await tenancy.inCreator(creator, async (tx) => (await tx.executeQuery(all)).rows)
        : (await tenancy.batchInCreator(creator, [all]))[0];
    counted.transactions++;
    if (rows.length !== 1 || rows[0]?.creatorId !== creator) counted.leaks++;
  };
  await Promise.all(
    creators.map(async (creator) => {
      for (let i = 0; i < PER_CLIENT; i++)
        await once(creator, i).catch(() => {
          counted.errors++;
        });
    }),
  );
  await pool.end();
  return counted;
}

/** After all that, a connection of the pooler carries no scope: 42501. */
async function withoutScope(url: string): Promise<{ asked: number; refused: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let refused = 0;
  const asked = 100;
  for (let i = 0; i < asked; i++)
    await client.query('select from community.handled_messages').catch((error: { code?: string }) => {
      if (error.code === '42501') refused++;
    });
  await client.end();
  return { asked, refused };
}

/** The mistake that the rule is there for: settings of the session, made once per connection. */
async function withSessionSettings(url: string, creators: readonly CreatorId[]): Promise<Counted> {
  const counted: Counted = { transactions: 0, leaks: 0, errors: 0 };
  await Promise.all(
    creators.map(async (creator) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(
        "select set_config('role', 'community_creator', false), set_config('app.creator_id', $1, false)",
        [creator],
      );
      for (let i = 0; i < 20; i++) {
        const { rows } = await client.query<{ creator_id: string }>(
          'select creator_id from community.handled_messages',
        );
        counted.transactions++;
        if (rows.length !== 1 || rows[0]?.creator_id !== creator) counted.leaks++;
      }
      await client.end();
    }),
  );
  return counted;
}
