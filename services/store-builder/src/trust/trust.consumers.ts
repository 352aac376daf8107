import { payoutAccountChanged } from '@windsurf/contracts/payments-payouts';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { hearPayoutAccount } from './standing.ts';

export const trustConsumers = (deps: Deps): Consumer[] => [
  on(payoutAccountChanged, async (message) => {
    const { accountId, nameMatches } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const account = accountId === null ? 'none' : nameMatches === true ? 'name-matches' : 'linked';
      await hearPayoutAccount(deps, tx, message.creatorId, account);
    });
  }),
];
