import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { GiveUp, on } from './consume.ts';
import { job } from './job.ts';
import { addFact, orderPaid, settleCheck } from './lab.ts';
import { openStand } from './testing.ts';

const { lab, b, queue, creator, lines, pay, remember, drainB, waiting, effects } = await openStand(t);

t.test('a failed handler makes drain reject with its name, leaves no trace, and is tried later', async (t) => {
  const key = randomUUID();
  lines.length = 0;
  await pay(key, { order: 'a secret of the buyer', fail: true });
  await pay(randomUUID());
  await t.rejects(drainB(), { message: `handlers failed: order.paid.v1 ${key}: told to fail` });
  t.equal(await lab.count('select count(*) from mlab_b.handled_messages'), 1, 'the other one was handled');
  t.strictSame(await lab.admin('select attempts, run_at > now() as later from queue_mlab_b._private_jobs'), [
    { attempts: 1, later: true },
  ]);
  const warning = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .find((line) => line['msg'] === 'message failed');
  t.match(warning, { event: 'order.paid', version: 1, key, attempt: 1, of: 12, fault: { name: 'Error' } });
  t.notMatch(lines.join(''), /secret|told to fail/, 'no log line has the payload or the error’s words');
});

t.test('after its last attempt a message is dead: listed without content, replayed, handled', async (t) => {
  const key = randomUUID();
  await pay(key, { order: 'o', fail: true });
  await lab.admin('update queue_mlab_b._private_jobs set attempts = 11');
  await t.rejects(drainB(), { message: /told to fail/ });
  const [letter] = await queue.deadLetters();
  t.match(letter, { task: 'order.paid.v1', key, creatorId: creator, attempts: 12, lastError: 'told to fail' });
  t.match(await queue.figures(), { dead: 1, due: 0 });
  t.equal(await drainB(), 0, 'the dead are not tried');
  await pay(key);
  t.equal(await waiting(), 1, 'and emitting it again does not bring it back');
  const mended = on(orderPaid, async (message) => {
    await b.inCreator(message.creatorId, async (tx) => await addFact(tx, 'mlab_b', message.key));
  });
  t.equal(await queue.replay([letter?.id ?? '']), 1);
  t.equal(await queue.replay([letter?.id ?? '']), 0, 'it is alive already');
  t.equal(await drainB({ consumers: [mended] }), 1);
  t.equal(await effects(key), 1);
  t.strictSame(await queue.deadLetters(), []);
});

t.test(
  'a payload that does not fit is refused to the sender, and dead at once when it came all the same',
  async (t) => {
    const wrong = { order: 5 } as unknown as { order: string };
    await t.rejects(pay(randomUUID(), wrong), {
      name: 'TypeError',
      message: 'the payload of order.paid does not fit its schema: /order type',
    });
    const key = randomUUID();
    await lab.as(
      'svc_mlab_a',
      'mlab_a_creator',
      creator,
      "select messages.emit('order.paid', 1, $1, '{\"order\": 5}')",
      [key],
    );
    await t.rejects(drainB(), { message: /does not fit the schema of order.paid.v1: \/order type/ });
    const [letter] = await queue.deadLetters();
    t.match(letter, { key, attempts: 1, lastError: /does not fit the schema/ });
    t.equal(await queue.replay([letter?.id ?? '']), 1, 'after a mended build');
    t.equal(await lab.count('select max_attempts from queue_mlab_b._private_jobs'), 12);
  },
);

t.test('a handler that gives up makes a dead letter, one that hangs fails in time', async (t) => {
  await pay(randomUUID());
  const giveUp = on(orderPaid, async () => {
    throw new GiveUp('the order is gone');
  });
  await t.rejects(drainB({ consumers: [giveUp] }), { message: /the order is gone/ });
  t.match(await queue.figures(), { dead: 1 });
  await pay(randomUUID());
  let aborted = false;
  const hang = on(
    orderPaid,
    async ({ signal }) => {
      signal.addEventListener('abort', () => (aborted = true));
      await pause(60_000, undefined, { ref: false });
    },
    { timeout: 30 },
  );
  await t.rejects(drainB({ consumers: [hang] }), { message: /no end after 30 ms/ });
  t.ok(aborted, 'and is told');
});

t.test('two handlers for one message, or none at all, are refused', async (t) => {
  await t.rejects(drainB({ consumers: [remember, remember] }), {
    name: 'RangeError',
    message: 'order.paid.v1 has two handlers',
  });
  await t.rejects(drainB({ consumers: [] }), { name: 'RangeError' });
  t.throws(() => job('Settle', settleCheck.payload), { name: 'RangeError' });
});
