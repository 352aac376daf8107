import { CompiledQuery } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Tenancy } from '@windsurf/db/tenancy';
import { testDatabase } from '@windsurf/testbed/database';
import { observed } from '@windsurf/testbed/observed';
import { freePort } from '@windsurf/testbed/ports';
import { quietLog } from '@windsurf/testbed/quiet-log';
import type { DB } from './db.gen.ts';
import { createDeps } from './deps.ts';
import type { Deps } from './deps.ts';
import { addSale, readSummary } from './summaries/summaries.ts';
import { startTestAnalytics } from './testing.ts';

// The replica is a database of its own whose rows differ, as those of one that is behind: what is read tells where.
const primary = await startTestAnalytics(t);
const replica = await testDatabase(t, ['analytics']);
const creator = asCreatorId(newId());
const [AT_PRIMARY, AT_REPLICA] = [2, 1];

async function sell(tenancy: Tenancy<DB>, times: number): Promise<void> {
  const productId = newId();
  const sale = { at: primary.clock.now(), productId, items: [{ productId, santim: 5_000 }] };
  for (let i = 0; i < times; i++) await tenancy.inCreator(creator, async (tx) => await addSale(tx, creator, sale));
}
await sell(primary.deps.tenancy, AT_PRIMARY);
await sell(replica.tenancy<DB>('analytics'), AT_REPLICA);

/** Writes are refused as a standby refuses them. */
const standby = (url: string): string => {
  const address = new URL(url);
  address.searchParams.set('options', '-c default_transaction_read_only=on');
  return address.href;
};
const connections = async (): Promise<{ name: string; pid: number }[]> =>
  await replica.look(
    `select datname as name, pid from pg_stat_activity where application_name = 'analytics reports' and datname = any($1)`,
    [[replica.name, primary.db.name]],
  );

/** What main.ts builds with this address of a replica. */
function depsWith(url: string | undefined) {
  const { log, lines } = quietLog();
  const stops: (() => Promise<unknown>)[] = [];
  const { metrics } = observed('analytics');
  const deps = createDeps({
    ...primary.deps,
    log,
    metrics,
    shared: primary.deps,
    env: url === undefined ? {} : { DATABASE_READ_URL: url },
    stops,
  });
  t.teardown(async () => await deps.views.close());
  const stop = async (): Promise<void> => {
    for (const close of stops) await close();
  };
  return { deps, lines, stop, text: async () => await metrics.text() };
}
/** PostgreSQL's code for why it did not do this; `done` where it did. */
const refusal = async (deps: Deps, query: CompiledQuery): Promise<unknown> =>
  await deps.reports.batchInCreator(creator, [query]).then(
    () => 'done',
    (error: { sqlState?: unknown }) => error.sqlState,
  );
const sales = async (deps: Deps): Promise<number> => (await readSummary(deps, creator, 2)).total.sales;

t.test('without an address of a replica the primary is read, over no second pool', async (t) => {
  const { deps, stop, text } = depsWith(undefined);
  t.equal(await sales(deps), AT_PRIMARY);
  t.equal(deps.reports, deps.tenancy);
  t.same(await connections(), []);
  t.notMatch(await text(), /windsurf_replica_pool/);
  await stop();
});

t.test(
  'a summary is read from the replica, writes go to the primary, and the connections end with the service',
  async (t) => {
    const { deps, lines, stop, text } = depsWith(standby(replica.url('svc_analytics')));
    t.equal(await sales(deps), AT_REPLICA);
    await sell(deps.tenancy, 1);
    t.equal(await sales(deps), AT_REPLICA, 'the replica has not heard of it');
    t.equal(await sales(primary.deps), AT_PRIMARY + 1);
    const seen = await connections();
    t.ok(seen.length > 0 && seen.every(({ name }) => name === replica.name), `${seen.length} connections`);
    t.match(await text(), /windsurf_replica_pool_total\{[^}]*\} 1\n/);
    t.same(lines(), []);
    await stop();
    // The server ends a process of its own for each; it does so after the connection was closed.
    while ((await connections()).length > 0) await setImmediate();
  },
);

t.test('planted: a write that is sent to the replica is refused, and is not tried at the primary', async (t) => {
  const { deps, stop } = depsWith(standby(replica.url('svc_analytics')));
  const before = await sales(primary.deps);
  const write = CompiledQuery.raw('update analytics.daily_summaries set sales = sales + 1 where creator_id = $1', [
    creator,
  ]);
  t.equal(await refusal(deps, write), '25006');
  t.equal(await sales(primary.deps), before);
  await stop();
});

t.test('a mistake of ours is told and not repeated at the primary', async (t) => {
  const { deps, lines, stop } = depsWith(standby(replica.url('svc_analytics')));
  const wrong = CompiledQuery.raw('select nothing from analytics.daily_summaries');
  t.equal(await refusal(deps, wrong), '42703');
  t.same(lines(), []);
  await stop();
});

t.test(
  'a replica that does not answer costs a creator nothing: the primary is read, with one line for all',
  async (t) => {
    const { deps, lines, stop } = depsWith(`postgres://svc_analytics@127.0.0.1:${await freePort()}/windsurf`);
    const expected = await sales(primary.deps);
    t.same(await Promise.all([1, 2, 3, 4].map(async () => await sales(deps))), [
      expected,
      expected,
      expected,
      expected,
    ]);
    primary.clock.advance(29);
    t.equal(await sales(deps), expected);
    t.match(lines(), [{ level: 40, msg: /replica does not answer/, err: { kind: 'unavailable' } }]);
    t.equal(lines().length, 1);
    primary.clock.advance(2);
    t.equal(await sales(deps), expected);
    t.equal(lines().length, 2, 'after half a minute it was asked again');
    await stop();
  },
);

t.test('a connection that the replica ends in the middle of a read is a read from the primary', async (t) => {
  const { deps, lines, stop } = depsWith(standby(replica.url('svc_analytics')));
  t.equal(await sales(deps), AT_REPLICA);
  const where = CompiledQuery.raw('select current_database() as name, pg_sleep(0.5)::text');
  const reading = deps.reports.batchInCreator(creator, [where]);
  let ended = 0;
  while (ended === 0) {
    const killed = await replica.look(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and query like '%pg_sleep(0.5)::text'`,
      [replica.name],
    );
    ended = killed.length;
  }
  t.match(await reading, [[{ name: primary.db.name }]]);
  t.match(lines(), [{ err: { sqlState: '57P01' } }]);
  t.not(await sales(deps), AT_REPLICA, 'it is given its time');
  primary.clock.advance(31);
  t.equal(await sales(deps), AT_REPLICA, 'and then asked again');
  t.equal(lines().length, 1);
  await stop();
});
