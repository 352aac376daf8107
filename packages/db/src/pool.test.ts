import t from 'tap';
import { CompiledQuery } from 'kysely';
import { openLab } from './lab.ts';
import { createPool } from './pool.ts';
import { createTenancy } from './tenancy.ts';

const lab = await openLab('labpool');
t.teardown(async () => await lab.close());

t.test('every limit is the server’s own, and a statement that takes too long is a "timeout"', async (t) => {
  const connectionString = lab.url('svc_labpool');
  const pool = createPool({ connectionString, max: 1, statementTimeout: 900, applicationName: 'labpool web' });
  const settings = ['application_name', 'statement_timeout', 'idle_in_transaction_session_timeout'];
  const { rows } = await pool.query('select array_agg(current_setting(s)) as seen from unnest($1::text[]) s', [
    settings,
  ]);
  t.same(rows, [{ seen: ['labpool web', '900ms', '10s'] }]);
  const tenancy = createTenancy<object>({ pool, service: 'labpool' });
  const slow = tenancy.batchInPublic([CompiledQuery.raw('select pg_sleep(10)')]);
  t.match(await slow.catch((error: unknown) => error), { kind: 'timeout', sqlState: '57014' });
  t.same(await tenancy.batchInPublic([CompiledQuery.raw('select 1 as n')]), [[{ n: 1 }]]);
  await pool.end();
});

t.test('int8 and its arrays are safe integers, dates stay the text they are, in the pool and in a scope', async (t) => {
  const text =
    "select 5::int8 as n, '{1,2}'::int8[] as many, '2026-11-20'::date as day, '{2026-11-20}'::date[] as days";
  const row = { n: 5, many: [1, 2], day: '2026-11-20', days: ['2026-11-20'] };
  const pool = lab.pool(1);
  t.same((await pool.query(text)).rows, [row]);
  const tenancy = createTenancy<object>({ pool, service: 'labpool' });
  t.same(await tenancy.batchInPublic([CompiledQuery.raw(text)]), [[row]]);
});

t.test('an idle connection that dies is told and replaced, and the process lives', async (t) => {
  const told = Promise.withResolvers<Error>();
  const connectionString = lab.url('svc_labpool');
  const pool = createPool({ connectionString, max: 1, onIdleError: told.resolve });
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  await (await lab.connect('postgres')).query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
  t.match((await told.promise).message, /terminat/);
  t.equal((await pool.query('select 1')).rowCount, 1);
  await pool.end();
});

t.test(
  'a connection that dies between two statements of a transaction, older than the driver on it, ends no process',
  async (t) => {
    const connectionString = lab.url('svc_labpool');
    const pool = createPool({ connectionString, max: 1 });
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const tenancy = createTenancy<object>({ pool, service: 'labpool' });
    const cut = tenancy.inPublic(async (tx) => {
      await tx.executeQuery(CompiledQuery.raw('select 1'));
      await (await lab.connect('postgres')).query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      // The server's goodbye arrives while nobody waits for an answer.
      await new Promise((resolve) => setImmediate(resolve));
      await tx.executeQuery(CompiledQuery.raw('select 2'));
    });
    t.match(await cut.catch((error: unknown) => error), { kind: 'unavailable' });
    t.same(
      await tenancy.batchInPublic([CompiledQuery.raw('select 1 as n')]),
      [[{ n: 1 }]],
      'and another takes its place',
    );
    await pool.end();
  },
);
