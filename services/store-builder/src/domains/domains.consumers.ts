import { GiveUp, work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { checkDomainLater, domainJob } from './domains.ts';

export const domainJobs = (deps: Deps): readonly Jobber[] => [
  work(domainJob, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new GiveUp('a domain belongs to a creator');
    await checkDomainLater(deps, creatorId, payload.domainId);
  }),
];
