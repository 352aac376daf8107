import { checkoutFailed } from '@windsurf/contracts/payments';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendFailure, writeFailure } from './failures.ts';

export const failureConsumers = (deps: Deps): Consumer[] => [
  on(checkoutFailed, async (message) => {
    const { intentId, productId, buyerId, lang, reason, tellBuyer, rail } = message.payload;
    // Who still had the page before her has read it there.
    if (!tellBuyer) return;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeFailure, intentId, {
        intentId,
        productId,
        buyerId,
        lang,
        reason,
        ...(rail ? { rail } : {}),
      });
    });
  }),
];

export const failureJobs = (deps: Deps): Jobber[] => [
  work(writeFailure, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('an attempt is made at a creator’s');
    await sendFailure(deps, creatorId, payload);
  }),
];
