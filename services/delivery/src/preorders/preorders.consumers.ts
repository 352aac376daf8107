import { GiveUp, work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { attend, attendJob } from './releases.ts';

export const preorderJobs = (deps: Deps): readonly Jobber[] => [
  work(
    attendJob,
    async ({ creatorId, payload }) => {
      if (creatorId === null) throw new GiveUp('a release is a creator’s');
      await attend(deps, creatorId, payload.productId);
    },
    // Many thousand may wait for one day.
    { timeout: 10 * 60_000 },
  ),
];
