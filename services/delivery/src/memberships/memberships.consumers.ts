import { membershipChanged } from '@windsurf/contracts/payments-memberships';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { changeTime } from './memberships.ts';

export const membershipConsumers = (deps: Deps): readonly Consumer[] => [
  on(membershipChanged, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await changeTime(tx, message.creatorId, message.payload);
    });
  }),
];
