import { instalmentDue } from '@windsurf/contracts/payments-instalments';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { sendInstalment, writeInstalment } from './instalments.ts';

export const instalmentConsumers = (deps: Deps): Consumer[] => [
  on(instalmentDue, async (message) => {
    const { planId, buyerId, number, days } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const { key: about } = message;
      await enqueue(tx, writeInstalment, about, { about, planId, buyerId, news: 'due', number, days });
    });
  }),
];

export const instalmentJobs = (deps: Deps): Jobber[] => [
  work(writeInstalment, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a payment plan is a creator’s');
    await sendInstalment(deps, creatorId, payload);
  }),
];
