import { checkoutWaiting } from '@windsurf/contracts/payments';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendWaiting, writeWaiting } from './waiting.ts';

export const waitingConsumers = (deps: Deps): Consumer[] => [
  on(checkoutWaiting, async (message) => {
    const { intentId, productId, buyerId, rail, patient, lang } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeWaiting, intentId, { intentId, productId, buyerId, rail, patient, lang });
    });
  }),
];

export const waitingJobs = (deps: Deps): Jobber[] => [
  work(writeWaiting, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('an attempt is made at a creator’s');
    await sendWaiting(deps, creatorId, payload);
  }),
];
