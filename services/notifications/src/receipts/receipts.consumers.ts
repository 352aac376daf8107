import { entitlementGranted } from '@windsurf/contracts/delivery';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendReceipt, writeReceipt } from './receipts.ts';

export const receiptConsumers = (deps: Deps): Consumer[] => [
  on(entitlementGranted, async (message) => {
    const { entitlementId, buyerId, lang, beside, opensAt } = message.payload;
    // The receipt of what it was bought with opens it too: one order is one message.
    if (beside !== undefined) return;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const receipt = { entitlementId, buyerId, lang, ...(opensAt === undefined ? {} : { opensAt }) };
      await enqueue(tx, writeReceipt, entitlementId, receipt);
    });
  }),
];

export const receiptJobs = (deps: Deps): Jobber[] => [
  work(writeReceipt, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a receipt is written for a creator');
    await sendReceipt(deps, creatorId, payload);
  }),
];
