import { GiveUp, work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { drawImage, encodeJob } from './images.ts';

export const imageJobs = (deps: Deps): readonly Jobber[] => [
  work(
    encodeJob,
    async ({ creatorId, payload, signal }) => {
      if (creatorId === null) throw new GiveUp('a picture belongs to a creator');
      await drawImage(deps, creatorId, payload.imageId, signal);
    },
    { timeout: 120_000 },
  ),
];
