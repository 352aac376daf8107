// What a creator could have sent now: what the books owe her, less what the rails have not settled and what she owes.
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Tx } from '../deps.ts';
import { balancesOf } from '../ledger/ledger.ts';
import { unsettledByDay } from './available.queries.ts';

export type Money = {
  readonly payable: Santim;
  /** What can be sent. */
  readonly available: Santim;
  /** Earned, by the day in Addis Abeba from which on it can be sent. */
  readonly unsettled: readonly { readonly day: string; readonly amountSantim: number }[];
  readonly owed: Santim;
};

/** Never below zero. Inside of a transaction that holds the books' lock it is what can be taken, else what could be. */
export async function moneyOf(tx: Tx, creatorId: CreatorId, now: Date): Promise<Money> {
  const balances = await balancesOf(tx, creatorId);
  const unsettled = await unsettledByDay(tx, creatorId, now);
  const payable = -(balances.get('creator-payable') ?? 0);
  const owed = balances.get('receivable') ?? 0;
  const waiting = unsettled.reduce((sum, { amountSantim }) => sum + amountSantim, 0);
  return {
    payable: santim(payable),
    available: santim(Math.max(0, payable - waiting - owed)),
    unsettled,
    owed: santim(owed),
  };
}
