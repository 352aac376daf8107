import { GiveUp, work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { publishJob, publishScheduled } from './schedule.ts';

export const scheduleJobs = (deps: Deps): readonly Jobber[] => [
  work(publishJob, async ({ creatorId }) => {
    if (creatorId === null) throw new GiveUp('a page belongs to a creator');
    await publishScheduled(deps, creatorId);
  }),
];
