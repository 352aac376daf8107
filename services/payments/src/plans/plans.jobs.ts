import { work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { extendPlan, planPaid } from './extend.ts';

export const planJobs = (deps: Deps): readonly Jobber[] => [
  work(planPaid, async ({ payload }) => await extendPlan(deps, payload.orderId)),
];
