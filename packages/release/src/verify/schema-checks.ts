// Whether a database is what this checkout was written for (S0-26): tables and columns, indexes that can be used, row-level
// security forced, and no grant or door that nobody listed.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { wallPlanHere } from '@windsurf/db/migrate';
import { readWallPlan, wallDefects } from '@windsurf/db/wall';
import pg from 'pg';
import { migrationsFolder } from '../deploy/schema.ts';
import type { KnownService } from '../deploy/services.ts';
import { type Check, type CheckResult, failed, ok } from './checks.ts';

const inService = (service: string, path: string): string =>
  fileURLToPath(new URL(`../../../../services/${service}/${path}`, import.meta.url));
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `orders.paid_at` of each table and column that the generated types of a service name. */
export function columnsInTypes(text: string, schema: string): string[] {
  const found: string[] = [];
  let table: string | undefined;
  for (const line of text.split('\n')) {
    const head = /^ {2}'([a-z]+)\.([A-Za-z0-9]+)': \{$/.exec(line);
    if (head) table = head[1] === schema ? snake(head[2] ?? '') : undefined;
    else if (line === '  };') table = undefined;
    const column = /^ {4}([A-Za-z0-9]+): /.exec(line)?.[1];
    if (table !== undefined && column !== undefined) found.push(`${table}.${snake(column)}`);
  }
  return found;
}

const columnsThere = `select c.relname || '.' || a.attname as name from pg_class c
  join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition`;
const unusable = `select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
  join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and not (i.indisvalid and i.indisready)`;
const indexes = `select count(*)::int as count from pg_index i join pg_class c on c.oid = i.indexrelid
  join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1`;

async function look(client: pg.Client, service: string, schema: string): Promise<CheckResult> {
  const label = `schema ${service}`;
  const names = async (question: string): Promise<string[]> =>
    (await client.query<{ name: string }>(question, [schema])).rows.map(({ name }) => name);
  const wanted = columnsInTypes(readFileSync(inService(service, 'src/db.gen.ts'), 'utf8'), schema);
  if (wanted.length === 0) return failed(label, 'the types of this checkout name no column');
  const there = new Set(await names(columnsThere));
  const missing = wanted.filter((column) => !there.has(column));
  const broken = await names(unusable);
  const folder = migrationsFolder(service);
  const plan = await wallPlanHere(client, readWallPlan(schema, inService(service, 'wall.json')), folder);
  const { defects, seen } = await wallDefects(client, plan);
  const [{ count } = { count: 0 }] = (await client.query<{ count: number }>(indexes, [schema])).rows;
  const wrong = [
    ...missing.map((column) => `missing ${column}`),
    ...broken.map((index) => `index ${index} cannot be used`),
    ...defects.map(({ rule, object, detail }) => `${rule}: ${object} ${detail ?? ''}`.trim()),
  ];
  if (wrong.length > 0) return failed(label, wrong.join('; '));
  return ok(label, `${wanted.length} columns, ${count} indexes, ${seen}`);
}

/** One line for each service. `url`: any login that may connect; only the catalog is asked. */
export const schemaChecks = (url: string, services: readonly KnownService[]): Check[] => [
  {
    name: 'schema',
    async run() {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 30_000 });
      await client.connect();
      try {
        const results: CheckResult[] = [];
        for (const { name, schema } of services) {
          if (schema !== undefined) results.push(await look(client, name, schema));
        }
        return results;
      } finally {
        await client.end();
      }
    },
  },
];
