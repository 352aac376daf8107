import { checkoutStarted, orderAccessChanged, orderPaid, orderRefunded } from '@windsurf/contracts/payments';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { countPaidAgain, countRefund } from './money-back.ts';
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
      const { productId, amountSantim, items } = payload;
      // Older builds of payments say one product for the whole order.
      const sold = items?.map((item) => ({ productId: item.productId, santim: item.amountSantim }));
      const at = new Date(payload.paidAt);
      await addSale(tx, creatorId, { at, productId, items: sold ?? [{ productId, santim: amountSantim }] });
    });
  }),
  on(orderRefunded, async (message) => {
    await tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await countRefund(tx, message.creatorId, message.payload);
    });
  }),
  on(orderAccessChanged, async (message) => {
    if (message.payload.why !== 'restored') return;
    await tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await countPaidAgain(tx, message.creatorId, message.payload);
    });
  }),
];
