// A time is given up, or a request declined, while the bank looks at the payment: what is owed is not forgotten.
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { lookAgainMs } from './after-dispute.ts';
import { startRefundLab, trialBalance, wrongBalances } from './testing.ts';
import type { PaidOrder } from './testing.ts';

const lab = await startRefundLab(t);
const product = await lab.product(20_000);
t.setTimeout(180_000);

const hear = async (name: string, payload: object): Promise<void> => {
  await lab.db.look('select queue_payments.accept($1, $2, 1, $3, $4, true)', [
    lab.seller.creatorId,
    name,
    newId(),
    JSON.stringify(payload),
  ]);
  await lab.work();
};
const cancelled = async (order: PaidOrder, refundPercent: number): Promise<void> => {
  const at = lab.clock.now().toISOString();
  const of = { bookingId: newId(), orderId: order.id, productId: product.id, buyerId: newId() };
  const time = { startsAt: at, endsAt: at, sequence: 1, lang: 'en', by: 'buyer', refundPercent, at };
  await hear('booking.cancelled', { ...of, ...time });
};
const declined = async (order: PaidOrder): Promise<void> => {
  const of = { entitlementId: newId(), orderId: order.id, productId: product.id, buyerId: newId() };
  await hear('request.declined', { ...of, lang: 'en', at: lab.clock.now().toISOString() });
};
const dispute = async (order: PaidOrder, outcome: 'opened' | 'won' | 'lost'): Promise<void> => {
  const answer = await lab.app.inject({
    method: 'POST',
    url: `/v1/payments/operator/intents/${order.intentId}/dispute`,
    headers: lab.operator.headers,
    body: { outcome, note: 'letter of the bank' },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
};
const refunds = async ({ id }: PaidOrder) =>
  await lab.db.look<{ amount: number; reason: string; access: string }>(
    'select amount_santim::int as amount, reason, access from payments.refunds where order_id = $1 order by asked_at, id',
    [id],
  );
const looks = async (times = 1): Promise<void> => {
  for (let look = 0; look < times; look += 1) await lab.push(lookAgainMs / 1000 + 60);
};

t.test('a booking that was cancelled during a dispute is refunded when the dispute is won, once', async (t) => {
  const order = await lab.paid(20_000, { product });
  await dispute(order, 'opened');
  await cancelled(order, 50);
  await looks(3);
  t.same(await refunds(order), [], 'not beside the bank, however long it takes');
  await dispute(order, 'won');
  await looks(2);
  t.same(await refunds(order), [{ amount: 10_000, reason: 'buyer-asked', access: 'keep' }]);
  const told = await lab.db.look<{ what: string }>(
    "select what from payments.intent_events where intent_id = $1 and what like 'refund%' order by at, id",
    [order.intentId],
  );
  t.same(told.map(({ what }) => what).slice(0, 2), ['refund-waits', 'refund-asked']);
});

t.test('a request that was declined during a dispute is refunded whole, and its access ends', async (t) => {
  const order = await lab.paid(20_000, { product });
  await dispute(order, 'opened');
  await declined(order);
  await looks();
  t.same(await refunds(order), []);
  await dispute(order, 'won');
  await looks();
  t.same(await refunds(order), [{ amount: 20_000, reason: 'cannot-deliver', access: 'revoke' }]);
});

t.test('lost, the bank has given it back: nothing goes back a second time', async (t) => {
  const [booked, asked] = [await lab.paid(20_000, { product }), await lab.paid(20_000, { product })];
  for (const order of [booked, asked]) await dispute(order, 'opened');
  await cancelled(booked, 100);
  await declined(asked);
  for (const order of [booked, asked]) await dispute(order, 'lost');
  await looks(2);
  t.same([...(await refunds(booked)), ...(await refunds(asked))], []);
});

t.test('what went back meanwhile is not given back again, and a second dispute is waited for too', async (t) => {
  const order = await lab.paid(20_000, { product });
  await dispute(order, 'opened');
  await cancelled(order, 75);
  await dispute(order, 'won');
  t.equal((await lab.ask(order.id, { whole: undefined, amountSantim: 12_000 })).statusCode, 201);
  await dispute(order, 'opened');
  await looks();
  t.equal((await refunds(order)).length, 1);
  await dispute(order, 'won');
  await looks();
  t.same(
    (await refunds(order)).map(({ amount }) => amount),
    [12_000, 8_000],
    'never more than is left',
  );
  t.equal(await trialBalance(lab), 0);
  t.equal(await wrongBalances(lab), 0);
});
