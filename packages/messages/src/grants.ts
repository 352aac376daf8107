// A worker that lacks a right handles nothing and says nothing; so it asks before it starts.
import type pg from 'pg';
import { schemaName } from './queue-name.ts';

/** Object of the queue's schema, and what the worker's role needs on it. */
export const workerRights: readonly (readonly [object: string, ...rights: string[]])[] = [
  ['migrations', 'SELECT'],
  ['_private_jobs', 'SELECT', 'UPDATE', 'DELETE', 'policy'],
  ['_private_tasks', 'SELECT', 'INSERT', 'policy'],
  ['_private_job_queues', 'SELECT', 'UPDATE', 'policy'],
  ['_private_known_crontabs', 'SELECT', 'policy'],
  ['parked', 'SELECT'],
  ['dead', 'SELECT'],
  ['unlock_dead', 'EXECUTE'],
  ['release_parked', 'EXECUTE'],
  ['replay', 'EXECUTE'],
];

const question = `
  with needs as (select x ->> 0 as object, r.value as "right" from jsonb_array_elements($2::jsonb) x, jsonb_array_elements_text(x - 0) r),
    there as (
      select c.relname as object, c.oid, 'pg_class'::regclass as kind from pg_class c where c.relnamespace = to_regnamespace($1)
      union all select p.proname, p.oid, 'pg_proc'::regclass from pg_proc p where p.pronamespace = to_regnamespace($1))
  select n."right" || ' on ' || n.object as missing from needs n left join there t using (object)
  where not coalesce(case
    when t.kind = 'pg_proc'::regclass then has_function_privilege(t.oid, 'EXECUTE')
    when n."right" = 'policy' then exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive
      and current_user::regrole = any (p.polroles) and pg_get_expr(p.polqual, p.polrelid) = 'true')
    else has_table_privilege(t.oid, n."right") end, false)
  union all select 'USAGE on the schema' where not coalesce(has_schema_privilege(to_regnamespace($1), 'USAGE'), false)
  union all select 'the role ' || $1 where current_user <> $1
  order by 1`;

/** Throws an Error that names every missing right; `pool` connects as the worker's role. */
export async function assertQueueGrants(pool: pg.Pool, schema: string): Promise<void> {
  const queue = `queue_${schemaName(schema)}`;
  const { rows } = await pool.query<{ missing: string }>(question, [queue, JSON.stringify(workerRights)]);
  if (rows.length > 0) throw new Error(`the worker of ${queue} lacks: ${rows.map((row) => row.missing).join('; ')}`);
}
