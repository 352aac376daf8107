// Figures of decision 0002: what an emit costs and how long until a handler starts. `node packages/messages/src/figures.ts`
// with DATABASE_URL of a superuser prints lines of JSON. It changes commit_delay of the whole server while it runs.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { asCreatorId } from '@windsurf/db/tenancy';
import { pino } from 'pino';
import { on, onceIn } from './consume.ts';
import { emit } from './emit.ts';
import { addFact, openLab, orderPaid } from './lab.ts';
import { startWorker } from './worker.ts';

const lab = await openLab();
const a = lab.tenancy('mlab_a');
const b = lab.tenancy('mlab_b');
const creator = asCreatorId(randomUUID());
const say = (what: string, figures: object): void =>
  void process.stdout.write(`${JSON.stringify({ what, ...figures })}\n`);
const at = (list: readonly number[], share: number): number =>
  Math.round((list.toSorted((x, y) => x - y)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0) * 10) /
  10;

const fact = async (key: string, said: boolean): Promise<void> =>
  await a.inCreator(creator, async (tx) => {
    await addFact(tx, 'mlab_a', key);
    if (said) await emit(tx, orderPaid, key, { order: key });
  });

async function perSecond(connections: number, seconds: number, work: () => Promise<void>): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const loop = async (): Promise<void> => {
    while (performance.now() < end) {
      await work();
      done++;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return Math.round(done / seconds);
}

async function commitDelay(microseconds: number): Promise<void> {
  await lab.admin(`alter system set commit_delay = ${microseconds}`);
  await lab.admin('alter system set commit_siblings = 0');
  await lab.admin('select pg_reload_conf()');
  await pause(200);
}

const quiet = String((await lab.admin("select pg_get_functiondef('queue_mlab_b.pg_notify'::regproc) as d"))[0]?.['d']);
const loud = quiet.replace(/and pg_try_advisory_xact_lock\([^;]*?\)\) then/, 'then');
if (loud === quiet) throw new Error('the loud variant is the quiet one');
for (const delay of [0, 1000]) {
  await commitDelay(delay);
  const rates: Record<string, number> = {
    'without emit': await perSecond(8, 3, async () => await fact(randomUUID(), false)),
  };
  for (const [name, text] of [
    ['every transaction calls', loud],
    ['one of the open ones calls', quiet],
  ] as const) {
    await lab.admin(text);
    rates[name] = await perSecond(8, 3, async () => await fact(randomUUID(), true));
    await lab.admin('truncate queue_mlab_b._private_jobs');
  }
  say('scoped transactions with one row per second, 8 connections', { commitDelayMs: delay / 1000, ...rates });
}
await commitDelay(0);

const started = new Map<string, number>();
const handle = on(orderPaid, async (message) => {
  started.set(message.key, performance.now());
  await b.inCreator(message.creatorId, async (tx) => {
    if (await onceIn(tx, message)) await addFact(tx, 'mlab_b', message.key);
  });
});
const worker = await startWorker({
  connectionString: lab.url('svc_mlab_b'),
  schema: 'mlab_b',
  consumers: [handle],
  jobs: [],
  log: pino({ level: 'silent' }),
});
const empty = async (): Promise<void> => {
  while ((await lab.count('select count(*) from queue_mlab_b._private_jobs')) > 0) await pause(10);
};
const latencies = async (name: string, rounds: number, together: number): Promise<void> => {
  const committed = new Map<string, number>();
  for (let i = 0; i < rounds; i++) {
    await Promise.all(
      Array.from({ length: together }, async () => {
        const key = randomUUID();
        await fact(key, true);
        committed.set(key, performance.now());
      }),
    );
    await pause(20 + Math.random() * 20);
  }
  await empty();
  const list = [...committed].map(([key, time]) => Math.max(0, (started.get(key) ?? Infinity) - time));
  say(`commit answered to handler start, ms, ${name}`, {
    events: list.length,
    p50: at(list, 0.5),
    p99: at(list, 0.99),
    max: at(list, 1),
  });
};
await latencies('one at a time', 200, 1);
await latencies('eight commit together', 50, 8);
const begin = performance.now();
const before = started.size;
await Promise.all(Array.from({ length: 2000 }, async () => await fact(randomUUID(), true)));
await empty();
say('emitted and handled, 2000 at once', {
  perSecond: Math.round(((started.size - before) / (performance.now() - begin)) * 1000),
});
await worker.stop();
await lab.admin('alter system reset commit_delay');
await lab.admin('alter system reset commit_siblings');
await lab.admin('select pg_reload_conf()');
await lab.end();
