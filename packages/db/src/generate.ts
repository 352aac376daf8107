// Prints the row types of a service from the catalog of a migrated database.
import { CamelCasePlugin } from 'kysely';
import type pg from 'pg';

type Column = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly filled: boolean;
  readonly computed: boolean;
  /** Definition of a CHECK on this column alone. */
  readonly checks: readonly string[];
};

const question = `
  select c.relname as table, a.attname as column, case t.typtype when 'd' then b.typname else t.typname end as type,
    a.attnotnull as "notNull", a.atthasdef or a.attidentity <> '' as filled, a.attgenerated <> '' or a.attidentity = 'a' as computed,
    coalesce((select json_agg(pg_get_constraintdef(k.oid) order by k.conname) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]), '[]') as checks
  from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type b on b.oid = t.typbasetype
  where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition
  order by c.relname, a.attnum`;

/** How pg gives a column of this type, with the parsers of pool.ts. */
const typeScript: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  float4: 'number',
  float8: 'number',
  inet: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  json: 'Json',
  jsonb: 'Json',
  numeric: 'string',
  text: 'string',
  time: 'string',
  timestamptz: 'Date',
  tsvector: 'string',
  uuid: 'string',
  varchar: 'string',
};

// The plugin itself turns the names, so that what is printed is what it will understand.
class Names extends CamelCasePlugin {
  toCamel(name: string): string {
    const camel = this.camelCase(name);
    if (this.snakeCase(camel) !== name) throw new Error(`${name}: this name does not come back from camelCase`);
    return camel;
  }
}
const names = new Names();

/**
 * The text of a `db.gen.ts`: an interface `DB` for Kysely with all tables of the schema, in camelCase. `client` may be
 * any role.
 * @throws Error when a column has a type that has no good place in a table, or a name that camelCase cannot carry
 */
export async function generateTypes(client: Pick<pg.ClientBase, 'query'>, schema: string): Promise<string> {
  const { rows } = await (client as pg.Client).query<Column>(question, [schema]);
  if (rows.length === 0) throw new Error(`schema ${schema} has no tables`);
  const tables = Map.groupBy(rows, (row) => row.table);
  const body = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => `    ${names.toCamel(column.column)}: ${typeOf(column)};`);
    return `  '${names.toCamel(schema)}.${names.toCamel(table)}': {\n${lines.join('\n')}\n  };`;
  });
  const used = ['Computed', 'Generated', 'Json'].filter((name) => new RegExp(`\\b${name}\\b`).test(body.join()));
  return [
    '// Generated from the database: run `npm run db` after a migration, and do not edit.',
    ...(used.length > 0 ? [`import type { ${used.join(', ')} } from '@windsurf/db/columns';`] : []),
    '',
    `export interface DB {\n${body.join('\n')}\n}`,
    '',
  ].join('\n');
}

function typeOf(column: Column): string {
  const array = column.type.startsWith('_');
  const base = typeScript[array ? column.type.slice(1) : column.type];
  if (!base || (array && base === 'Json')) {
    throw new Error(`${column.table}.${column.column}: a column of type ${column.type} is not offered`);
  }
  const single = base === 'string' && !array ? (literals(column.checks) ?? base) : base;
  const type = (array ? `${single}[]` : single) + (column.notNull ? '' : ' | null');
  if (column.computed) return `Computed<${type}>`;
  return column.filled ? `Generated<${type}>` : type;
}

/** CHECK (status in ('draft', 'published')), as the catalog prints it, as a union of its words. */
function literals(checks: readonly string[]): string | undefined {
  for (const check of checks) {
    const list =
      /^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)$/.exec(check)?.[1] ?? /^CHECK \(\(\w+ = (.*)\)\)$/.exec(check)?.[1];
    if (list && /^'[^',]*'::text(, '[^',]*'::text)*$/.test(list))
      return list.replaceAll('::text', '').replaceAll(',', ' |');
  }
  return undefined;
}
