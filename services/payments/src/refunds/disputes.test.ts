import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import { settle } from '../settle/settle.ts';
import { startRefundLab, trialBalance, wrongBalances } from './testing.ts';
import type { RefundLab } from './testing.ts';

const disputeOf =
  (lab: RefundLab) =>
  async (intentId: string, outcome: string, as = lab.operator) =>
    await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/operator/intents/${intentId}/dispute`,
      headers: { ...as.headers, 'accept-language': 'en' },
      body: { outcome, note: 'letter of the bank of 20 November' },
    });

t.setTimeout(180_000);

t.test('a disputed order is not refunded; won, it is as before; lost, the money is taken once', async (t) => {
  const lab = await startRefundLab(t);
  const dispute = disputeOf(lab);
  const order = await lab.paid(100_000);
  await lab.ask(order.id, { whole: undefined, amountSantim: 20_000 });
  await lab.push();
  t.same((await dispute(order.intentId, 'opened')).json(), { state: 'disputed', changed: true });
  t.same((await dispute(order.intentId, 'opened')).json(), { state: 'disputed', changed: false }, 'twice is once');
  const refused = await lab.ask(order.id);
  t.equal(refused.statusCode, 409);
  t.match(refused.json(), { type: /order-disputed/, detail: /bank is looking/ });
  const quote = await lab.app.inject({
    url: `/v1/payments/orders/${order.id}/refund-quote`,
    headers: lab.seller.headers,
  });
  t.equal(quote.statusCode, 409);
  t.same((await dispute(order.intentId, 'won')).json(), { state: 'succeeded', changed: true });
  t.match(await lab.db.look('select state from payments.orders'), [{ state: 'partly-refunded' }]);
  t.equal((await lab.ask(order.id, { whole: undefined, amountSantim: 5_000 })).statusCode, 201);
  await lab.push();

  await dispute(order.intentId, 'opened');
  t.same((await dispute(order.intentId, 'lost')).json(), { state: 'reversed', changed: true });
  t.same((await dispute(order.intentId, 'lost')).json(), { state: 'reversed', changed: false });
  t.same(await lab.balances(), {}, '20,000 and 5,000 went back, the bank took the rest: nothing twice');
  t.match((await lab.ask(order.id)).json(), { type: /order-reversed/ });
  t.equal(await lab.count('payments.order_lines where owned'), 0);
  t.equal(await lab.count("payments.disputes where outcome in ('won', 'lost')"), 2);
  t.equal(await trialBalance(lab), 0);
  t.equal(await wrongBalances(lab), 0);
  t.equal((await dispute(order.intentId, 'won')).statusCode, 409, 'what is over is over');
});

t.test(
  'a refund that was not sent yet waits for the end of a dispute, and is not sent after the bank took the money',
  async (t) => {
    const lab = await startRefundLab(t);
    const dispute = disputeOf(lab);
    const one = await lab.paid(100_000);
    const two = await lab.paid(100_000);
    const asked = lab.rail({ refund: () => ({ kind: 'done', txnId: `RF${asked.refunds.length}` }) });
    const part = { whole: undefined, amountSantim: 30_000 };
    const first = (await lab.ask(one.id, part)).json<{ id: string }>();
    const second = (await lab.ask(two.id, part)).json<{ id: string }>();
    await dispute(one.intentId, 'opened');
    await dispute(two.intentId, 'opened');
    await lab.push();
    t.equal(asked.refunds.length, 0);
    const list = await lab.app.inject({
      url: '/v1/payments/refunds',
      headers: { ...lab.seller.headers, 'accept-language': 'en' },
    });
    t.match(list.json(), { items: [{ says: /called off/ }, { says: /called off/ }] });
    await dispute(one.intentId, 'won');
    await dispute(two.intentId, 'lost');
    await lab.push(3700);
    t.match(await lab.refund(first.id), { state: 'sent' });
    t.match(await lab.refund(second.id), { state: 'failed', why: 'reversed' });
    t.equal(asked.refunds.length, 1, 'the buyer of the second got it from the bank');
    t.same(await lab.balances(), { 'clearing:telebirr': 70_000, 'creator-payable': -66_500, 'platform-fee': -3_500 });
    t.equal(await trialBalance(lab), 0);
  },
);

t.test('opening: only what was paid and not refunded, only by operators, with a note', async (t) => {
  const lab = await startRefundLab(t);
  const dispute = disputeOf(lab);
  const order = await lab.paid(10_000);
  const open = await lab.begin(await lab.product(), '0911999999');
  t.match((await dispute(open.intentId, 'opened')).json(), { type: /not-resolvable/, status: 409 });
  t.match(
    (await dispute(order.intentId, 'won')).json(),
    { state: 'succeeded', changed: false },
    'it is as it would be',
  );
  t.equal((await dispute(order.intentId, 'lost')).statusCode, 409);
  await lab.ask(order.id);
  await lab.push();
  t.match((await dispute(order.intentId, 'opened')).json(), { type: /dispute-of-refunded/, status: 409 });
  t.equal((await dispute(order.intentId, 'opened', lab.seller)).statusCode, 403);
  t.equal((await dispute('01890000-0000-7000-8000-000000000000', 'opened')).statusCode, 404);
  const url = `/v1/payments/operator/intents/${order.intentId}/dispute`;
  t.equal(
    (await lab.app.inject({ method: 'POST', url, body: { outcome: 'opened', note: 'a letter' } })).statusCode,
    401,
  );
  t.equal((await dispute(order.intentId, 'maybe')).statusCode, 422);
});

t.test('a payment that its rail took back and brought again during a dispute can be disputed again', async (t) => {
  const lab = await startRefundLab(t);
  const dispute = disputeOf(lab);
  const order = await lab.paid(100_000);
  const creatorId = asCreatorId(lab.seller.creatorId ?? '');
  const [row] = await lab.db.look<{ ref: string; txn: string }>(
    'select provider_order_id as ref, provider_txn_id as txn from payments.intents where id = $1',
    [order.intentId],
  );
  const told = async (answer: Parameters<typeof settle>[3]['answer']) =>
    await settle(lab.deps, creatorId, order.intentId, { answer, asker: 'callback', at: lab.clock.now() });
  await dispute(order.intentId, 'opened');
  await told({ kind: 'reversed', txnId: row?.txn ?? '' });
  const again = {
    orderId: row?.ref ?? '',
    amount: santim(100_000),
    currency: 'ETB',
    txnId: `AGAIN${newId()}`,
  } as const;
  await told({ kind: 'paid', ...again });
  const answer = await dispute(order.intentId, 'opened');
  t.equal(answer.statusCode, 200, answer.body);
  t.equal(await lab.count('payments.disputes where outcome is null'), 1);
  t.equal((await dispute(order.intentId, 'won')).statusCode, 200);
  t.equal(await trialBalance(lab), 0);
});
