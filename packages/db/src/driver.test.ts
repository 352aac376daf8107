// What stays on a connection after each kind of end, and what happens when one is lost.
import { CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import t from 'tap';
import { DatabaseFault } from './errors.ts';
import { numbered, openLab, refusal } from './lab.ts';
import type { LabDB } from './lab.ts';
import { asBuyerId, asCreatorId, createTenancy, nested } from './tenancy.ts';
import type { CreatorTx } from './tenancy.ts';

const lab = await openLab('labdriver');
type DB = { [K in keyof LabDB as K extends `lab.${infer Table}` ? `labdriver.${Table}` : never]: LabDB[K] };
const pool = lab.pool(1);
const tenancy = createTenancy<DB>({ pool, service: 'labdriver' });
const admin = await lab.connect('postgres');
const [a, b] = [asCreatorId(numbered(1)), asCreatorId(numbered(2))];
const broken = CompiledQuery.raw('select 1 / 0');
const products = tenancy.compile.selectFrom('labdriver.products').select('creatorId').compile();
t.teardown(async () => await lab.close());

for (const creator of [a, b]) {
  const rows = [1, 2].map(() => ({ title: 'Injera course', priceSantim: 500 }));
  await tenancy.inCreator(creator, async (tx) => await tx.insertInto('labdriver.products').values(rows).execute());
}

/** Who is on the connection that the next caller gets. */
const left = async (from: pg.Pool): Promise<string[]> => {
  const client = await from.connect();
  let gone: Error | undefined;
  try {
    const ids =
      "coalesce(current_setting('app.creator_id', true), '') || coalesce(current_setting('app.buyer_id', true), '')";
    const { rows } = await client.query<{ who: string; id: string }>(`select current_user as who, ${ids} as id`);
    return [rows[0]?.who ?? '', rows[0]?.id ?? '', await refusal(client.query('select from labdriver.products'))];
  } catch (error) {
    gone = error as Error;
    throw error;
  } finally {
    client.release(gone);
  }
};
const clean = ['svc_labdriver', '', '42501'];

const ends: Record<string, () => Promise<unknown>> = {
  'a commit': async () => await tenancy.inCreator(a, async (tx) => await tx.executeQuery(products)),
  'a batch': async () => await tenancy.batchInCreator(a, [products]),
  'a thrown error': async () =>
    await refusal(
      tenancy.inCreator(a, async (tx) => {
        await tx.executeQuery(products);
        throw new Error('mine');
      }),
    ),
  'a statement error': async () => await refusal(tenancy.inCreator(a, async (tx) => await tx.executeQuery(broken))),
  'a failed batch': async () => await refusal(tenancy.batchInCreator(a, [products, broken])),
  'a nested failure that is survived': async () =>
    await tenancy.inCreator(a, async (tx) => {
      await refusal(nested(tx, async () => await tx.executeQuery(broken)));
      await nested(tx, async () => await nested(tx, async () => await tx.executeQuery(products)));
    }),
  'a buyer': async () => {
    const read = async () =>
      (await tenancy.batchInBuyer(asBuyerId(numbered(9)), [CompiledQuery.raw('select 1')])).length;
    return await read();
  },
  'the platform': async () =>
    await tenancy.inPlatform(async (tx) => await tx.selectFrom('labdriver.codes').select('id').execute()),
};

t.test('no scope is left on a connection, whatever ended it', async (t) => {
  for (const [name, act] of Object.entries(ends)) {
    await act();
    t.same(await left(pool), clean, `after ${name}`);
  }
});

t.test('a statement error that is swallowed makes the commit throw', async (t) => {
  const swallowed = tenancy.inCreator(a, async (tx) => {
    await refusal(tx.executeQuery(broken));
  });
  t.equal(await refusal(swallowed), 'AbortedTransactionError');
  t.same(await left(pool), clean);
});

const pidOf = async (tx: CreatorTx<DB>): Promise<number> => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
  return rows[0]?.pid ?? 0;
};
/** Returns when the backend is gone. */
const kill = async (pid: number): Promise<void> => {
  await admin.query('select pg_terminate_backend($1, 5000)', [pid]);
};

t.test('a connection killed while idle in a transaction: "unavailable", and the pool recovers', async (t) => {
  const outcome = tenancy.inCreator(a, async (tx) => {
    await kill(await pidOf(tx));
    await tx.executeQuery(products);
  });
  t.match(await outcome.catch((e: unknown) => e), { kind: 'unavailable' });
  t.same(await left(pool), clean);
});

t.test('a connection killed while it works: "unavailable", and the pool recovers', async (t) => {
  const outcome = tenancy.inCreator(a, async (tx) => {
    const pid = await pidOf(tx);
    const slow = sql`select pg_sleep(30)`.execute(tx).catch((e: unknown) => e);
    const busy = async () =>
      (
        await admin.query(
          "select from pg_stat_activity where pid = $1 and query like '%pg_sleep%' and state = 'active'",
          [pid],
        )
      ).rowCount;
    while ((await busy()) === 0);
    await kill(pid);
    throw await slow;
  });
  t.match(await outcome.catch((e: unknown) => e), { kind: 'unavailable' });
  t.same(await left(pool), clean);
});

t.test('a client that gave up waiting gives its connection to nobody', async (t) => {
  const hasty = new pg.Pool({ connectionString: lab.url('svc_labdriver'), query_timeout: 1000, max: 1 });
  const impatient = createTenancy<DB>({ pool: hasty, service: 'labdriver' });
  const pid = async () => (await impatient.batchInCreator(a, [CompiledQuery.raw('select pg_backend_pid() as pid')]))[0];
  const before = await pid();
  for (let i = 0; i < 4; i++) await impatient.batchInCreator(a, [CompiledQuery.raw('select pg_sleep(0.3)')]);
  t.same(await pid(), before, 'batches that ended in time leave no clock running');
  const late = impatient.batchInCreator(a, [CompiledQuery.raw('select pg_sleep(10)')]);
  t.match(await late.catch((e: unknown) => e), { kind: 'unavailable' });
  t.notSame(await pid(), before);
  await hasty.end();
});

t.test('a database that cannot be reached is "unavailable"', async (t) => {
  const nowhere = new pg.Pool({ host: '127.0.0.1', port: 1, max: 1 });
  const lost = createTenancy<DB>({ pool: nowhere, service: 'labdriver' });
  const error: unknown = await lost.batchInPublic([products]).catch((e: unknown) => e);
  t.ok(error instanceof DatabaseFault);
  t.match(error, { kind: 'unavailable' });
});

t.test('1,000 probes between random ends on 4 connections: never a scope left, never a foreign row', async (t) => {
  const wide = lab.pool(4);
  const busy = createTenancy<DB>({ pool: wide, service: 'labdriver' });
  const seen = { probes: 0, wrong: 0, kills: 0, own: 0 };
  const events: readonly ((c: typeof a) => Promise<readonly { creatorId: string }[]>)[] = [
    async (c) => (await busy.batchInCreator(c, [products]))[0],
    async (c) => await busy.inCreator(c, async (tx) => (await tx.executeQuery(products)).rows),
    async (c) => (await busy.batchInCreator(c, [products, broken]))[0],
    async (c) => await busy.inCreator(c, async (tx) => (await tx.executeQuery(broken), [])),
    async (c) =>
      await busy.inCreator(c, async (tx) => {
        await refusal(nested(tx, async () => await tx.executeQuery(broken)));
        return (await tx.executeQuery(products)).rows;
      }),
  ];
  const killOne = async (): Promise<void> => {
    await refusal(
      busy.inCreator(a, async (tx) => {
        seen.kills++;
        await kill(await pidOf(tx));
        await tx.executeQuery(products);
      }),
    );
  };
  const caller = async (n: number): Promise<void> => {
    while (seen.probes < 1000) {
      if (n === 0 && seen.probes > seen.kills * 200) await killOne();
      const creator = Math.random() < 0.5 ? a : b;
      const event = events[Math.floor(Math.random() * events.length)];
      const rows = (await event?.(creator).catch(() => [])) ?? [];
      seen.own += rows.filter((row) => row.creatorId === creator).length;
      seen.wrong += rows.filter((row) => row.creatorId !== creator).length;
      const probe = await left(wide).catch(() => undefined);
      if (probe) seen.probes++;
      if (probe && probe.join() !== clean.join()) seen.wrong++;
    }
  };
  await Promise.all(Array.from({ length: 12 }, async (_, n) => await caller(n)));
  t.equal(seen.wrong, 0);
  t.ok(seen.own > 100 && seen.kills > 2, JSON.stringify(seen));
});
