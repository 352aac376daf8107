import { entitlementGranted } from '@windsurf/contracts/delivery';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { joinSpace } from './members.ts';

/** Who bought is a member. */
export const memberConsumers = ({ tenancy }: Pick<Deps, 'tenancy'>): Consumer[] => [
  on(entitlementGranted, async (message) => {
    const { creatorId, payload } = message;
    await tenancy.inCreator(creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await joinSpace(tx, creatorId, { personId: payload.buyerId, at: new Date(payload.grantedAt) });
    });
  }),
];
