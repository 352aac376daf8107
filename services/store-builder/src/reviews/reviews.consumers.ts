import { entitlementChanged, entitlementGranted } from '@windsurf/contracts/delivery';
import { preorderChanged } from '@windsurf/contracts/delivery-preorders';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { changePublic } from '../stores/public-changes.ts';
import { hearOfPurchase } from './reviews.ts';

export const reviewConsumers = (deps: Deps): Consumer[] => [
  on(entitlementGranted, async (message) => {
    const { creatorId, payload } = message;
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      // Nobody reviews what is not out.
      if (payload.opensAt !== undefined) return;
      const { entitlementId, productId, buyerId } = payload;
      await hearOfPurchase(tx, creatorId, { entitlementId, productId, buyerId, access: 'active', changedAt: null });
    });
  }),
  on(preorderChanged, async (message) => {
    const { creatorId, payload } = message;
    if (payload.what !== 'out') return;
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const { entitlementId, productId, buyerId } = payload;
      await hearOfPurchase(tx, creatorId, { entitlementId, productId, buyerId, access: 'active', changedAt: null });
    });
  }),
  on(entitlementChanged, async (message) => {
    const { creatorId, payload } = message;
    await changePublic(deps, creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return false;
      const { entitlementId, productId, buyerId, access, at } = payload;
      return await hearOfPurchase(tx, creatorId, {
        entitlementId,
        productId,
        buyerId,
        access,
        changedAt: new Date(at),
      });
    });
  }),
];
