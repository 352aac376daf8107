import { randomUUID } from 'node:crypto';
import t from 'tap';
import { currentTrace, inTrace } from '@windsurf/trace/trace';
import { Type as T } from 'typebox';
import { on, work } from './consume.ts';
import { enqueue, job } from './job.ts';
import { orderPaid } from './lab.ts';
import { openStand } from './testing.ts';

const stand = await openStand(t);
const { lab, b, creator, drainB } = stand;
const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const given = `00-${id}-00f067aa0ba902b7-01`;
const later = job('settle.later', T.Object({}));

t.test('a trace goes with the event to its consumer, and with the consumer’s own job', async (t) => {
  const seen: (string | undefined)[] = [];
  const consumers = [
    on(orderPaid, async ({ creatorId, key }) => {
      seen.push(currentTrace()?.traceId);
      await b.inCreator(creatorId, async (tx) => await enqueue(tx, later, key, {}));
    }),
  ];
  const jobs = [work(later, async () => void seen.push(currentTrace()?.traceId))];
  await inTrace(given, async () => await stand.pay(randomUUID()));
  stand.lines.length = 0;
  t.equal(await drainB({ consumers, jobs }), 2);
  t.strictSame(seen, [id, id]);
  t.strictSame(
    stand.lines.map((line) => JSON.parse(line) as Record<string, unknown>).map(({ msg, traceId }) => [msg, traceId]),
    [
      ['message handled', id],
      ['message handled', id],
    ],
  );
});

t.test(
  'two requests keep their traces apart on one connection, and a message without one begins its own',
  async (t) => {
    const seen = new Map<string, string | undefined>();
    const consumers = [on(orderPaid, async ({ key }) => void seen.set(key, currentTrace()?.traceId))];
    const [one, two, bare] = [randomUUID(), randomUUID(), randomUUID()];
    const other = 'a'.repeat(32);
    await inTrace(given, async () => await stand.pay(one));
    await inTrace(`00-${other}-00f067aa0ba902b7-00`, async () => await stand.pay(two));
    await stand.pay(bare);
    await drainB({ consumers });
    t.equal(seen.get(one), id);
    t.equal(seen.get(two), other);
    t.match(seen.get(bare), /^[0-9a-f]{32}$/);
    t.notOk([id, other].includes(seen.get(bare) ?? ''), 'the setting ended with its transaction');
  },
);

t.test('what the build before this one emits and keeps in the queue is handled as ever', async (t) => {
  const key = randomUUID();
  const emitted = 'select messages.emit($1, $2::int, $3::uuid, $4::jsonb)';
  await lab.as('svc_mlab_a', 'mlab_a_creator', creator, emitted, ['order.paid', 1, key, '{"order":"o"}']);
  await lab.admin("update queue_mlab_b._private_jobs set payload = (payload::jsonb - 'trace')::json");
  const seen: unknown[] = [];
  t.equal(await drainB({ consumers: [on(orderPaid, async (message) => void seen.push(message.payload))] }), 1);
  t.strictSame(seen, [{ order: 'o' }]);
});
