import { productReviewed } from '@windsurf/contracts/store-approval';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendReviewedNotice, writeReviewedNotice } from './reviewed.ts';

export const reviewedConsumers = (deps: Deps): Consumer[] => [
  on(productReviewed, async (message) => {
    const { status } = message.payload;
    if (status !== 'approved' && status !== 'rejected') return;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeReviewedNotice, message.key, { about: message.key, status });
    });
  }),
];

export const reviewedJobs = (deps: Deps): Jobber[] => [
  work(writeReviewedNotice, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a product is a creator’s');
    await sendReviewedNotice(deps, creatorId, payload);
  }),
];
