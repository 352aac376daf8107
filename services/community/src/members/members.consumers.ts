import { entitlementChanged, entitlementGranted } from '@windsurf/contracts/delivery';
import { membershipChanged } from '@windsurf/contracts/payments-memberships';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { changeMembership, changePurchase, joinSpace } from './members.ts';

/** Who bought is a member, while it is open. */
export const memberConsumers = ({ tenancy }: Pick<Deps, 'tenancy'>): Consumer[] => [
  on(entitlementGranted, async (message) => {
    const { creatorId, payload } = message;
    await tenancy.inCreator(creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const { buyerId: personId, entitlementId, grantedAt } = payload;
      await joinSpace(tx, creatorId, { personId, at: new Date(grantedAt), entitlementId });
    });
  }),
  on(entitlementChanged, async (message) => {
    await tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await changePurchase(tx, message.creatorId, message.payload);
    });
  }),
  on(membershipChanged, async (message) => {
    await tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await changeMembership(tx, message.creatorId, message.payload);
    });
  }),
];
