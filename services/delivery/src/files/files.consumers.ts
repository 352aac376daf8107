import { GiveUp, work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { checkFile, checkJob } from './file-check.ts';

export const fileJobs = (deps: Deps): readonly Jobber[] => [
  work(
    checkJob,
    async ({ creatorId, payload, signal }) => {
      if (creatorId === null) throw new GiveUp('a file belongs to a creator');
      await checkFile(deps, creatorId, payload.fileId, signal);
    },
    // Two gigabytes at 5 MB a second, with room.
    { timeout: 20 * 60_000 },
  ),
];
