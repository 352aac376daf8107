import { createHmac } from 'node:crypto';
import t from 'tap';
import { createChapa } from './chapa.ts';
import type { Notice } from './rails.ts';
import { serve } from './rail-catcher.ts';
import { price, proveRail, startBench } from './testing.ts';
import type { Stand } from './testing.ts';

const stand: Stand = {
  name: 'chapa',
  pay: async (outside, orderId) => await outside.chapa.approve(orderId),
  held: (outside, orderId) => outside.chapa.charges().filter((one) => one.txRef === orderId).length,
  answers: (outside, how) => outside.chapa.setSwitch({ answers: how === 'silent' ? 'timeout-after' : how }),
  refunded: (outside, orderId) =>
    outside.chapa.charge(orderId)?.refunds.reduce((sum, one) => sum + one.amount, 0) ?? Number.NaN,
  account: { kind: 'bank', number: '1000123456789', bank: '946' },
  paidOut: (outside, payoutId) => outside.chapa.transfers().filter((one) => one.reference === payoutId).length,
};
await proveRail(t, stand);

const rail = createChapa({
  baseUrl: 'http://127.0.0.1:9/v1',
  checkoutOrigin: 'https://checkout.example.et',
  secretKey: 'CHASECK_TEST-x',
  webhookSecret: 'test-webhook-secret',
});
t.teardown(async () => await rail.close());
const body =
  '{"event":"charge.success","tx_ref":"ORD000000000001","amount":"150.50","currency":"ETB","status":"success"}';
const noticeOf = (text: string, headers: Notice['headers']): Notice => ({
  body: Buffer.from(text),
  headers,
  tail: '',
  query: {},
});
const vector = '9590bf0f3114e05ec87bdc12e50de26dd03d28e32bbdb9015b242377775a8e17';

t.test('the vector of the protocol notes: only what is made of the body counts', async (t) => {
  for (const name of ['x-chapa-signature', 'chapa-signature']) {
    t.match(await rail.parseCallback(noticeOf(body, { [name]: vector })), {
      kind: 'notice',
      orderId: 'ORD000000000001',
      amount: 15_050,
      says: 'paid',
      proves: undefined,
    });
  }
  const ofSecret = createHmac('sha256', 'test-webhook-secret').update('test-webhook-secret').digest('hex');
  const changed = body.replace('150.50', '1.50');
  const refused: readonly [string, string, Notice['headers']][] = [
    ['signed by the secret alone', body, { 'chapa-signature': ofSecret }],
    ['another body', changed, { 'x-chapa-signature': vector, 'chapa-signature': vector }],
    ['no header', body, {}],
    ['cut off', body, { 'x-chapa-signature': vector.slice(0, 62) }],
    ['twice', body, { 'x-chapa-signature': [vector, vector] }],
  ];
  for (const [what, text, headers] of refused)
    t.equal((await rail.parseCallback(noticeOf(text, headers))).kind, 'bad-signature', what);
});

t.test('a buyer is sent to its own pages only', async (t) => {
  t.equal(rail.payUrl?.('/checkout/payment/1'), 'https://checkout.example.et/checkout/payment/1');
  t.equal(rail.payUrl?.('//evil.example/x'), 'https://checkout.example.et/evil.example/x');
  const bench = await startBench(t, {
    ...stand,
    secret: (outside) => ({ ...outside.keys.payments.chapa, checkoutOrigin: 'https://checkout.example.et' }),
  });
  t.match(await bench.rail.initiate(bench.payment('ORD1')), { kind: 'unknown', why: 'page elsewhere' });
});

t.test('a refund that was sent is never sent again, because nothing keeps it from being made twice', async (t) => {
  const bench = await startBench(t, stand);
  const refund = { refundId: 'RF1', orderId: 'ORD1', txnId: 'X', amount: price, reason: '', again: true };
  await bench.rail.initiate(bench.payment('ORD1'));
  await bench.outside.chapa.approve('ORD1');
  t.match(await bench.rail.refund?.(refund), { kind: 'unknown' });
  t.equal(stand.refunded?.(bench.outside, 'ORD1'), 0);
});

t.test('an answer about another order is about nothing', async (t) => {
  const data = { status: 'success', tx_ref: 'OTHER', reference: 'R1', amount: '150.00', currency: 'ETB' };
  const origin = await serve(t, () => [200, JSON.stringify({ status: 'success', data })]);
  const settings = {
    baseUrl: `${origin}/v1`,
    checkoutOrigin: origin,
    secretKey: 'CHASECK_X',
    webhookSecret: 'WEBHOOKX',
  };
  const other = createChapa(settings, { timeoutMs: 5000 });
  t.teardown(async () => await other.close());
  t.match(await other.query('ORD1'), { kind: 'unclear' });
  t.match(await other.query('OTHER'), { kind: 'paid', txnId: 'R1' }, 'the check can succeed');
  t.match(await other.queryPayout?.('PO1'), { kind: 'unknown' });
});
