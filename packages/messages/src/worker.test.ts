import { randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { asCreatorId } from '@windsurf/db/tenancy';
import pg from 'pg';
import { pino } from 'pino';
import t from 'tap';
import type { Test } from 'tap';
import { on, work } from './consume.ts';
import type { Consumer, Jobber } from './consume.ts';
import { emit } from './emit.ts';
import { enqueue } from './job.ts';
import { openLab, orderPaid, settleCheck } from './lab.ts';
import { startWorker } from './worker.ts';
import type { RunningWorker } from './worker.ts';

const lab = await openLab();
const a = lab.tenancy('mlab_a');
const b = lab.tenancy('mlab_b');
const creator = asCreatorId(randomUUID());
const log = pino({ level: 'silent' });
t.teardown(async () => await lab.end());

const start = async (consumers: Consumer[], jobs: Jobber[] = []): Promise<RunningWorker> =>
  await startWorker({ connectionString: lab.url('svc_mlab_b'), schema: 'mlab_b', consumers, jobs, log });
const pay = async (key: string): Promise<void> =>
  await a.inCreator(creator, async (tx) => await emit(tx, orderPaid, key, { order: 'o' }));
const waiting = async (): Promise<number> => await lab.count('select count(*) from queue_mlab_b._private_jobs');
const until = async (fact: () => Promise<boolean>): Promise<void> => {
  while (!(await fact())) await pause(10);
};

t.test('a running worker handles what was there before it and what comes after', async (t) => {
  const seen = new Set<string>();
  const [before, after] = [randomUUID(), randomUUID()];
  await pay(before);
  const worker = await start([on(orderPaid, async ({ key }) => void seen.add(key))]);
  await pay(after);
  await until(async () => (await waiting()) === 0);
  t.strictSame(seen, new Set([before, after]));
  await worker.stop();
  await t.resolves(worker.done);
});

t.test('what was parked after subscribe had looked is released by the next worker that starts', async (t) => {
  const seen: string[] = [];
  const key = randomUUID();
  await lab.admin(`insert into queue_mlab_b.parked values ('order.paid', 1, $1, $2, '{"order":"o"}')`, [key, creator]);
  const worker = await start([on(orderPaid, async (message) => void seen.push(message.key))]);
  await until(async () => seen.length > 0 && (await waiting()) === 0);
  t.strictSame(seen, [key]);
  t.match(await worker.queue.figures(), { parked: 0, due: 0 });
  await worker.stop();
});

t.test('events whose transactions commit together are all found, though only one of them calls', async (t) => {
  const seen = new Set<string>();
  const worker = await start([on(orderPaid, async ({ key }) => void seen.add(key))]);
  const keys = Array.from({ length: 200 }, () => randomUUID());
  await Promise.all(keys.map(pay));
  await until(async () => (await waiting()) === 0);
  t.equal(seen.size, 200);
  await worker.stop();
});

t.test('stop waits for the handler that runs and takes nothing new', async (t) => {
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let handled = 0;
  const slow = on(orderPaid, async () => {
    started.resolve();
    await finish.promise;
    handled++;
  });
  const worker = await start([slow]);
  await pay(randomUUID());
  await started.promise;
  const stopped = worker.stop();
  await pay(randomUUID());
  finish.resolve();
  await stopped;
  t.equal(handled, 1);
  t.equal(await waiting(), 1, 'the other one waits for another worker');
  t.strictSame(await lab.admin('select locked_by from queue_mlab_b._private_jobs'), [{ locked_by: null }]);
  await lab.admin('truncate queue_mlab_b._private_jobs');
});

t.test('a job that is enqueued again while it runs, runs once more, and leaves no dead letter', async (t) => {
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const seen: string[] = [];
  const check = work(settleCheck, async ({ payload }) => {
    started.resolve();
    if (payload.order === 'first') await finish.promise;
    seen.push(payload.order);
    if (payload.order === 'first') throw new Error('superseded');
  });
  const ask = async (order: string): Promise<void> =>
    await b.inCreator(creator, async (tx) => await enqueue(tx, settleCheck, 'k', { order }));
  const worker = await start([], [check]);
  await ask('first');
  await started.promise;
  await ask('second');
  await until(async () => seen.length === 1);
  finish.resolve();
  await until(async () => (await waiting()) === 0);
  t.strictSame(seen, ['second', 'first']);
  t.strictSame(await worker.queue.deadLetters(), []);
  await worker.stop();
});

t.test('a worker that loses its lock ends, so that nobody does its work beside it', async (t) => {
  const worker = await start([on(orderPaid, async () => {})]);
  const ended = t.rejects(worker.done, { message: 'the worker lost its lock' });
  // Its own database's only: other tests have workers in the same cluster.
  await lab.admin(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and mode = 'ShareLock'
    and database = (select oid from pg_database where datname = current_database())`);
  await ended;
});

/** A way to the database that can be cut; `cuts` sees what is sent and says whether its connection dies there. */
async function road(t: Test, cuts: (sent: Buffer) => boolean = () => false): Promise<{ url: string; close(): void }> {
  const target = new URL(lab.url('svc_mlab_b'));
  const [host, port] = [target.hostname, Number(target.port)];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
    upstream.pipe(client);
    client.on('data', (sent: Buffer) => {
      if (cuts(sent)) client.destroy();
      else upstream.write(sent);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.port = String((server.address() as AddressInfo).port);
  const close = (): void => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  t.teardown(close);
  return { url: target.href, close };
}
const startOn = async (connectionString: string): Promise<RunningWorker> =>
  await startWorker({ connectionString, schema: 'mlab_b', consumers: [on(orderPaid, async () => {})], jobs: [], log });

t.test('a worker whose database is gone for good ends too: it does not wait for it to say goodbye', async (t) => {
  const way = await road(t);
  const worker = await startOn(way.url);
  const ended = t.rejects(worker.done, { message: 'the worker lost its lock' });
  way.close();
  await ended;
});

t.test(
  'a worker whose very first question was cut off ends, instead of looking alive and fetching nothing',
  async (t) => {
    let cut = 0;
    const way = await road(t, (sent) => {
      const first = sent.includes('_private_tasks as tasks (identifier)');
      return first && (cut += 1) === 1;
    });
    const worker = await startOn(way.url);
    await t.rejects(worker.done, { message: 'the worker cannot fetch' });
    t.equal(cut, 1, 'it never asked again');
  },
);

t.test('a worker that somebody stops by channel does not stay behind in silence', async (t) => {
  // Connected before, so that nothing is between the start of the worker and what it is told.
  const somebody = new pg.Client({ connectionString: lab.url('svc_mlab_a') });
  await somebody.connect();
  const worker = await start([on(orderPaid, async () => {})]);
  const ended = t.rejects(worker.done, { message: 'the worker ended by itself' });
  await somebody.query(`select pg_notify('worker:migrate', '{"breaking":true}')`);
  await ended;
  await somebody.end();
  process.exitCode = 0; // the library has set 57
});

t.test('a worker never opens more than three connections beside its handlers', async (t) => {
  const connections = async (): Promise<number> =>
    await lab.count(
      "select count(*) from pg_stat_activity where application_name = 'queue_mlab_b' and datname = current_database()",
    );
  await until(async () => (await connections()) === 0); // those of the worker before it are just closing
  const worker = await start([on(orderPaid, async () => await pause(2))]);
  await Promise.all(Array.from({ length: 100 }, async () => await pay(randomUUID())));
  let most = 0;
  await until(async () => {
    most = Math.max(most, await connections());
    return (await waiting()) === 0;
  });
  t.ok(most > 1 && most <= 7, `${most} connections`);
  await worker.stop();
});
