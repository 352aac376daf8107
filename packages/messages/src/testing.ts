// What the tests of messages and of failures stand on: a lab with both services' tenancies, emptied before each test.
import { randomUUID } from 'node:crypto';
import { asCreatorId } from '@windsurf/db/tenancy';
import { traceFields } from '@windsurf/trace/trace';
import { pino } from 'pino';
import type { Test } from 'tap';
import { on, onceIn } from './consume.ts';
import type { Consumer, Jobber } from './consume.ts';
import { drain } from './drain.ts';
import { emit } from './emit.ts';
import { addFact, openLab, orderPaid } from './lab.ts';
import { queueOf, queuePool } from './queue.ts';

type Handlers = { consumers?: Consumer[]; jobs?: Jobber[]; upTo?: Date };

export async function openStand(t: Pick<Test, 'teardown' | 'beforeEach'>) {
  const lab = await openLab();
  const a = lab.tenancy('mlab_a');
  const b = lab.tenancy('mlab_b');
  const queueB = queuePool(lab.url('svc_mlab_b'), 'mlab_b', 1);
  const queue = queueOf(queueB, 'mlab_b');
  const creator = asCreatorId(randomUUID());
  const lines: string[] = [];
  const log = pino({ level: 'debug', mixin: traceFields }, { write: (line: string) => lines.push(line) });
  t.teardown(async () => {
    await queueB.end();
    await lab.end();
  });
  t.beforeEach(async () => {
    await lab.admin(
      'truncate queue_mlab_a._private_jobs, queue_mlab_b._private_jobs, queue_mlab_b.parked, mlab_b.facts, mlab_b.handled_messages',
    );
    await lab.migrate('mlab_b', "select messages.subscribe('order.paid', '{1}')");
  });

  const pay = async (key: string, payload: { order: string; fail?: boolean } = { order: 'o' }): Promise<void> =>
    await a.inCreator(creator, async (tx) => await emit(tx, orderPaid, key, payload));
  const remember = on(orderPaid, async (message) => {
    if (message.payload.fail) throw new Error('told to fail');
    await b.inCreator(message.creatorId, async (tx) => {
      if (await onceIn(tx, message)) await addFact(tx, 'mlab_b', message.key);
    });
  });
  const drainB = async (handlers: Handlers = {}): Promise<number> =>
    await drain({
      connectionString: lab.url('svc_mlab_b'),
      schema: 'mlab_b',
      log,
      consumers: [remember],
      jobs: [],
      ...handlers,
    });
  const waiting = async (): Promise<number> => await lab.count('select count(*) from queue_mlab_b._private_jobs');
  const effects = async (key: string): Promise<number> =>
    await lab.count('select coalesce(sum(n), 0) from mlab_b.facts where id = $1', [key]);

  return { lab, a, b, queueB, queue, creator, lines, pay, remember, drainB, waiting, effects };
}
