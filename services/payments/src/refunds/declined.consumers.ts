// A creator does not make what was asked for: everything goes back.
import { requestDeclined } from '@windsurf/contracts/delivery-desk';
import { alreadyRefunded, orderDisputed, orderReversed } from '@windsurf/contracts/payments-refunds';
import { Problem } from '@windsurf/contracts/problem';
import { on } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { refundOrder } from './refunds.ts';

/** Where the money is already, or is being fought over, there is nothing to give back. */
const over: ReadonlySet<string> = new Set([alreadyRefunded.type, orderDisputed.type, orderReversed.type]);

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
      if (!(error instanceof Problem) || !over.has(error.type)) throw error;
      deps.log.info({ orderId, why: error.type }, 'a declined request has no money to give back');
    }
  }),
];
