import t from 'tap';
import type { bookingCancelled } from '@windsurf/contracts/delivery-bookings';
import type { PayloadOf } from '@windsurf/contracts/event';
import { newId } from '@windsurf/db/ids';
import { startRefundLab, trialBalance, wrongBalances } from '../refunds/testing.ts';

const lab = await startRefundLab(t);
type Cancelled = PayloadOf<typeof bookingCancelled>;

const cancel = async (orderId: string, productId: string, more: Partial<Cancelled> = {}): Promise<void> => {
  const at = lab.clock.now().toISOString();
  const payload: Cancelled = {
    bookingId: newId(),
    orderId,
    productId,
    buyerId: newId(),
    startsAt: at,
    endsAt: at,
    sequence: 1,
    lang: 'en',
    by: 'buyer',
    refundPercent: 50,
    at,
    ...more,
  };
  await lab.db.look("select queue_payments.accept($1, 'booking.cancelled', 1, $2, $3, true)", [
    lab.seller.creatorId,
    newId(),
    JSON.stringify(payload),
  ]);
  await lab.work();
};
const refunds = async (orderId: string) =>
  await lab.db.look<{ amount: number; reason: string; asked_by: string }>(
    'select amount_santim::int as amount, reason, asked_by from payments.refunds where order_id = $1',
    [orderId],
  );

t.test('a cancelled booking gives back the promised share, once, whatever is heard how often', async (t) => {
  const product = await lab.product(19_999);
  const { id } = await lab.paid(19_999, { product });
  const bookingId = newId();
  for (let i = 0; i < 3; i++) await cancel(id, product.id, { bookingId });
  t.match(await refunds(id), [{ amount: 9999, reason: 'buyer-asked', asked_by: 'we' }]);
  t.equal((await refunds(id)).length, 1);
});

t.test('the creator’s cancelling gives everything back that is left; nothing promised gives nothing', async (t) => {
  const product = await lab.product(20_000);
  const { id } = await lab.paid(20_000, { product });
  t.equal((await lab.ask(id, { whole: undefined, amountSantim: 5000 })).statusCode, 201);
  await cancel(id, product.id, { by: 'creator', refundPercent: 100 });
  t.same(
    (await refunds(id)).map(({ amount }) => amount).toSorted((a, b) => a - b),
    [5000, 15_000],
  );
  const other = await lab.paid(20_000, { product });
  await cancel(other.id, product.id, { refundPercent: 0 });
  t.same(await refunds(other.id), []);
  t.equal(await trialBalance(lab), 0);
  t.equal(await wrongBalances(lab), 0);
});

t.test('what was given back already stands in nobody’s way, and what is disputed waits', async (t) => {
  const product = await lab.product(20_000);
  const { id } = await lab.paid(20_000, { product });
  await lab.ask(id);
  await cancel(id, product.id, { refundPercent: 100 });
  t.equal((await refunds(id)).length, 1);
  const disputed = await lab.paid(20_000, { product });
  await lab.db.look("update payments.orders set state = 'disputed' where id = $1", [disputed.id]);
  await cancel(disputed.id, product.id, { refundPercent: 100 });
  t.same(await refunds(disputed.id), []);
});
