// Trust and readiness of a creator: computed from facts after whatever may change them, never typed in. The database
// refuses a tier that changes without a row of the record in the same transaction.
import { writeAudit } from '@windsurf/audit/audit';
import type { Actor } from '@windsurf/audit/audit';
import type { ReadinessBlocker, TrustTier } from '@windsurf/contracts/store-trust';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { rankByTier } from '../discovery/discovery.ts';
import { readinessOf } from './readiness.ts';
import { computeTrustTier } from './tier.ts';
import type { Trust } from './tier.ts';
import { changeCreator, findCreator, holdCreator, readinessFacts, writeReadiness } from './trust.queries.ts';
import type { CreatorRow, PayoutAccount } from './trust.queries.ts';

/** What the rule says of her. */
export const ruleOf = (row: CreatorRow): Trust =>
  computeTrustTier({
    // Nobody has a store who did not type the code that was texted to her number.
    phoneConfirmed: true,
    payoutNameMatches: row.payoutAccount === 'name-matches',
    identityChecked: row.identityCheckedAt !== null,
    completedCollaborations: row.firstCollabCompletedAt === null ? 0 : 1,
  });

/** Makes the tier what it must be now, with its row of the record. True when it changed. */
export async function settleTier(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  row: CreatorRow,
  why: { readonly actor: Actor; readonly reason: string },
): Promise<boolean> {
  const trustTier = row.trustSet ?? ruleOf(row).tier;
  if (trustTier === row.trustTier) return false;
  const at = deps.clock.now();
  await writeAudit(tx, 'store', {
    at,
    actor: why.actor,
    action: 'trust.changed',
    entity: `creator:${creatorId}`,
    reason: why.reason,
    before: { trustTier: row.trustTier },
    after: { trustTier, because: row.trustSet === null ? ruleOf(row).because : ['set-by-hand'] },
  });
  await changeCreator(tx, creatorId, { trustTier }, at);
  await rankByTier(tx, creatorId, trustTier);
  return true;
}

/**
 * Computes tier and readiness again, inside the transaction of what may have changed them: a saved profile, a linked
 * account, a published product. True when something is other than before; before the store is open there is nothing.
 */
export async function updateCreatorReadiness(deps: Deps, tx: Tx, creatorId: CreatorId): Promise<boolean> {
  const facts = await readinessFacts(deps, tx, creatorId);
  if (!facts) return false;
  const now = deps.clock.now();
  const row = await holdCreator(tx, creatorId, now);
  const readiness = readinessOf({ ...facts, payoutLinked: row.payoutAccount !== 'none' });
  const because = ruleOf(row).because.join(', ');
  const moved = await settleTier(deps, tx, creatorId, row, { actor: { kind: 'system' }, reason: because });
  const same =
    row.readinessState === readiness.state &&
    Number(row.profileCompleteness) === readiness.completeness &&
    JSON.stringify(blockersOf(row).map(plain)) === JSON.stringify(readiness.blockers.map(plain));
  if (!same) await writeReadiness(tx, creatorId, readiness, now);
  return moved || !same;
}

const blockersOf = (row: CreatorRow | undefined): ReadinessBlocker[] =>
  (row?.readinessBlockers ?? []) as ReadinessBlocker[];
/** In one order of keys: jsonb keeps its own. */
const plain = ({ code, messageAm, messageEn, actionUrl }: ReadinessBlocker): string[] => [
  code,
  messageAm,
  messageEn,
  actionUrl,
];

export const moment = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
export const standingOf = (row: CreatorRow | undefined) => ({
  trustTier: row?.trustTier ?? 'NEW',
  readinessState: row?.readinessState ?? 'INCOMPLETE',
  readinessBlockers: blockersOf(row),
  profileCompleteness: Number(row?.profileCompleteness ?? 0),
  firstOfferReceivedAt: moment(row?.firstOfferReceivedAt),
  firstOfferRespondedAt: moment(row?.firstOfferRespondedAt),
  firstCollabCompletedAt: moment(row?.firstCollabCompletedAt),
});

/** What payments says about where her money goes. */
export async function hearPayoutAccount(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  payoutAccount: PayoutAccount,
): Promise<void> {
  const now = deps.clock.now();
  await holdCreator(tx, creatorId, now);
  await changeCreator(tx, creatorId, { payoutAccount }, now);
  await updateCreatorReadiness(deps, tx, creatorId);
}

/** How far she is trusted now. */
export async function trustTierOf(tx: Tx, creatorId: CreatorId): Promise<TrustTier> {
  return (await findCreator(tx, creatorId))?.trustTier ?? 'NEW';
}

type First = 'firstOfferReceivedAt' | 'firstOfferRespondedAt' | 'firstCollabCompletedAt';
/** Notes when something happened first; later times change nothing. A first collaboration makes her PROVEN. */
export async function noteFirst(deps: Deps, tx: Tx, creatorId: CreatorId, what: First): Promise<void> {
  const now = deps.clock.now();
  const row = await holdCreator(tx, creatorId, now);
  if (row[what] !== null) return;
  await changeCreator(tx, creatorId, { [what]: now }, now);
  await updateCreatorReadiness(deps, tx, creatorId);
}
