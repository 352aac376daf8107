// A pre-order goes back: its buyer wished it, it stayed away, or it was taken from sale. Delivery has decided that.
import type { preorderReturned } from '@windsurf/contracts/delivery-preorders';
import type { PayloadOf } from '@windsurf/contracts/event';
import { alreadyRefunded, orderDisputed, orderReversed } from '@windsurf/contracts/payments-refunds';
import { Problem } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { refundOrder } from '../refunds/refunds.ts';

/** Where the money is already, or is being fought over, there is nothing to give back. */
const over: ReadonlySet<string> = new Set([alreadyRefunded.type, orderDisputed.type, orderReversed.type]);

/** Gives a whole order back in the way of every refund; the entitlement is its key, so that twice is once. */
export async function refundPreorder(
  deps: Deps,
  creatorId: CreatorId,
  { orderId, entitlementId, lang, why }: PayloadOf<typeof preorderReturned>,
): Promise<void> {
  const reason = why === 'buyer' ? 'buyer-asked' : 'cannot-deliver';
  const wish = { orderId, amount: 'whole', access: 'revoke', by: 'creator', key: `preorder:${entitlementId}` } as const;
  try {
    await refundOrder(deps, creatorId, { ...wish, reason, lang });
  } catch (error) {
    if (!(error instanceof Problem) || !over.has(error.type)) throw error;
    deps.log.info({ orderId, why: error.type }, 'a pre-order that goes back has no money to give back');
  }
}
