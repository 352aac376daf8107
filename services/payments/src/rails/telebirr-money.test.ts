import t from 'tap';
import type { Test } from 'tap';
import { birr } from '@windsurf/money/money';
import type { Refund, Sent } from './rails.ts';
import { price, proveRail, startBench } from './testing.ts';
import type { Bench, Stand } from './testing.ts';

const stand: Stand = {
  name: 'telebirr',
  pay: async (outside, orderId) => await outside.telebirr.approve(orderId),
  held: (outside, orderId) => outside.telebirr.orders().filter((one) => one.merchOrderId === orderId).length,
  answers: (outside, how) => {
    outside.telebirr.setSwitch({ answers: how === 'silent' ? 'cut' : how });
    outside.cps.telebirr.setSwitch({ answers: how === 'silent' ? 'timeout-after' : how });
  },
  refunded: (outside, orderId) =>
    outside.telebirr
      .order(orderId)
      ?.refunds.filter(({ status }) => status !== 'REFUND_FAILED')
      .reduce((sum, one) => sum + one.amount, 0) ?? Number.NaN,
  account: { kind: 'telebirr', number: '+251911234567' },
  paidOut: (outside, payoutId) => outside.cps.telebirr.payouts().filter((one) => one.id === payoutId).length,
};
await proveRail(t, stand);

const back = async ({ rail }: Bench, refund: Refund): Promise<Sent> =>
  (await rail.refund?.(refund)) ?? { kind: 'down', why: '' };
const ask = async ({ rail }: Bench, refund: Refund): Promise<Sent> =>
  (await rail.queryRefund?.(refund)) ?? { kind: 'down', why: '' };

async function paid(t: Test): Promise<{ bench: Bench; whole: Refund; part: Refund }> {
  const bench = await startBench(t, stand);
  await bench.rail.initiate(bench.payment('ORD1'));
  await bench.outside.telebirr.approve('ORD1');
  const whole = { refundId: 'RF1', orderId: 'ORD1', txnId: 'X', amount: price, reason: 'late' };
  return { bench, whole, part: { ...whole, refundId: 'RF2', amount: birr(50) } };
}

t.test('an order whose money went back was paid: a late settle still learns it, and is told', async (t) => {
  const { bench, whole } = await paid(t);
  bench.outside.telebirr.setSwitch({ refunds: 'pending' });
  t.match(await back(bench, whole), { kind: 'pending' });
  t.match(await bench.rail.query('ORD1'), { kind: 'paid', amount: price, returned: 'begun' });
  t.match(await ask(bench, whole), { kind: 'pending' });
  bench.outside.telebirr.settleRefunds('ORD1', 'REFUND_SUCCESS');
  t.match(await ask(bench, whole), { kind: 'done' }, 'the whole of it: the order says so');
  t.match(await bench.rail.query('ORD1'), { kind: 'paid', amount: price, returned: 'done' });
});

t.test('the order’s REFUND_SUCCESS is never taken for the end of a part', async (t) => {
  const { bench, part } = await paid(t);
  const { telebirr } = bench.outside;
  t.match(await back(bench, { ...part, refundId: 'RF0' }), { kind: 'done' });
  telebirr.setSwitch({ refunds: 'pending' });
  t.match(await back(bench, part), { kind: 'pending' });
  const order = telebirr.order('ORD1') ?? none();
  order.state = 'REFUND_SUCCESS';
  t.match(await ask(bench, part), { kind: 'pending' }, 'the one before was a success, this one is under way');
  t.equal(stand.refunded?.(bench.outside, 'ORD1'), birr(100), 'and asking has not sent it again');
});

t.test('a refund whose answer was lost is asked for under its own number', async (t) => {
  const { bench, part, whole } = await paid(t);
  const { telebirr } = bench.outside;
  telebirr.setSwitch({ answers: 'cut', calls: 'refund' });
  t.match(await back(bench, part), { kind: 'unknown' });
  telebirr.setSwitch('normal');
  t.match(await ask(bench, part), { kind: 'pending' }, 'taken in; telebirr has no word for the end of a part');
  t.equal(stand.refunded?.(bench.outside, 'ORD1'), birr(50));
  telebirr.setSwitch({ answers: 'down', calls: 'refund' });
  t.match(await back(bench, { ...whole, refundId: 'RF3', amount: birr(100) }), { kind: 'down' }, 'nothing was begun');
  telebirr.setSwitch('normal');
  t.match(await ask(bench, { ...whole, refundId: 'RF3', amount: birr(100) }), { kind: 'done' }, 'sent now');
  t.equal(stand.refunded?.(bench.outside, 'ORD1'), price);
});

t.test('only telebirr’s own word is a failure', async (t) => {
  const { bench, whole } = await paid(t);
  const { telebirr } = bench.outside;
  telebirr.setSwitch({ refunds: 'platform-error' });
  t.match(await back(bench, whole), { kind: 'unknown', why: '60320025' }, 'its platform may have been reached');
  telebirr.setSwitch({ refunds: 'success', answers: 'fail', calls: 'refund' });
  t.match(await back(bench, whole), { kind: 'failed', why: '60200099' }, 'our signature was not taken');
  t.match(await back(bench, { ...whole, again: true }), { kind: 'unknown' }, 'which says nothing of an earlier try');
  telebirr.setSwitch({ answers: 'normal', refunds: 'failed' });
  t.match(await back(bench, whole), { kind: 'failed', why: 'REFUND_FAILED' });
  telebirr.setSwitch('normal');
  t.match(
    await back(bench, { ...whole, refundId: 'RF9', amount: birr(151) }),
    { kind: 'unknown' },
    'more than was paid',
  );
  t.equal(stand.refunded?.(bench.outside, 'ORD1'), 0);
});

t.test('a payout ends by its Result alone, and one without is unknown', async (t) => {
  const bench = await startBench(t, stand);
  const { rail, outside, payout } = bench;
  const core = outside.cps.telebirr;
  const ends = { 'closed-wallet': 'failed', success: 'done' } as const;
  for (const [how, kind] of Object.entries(ends)) {
    core.setSwitch({ payout: how as keyof typeof ends });
    const id = how.replace('-', '');
    t.match(await rail.payout?.(payout(id)), { kind: 'pending' });
    t.match(await rail.parseCallback(await bench.catcher.next()), { kind: 'sent', about: 'payout', id, end: { kind } });
  }
  t.equal(rail.queryPayout, undefined, 'there is no question for it');
  core.setSwitch({ answers: 'refuse' });
  t.match(await rail.payout?.(payout('PX1')), { kind: 'unknown', why: 'refused 8000' }, 'a code that nobody explained');
  core.setSwitch({ answers: 'forbidden' });
  t.match(await rail.payout?.(payout('PX2')), { kind: 'down' });
  t.match(
    await rail.payout?.(payout('PX2', { again: true })),
    { kind: 'unknown' },
    'a second try says nothing of the first',
  );
  const nowhere = { kind: 'telebirr', number: '12' } as const;
  t.match(await rail.payout?.(payout('PX2', { again: true, account: nowhere })), { kind: 'unknown' });
  core.setSwitch({ answers: 'fault' });
  t.match(await rail.payout?.(payout('PX3')), { kind: 'unknown' });
  core.setSwitch({ answers: 'html' });
  t.match(await rail.payout?.(payout('PX4')), { kind: 'unknown' });
  core.setSwitch({ answers: 'normal', duplicateConversation: 'refuse' });
  t.match(await rail.payout?.(payout('success')), { kind: 'unknown' }, 'a refusal because it is there already');
  t.match(await rail.payout?.(payout('PX5', { account: { kind: 'telebirr', number: '12' } })), { kind: 'failed' });
});

t.test('without the core there are no payouts', async (t) => {
  const bench = await startBench(t, {
    ...stand,
    secret: ({ keys }) => {
      const { cps, ...fabric } = keys.payments.telebirr;
      t.ok(cps);
      return fabric;
    },
  });
  t.match(bench.rail.capabilities, { payout: [], refund: 'api', query: true, mandates: false });
  t.equal(bench.rail.payout, undefined);
  const result = { body: Buffer.from('<x/>'), headers: {}, tail: 'payout-A-1.x', query: {} };
  t.match(await bench.rail.parseCallback(result), { kind: 'unreadable' });
});

function none(): never {
  throw new Error('no order');
}
