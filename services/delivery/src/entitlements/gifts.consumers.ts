import { giftClaimed } from '@windsurf/contracts/payments-gifts';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { grantGift } from './gifts.ts';

export const giftConsumers = (deps: Deps): readonly Consumer[] => [
  on(giftClaimed, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await grantGift(deps, tx, message.creatorId, message.payload);
    });
  }),
];
