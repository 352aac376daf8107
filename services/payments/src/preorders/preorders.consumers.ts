import { preorderReturned, releaseChanged } from '@windsurf/contracts/delivery-preorders';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { hearRelease } from './preorders.ts';
import { refundPreorder } from './returned.ts';

export const preorderConsumers = (deps: Deps): readonly Consumer[] => [
  on(releaseChanged, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (await onceIn(tx, message)) await hearRelease(tx, message.creatorId, message.payload);
    });
  }),
  on(preorderReturned, async (message) => await refundPreorder(deps, message.creatorId, message.payload)),
];
