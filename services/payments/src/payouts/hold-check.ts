// What stands between a payout and its rail at this moment.
import type { CreatorId } from '@windsurf/db/tenancy';
import { accountById } from '../accounts/accounts.ts';
import type { AccountRow } from '../accounts/accounts.ts';
import type { Tx } from '../deps.ts';
import { heldBy } from '../risk/held-by.ts';
import type { HoldReason } from './holds.ts';

/** `until` is when it ends by itself; null: when somebody has acted, which wakes what is held. */
export type Hold = { readonly reason: HoldReason; readonly until: Date | null };

/** What holds back everything of this creator that goes to this account; the hardest first, none when it may go. */
export async function holdsOn(
  tx: Tx,
  creatorId: CreatorId,
  account: AccountRow | undefined,
  now: Date,
): Promise<readonly Hold[]> {
  const found: Hold[] = [];
  const held = await heldBy(tx, creatorId);
  if (held) found.push({ reason: held.kind === 'pause' ? 'risk-pause' : 'legal-hold', until: null });
  if (!account || account.removedAt !== null) return [...found, { reason: 'no-account', until: null }];
  if (account.nameState === 'waiting' || account.nameState === 'differs') {
    found.push({ reason: 'name-differs', until: null });
  }
  if (account.readyAt > now) found.push({ reason: 'account-new-24h', until: account.readyAt });
  return found;
}

/** What holds this payout back; undefined when it may go. */
export async function holdOf(
  tx: Tx,
  creatorId: CreatorId,
  payout: { readonly accountId: string; readonly keptBy: string | null },
  now: Date,
): Promise<Hold | undefined> {
  if (payout.keptBy !== null) return { reason: 'legal-hold', until: null };
  const account = await accountById(tx, creatorId, payout.accountId).executeTakeFirst();
  return (await holdsOn(tx, creatorId, account, now))[0];
}
