import { randomBytes } from 'node:crypto';
import t from 'tap';
import { observed } from '@windsurf/testbed/observed';
import { buyersNumber, startTestPayments } from '../testing.ts';
import { watchMoney } from './figures.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const lineOf = (text: string, start: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(start));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

t.test('attempts are counted by rail and by what became of them, and what is open stands in gauges', async (t) => {
  const lab = await startTestPayments(t);
  watchMoney(lab.deps);
  const product = await lab.product();
  const before = await lab.deps.metrics.text();
  t.equal(lineOf(before, 'windsurf_payments_started_total{rail="telebirr"'), 0);
  t.equal(lineOf(before, 'windsurf_payments_outcomes_total{rail="telebirr",outcome="succeeded"'), 0);
  const paid = await lab.begin(product);
  await lab.outside.telebirr.approve(paid.orderId);
  lab.clock.advance(20);
  await lab.work();
  lab.outside.telebirr.setSwitch('lost');
  await lab.begin(product, '0911000001');
  lab.clock.advance(700);
  await lab.work();
  const counted = await lab.deps.metrics.text();
  t.equal(lineOf(counted, 'windsurf_payments_started_total{rail="telebirr"'), 2);
  t.equal(lineOf(counted, 'windsurf_payments_outcomes_total{rail="telebirr",outcome="succeeded"'), 1);
  const other = await startTestPayments(t);
  watchMoney(other.deps);
  await other.begin(await other.product());
  const open = await other.deps.metrics.text();
  t.equal(lineOf(open, 'windsurf_payments_open{'), 1);
  t.equal(lineOf(open, 'windsurf_payments_unknown{'), 0);
  t.equal(lineOf(open, 'windsurf_payouts_held{'), 0);
  t.equal(lineOf(open, 'windsurf_ledger_wrong{'), 0);
  t.equal(lineOf(open, 'windsurf_reading_failed_total{'), 0, 'every figure could be read');
  for (const text of [counted, open]) {
    t.notMatch(text, buyersNumber);
    t.notMatch(text, new RegExp(`${product.id}|${product.creatorId}|Tea for two`));
  }
  await t.test('books that do not balance are seen', async (t) => {
    await lab.db.look('update payments.accounts set balance_santim = balance_santim + 1 where balance_santim <> 0');
    lab.clock.advance(6);
    await lab.work();
    t.ok((lineOf(await looked(lab), 'windsurf_ledger_wrong{') ?? 0) > 0);
  });
});

/** The figures of a process that has not looked before. */
async function looked(lab: Awaited<ReturnType<typeof startTestPayments>>): Promise<string> {
  const fresh = observed('payments');
  watchMoney({ ...lab.deps, ...fresh });
  return await fresh.metrics.text();
}

t.test('what the rail says later goes on under the trace of the buyer’s request', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const answer = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: {
      'idempotency-key': randomBytes(32).toString('base64url'),
      traceparent: `00-${traceId}-00f067aa0ba902b7-00`,
    },
    body: { productId: product.id, phone: '0911234567', rail: 'telebirr' },
  });
  t.equal(answer.statusCode, 201);
  const { token } = answer.json<{ token: string }>();
  const orderId = (lab.deps.tokens.read(token)?.intentId ?? '').replaceAll('-', '');
  // For whoever listens: payments has no listener of its own paid orders.
  await lab.db.look("insert into messages.subscriptions values ('order.paid', 'queue_payments', '{1}')");
  await lab.outside.telebirr.approve(orderId);
  lab.clock.advance(20);
  await lab.work().catch(() => undefined);
  const settled = lab
    .logged()
    .split('\n')
    .filter((line) => line.includes('attempt settled'))
    .map((line) => JSON.parse(line) as { traceId: string; state: string });
  t.match(settled, [{ traceId, state: 'succeeded' }]);
  const kept = await lab.db.look<{ trace: string }>(
    "select payload ->> 'trace' as trace from queue_payments._private_jobs j where key like 'order.paid:%'",
  );
  t.match(kept, [{ trace: new RegExp(`^00-${traceId}-`) }], 'and so does the event');
});
