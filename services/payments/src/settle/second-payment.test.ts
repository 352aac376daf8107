// A rail's list names each payment, and may name one again: what came a second time is kept for its buyer once.
import t from 'tap';
import { santim } from '@windsurf/money/money';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';
import { settle } from './settle.ts';

async function paidOnce(lab: TestPayments, phone: string, product: { id: string }) {
  const answer = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': phone + product.id },
    body: { productId: product.id, phone, rail: 'webirr' },
  });
  const intentId = lab.deps.tokens.read(answer.json<{ token: string }>().token)?.intentId ?? '';
  const lists = async (txnId: string, asker: 'feed' | 'poll' = 'feed') => {
    const [row] = await lab.db.look<{ creator: string; order_id: string; amount: string }>(
      'select creator_id as creator, provider_order_id as order_id, amount_santim as amount from payments.intents where id = $1',
      [intentId],
    );
    if (!row) throw new Error(`nothing was begun: ${answer.body}`);
    const paid = {
      kind: 'paid',
      orderId: row.order_id,
      amount: santim(Number(row.amount)),
      currency: 'ETB',
      txnId,
    } as const;
    return await settle(lab.deps, row.creator as never, intentId, { answer: paid, asker, at: lab.clock.now() });
  };
  await lists('T0', 'poll');
  return { intentId, lists };
}
const kept = async (lab: TestPayments): Promise<number> => await lab.count("payments.entries where kind = 'surplus'");
const stateOf = async (lab: TestPayments, id: string): Promise<unknown> =>
  (await lab.db.look<{ state: string }>('select state from payments.intents where id = $1', [id]))[0]?.state;

t.test('the list names a second payment again: it is kept and sent back once, and the list is read on', async (t) => {
  const lab = await startTestPayments(t);
  const { intentId, lists } = await paidOnce(lab, '0911000001', await lab.product());
  t.match(await lists('T1'), { state: 'overpaid', changed: true });
  for (const _ of [1, 2]) t.match(await lists('T1'), { state: 'overpaid', changed: false });
  t.equal(await kept(lab), 1);
  t.match(await lists('T2'), { state: 'overpaid' });
  t.equal(await kept(lab), 2, 'a third payment is another one');
  t.equal(await stateOf(lab, intentId), 'overpaid');
  t.equal(await lab.count('payments.orders'), 1);
  t.equal(await lab.count("payments.refunds where source = 'credit'"), 2);
});

t.test('a second payment of what had bought nothing is the buyer’s too', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const { intentId, lists } = await paidOnce(lab, '0911000002', product);
  // As an attempt that was paid after the same thing had been bought.
  await lab.db.look("update payments.intents set state = 'surplus' where id = $1", [intentId]);
  for (const _ of [1, 2]) t.match(await lists('T1'), { state: 'surplus', changed: false });
  t.equal(await kept(lab), 1);
  t.equal(await lab.count("payments.refunds where source = 'credit'"), 1);
});
