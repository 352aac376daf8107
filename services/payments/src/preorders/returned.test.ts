import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { lookAgainMs } from '../refunds/after-dispute.ts';
import { startRefundLab } from '../refunds/testing.ts';

t.test('a pre-order that goes back while its payment is disputed follows when the dispute is won, once', async (t) => {
  const lab = await startRefundLab(t);
  const product = await lab.product(20_000);
  const order = await lab.paid(20_000, { product });
  const dispute = async (outcome: 'opened' | 'won'): Promise<void> => {
    const answer = await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/operator/intents/${order.intentId}/dispute`,
      headers: lab.operator.headers,
      body: { outcome, note: 'letter of the bank' },
    });
    t.equal(answer.statusCode, 200, outcome);
  };
  const entitlementId = newId();
  const goesBack = async (): Promise<void> => {
    const said = { entitlementId, orderId: order.id, productId: product.id, lang: 'en', why: 'withdrawn' };
    await lab.db.look('select queue_payments.accept($1, $2, 1, $3, $4, true)', [
      lab.seller.creatorId,
      'preorder.returned',
      newId(),
      JSON.stringify(said),
    ]);
    await lab.work();
  };
  const refunds = async () =>
    await lab.db.look('select amount_santim::int as amount from payments.refunds where order_id = $1', [order.id]);
  await dispute('opened');
  await goesBack();
  await goesBack();
  t.same(await refunds(), [], 'nothing moves while the bank looks at it');
  await dispute('won');
  for (let looks = 0; looks < 3; looks += 1) await lab.push(lookAgainMs / 1000 + 60);
  t.same(await refunds(), [{ amount: 20_000 }]);
});
