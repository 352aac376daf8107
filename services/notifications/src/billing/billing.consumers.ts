import { planDue, turnoverReached } from '@windsurf/contracts/payments-billing';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendPlanNotice, sendTurnoverNotice, writePlanNotice, writeTurnoverNotice } from './billing.ts';

export const billingConsumers = (deps: Deps): Consumer[] => [
  on(planDue, async (message) => {
    const { daysLeft, amountSantim: priceSantim } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writePlanNotice, message.key, { about: message.key, daysLeft, priceSantim });
    });
  }),
  on(turnoverReached, async (message) => {
    const { percent, thresholdSantim } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeTurnoverNotice, message.key, { about: message.key, percent, thresholdSantim });
    });
  }),
];

export const billingJobs = (deps: Deps): Jobber[] => [
  work(writePlanNotice, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a plan is a creator’s');
    await sendPlanNotice(deps, creatorId, payload);
  }),
  work(writeTurnoverNotice, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a turnover is a creator’s');
    await sendTurnoverNotice(deps, creatorId, payload);
  }),
];
