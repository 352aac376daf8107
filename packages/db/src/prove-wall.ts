// Proves a service's wall on its real tables: rows of one creator, asked for by everybody else; then holes, planted one
// by one, that the wall's own inspection must name. Everything happens in transactions that are rolled back.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { plantedDefects } from './planted-defects.ts';
import { readTables, writeRows } from './sample-rows.ts';
import type { CatalogTable, Samples } from './sample-rows.ts';
import { assertTenantWall, wallDefects } from './wall.ts';
import type { WallPlan } from './wall.ts';

export type { Samples } from './sample-rows.ts';

export type WallProof = {
  /** Tables that were looked at, partitions included. */
  readonly tables: number;
  /** Statements that were tried from where they must give nothing. */
  readonly probes: number;
  /** What gave something all the same; the wall holds when this is empty. */
  readonly leaks: readonly string[];
  readonly plantedDefects: number;
  readonly plantedFound: number;
  /** Planted defects that the inspection did not name; it can be trusted when this is empty. */
  readonly missed: readonly string[];
};

export type WallProofOptions = {
  /** A superuser's address of a migrated database of development or tests; its rows are left as they are. */
  readonly adminUrl: string;
  /** Name of the service in its roles and schemas. */
  readonly service: string;
  readonly plan: WallPlan;
  /** Rows of tables for which the catalog does not suffice, by `schema.table`: only the columns that need a word. */
  readonly samples?: Samples;
};

/**
 * Proves the wall of one service.
 * @throws Error when the wall has defects already, when a table gets no row (see `samples`), or when a creator cannot
 * see the own row, because then seeing nothing proves nothing
 */
export async function proveTenantWall({ adminUrl, service, plan, samples = {} }: WallProofOptions): Promise<WallProof> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: `prove wall of ${service}` });
  await client.connect();
  try {
    await assertTenantWall(client, plan);
    const tables = await readTables(client, service);
    const readers = await readReaders(client, service);
    const readersOf = (table: string): ReadonlySet<string> => readers.get(table) ?? new Set();
    const { probes, leaks } = await probe(client, service, tables, readersOf, samples);
    const holes = plantedDefects(plan, tables, readersOf);
    const missed: string[] = [];
    for (const hole of holes) {
      await client.query(`begin; ${hole.sql}`);
      const { defects } = await wallDefects(client, plan);
      await client.query('rollback');
      const named = defects.some(
        (d) => d.rule === hole.rule && (hole.object === undefined || d.object === hole.object),
      );
      if (!named) missed.push(`${hole.rule}: ${hole.sql}`);
    }
    for (const exception of plan.exceptions) {
      const without = { ...plan, exceptions: plan.exceptions.filter((e) => e !== exception) };
      const { defects } = await wallDefects(client, without);
      if (!defects.some((d) => d.rule === exception.rule && d.object === exception.object)) {
        missed.push(`${exception.rule}: ${exception.object} without its exception`);
      }
    }
    const planted = holes.length + plan.exceptions.length;
    return {
      tables: tables.length,
      probes,
      leaks,
      plantedDefects: planted,
      plantedFound: planted - missed.length,
      missed,
    };
  } finally {
    await client.end();
  }
}

/** Who has a policy on which table. */
async function readReaders(client: pg.Client, service: string): Promise<Map<string, Set<string>>> {
  const { rows } = await client.query<{ table: string; policies: string[] }>(
    `select format('%I.%I', schemaname, tablename) as table, array_agg(policyname::text) as policies
     from pg_policies where schemaname = $1 group by 1`,
    [service],
  );
  return new Map(rows.map((row) => [row.table, new Set(row.policies)]));
}

/** Who asks: a login, and what it sets before it asks. */
type Asker = { readonly who: string; readonly as: string };

async function probe(
  client: pg.Client,
  service: string,
  tables: readonly CatalogTable[],
  readersOf: (table: string) => ReadonlySet<string>,
  samples: Samples,
): Promise<{ probes: number; leaks: string[] }> {
  const [a, b] = [randomUUID(), randomUUID()];
  const login = `set local session authorization svc_${service}`;
  const scope = (kind: string, setting = '', id = ''): Asker => ({
    who: id ? `another ${kind}` : `the ${kind} scope without an id`,
    as: `${login}; select set_config('role', '${service}_${kind}', true)${id ? `, set_config('app.${setting}', '${id}', true)` : ''}`,
  });
  const noScope: Asker = { who: 'no scope', as: login };
  const idAlone: Asker = {
    who: 'an id and no role',
    as: `${login}; select set_config('app.creator_id', '${a}', true)`,
  };
  const others = [scope('creator', 'creator_id', b), scope('creator'), scope('buyer', 'buyer_id', b), scope('buyer')];
  const [publicScope, platform] = [scope('public'), scope('platform')];
  const copies = ['reader', 'backup'].map((kind) => ({
    who: kind,
    as: `set local session authorization ${kind}_${service}`,
  }));

  let probes = 0;
  const leaks: string[] = [];
  const ask = async (asker: Asker, statement: string, allowed: 'nothing' | 'refusal'): Promise<void> => {
    probes++;
    const got = await outcome(client, asker, statement);
    if (got !== 'refused' && !(allowed === 'nothing' && got === 0)) leaks.push(`${asker.who}: ${statement} → ${got}`);
  };
  const reads = (t: string): string[] => [`select from ${t}`, `select from ${t} limit 1`, `copy ${t} to stdout`];
  const changes = (t: CatalogTable): string[] => [
    `update ${t.name} set "${t.columns.find((c) => !c.computed)?.name}" = default`,
    `delete from ${t.name}`,
  ];
  const everything = (t: CatalogTable): string[] => [
    ...reads(t.name),
    `select from ${t.name} limit 0`,
    `select from ${t.name} where false`,
    `select count(*) from ${t.name}`,
    `insert into ${t.name} default values`,
    ...changes(t),
    `truncate ${t.name}`,
  ];

  await client.query("begin; set local lock_timeout = '5s'");
  try {
    // Empty tables first, whatever was in them.
    await client.query(`truncate ${tables.map((t) => t.name).join(', ')}`);
    // What triggers refuse is no matter of tenants, and no single row of a ledger would balance.
    for (const t of tables) if (!t.isPartition) await client.query(`alter table ${t.name} disable trigger user`);
    for (const t of tables) for (const text of everything(t)) await ask(noScope, text, 'refusal');
    const rows = await writeRows(client, tables, a, samples);
    await client.query("select set_config('app.creator_id', '', true)");
    for (const t of tables) {
      const readers = readersOf(t.name);
      const insert = rows.get(t.name)?.insert;
      for (const asker of [noScope, idAlone]) for (const text of everything(t)) await ask(asker, text, 'refusal');
      const foreign = t.hasCreator
        ? [...others, ...(readers.has('public') ? [] : [publicScope]), platform]
        : [...others, publicScope];
      for (const asker of foreign) {
        for (const text of [...reads(t.name), ...changes(t)]) await ask(asker, text, 'nothing');
        for (const text of [`truncate ${t.name}`, ...(insert ? [insert] : [])]) await ask(asker, text, 'refusal');
      }
      for (const asker of [...copies, ...(readers.has('public') ? [publicScope] : [])]) {
        for (const text of [...changes(t), `truncate ${t.name}`, ...(insert ? [insert] : [])])
          await ask(asker, text, 'refusal');
      }
      if (t.hasCreator && !t.isPartition && readers.has('creator')) {
        const own = await outcome(client, scope('creator', 'creator_id', a), `select from ${t.name}`);
        if (own === 0) throw new Error(`${t.name}: its creator does not see the own row, so the proof proves nothing`);
      }
    }
  } finally {
    await client.query('rollback');
  }
  if (probes === 0) throw new Error('the proof tried nothing');
  return { probes, leaks };
}

/** Number of rows that a statement touched, or that it was refused; any other error counts as a leak and is told. */
async function outcome(client: pg.Client, asker: Asker, statement: string): Promise<number | string> {
  await client.query('savepoint probe');
  try {
    const results = (await client.query(`${asker.as}; ${statement}`)) as unknown as pg.QueryResult[];
    return results.at(-1)?.rowCount ?? 0;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === '42501' ? 'refused' : message;
  } finally {
    await client.query('rollback to probe; release probe');
  }
}
