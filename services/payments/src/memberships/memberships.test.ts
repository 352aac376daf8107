import t from 'tap';
import { asCreatorId } from '@windsurf/db/tenancy';
import { reserve } from '../refunds/refunds.ts';
import { attend } from './memberships.rounds.ts';
import { startTestMemberships } from './testing.ts';
import { day } from './periods.ts';
import { choicesOf } from './price.ts';

const lab = await startTestMemberships(t);
const { deps, db, clock } = lab;
const days = (from: Date, count: number): Date => new Date(from.getTime() + count * day);
const join = async (product: Awaited<ReturnType<typeof lab.place>>, fields: object = {}): Promise<void> => {
  const answer = await lab.start(product, lab.someone(), fields);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const [intent] = await lab.intentsOf(product);
  if (intent) await lab.settled(intent.id, intent.amount);
};

t.test('a month, three and twelve cost what is said; another length is not offered', async (t) => {
  const product = await lab.place();
  const sums: number[] = [];
  for (const months of ['1', '3', '12']) {
    const answer = await lab.start(product, lab.someone(), { months });
    t.equal(answer.statusCode, 201);
    sums.push(answer.json<{ amountSantim: number }>().amountSantim);
  }
  t.same(sums, [15_000, 40_500, 144_000]);
  const other = await lab.start(product, lab.someone(), { months: '6' });
  t.equal(other.statusCode, 422);
  t.match(other.body, /\/fields\/months/);
  t.same(
    choicesOf({ graceDays: 0, prepay: [{ months: 3, percentOff: 33 }] }, 10_001).map(({ totalSantim }) => totalSantim),
    [10_001, 30_003 - 9900],
    'what is taken off is cut to the whole santim',
  );
});

t.test('who pays is a member for so long, and everybody who has to know is told', async (t) => {
  const product = await lab.place();
  const before = clock.now();
  await join(product, { months: '3' });
  const row = await lab.membershipOf(product);
  t.match(row, { state: 'active', month: 15_000, number: 1 });
  t.ok(row.until > days(before, 88) && row.until < days(before, 93));
  t.equal(row.access.getTime() - row.until.getTime(), 3 * day);
  const told = (await lab.told('membership.changed')).filter((one) => one.membershipId === row.id);
  t.match(told, [{ what: 'joined', number: 1, state: 'active', until: row.until.toISOString() }]);
  const paid = (
    await db.look<{ choice: object }>('select choice from payments.intents where product_id = $1', [product.id])
  )[0];
  t.same(paid?.choice, { months: 3, monthSantim: 15_000 }, 'numbers, and nothing that was written');
});

t.test('the same payment told five times is one; two payments are two', async (t) => {
  const product = await lab.place();
  await join(product);
  const [intent] = await lab.intentsOf(product);
  const first = await lab.membershipOf(product);
  for (let n = 0; n < 5; n++) await lab.settled(intent?.id ?? '', intent?.amount ?? 0);
  t.match(await lab.membershipOf(product), { number: 1, until: first.until });
  const page = { do: 'pay', months: '1', rail: 'telebirr', attempt: 'one-and-the-same' };
  const answers = await Promise.all([1, 2, 3].map(async () => await lab.press(product, page)));
  t.same(new Set(answers.map(({ statusCode }) => statusCode)), new Set([303]));
  t.equal((await lab.intentsOf(product)).length, 2, 'three presses are one attempt');
  const [open] = await lab.intentsOf(product);
  await lab.settled(open?.id ?? '', open?.amount ?? 0);
  await lab.renew(product);
  const facts = await db.look('select kind from payments.membership_facts where membership_id = $1', [first.id]);
  t.equal(facts.length, 3, 'a second payment is more time, not money that goes back');
  t.equal(await lab.count("payments.refunds where source = 'credit'"), 0);
});

t.test(
  'twelve renewals by link: early, late, double, after a pause; reminders each time, none after a payment',
  async (t) => {
    const product = await lab.place();
    await join(product);
    const { id } = await lab.membershipOf(product);
    const dueOf = async (): Promise<number[]> =>
      (await lab.told('membership.due')).filter((one) => one.membershipId === id).map((one) => one.days ?? NaN);
    const heard: number[] = [];
    const renewAt = async (offset: number): Promise<void> => {
      const { until } = await lab.membershipOf(product);
      await lab.walkTo(days(until, offset));
      await lab.renew(product);
      const after = await lab.membershipOf(product);
      t.equal(after.state, 'active');
      t.ok(after.until > days(until, 27), `renewed at ${offset} days goes on from the old end`);
      heard.push((await dueOf()).length);
    };
    for (const offset of [-10, -4, -4, -1, 1, 2.5, -20]) await renewAt(offset);
    t.same(heard, [0, 1, 2, 4, 7, 11, 11], 'who pays in time hears what came before that, and nothing after');
    t.same((await dueOf()).slice(0, 7), [5, 5, 5, 2, 5, 2, 0]);
    await lab.renew(product);
    const ahead = await lab.membershipOf(product);
    await lab.walkTo(days(ahead.until, -40), 48);
    t.equal((await lab.press(product, { do: 'pause' })).statusCode, 303);
    const paused = await lab.membershipOf(product);
    t.match(paused, { state: 'paused' });
    await lab.walkTo(days(clock.now(), 30), 48);
    t.equal((await lab.press(product, { do: 'resume' })).statusCode, 303);
    const resumed = await lab.membershipOf(product);
    t.equal(resumed.until.getTime() - ahead.until.getTime(), 30 * day, 'to the day');
    for (const offset of [-2, 0.5, -6, -5]) await renewAt(offset);
    const bills = await lab.count(`payments.membership_bills where membership_id = '${id}'`);
    t.ok(bills >= 6 && bills <= 12, `${bills} bills`);
    t.equal(
      await lab.count(
        `(select ends_at from payments.membership_bills where membership_id = '${id}' group by 1 having count(*) > 1) twice`,
      ),
      0,
    );
    t.equal((await lab.membershipOf(product)).month, 15_000);
  },
);

t.test('nobody pays: told four times, open for the days of grace, then over and counted as forgotten', async (t) => {
  const product = await lab.place();
  await join(product);
  const { id, until } = await lab.membershipOf(product);
  await lab.walkTo(days(until, 1));
  t.match(await lab.membershipOf(product), { state: 'grace', how: null });
  await lab.walkTo(days(until, 4));
  t.match(await lab.membershipOf(product), { state: 'ended', how: 'forgot' });
  await lab.walkTo(days(until, 20), 48);
  const mine = (one: { membershipId?: string }): boolean => one.membershipId === id;
  t.same(
    (await lab.told('membership.due')).filter(mine).map((one) => one.days),
    [5, 2, 0, -2],
  );
  t.same(
    (await lab.told('membership.changed')).filter(mine).map((one) => one.what),
    ['joined', 'ended'],
  );
  const ended = (await lab.told('membership.changed')).findLast(mine);
  t.match(ended ?? {}, { state: 'ended', orderId: null });
  await lab.renew(product);
  t.match(await lab.membershipOf(product), { state: 'active', how: null });
});

t.test('two workers at once make one bill and tell once', async (t) => {
  const product = await lab.place();
  await join(product);
  const { id, until } = await lab.membershipOf(product);
  clock.set(days(until, -5).toISOString());
  await Promise.all([1, 2, 3, 4].map(async () => await attend(deps, lab.creatorId, id)));
  t.equal(await lab.count(`payments.membership_bills where membership_id = '${id}'`), 1);
  t.equal((await lab.told('membership.due')).filter((one) => one.membershipId === id).length, 1);
});

t.test('nobody is woken: what falls into the night is told in the morning', async (t) => {
  const product = await lab.place();
  clock.advance(13 * 3600);
  await join(product);
  const { id, until } = await lab.membershipOf(product);
  const dues = async (): Promise<number> =>
    (await lab.told('membership.due')).filter((one) => one.membershipId === id).length;
  await lab.walkTo(days(until, -5));
  await lab.walkTo(new Date(days(until, -5).getTime() + 7 * 3_600_000), 1);
  t.equal(await dues(), 0, 'six in the morning');
  await lab.walkTo(new Date(days(until, -5).getTime() + 9 * 3_600_000), 1);
  t.equal(await dues(), 1, 'eight in the morning');
  clock.advance(11 * 3600);
});

t.test('who leaves keeps what is paid, hears nothing more, and is counted as having left', async (t) => {
  const product = await lab.place();
  await join(product);
  const { id, until } = await lab.membershipOf(product);
  t.equal((await lab.press(product, { do: 'leave' })).statusCode, 303);
  t.equal((await lab.press(product, { do: 'leave' })).statusCode, 303, 'twice is once');
  t.match(await lab.membershipOf(product), { state: 'active', access: until });
  await lab.walkTo(days(until, 1));
  t.match(await lab.membershipOf(product), { state: 'ended', how: 'left' });
  t.equal((await lab.told('membership.due')).filter((one) => one.membershipId === id).length, 0);
});

t.test('a pause that nobody ends is over after ninety days, and is not begun again at once', async (t) => {
  const product = await lab.place();
  await join(product);
  const { until } = await lab.membershipOf(product);
  await lab.walkTo(days(until, -10), 48);
  const began = clock.now();
  await lab.press(product, { do: 'pause' });
  await lab.walkTo(days(began, 20), 48);
  await lab.press(product, { do: 'resume' });
  const again = await lab.press(product, { do: 'pause' });
  t.equal(again.statusCode, 409);
  t.match(again.body, /You can pause again from/);
  await lab.renew(product);
  await lab.walkTo(days(began, 31), 48);
  const second = clock.now();
  t.equal((await lab.press(product, { do: 'pause' })).statusCode, 303);
  await lab.walkTo(days(second, 91), 48);
  t.match(await lab.membershipOf(product), { state: 'active' });
});

t.test('money that goes back takes the time of its order, or all of it, as the creator chose', async (t) => {
  for (const [time, expected] of [
    ['shorten', 'active'],
    ['revoke', 'ended'],
  ] as const) {
    const product = await lab.place();
    await join(product);
    const first = await lab.membershipOf(product);
    await lab.renew(product);
    const orders = await db.look<{ id: string }>(
      'select id from payments.orders where product_id = $1 order by number',
      [product.id],
    );
    const wish = {
      orderId: orders[1]?.id ?? '',
      amount: 'whole',
      reason: 'not-as-described',
      access: 'revoke',
      time,
    } as const;
    await deps.tenancy.inCreator(asCreatorId(lab.creatorId), async (tx) => {
      await reserve(deps, tx, lab.creatorId, { ...wish, by: 'creator', lang: 'en' });
    });
    const after = await lab.membershipOf(product);
    t.equal(after.state, expected, time);
    if (time === 'shorten') t.same(after.until, first.until, 'the month before it stays');
  }
});

t.test(
  'a bank code for more time is good as long as her place is open; another way to pay has its usual time',
  async (t) => {
    const product = await lab.place();
    await join(product);
    const { until, access } = await lab.membershipOf(product);
    clock.set(days(until, -2).toISOString());
    const expiry = async (rail: string): Promise<Date> => {
      await lab.press(product, { do: 'pay', months: '1', rail, attempt: rail });
      const [intent] = await lab.intentsOf(product);
      const [row] = await db.look<{ at: Date }>('select expires_at as at from payments.intents where id = $1', [
        intent?.id,
      ]);
      await lab.settled(intent?.id ?? '', intent?.amount ?? 0);
      return row?.at ?? new Date(0);
    };
    t.same(await expiry('webirr'), access);
    t.same(await expiry('telebirr'), new Date(clock.now().getTime() + 30 * 60_000));
  },
);

t.test('an order of more time waits for nothing to be handed over', async (t) => {
  const product = await lab.place();
  await join(product);
  await lab.renew(product);
  const orders = await db.look<{ id: string }>('select id from payments.orders where product_id = $1 order by number', [
    product.id,
  ]);
  const nextOf = async (id: string | undefined): Promise<string> => {
    const url = `/v1/payments/orders/${id ?? ''}`;
    const answer = await lab.app.inject({ url, headers: { ...lab.seller.headers, 'accept-language': 'en' } });
    return answer.json<{ next: { says: string } }>().next.says;
  };
  t.not(
    await nextOf(orders[1]?.id),
    await nextOf(orders[0]?.id),
    'the first one opens the door, the second keeps it open',
  );
});
