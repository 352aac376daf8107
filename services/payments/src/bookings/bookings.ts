// What comes back for a booking that was cancelled: delivery says which share was promised, here it is counted and asked for
// in the way of every refund, once for each booking.
import { alreadyRefunded, orderReversed } from '@windsurf/contracts/payments-refunds';
import type { bookingCancelled } from '@windsurf/contracts/delivery-bookings';
import type { PayloadOf } from '@windsurf/contracts/event';
import { Problem } from '@windsurf/contracts/problem';
import { nested } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { lockOrder, partsOf } from '../orders/orders.ts';
import { oweAfterDispute } from '../refunds/after-dispute.ts';
import { reserve } from '../refunds/refunds.ts';

/** Nothing is left to give back, or others decide about this money now. */
const settled: readonly string[] = [alreadyRefunded.type, orderReversed.type];

/** Inside the handler's transaction. The share is of what was paid for the booking itself, rounded down to the santim. */
export async function refundBooking(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  cancelled: PayloadOf<typeof bookingCancelled>,
): Promise<void> {
  const { bookingId, orderId, productId, refundPercent, by, lang } = cancelled;
  if (refundPercent === 0) return;
  const order = await lockOrder(tx, creatorId, orderId);
  if (!order) throw new Error('the order of a cancelled booking is not known here');
  const line = await tx
    .selectFrom('payments.orderLines')
    .select('amountSantim')
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .where('productId', '=', productId)
    .executeTakeFirst();
  const paid = line?.amountSantim ?? order.amountSantim;
  const amount = santim(Math.min(Math.floor((paid * refundPercent) / 100), partsOf(order).left));
  if (amount === 0) return;
  const wish = {
    orderId,
    amount,
    reason: by === 'creator' ? ('cannot-deliver' as const) : ('buyer-asked' as const),
    // The receipt stays open: it says what became of the time.
    access: 'keep' as const,
    by: by === 'creator' ? ('creator' as const) : ('we' as const),
    key: `booking:${bookingId}`,
    lang,
  };
  // While the bank looks at the payment nothing is given back beside it: it follows when the dispute has ended.
  if (order.state === 'disputed') return await oweAfterDispute(deps, tx, wish, order.intentId);
  try {
    await nested(tx, async (inner) => await reserve(deps, inner, creatorId, wish));
  } catch (error) {
    if (!(error instanceof Problem) || !settled.includes(error.type)) throw error;
    deps.log.warn({ orderId, bookingId, why: error.type }, 'a cancelled booking gives nothing back');
  }
}
