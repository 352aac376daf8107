import t from 'tap';
import { settleRounds } from '../settle/settle.rounds.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';
import { startJanitor, tick } from './janitor.ts';
import type { Round } from './janitor.ts';

/** Counts what the rail is asked. */
function countQuestions(lab: TestPayments): () => number {
  let asked = 0;
  const rail = lab.deps.rails.get('telebirr') as unknown as { query: (...args: unknown[]) => Promise<unknown> };
  const { query } = rail;
  rail.query = async (...args) => {
    asked += 1;
    return await query(...args);
  };
  return () => asked;
}

t.test('two janitors at once never ask about one attempt twice', async (t) => {
  const lab = await startTestPayments(t);
  lab.outside.telebirr.setSwitch('lost');
  const product = await lab.product();
  const many = 30;
  for (let n = 0; n < many; n++) await lab.begin(product, `09110000${String(n).padStart(2, '0')}`);
  const asked = countQuestions(lab);
  const rounds = settleRounds(lab.deps);
  await Promise.all([1, 2, 3].map(async () => await tick(lab.deps, rounds)));
  t.equal(asked(), 0, 'nothing is due yet');
  lab.clock.advance(16);
  await Promise.all([1, 2, 3].map(async () => await tick(lab.deps, rounds)));
  t.equal(asked(), many, 'each once');
  await Promise.all([1, 2, 3].map(async () => await tick(lab.deps, rounds)));
  t.equal(asked(), many);
});

t.test('what a janitor held when it died is taken by another when the lease is over, and not before', async (t) => {
  const lab = await startTestPayments(t);
  const { orderId } = await lab.begin(await lab.product());
  // Not over the page: who looks there has the rail asked.
  const state = async () => (await lab.db.look<{ state: string }>('select state from payments.intents'))[0]?.state;
  lab.outside.telebirr.setSwitch('lost', orderId);
  await lab.outside.telebirr.approve(orderId);
  lab.clock.advance(16);
  const now = lab.clock.now();
  // Taken, as a process does that is killed before it asks.
  await lab.deps.tenancy.door('due_intents', now, new Date(now.getTime() + 90_000), 100);
  await lab.work();
  t.equal(await state(), 'pending');
  lab.clock.advance(89);
  await lab.work();
  t.equal(await state(), 'pending');
  lab.clock.advance(2);
  await lab.work();
  t.equal(await state(), 'succeeded');
});

t.test('a round is done by one worker at a time, keeps its cursor, and comes again after its pause', async (t) => {
  const lab = await startTestPayments(t);
  const seen: string[] = [];
  const round: Round = {
    name: 'test.count',
    everyMs: 60_000,
    async work(_deps, cursor) {
      seen.push(cursor);
      return { cursor: `${cursor}x`, more: seen.length < 3 };
    },
  };
  await Promise.all([1, 2, 3, 4].map(async () => await tick(lab.deps, [round])));
  t.same(seen, ['', 'x', 'xx'], 'more is done at once, by one');
  await tick(lab.deps, [round]);
  t.equal(seen.length, 3);
  lab.clock.advance(61);
  await tick(lab.deps, [round]);
  t.same(seen.at(-1), 'xxx');
});

t.test(
  'a round that fails says so, stops no other, and is tried again after its pause with the cursor it had',
  async (t) => {
    const lab = await startTestPayments(t);
    let fails = true;
    const seen: string[] = [];
    const bad: Round = {
      name: 'test.bad',
      everyMs: 1000,
      async work(_deps, cursor) {
        seen.push(cursor);
        if (fails) throw new Error('broken');
        return { cursor: 'done' };
      },
    };
    let good = 0;
    const other: Round = {
      name: 'test.good',
      everyMs: 1000,
      async work() {
        good += 1;
      },
    };
    await tick(lab.deps, [bad, other]);
    t.equal(good, 1);
    t.match(lab.logged(), /"alarm":true.*a round failed/);
    fails = false;
    lab.clock.advance(2);
    await tick(lab.deps, [bad, other]);
    lab.clock.advance(2);
    await tick(lab.deps, [bad]);
    t.same(seen, ['', '', 'done']);
  },
);

t.test('a running janitor stops when it is told to, in the middle of its pause', async (t) => {
  const lab = await startTestPayments(t);
  const done = Promise.withResolvers<void>();
  const once: Round = {
    name: 'test.once',
    everyMs: 60_000,
    async work() {
      done.resolve();
    },
  };
  const janitor = startJanitor(lab.deps, [once], 60_000);
  await done.promise;
  await janitor.stop();
  t.pass('it stopped');
});
