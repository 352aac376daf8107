// What must be the same in a restored database, schema by schema: rows and their content, and the wall between tenants.
import type pg from 'pg';

export type TablePrint = { readonly name: string; readonly rows: number; readonly checksum: string };

export type SchemaPrint = {
  readonly schema: string;
  readonly tables: readonly TablePrint[];
  /** Each as one line, so that a difference can be named. */
  readonly policies: readonly string[];
  readonly grants: readonly string[];
  readonly functions: readonly string[];
};

type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * Reads every row of the schema's tables. The client must see all of them: `backup_<schema>`, or a superuser.
 * @throws Error when the schema has no table: an empty copy would be equal to an empty copy
 */
export async function printOf(db: Queryable, schema: string): Promise<SchemaPrint> {
  const named = await db.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1::text and c.relkind = 'r' order by 1`,
    [schema],
  );
  if (named.rows.length === 0) throw new Error(`${schema} has no table`);
  const tables: TablePrint[] = [];
  for (const { name } of named.rows) {
    // A sum of hashes does not depend on the order of rows, and needs no sort.
    const { rows } = await db.query<{ n: string; sum: string }>(
      `select count(*)::text as n, coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text as sum from ${name} t`,
    );
    tables.push({ name, rows: Number(rows[0]?.n ?? 0), checksum: rows[0]?.sum ?? '' });
  }
  return {
    schema,
    tables,
    policies: await lines(
      db,
      `select format('%s %s %s %s %s using %s check %s', tablename, policyname, permissive, roles, cmd, qual, with_check)
        from pg_policies where schemaname = $1::text
       union all
       select format('%s row security %s forced %s', c.relname, c.relrowsecurity, c.relforcerowsecurity)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1::text and c.relkind in ('r', 'p')`,
      schema,
    ),
    grants: await lines(
      db,
      `select format('%s %s %s', c.relname, x.grantee::regrole, x.privilege_type)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) x where n.nspname = $1::text
       union all
       select format('schema %s %s', x.grantee::regrole, x.privilege_type) from pg_namespace n, aclexplode(n.nspacl) x where n.nspname = $1::text
       union all
       select format('%s is a member of %s, inherit %s set %s', m.member::regrole, m.roleid::regrole, m.inherit_option, m.set_option)
        from pg_auth_members m where m.roleid::regrole::text ~ ('(^|_)' || $1::text || '($|_)')`,
      schema,
    ),
    functions: await lines(
      db,
      `select format('%s(%s) of %s definer %s %s %s %s', p.proname, pg_get_function_identity_arguments(p.oid), p.proowner::regrole,
          p.prosecdef, p.proconfig, p.proacl, md5(p.prosrc || coalesce(pg_get_function_sqlbody(p.oid), '')))
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ($1::text, $1::text || '_doors')`,
      schema,
    ),
  };
}

async function lines(db: Queryable, text: string, schema: string): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>(`select line from (${text}) as l (line) order by 1`, [schema]);
  return rows.map((row) => row.line);
}

export type Comparison = {
  /** What differs, by name; the copy is good when this is empty. */
  readonly differences: readonly string[];
  readonly tables: number;
  readonly rows: number;
  readonly policies: number;
  readonly grants: number;
  readonly functions: number;
};

/** Compares a copy with what was there. */
export function comparePrints(expected: readonly SchemaPrint[], actual: readonly SchemaPrint[]): Comparison {
  const differences: string[] = [];
  const count = { tables: 0, rows: 0, policies: 0, grants: 0, functions: 0 };
  for (const was of expected) {
    const is = actual.find((one) => one.schema === was.schema);
    if (is === undefined) {
      differences.push(`${was.schema} is missing`);
      continue;
    }
    for (const table of was.tables) {
      const other = is.tables.find((one) => one.name === table.name);
      if (other?.rows !== table.rows)
        differences.push(`${table.name}: ${table.rows} rows, now ${other?.rows ?? 'no table'}`);
      else if (other.checksum !== table.checksum) differences.push(`${table.name}: rows differ`);
      count.rows += table.rows;
    }
    count.tables += was.tables.length;
    for (const kind of ['policies', 'grants', 'functions'] as const) {
      differences.push(...missingFrom(is[kind], was[kind]).map((line) => `${kind} lack: ${line}`));
      differences.push(...missingFrom(was[kind], is[kind]).map((line) => `${kind} have too much: ${line}`));
      count[kind] += was[kind].length;
    }
    const extra = is.tables.filter((table) => !was.tables.some((one) => one.name === table.name));
    differences.push(...extra.map((table) => `${table.name} was not there`));
  }
  if (count.tables === 0 || count.policies === 0) differences.push('nothing was compared');
  return { differences, ...count };
}

const missingFrom = (where: readonly string[], wanted: readonly string[]): string[] => {
  const there = new Set(where);
  return wanted.filter((line) => !there.has(line));
};
