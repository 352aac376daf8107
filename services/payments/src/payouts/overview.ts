// Where a creator's money is: what she can send now, what is on its way, what is held and why, what comes on which day.
import type { CreatorId } from '@windsurf/db/tenancy';
import { accountInUse } from '../accounts/accounts.ts';
import type { AccountRow } from '../accounts/accounts.ts';
import type { Deps } from '../deps.ts';
import { moneyOf } from './available.ts';
import type { Money } from './available.ts';
import { holdsOn } from './hold-check.ts';
import type { Hold } from './hold-check.ts';
import { limitsOf } from './limits.ts';
import { heldOnes, sumsByState } from './payouts.queries.ts';
import type { PayoutRow } from './payouts.queries.ts';
import { scheduleOf } from './schedule.queries.ts';

export type Overview = {
  readonly money: Money;
  readonly sums: ReadonlyMap<PayoutRow['state'], number>;
  readonly held: readonly PayoutRow[];
  readonly account: AccountRow | undefined;
  readonly nextAt: Date | null;
  readonly leastSantim: number;
  readonly stops: readonly Hold[];
};

export async function readOverview(deps: Deps, creatorId: CreatorId): Promise<Overview> {
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const account = await accountInUse(tx, creatorId).executeTakeFirst();
    const money = await moneyOf(tx, creatorId, now);
    const sums = await sumsByState(tx, creatorId).execute();
    const held = await heldOnes(tx, creatorId).execute();
    const schedule = await scheduleOf(tx, creatorId).executeTakeFirst();
    const { least } = limitsOf(account?.kind);
    const stops = [...(await holdsOn(tx, creatorId, account, now))];
    if (money.owed > 0) stops.push({ reason: 'receivable-open', until: null });
    else if (money.available < least) stops.push({ reason: 'below-minimum', until: null });
    return {
      money,
      sums: new Map(sums.map(({ state, total }) => [state, total])),
      held,
      account,
      nextAt: schedule?.nextAt ?? null,
      leastSantim: least,
      stops,
    };
  });
}
