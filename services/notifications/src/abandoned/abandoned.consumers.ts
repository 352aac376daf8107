import { checkoutAbandoned } from '@windsurf/contracts/payments';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendAbandoned, writeAbandoned } from './abandoned.ts';

export const abandonedConsumers = (deps: Deps): Consumer[] => [
  on(checkoutAbandoned, async (message) => {
    const { intentId, productId, buyerId, lang } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeAbandoned, intentId, { intentId, productId, buyerId, lang });
    });
  }),
];

export const abandonedJobs = (deps: Deps): Jobber[] => [
  work(writeAbandoned, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('an attempt is made at a creator’s');
    await sendAbandoned(deps, creatorId, payload);
  }),
];
