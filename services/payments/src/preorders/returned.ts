// A pre-order goes back: its buyer wished it, it stayed away, or it was taken from sale. Delivery has decided that.
import type { preorderReturned } from '@windsurf/contracts/delivery-preorders';
import type { PayloadOf } from '@windsurf/contracts/event';
import { alreadyRefunded, orderReversed } from '@windsurf/contracts/payments-refunds';
import { Problem } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { lockOrder } from '../orders/orders.ts';
import { isDisputed, oweAfterDispute } from '../refunds/after-dispute.ts';
import { refundOrder } from '../refunds/refunds.ts';

/** The money is back already. */
const over: ReadonlySet<string> = new Set([alreadyRefunded.type, orderReversed.type]);

/**
 * Gives a whole order back in the way of every refund; the entitlement is its key, so that twice is once. While the bank
 * looks at its payment it is remembered, and follows when the dispute is won.
 */
export async function refundPreorder(
  deps: Deps,
  creatorId: CreatorId,
  { orderId, entitlementId, lang, why }: PayloadOf<typeof preorderReturned>,
): Promise<void> {
  const reason = why === 'buyer' ? 'buyer-asked' : 'cannot-deliver';
  const key = `preorder:${entitlementId}`;
  const wish = { orderId, amount: 'whole', reason, access: 'revoke', by: 'creator', key, lang } as const;
  try {
    await refundOrder(deps, creatorId, wish);
  } catch (error) {
    if (isDisputed(error)) {
      return await deps.tenancy.inCreator(creatorId, async (tx) => {
        const order = await lockOrder(tx, creatorId, orderId);
        if (order) await oweAfterDispute(deps, tx, wish, order.intentId);
      });
    }
    if (!(error instanceof Problem) || !over.has(error.type)) throw error;
    deps.log.info({ orderId, why: error.type }, 'a pre-order that goes back has no money to give back');
  }
}
