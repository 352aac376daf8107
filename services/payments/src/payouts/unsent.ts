// What was asked for and not given to anybody yet, when something about its account or its hold has changed.
import type { AccountKind } from '@windsurf/contracts/payments-payouts';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { changePayout, lockUnsent } from './payouts.queries.ts';
import type { PayoutRow } from './payouts.queries.ts';
import { routeTo } from './routes-of-money.ts';
import { note } from './tell.ts';

/** What waits is looked at again at once, because what held it has changed. */
export async function wakeHeld(deps: Deps, tx: Tx, creatorId: CreatorId): Promise<void> {
  const at = deps.clock.now();
  for (const payout of await lockUnsent(tx, creatorId)) await changePayout(tx, creatorId, payout.id, { nextAt: at });
}

/** What was not sent goes to the new account; without one it waits for one. */
export async function moveUnsent(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  to: (Pick<PayoutRow, 'bank' | 'numberHint' | 'holder' | 'accountId'> & { readonly kind: AccountKind }) | undefined,
): Promise<void> {
  const at = deps.clock.now();
  for (const payout of await lockUnsent(tx, creatorId)) {
    if (!to) {
      await changePayout(tx, creatorId, payout.id, { nextAt: at });
      continue;
    }
    const route = routeTo(deps.rails, to);
    await changePayout(tx, creatorId, payout.id, { ...to, ...route, nextAt: at });
    await note(tx, payout.id, { what: 'moved', who: 'creator', at });
  }
}
