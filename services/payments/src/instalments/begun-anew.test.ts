import t from 'tap';
import { laws } from '../ledger/laws.ts';
import { endFailed, openRefund } from '../refunds/ends.ts';
import { refundOrder } from '../refunds/refunds.ts';
import { startTestInstalments } from './testing.ts';

t.test('a refund that fails after its buyer has begun another plan ends all the same, and one plan runs', async (t) => {
  const lab = await startTestInstalments(t);
  const { db, deps, clock, creatorId } = lab;
  const product = await lab.place();
  const phone = await lab.begin(product, 4);
  const { firstOrder: orderId } = await lab.planOf(product);
  const wish = { orderId, amount: 'whole', reason: 'goodwill', access: 'revoke', by: 'creator', lang: 'en' } as const;
  const { id } = await refundOrder(deps, creatorId, wish);
  t.match(await lab.planOf(product), { state: 'ended', how: 'closed' });
  clock.advance(60);
  await lab.begin(product, 4, {}, phone);
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const opened = await openRefund(tx, creatorId, id);
    if (opened === undefined) throw new Error('the refund is not open');
    await endFailed(deps, tx, creatorId, opened, { who: 'telebirr', why: 'REFUND_FAILED', taken: false }, clock.now());
  });
  const plans = await db.look('select state from payments.instalment_plans where product_id = $1 order by id', [
    product.id,
  ]);
  t.same(plans, [{ state: 'ended' }, { state: 'running' }]);
  for (const [law, query] of Object.entries(laws)) t.same(await db.look(query, [creatorId]), [], law);
});
