import { entitlementGranted } from '@windsurf/contracts/delivery';
import { preorderChanged } from '@windsurf/contracts/delivery-preorders';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { writeHanded } from './timeline.ts';

export const timelineConsumers = (deps: Deps): readonly Consumer[] => [
  on(entitlementGranted, async (message) => {
    const { orderId, grantedAt, opensAt } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const what = opensAt === undefined ? 'delivered' : 'preordered';
      await writeHanded(tx, message.creatorId, orderId, what, new Date(grantedAt));
    });
  }),
  on(preorderChanged, async (message) => {
    const { orderId, what, at } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await writeHanded(tx, message.creatorId, orderId, said[what], new Date(at));
    });
  }),
];
const said = { out: 'delivered', moved: 'release-moved', late: 'release-late' } as const;
