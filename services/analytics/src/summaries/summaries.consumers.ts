import { checkoutStarted, orderPaid } from '@windsurf/contracts/payments';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { addCheckout, addSale } from './summaries.ts';

/** What happened at the till, by the day on which it happened and not on which we heard of it. */
export const summaryConsumers = ({ tenancy }: Pick<Deps, 'tenancy'>): Consumer[] => [
  on(checkoutStarted, async (message) => {
    const { creatorId, payload } = message;
    await tenancy.inCreator(creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await addCheckout(tx, creatorId, new Date(payload.startedAt), payload.productId);
    });
  }),
  on(orderPaid, async (message) => {
    const { creatorId, payload } = message;
    await tenancy.inCreator(creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const { productId, amountSantim } = payload;
      await addSale(tx, creatorId, { at: new Date(payload.paidAt), productId, santim: amountSantim });
    });
  }),
];
