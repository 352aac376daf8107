// A creator does not make what was asked for: everything goes back.
import { requestDeclined } from '@windsurf/contracts/delivery-desk';
import { alreadyRefunded, orderReversed } from '@windsurf/contracts/payments-refunds';
import { Problem } from '@windsurf/contracts/problem';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { lockOrder } from '../orders/orders.ts';
import { isDisputed, oweAfterDispute } from './after-dispute.ts';
import { refundOrder } from './refunds.ts';

/** The money is back already. */
const over: ReadonlySet<string> = new Set([alreadyRefunded.type, orderReversed.type]);

export const declinedConsumers = (deps: Deps): readonly Consumer[] => [
  on(requestDeclined, async (message) => {
    const { orderId, entitlementId: key, lang } = message.payload;
    const wish = {
      orderId,
      amount: 'whole',
      reason: 'cannot-deliver',
      access: 'revoke',
      by: 'creator',
      key,
      lang,
    } as const;
    try {
      // Its key makes twice once.
      await refundOrder(deps, message.creatorId, wish);
    } catch (error) {
      if (isDisputed(error)) {
        return await deps.tenancy.inCreator(message.creatorId, async (tx) => {
          const order = await lockOrder(tx, message.creatorId, orderId);
          if (order && (await onceIn(tx, message))) await oweAfterDispute(deps, tx, wish, order.intentId);
        });
      }
      if (!(error instanceof Problem) || !over.has(error.type)) throw error;
      deps.log.info({ orderId, why: error.type }, 'a declined request has no money to give back');
    }
  }),
];
