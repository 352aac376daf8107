import t from 'tap';
import type { Test } from 'tap';
import { startOutside } from '@windsurf/sandbox/outside';
import type { Outside } from '@windsurf/sandbox/outside';
import { testClock } from '@windsurf/testbed/clock';
import type { TestClock } from '@windsurf/testbed/clock';
import { birr, santim } from '@windsurf/money/money';
import { serve } from './rail-catcher.ts';
import type { Rail } from './rails.ts';
import { lifeOf, meaningOf, momentOf, readOrder, titleFor } from './telebirr-answers.ts';
import { createTelebirr } from './telebirr.ts';

const payment = {
  orderId: 'ORD1',
  title: 'Tea & “honey” (250g)',
  amount: santim(15_050),
  phone: '+251911234567',
  notifyUrl: 'http://127.0.0.1:9/notify',
  returnUrl: 'http://127.0.0.1:9/back',
};

async function startRail(t: Test): Promise<{ rail: Rail; outside: Outside; clock: TestClock }> {
  const clock = testClock();
  const outside = await startOutside({ clock, callbackRetries: [0] });
  const rail = createTelebirr(outside.keys.payments.telebirr, { now: () => clock.now().getTime(), timeoutMs: 1500 });
  t.teardown(async () => {
    await rail.close();
    await outside.stop();
  });
  return { rail, outside, clock };
}

t.test('an order is begun, asked about and paid', async (t) => {
  const { rail, outside } = await startRail(t);
  const begun = await rail.initiate(payment);
  t.equal(begun.kind, 'started');
  t.match(outside.telebirr.order('ORD1'), { totalAmount: '150.50', title: 'Tea “honey” 250g', currency: 'ETB' });
  t.same(await rail.query('ORD1'), { kind: 'waiting', untouched: true });
  await outside.telebirr.approve('ORD1');
  const paid = await rail.query('ORD1');
  t.match(paid, { kind: 'paid', orderId: 'ORD1', amount: 15_050, currency: 'ETB', txnId: /^D.{9}$/ });
  outside.telebirr.setSwitch({ statusField: 'trade_status' }, 'ORD1');
  t.same(await rail.query('ORD1'), paid, 'the other name of the status');
});

t.test('the wallet takes the address of its page', async (t) => {
  const { rail, outside } = await startRail(t);
  const begun = await rail.initiate(payment);
  if (begun.kind !== 'started') throw new Error(begun.kind);
  const url = rail.payUrl?.(begun.reference) ?? '';
  t.ok(url.startsWith(outside.keys.payments.telebirr.webBaseUrl));
  t.notMatch(url, /sign=[^&]*[+/=]/, 'the signature is percent-encoded');
  const page = await fetch(url);
  t.equal(page.status, 200);
  const forged = await fetch(url.replace(/prepay_id=[^&]+/, 'prepay_id=x'));
  t.not(forged.status, 200);
  t.equal(new URL(url).origin, rail.payOrigin);
});

t.test('a token is kept for its life, and renewed once when it is refused', async (t) => {
  const { rail, outside, clock } = await startRail(t);
  await rail.initiate(payment);
  outside.expireTokens();
  t.equal((await rail.query('ORD1')).kind, 'waiting', 'renewed after 401');
  outside.telebirr.setSwitch({ answers: 'down', calls: 'token' });
  t.equal((await rail.query('ORD1')).kind, 'waiting', 'no token is asked for while it lives');
  clock.advance(3600);
  t.same(await rail.query('ORD1'), { kind: 'no-answer', why: 'no token' });
  t.match(await rail.initiate({ ...payment, orderId: 'ORD2' }), { kind: 'down' }, 'without a token nothing is begun');
});

t.test('what is not known is said to be unknown, what is certain is said to be certain', async (t) => {
  const { rail, outside } = await startRail(t);
  await rail.query('warm');
  const begin = async (orderId: string, answers: 'cut' | 'down' | 'quota' | 'fail' | 'slow'): Promise<string> => {
    outside.telebirr.setSwitch({ answers, calls: 'preOrder', seconds: 5 });
    return (await rail.initiate({ ...payment, orderId })).kind;
  };
  t.equal(await begin('A1', 'cut'), 'unknown');
  t.equal(outside.telebirr.order('A1')?.state, 'WAIT_PAY', 'it was carried out');
  t.equal(await begin('A2', 'down'), 'down', 'telebirr’s own word that it does not work now');
  t.equal(outside.telebirr.order('A2'), undefined, 'and nothing was begun');
  t.equal(await begin('A3', 'quota'), 'down');
  t.equal(await begin('A4', 'fail'), 'refused');
  t.equal(await begin('A5', 'slow'), 'unknown', 'a timeout');
  outside.telebirr.setSwitch('normal');
  t.match(await rail.query('NEVER'), { kind: 'refused' });
  outside.telebirr.setSwitch({ answers: 'quota', calls: 'queryOrder' });
  t.match(await rail.query('A1'), { kind: 'no-answer' });
});

t.test('where nobody listens, certainly nothing was begun', async (t) => {
  const { outside } = await startRail(t);
  const settings = { ...outside.keys.payments.telebirr, baseUrl: 'http://127.0.0.1:9/x' };
  const rail = createTelebirr(settings, { timeoutMs: 5000 });
  t.teardown(async () => await rail.close());
  t.match(await rail.initiate(payment), { kind: 'down' });
  t.match(await rail.query('ORD1'), { kind: 'no-answer' });
});

t.test('an error of its server may come after the order was made', async (t) => {
  const { outside } = await startRail(t);
  const token = { token: 'Bearer T', effectiveDate: '20260101000000', expirationDate: '20260101010000' };
  let status = 500;
  const origin = await serve(t, (_method, path) =>
    path.endsWith('/token') ? [200, JSON.stringify(token)] : [status, '{"errorCode":"1","errorMsg":"x"}'],
  );
  const rail = createTelebirr({ ...outside.keys.payments.telebirr, baseUrl: origin }, { timeoutMs: 5000 });
  t.teardown(async () => await rail.close());
  t.match(await rail.initiate(payment), { kind: 'unknown' });
  t.match(await rail.query('ORD1'), { kind: 'no-answer' });
  status = 400;
  t.match(await rail.initiate(payment), { kind: 'refused' });
  status = 429;
  t.match(await rail.initiate(payment), { kind: 'down' });
  status = 401;
  t.match(await rail.initiate(payment), { kind: 'down' }, 'a token that is never good begins nothing');
});

t.test('both vocabularies have one meaning, and unknown words have none', async (t) => {
  const meanings = {
    WAIT_PAY: 'waiting',
    PAYING: 'waiting',
    ACCEPTED: 'waiting',
    PAY_SUCCESS: 'paid',
    PAY_FAILED: 'failed',
    ORDER_CLOSED: 'expired',
    REFUND_FAILED: 'paid',
    REFUNDING: 'paid',
    REFUND_SUCCESS: 'paid',
    Completed: 'paid',
    Failure: 'failed',
    Pending: 'waiting',
    Paying: 'waiting',
    Expired: 'waiting',
    completed: 'unclear',
    SUCCESS: 'unclear',
    PAID: 'unclear',
    '': 'unclear',
    toString: 'unclear',
  };
  for (const [status, meaning] of Object.entries(meanings)) t.equal(meaningOf(status), meaning, status);
  for (const other of [undefined, null, 0, {}, ['PAY_SUCCESS']]) t.equal(meaningOf(other), 'unclear');
  const paid = {
    trade_status: 'PAY_SUCCESS',
    merch_order_id: 'O',
    trans_id: 'T',
    total_amount: '1',
    trans_currency: 'ETB',
  };
  t.match(readOrder(paid, '1'), { kind: 'paid', amount: 100 });
  t.match(readOrder({ ...paid, order_status: 'PAY_FAILED' }, '1'), { kind: 'paid' }, 'trade_status first');
  t.match(readOrder({ ...paid, total_amount: '1,50' }, '1'), { kind: 'paid', amount: undefined });
  t.match(readOrder({ ...paid, trans_id: '' }, '1'), { kind: 'unclear' });
  t.match(readOrder({ ...paid, merch_code: '2' }, '1'), { kind: 'unclear' }, 'another merchant');
});

t.test('titles, times and lives are read as the gateway means them', async (t) => {
  t.equal(titleFor('A~`!#$%^*()-+=|/<>?;:"[]{}\\&B'), 'A B');
  t.equal(titleFor('የቡና  መጽሐፍ\n፩'), 'የቡና መጽሐፍ ፩');
  t.equal(titleFor('***'), 'Order');
  t.ok(titleFor('መ'.repeat(900)).length <= 120);
  t.equal(momentOf('1767225720123')?.toISOString(), '2026-01-01T00:02:00.123Z');
  t.equal(momentOf(1_767_225_720)?.toISOString(), '2026-01-01T00:02:00.000Z');
  t.equal(momentOf('2026-01-01 00:02:00'), undefined);
  t.equal(lifeOf('20260101000000', '20260101010000'), 3_600_000);
  t.equal(lifeOf('20260101010000', '20260101000000'), undefined);
  t.equal(lifeOf('soon', '20260101000000'), undefined);
  t.equal(birr(1), 100);
});
