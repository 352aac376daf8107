import { payoutAccountChanged, payoutChanged } from '@windsurf/contracts/payments-payouts';
import { riskCaseChanged } from '@windsurf/contracts/payments-risk';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import {
  sendAccountNotice,
  sendPayoutNotice,
  sendRiskNotice,
  writeAccountNotice,
  writePayoutNotice,
  writeRiskNotice,
} from './payouts.ts';

export const payoutConsumers = (deps: Deps): Consumer[] => [
  on(payoutChanged, async (message) => {
    const { state, reason, amountSantim } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writePayoutNotice, message.key, { about: message.key, state, reason, amountSantim });
    });
  }),
  on(payoutAccountChanged, async (message) => {
    const { change, oldAccountId, readyAt } = message.payload;
    // Nothing of hers was changed: an operator looked at the name.
    if (change === 'name-checked') return;
    const waits = readyAt !== null && Date.parse(readyAt) > deps.clock.now().getTime();
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeAccountNotice, message.key, { about: message.key, change, oldAccountId, waits });
    });
  }),
  on(riskCaseChanged, async (message) => {
    const { state } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await enqueue(tx, writeRiskNotice, message.key, { about: message.key, state });
    });
  }),
];

const whose = (creatorId: CreatorId | null): CreatorId => {
  if (creatorId === null) throw new TypeError('a payout is a creator’s');
  return creatorId;
};
export const payoutJobs = (deps: Deps): Jobber[] => [
  work(writePayoutNotice, async ({ creatorId, payload }) => await sendPayoutNotice(deps, whose(creatorId), payload)),
  work(writeAccountNotice, async ({ creatorId, payload }) => await sendAccountNotice(deps, whose(creatorId), payload)),
  work(writeRiskNotice, async ({ creatorId, payload }) => await sendRiskNotice(deps, whose(creatorId), payload)),
];
