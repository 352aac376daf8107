// The statements of one build, sent to the schema of another: every column that its row types name is read, and a row of
// every table is written with the columns that its schema had.
import pg from 'pg';
import { asCreatorId, createTenancy } from '@windsurf/db/tenancy';
import { createPool } from '@windsurf/db/pool';
import { newId } from '@windsurf/db/ids';
import { readTables, writeRows } from '@windsurf/db/sample-rows';
import { rowTypesOf } from './builds.ts';
import type { Build, RowType } from './builds.ts';
import type { Managed, ServiceEntry } from './ground.ts';

type AnyDB = Record<string, Record<string, unknown>>;

export type Reader = {
  readonly tables: number;
  /** `table: ok`, or the SQLSTATE with which it was refused. */
  readAll(): Promise<string[]>;
  /** Reads without end, `width` at a time, until told; answers how many reads there were, the slowest, and what failed. */
  storm(width: number): { end(): Promise<Storm> };
  close(): Promise<void>;
};
export type Storm = { readonly reads: number; readonly failures: readonly string[]; readonly slowestMs: number };

/** Reads as the service reads: its login, a scope, every column by name. */
export function readerOf(server: Managed, build: Build, service: ServiceEntry): Reader {
  const pool = createPool({ connectionString: server.url(`svc_${service.schema}`), max: 4, applicationName: 'matrix' });
  const tenancy = createTenancy<AnyDB>({ pool, service: service.schema });
  const creator = asCreatorId(newId());
  const types = rowTypesOf(build, service);
  const read = async ({ table, columns }: RowType): Promise<void> => {
    const query = tenancy.compile
      .selectFrom(table)
      .select([...columns])
      .limit(1)
      .compile();
    if (columns.includes('creatorId')) await tenancy.batchInCreator(creator, [query]);
    else await tenancy.batchInPlatform([query]);
  };
  const sayOf = async (type: RowType): Promise<string> => {
    try {
      await read(type);
      return `${type.table}: ok`;
    } catch (error) {
      return `${type.table}: ${stateOf(error)}`;
    }
  };
  // A pool that is closed refuses at once: a storm that went on would never let anything else happen.
  let open = true;
  return {
    tables: types.length,
    readAll: async () => await Promise.all(types.map(sayOf)),
    storm(width) {
      const failures: string[] = [];
      let [reads, slowestMs, going] = [0, 0, true];
      const one = async (at: number): Promise<void> => {
        for (let i = at; going && open; i += width) {
          const type = types[i % types.length];
          if (type === undefined) return;
          const begun = performance.now();
          await read(type).catch((error: unknown) => {
            // Some tables are no creator's to read; they were not before either.
            if (stateOf(error) !== '42501') failures.push(`${type.table}: ${stateOf(error)} ${String(error)}`);
          });
          reads++;
          slowestMs = Math.max(slowestMs, performance.now() - begun);
        }
      };
      const all = Promise.all(Array.from({ length: width }, async (_, i) => await one(i)));
      return {
        async end() {
          going = false;
          await all;
          return { reads, failures, slowestMs: Math.round(slowestMs) };
        },
      };
    },
    close: async () => {
      open = false;
      await pool.end();
    },
  };
}

function stateOf(error: unknown): string {
  const { sqlState, code, kind } = error as { sqlState?: string; code?: string; kind?: string };
  return sqlState ?? code ?? kind ?? 'failed';
}

/** Inserts for a row of every table, as code writes it that knows the schema as it is now; nothing of it is kept. */
export async function insertsOf(server: Managed, schema: string): Promise<string[]> {
  return await undone(server, schema, async (client) => {
    const rows = await writeRows(client, await readTables(client, schema), newId(), {});
    return [...rows.values()].map((row) => row.insert);
  });
}

/** The first complaint of the database about these inserts, or undefined when it takes all of them. */
export async function insertAll(
  server: Managed,
  schema: string,
  inserts: readonly string[],
): Promise<string | undefined> {
  return await undone(server, schema, async (client) => {
    for (const insert of inserts) {
      try {
        await client.query(insert);
      } catch (error) {
        return `${insert.slice(0, 60)}: ${(error as Error).message}`;
      }
    }
    return undefined;
  });
}

/** In a transaction that is rolled back, on empty tables and without triggers: a ledger's would look at the whole entry. */
async function undone<R>(server: Managed, schema: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: server.superUrl });
  await client.connect();
  try {
    await client.query("begin; set local session_replication_role = 'replica'");
    const { rows } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1",
      [schema],
    );
    for (const { name } of rows) await client.query(`delete from ${name}`);
    return await work(client);
  } finally {
    await client.end();
  }
}
