import { work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { ask, askRail } from './settle.ts';

export const settleJobs = (deps: Deps): readonly Jobber[] => [
  work(
    askRail,
    async ({ creatorId, payload }) => {
      if (creatorId === null) throw new Error('an attempt belongs to a creator');
      await ask(deps, creatorId, payload.intentId, payload.asker);
    },
    // A rail may take two answers of eight seconds, each with a token before it.
    { timeout: 60_000 },
  ),
];
