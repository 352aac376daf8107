import { work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { expire, expireOffer } from './offers.ts';

export const offerJobs = (deps: Deps): Jobber[] => [
  work(expireOffer, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('an offer is a creator’s');
    await expire(deps, creatorId, payload.offerId);
  }),
];
