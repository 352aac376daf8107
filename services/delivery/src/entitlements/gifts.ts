// What somebody was given is granted when she has opened it, and to her: until then nobody has it.
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderPaid } from '@windsurf/contracts/payments';
import type { giftClaimed } from '@windsurf/contracts/payments-gifts';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { grantEntitlement } from './entitlements.ts';
import { openForType } from './open-for-type.ts';

/** Paid for somebody else: nothing is granted by it. */
export const isGiven = ({ choice }: Pick<PayloadOf<typeof orderPaid>, 'choice'>): boolean => choice?.gift === true;

/** Inside the handler's transaction. Told twice it is granted once, like every order. What it cost is the giver's affair. */
export async function grantGift(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  gift: PayloadOf<typeof giftClaimed>,
): Promise<void> {
  const { giftId, orderId, productId, productIds, receiverId, currency, lang, claimedAt } = gift;
  const order: PayloadOf<typeof orderPaid> = {
    orderId,
    intentId: giftId,
    productId,
    buyerId: receiverId,
    amountSantim: 0,
    feeSantim: 0,
    netSantim: 0,
    currency,
    lang,
    paidAt: claimedAt,
    items: productIds.map((id) => ({ productId: id, amountSantim: 0 })),
    choice: { gift: true },
  };
  const granted = await grantEntitlement(deps, tx, creatorId, order);
  await openForType(deps, tx, creatorId, order, granted);
}
