import { entitlementGranted } from '@windsurf/contracts/delivery';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { writeDelivered } from './timeline.ts';

export const timelineConsumers = (deps: Deps): readonly Consumer[] => [
  on(entitlementGranted, async (message) => {
    const { orderId, grantedAt } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (await onceIn(tx, message)) await writeDelivered(tx, message.creatorId, orderId, new Date(grantedAt));
    });
  }),
];
