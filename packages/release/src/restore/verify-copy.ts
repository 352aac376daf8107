// Is a restored instance what it should be: asked of the copy by the logins of the services, beside the one that serves.
import pg from 'pg';
import { wallDefects } from '@windsurf/db/wall';
import type { WallPlan } from '@windsurf/db/wall';
import type { Say } from '../proof.ts';
import { comparePrints, printOf } from './fingerprint.ts';
import type { Comparison, SchemaPrint } from './fingerprint.ts';

/** Gives the address of a login (`backup_auth`, `svc_auth`). */
export type AddressOf = (login: string) => Promise<string>;

export type Verified = {
  readonly compared: Omit<Comparison, 'differences'>;
  readonly differences: readonly string[];
  readonly checks: Readonly<Record<string, boolean>>;
  readonly verified: boolean;
};

type Looked = { readonly print: SchemaPrint; readonly migrations: string };

/**
 * Compares tables, policies, grants and functions of every service with the instance that serves, looks for rows, and
 * asks each wall. Rows themselves may differ, because the copy is older; a table that has lost all of them may not.
 * @param plans what each service says of its wall
 */
export async function verifyCopy(
  plans: readonly WallPlan[],
  live: AddressOf,
  copy: AddressOf,
  say: Say,
): Promise<Verified> {
  const checks: Record<string, boolean> = {};
  const expected: SchemaPrint[] = [];
  const actual: SchemaPrint[] = [];
  const differences: string[] = [];
  for (const plan of plans) {
    const { service: schema } = plan;
    const was = await look(await live(`backup_${schema}`), schema);
    const is = await look(await copy(`backup_${schema}`), schema);
    // A copy from before a migration has another schema than the one that serves; then only its own wall can be asked.
    const sameSchema = was.migrations === is.migrations;
    if (sameSchema) {
      expected.push(was.print);
      actual.push(is.print);
    } else say(`${schema}: the copy is from before the last migrations, so its tables are not compared`);
    differences.push(...emptied(was.print, is.print, sameSchema));
    const { defects, seen } = await as(await copy(`svc_${schema}`), async (client) => await wallDefects(client, plan));
    if (sameSchema) differences.push(...defects.map((defect) => `wall of ${schema}: ${defect.rule} ${defect.object}`));
    checks[`${schema}: wall`] = !sameSchema || defects.length === 0;
    checks[`${schema}: seen by its backup role`] = is.print.tables.length > 0;
    say(`${schema}: ${is.print.tables.reduce((n, table) => n + table.rows, 0)} rows; ${seen}`);
  }
  const { differences: found, ...compared } = comparePrints(expected, actual);
  // Content is expected to differ between a running database and its past.
  differences.push(...found.filter((line) => !/: (rows differ$|\d+ rows, now \d+$)/.test(line)));
  return { compared, differences, checks, verified: differences.length === 0 && Object.values(checks).every(Boolean) };
}

const emptied = (was: SchemaPrint, is: SchemaPrint, sameSchema: boolean): string[] =>
  sameSchema
    ? was.tables
        .filter((table) => table.rows > 100 && is.tables.find((one) => one.name === table.name)?.rows === 0)
        .map((table) => `${table.name} is empty in the copy; the one that serves has ${table.rows} rows`)
    : [];

async function look(url: string, schema: string): Promise<Looked> {
  return await as(url, async (client) => {
    const { rows } = await client.query<{ names: string | null }>(
      "select string_agg(name, ',' order by name) as names from app.migrations where schema = $1",
      [schema],
    );
    return { print: await printOf(client, schema), migrations: rows[0]?.names ?? '' };
  });
}

async function as<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
