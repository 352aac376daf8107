import { orderPaid, orderRefunded } from '@windsurf/contracts/payments';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { dropSale, keepSale } from './sales.ts';

export const saleConsumers = (deps: Deps): Consumer[] => [
  on(orderPaid, async (message) => {
    const { creatorId, payload } = message;
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      if (await onceIn(tx, message)) await keepSale(tx, creatorId, payload);
    });
  }),
  on(orderRefunded, async (message) => {
    const { creatorId, payload } = message;
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      if (await onceIn(tx, message)) await dropSale(tx, creatorId, payload, deps.clock.now());
    });
  }),
];
