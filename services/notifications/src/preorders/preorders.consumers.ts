import { preorderChanged, releaseFileDue } from '@windsurf/contracts/delivery-preorders';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendFileDue, sendPreorder, writeFileDue, writePreorder } from './preorders.ts';

export const preorderConsumers = (deps: Deps): Consumer[] => [
  on(preorderChanged, async (message) => {
    const { payload } = message;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writePreorder, `${payload.entitlementId}:${payload.what}:${payload.releaseAt}`, payload);
    });
  }),
  on(releaseFileDue, async (message) => {
    const { payload } = message;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeFileDue, `${payload.productId}:${payload.releaseAt}:${payload.days}`, payload);
    });
  }),
];

export const preorderJobs = (deps: Deps): Jobber[] => [
  work(writePreorder, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a pre-order is a creator’s');
    await sendPreorder(deps, creatorId, payload);
  }),
  work(writeFileDue, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a product is a creator’s');
    await sendFileDue(deps, creatorId, payload);
  }),
];
