// Builds one row for every table of a schema from its catalog alone: values by type, words of CHECK lists, parents
// first. Used to prove the wall, where a table without a row would prove nothing.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

export type CatalogTable = {
  /** Quoted, with its schema. */
  readonly name: string;
  readonly hasCreator: boolean;
  readonly isPartition: boolean;
  readonly columns: readonly CatalogColumn[];
  readonly checks: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    /** Texts and numbers that its definition speaks of. */
    readonly words: readonly string[];
    readonly numbers: readonly number[];
  }[];
  readonly keys: readonly {
    readonly parent: string;
    readonly columns: readonly string[];
    readonly parentColumns: readonly string[];
  }[];
  /** Columns that choose the partition, and the bounds of the partitions there are. */
  readonly partitionBy: readonly string[];
  readonly bounds: readonly string[];
};
type CatalogColumn = {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly filled: boolean;
  readonly computed: boolean;
};

/** Values by column name in SQL, for a table whose row the catalog does not suffice for; the others are found. */
export type SampleRow = Readonly<Record<string, string | number | boolean | null>>;
/** By table: `payments.orders`. */
export type Samples = Readonly<Record<string, SampleRow>>;

/** A statement that writes the row again, and the row as it came back. */
export type WrittenRow = { readonly insert: string; readonly values: Readonly<Record<string, unknown>> };

const columnNames = (numbers: string): string =>
  `(select json_agg(a.attname order by o.n) from unnest(${numbers}) with ordinality o (attnum, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = o.attnum)`;
const question = `
  select format('%I.%I', n.nspname, c.relname) as name, c.relispartition as "isPartition",
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'creator_id' and not a.attisdropped) as "hasCreator",
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
      'filled', a.atthasdef or a.attidentity <> '', 'computed', a.attgenerated <> '' or a.attidentity = 'a') order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    coalesce((select json_agg(json_build_object('name', k.conname, 'columns', ${columnNames('k.conkey')},
      'words', (select coalesce(json_agg(w[1]), '[]') from regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g') w),
      'numbers', (select coalesce(json_agg(distinct w[1]::bigint), '[]') from regexp_matches(pg_get_constraintdef(k.oid), '\\m(\\d{1,12})\\M', 'g') w)))
      from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'), '[]') as checks,
    coalesce((select json_agg(json_build_object('parent', (select format('%I.%I', y.nspname, x.relname) from pg_class x join pg_namespace y on y.oid = x.relnamespace where x.oid = k.confrelid), 'columns', ${columnNames('k.conkey')},
      'parentColumns', (select json_agg(a.attname order by o.n) from unnest(k.confkey) with ordinality o (attnum, n)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = o.attnum)))
      from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0), '[]') as keys,
    coalesce((select ${columnNames('p.partattrs::int2[]')} from pg_partitioned_table p where p.partrelid = c.oid), '[]') as "partitionBy",
    coalesce((select json_agg(w[1]) from pg_inherits i join pg_class x on x.oid = i.inhrelid,
      regexp_matches(pg_get_expr(x.relpartbound, x.oid), '(?:FROM|IN) \\(''([^'']*)''', 'g') w where i.inhparent = c.oid), '[]') as bounds
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relkind in ('r', 'p') order by 1`;

/** The tables of a schema, as far as rows and probes need to know them. */
export async function readTables(client: pg.Client, schema: string): Promise<CatalogTable[]> {
  return (await client.query<CatalogTable>(question, [schema])).rows;
}

/** What a column may be tried with; undefined stands for its default. */
type Candidates = readonly (string | null | undefined)[];

const hex = '0123456789abcdef'.repeat(4);
const texts = [
  'sample',
  'a',
  'ETB',
  'en',
  '+251911234567',
  '0911234567',
  'a@example.com',
  'https://example.com/a',
  hex,
  hex.slice(0, 16),
  '1',
  'ABC1',
  '2026-11-20',
  'image/png',
  '/a',
];
const byType: Readonly<Record<string, Candidates>> = {
  boolean: ['false', 'true'],
  date: ['2026-11-20', '2026-11-21', '2026-11-19'],
  inet: ['127.0.0.1'],
  json: ['{}', '[]'],
  jsonb: ['{}', '[]'],
  'time without time zone': ['09:00', '17:00'],
  'timestamp with time zone': ['2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z', '2026-11-20T08:00:00Z'],
  tsvector: [''],
  uuid: [],
};
const numbers = ['1', '0', '2', '10', '100', '1000', '10000', '-1'];

function candidatesFor(table: CatalogTable, column: CatalogColumn, parents: readonly string[]): Candidates {
  const checks = table.checks.filter((check) => check.columns.includes(column.name));
  const words = checks.flatMap((check) => check.words);
  const spoken = checks.flatMap((check) => check.numbers);
  const bounds = table.partitionBy.includes(column.name) ? table.bounds : [];
  const values = (): Candidates => {
    if (parents.length > 0) return parents;
    if (column.type === 'uuid') return [randomUUID()];
    if (column.type.endsWith('[]')) return ['{}', ...words.map((word) => `{"${word}"}`), '{1}'];
    if (/^(smallint|integer|bigint|numeric|real|double)/.test(column.type)) {
      return [...numbers, ...spoken.flatMap((n) => [n, n + 1, n - 1]).map(String)];
    }
    const lengths = spoken.filter((n) => n > 0 && n < 1_000); // length(x) = 43, x ~ '^[0-9]{3}$'
    if (column.type === 'bytea') return [`\\x${hex}`, ...lengths.map((n) => `\\x${'00'.repeat(n)}`)];
    return [
      ...bounds,
      ...(byType[column.type] ?? [...words, ...texts, ...lengths.flatMap((n) => ['1'.repeat(n), 'a'.repeat(n)])]),
    ];
  };
  // The default first, then nothing, then something: most rows are at home there.
  return [...(column.filled ? [undefined] : []), ...(column.notNull ? [] : [null]), ...values()];
}

/**
 * Writes a row of creator `creatorId` into every table that is no partition, parents first, as whoever the client is.
 * @throws Error naming the table for which no row could be found; `samples` is the way out
 */
export async function writeRows(
  client: pg.Client,
  tables: readonly CatalogTable[],
  creatorId: string,
  samples: Samples,
): Promise<Map<string, WrittenRow>> {
  const written = new Map<string, WrittenRow>();
  const unknown = Object.keys(samples).filter((name) => !tables.some((table) => table.name === name));
  if (unknown.length > 0) throw new Error(`samples for tables that are not there: ${unknown.join(', ')}`);
  await client.query("select set_config('app.creator_id', $1, true)", [creatorId]);

  const write = async (table: CatalogTable, path: readonly string[]): Promise<void> => {
    if (written.has(table.name)) return;
    for (const key of table.keys) {
      const parent = tables.find((other) => other.name === key.parent);
      if (parent && !path.includes(parent.name) && parent !== table) await write(parent, [...path, table.name]);
    }
    const sample = samples[table.name] ?? {};
    const candidates = new Map<string, Candidates>();
    for (const column of table.columns) {
      if (column.computed) continue;
      const given = sample[column.name];
      if (column.name === 'creator_id') candidates.set(column.name, [creatorId]);
      else if (given !== undefined) candidates.set(column.name, [given === null ? null : String(given)]);
      else candidates.set(column.name, candidatesFor(table, column, parentValues(table, column.name, written)));
    }
    written.set(table.name, await find(client, table, candidates));
  };
  for (const table of tables) if (!table.isPartition) await write(table, []);
  return written;
}

function parentValues(table: CatalogTable, column: string, written: ReadonlyMap<string, WrittenRow>): string[] {
  return table.keys.flatMap((key) => {
    const value = written.get(key.parent)?.values[key.parentColumns[key.columns.indexOf(column)] ?? ''];
    return value === undefined || value === null ? [] : [typeof value === 'string' ? value : JSON.stringify(value)];
  });
}

/** Tries until the constraints are content: each refusal names a constraint, and its columns take their next values. */
async function find(
  client: pg.Client,
  table: CatalogTable,
  candidates: ReadonlyMap<string, Candidates>,
): Promise<WrittenRow> {
  const at = new Map<string, number>();
  const advance = (columns: readonly string[]): boolean => {
    for (const column of columns) {
      const next = (at.get(column) ?? 0) + 1;
      if (next < (candidates.get(column)?.length ?? 0)) {
        at.set(column, next);
        return true;
      }
      at.set(column, 0);
    }
    return false;
  };
  for (let attempt = 0; ; attempt++) {
    const columns = [...candidates.keys()];
    const values = columns.map((column) => literal(candidates.get(column)?.[at.get(column) ?? 0]));
    const insert = `insert into ${table.name} as written (${columns.map((c) => `"${c}"`).join(', ')}) values (${values.join(', ')})`;
    await client.query('savepoint attempt');
    try {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(
        `${insert} returning to_jsonb(written) as row`,
      );
      await client.query('release attempt');
      return { insert, values: rows[0]?.row ?? {} };
    } catch (error) {
      await client.query('rollback to attempt; release attempt');
      const { code, constraint, column } = error as { code?: string; constraint?: string; column?: string };
      const check = table.checks.find((c) => c.name === constraint);
      const blamed =
        code === '23502' && column ? [column] : code === '23514' ? (check?.columns ?? table.partitionBy) : [];
      if (attempt < 2_000 && advance(blamed)) continue;
      throw new Error(`no row could be built for ${table.name}: ${(error as Error).message}; give one in samples`);
    }
  }
}

const literal = (value: string | null | undefined): string =>
  value === undefined ? 'default' : value === null ? 'null' : `'${value.replaceAll("'", "''")}'`;
