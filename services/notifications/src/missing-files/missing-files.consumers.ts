import { fileMissing } from '@windsurf/contracts/delivery';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendMissingFile, writeMissingFile } from './missing-files.ts';

export const missingFileConsumers = (deps: Deps): Consumer[] => [
  on(fileMissing, async (message) => {
    const { productId } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeMissingFile, productId, { productId });
    });
  }),
];

export const missingFileJobs = (deps: Deps): Jobber[] => [
  work(writeMissingFile, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a product is a creator’s');
    await sendMissingFile(deps, creatorId, payload.productId);
  }),
];
