// The own profile with what is missing, and what operators see and set of a creator's trust.
import { writeAudit } from '@windsurf/audit/audit';
import type { Actor } from '@windsurf/audit/audit';
import { notFound } from '@windsurf/contracts/problem';
import { noStoreYet } from '@windsurf/contracts/store-problems';
import { caseMoved, ownCase } from '@windsurf/contracts/store-trust';
import type { CreatorProfile, TrustReason, TrustTier } from '@windsurf/contracts/store-trust';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { saveDraft } from '../stores/drafts.ts';
import { readStore, storeIn } from '../stores/stores.ts';
import { moment, ruleOf, settleTier, standingOf, updateCreatorReadiness } from './standing.ts';
import { changeCreator, findCreator, holdCreator, readinessFacts, reportsUpheld } from './trust.queries.ts';

/** An operator as the record names her: where she sat and which request it was. */
export const operatorOf = (
  { personId }: { readonly personId: string },
  request: { readonly ip: string; readonly id: string },
) => ({ kind: 'admin', id: personId, ip: request.ip, requestId: request.id }) as const;

/** Throws 404 before the store is open. */
export async function readMyCreator(deps: Deps, creatorId: CreatorId): Promise<CreatorProfile> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    // Whoever has had her store since before this was computed sees it right at once.
    if (!(await findCreator(tx, creatorId))) await updateCreatorReadiness(deps, tx, creatorId);
    const { handle, displayName, making, draft } = await storeIn(deps, tx, creatorId);
    const { line, bio } = draft.content;
    const row = await findCreator(tx, creatorId);
    return { creatorId, handle, displayName, line, bio, making, draftVersion: draft.version, ...standingOf(row) };
  });
}

/** Saves the texts into the draft, as the editor does. Throws as saveDraft. */
export async function changeMyCreator(
  deps: Deps,
  creatorId: CreatorId,
  { baseVersion, ...texts }: { displayName?: string; line?: string; bio?: string; baseVersion: number },
): Promise<CreatorProfile> {
  const { draft } = await readStore(deps, creatorId);
  await saveDraft(deps, creatorId, { baseVersion, content: { ...draft.content, ...texts } });
  return await readMyCreator(deps, creatorId);
}

async function caseIn(deps: Deps, tx: Tx, creatorId: CreatorId) {
  const store = await storeIn(deps, tx, creatorId);
  const row = await findCreator(tx, creatorId);
  const facts = await readinessFacts(deps, tx, creatorId);
  const rule = row ? ruleOf(row) : { tier: 'NEW' as const, because: [] };
  const opened = await tx
    .selectFrom('store.stores')
    .select('openedAt')
    .where('creatorId', '=', creatorId)
    .executeTakeFirstOrThrow();
  return {
    id: creatorId,
    handle: store.handle,
    displayName: store.displayName,
    openedAt: opened.openedAt.toISOString(),
    trustSet: row?.trustSet ?? null,
    ...standingOf(row),
    computedTier: rule.tier,
    because: [...rule.because],
    evidence: {
      payoutAccount: row?.payoutAccount ?? 'none',
      identityCheckedAt: moment(row?.identityCheckedAt),
      productsOnSale: facts?.productsOnSale ?? 0,
      reportsUpheld: await reportsUpheld(tx, creatorId),
    },
  };
}
export type CreatorCase = Awaited<ReturnType<typeof caseIn>>;

/** One creator for an operator; that she looked is written into the creator's own chain. Throws 404. */
export async function readCreatorCase(deps: Deps, operator: Actor, id: string): Promise<CreatorCase> {
  const creatorId = asCreatorId(id);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const found = await caseIn(deps, tx, creatorId).catch(asNotFound);
    const entity = `creator:${creatorId}`;
    await writeAudit(tx, 'store', { at: deps.clock.now(), actor: operator, action: 'creator.opened', entity });
    return found;
  });
}
const asNotFound = (error: unknown): never => {
  throw error instanceof Error && error.message === noStoreYet.type ? notFound() : error;
};

/**
 * Sets a tier by hand, or gives it back to the rule. Throws ownCase for one's own, caseMoved when the tier is not the one
 * that was seen, 404 for nobody. Twice is once.
 */
export async function setTrust(
  deps: Deps,
  operator: Extract<Actor, { kind: 'user' | 'admin' }>,
  id: string,
  change: { tier: TrustTier | null; reason: TrustReason; note: string; seenTier: TrustTier },
): Promise<CreatorCase> {
  if (operator.id === id) throw ownCase();
  const creatorId = asCreatorId(id);
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await caseIn(deps, tx, creatorId).catch(asNotFound);
    const row = await holdCreator(tx, creatorId, now);
    if (row.trustSet === change.tier && (change.tier === null || row.trustTier === change.tier))
      return await caseIn(deps, tx, creatorId);
    if (row.trustTier !== change.seenTier) throw caseMoved();
    const reason = `${change.reason}: ${change.note}`;
    const identityCheckedAt = change.reason === 'identity-checked' ? now : row.identityCheckedAt;
    await writeAudit(tx, 'store', {
      at: now,
      actor: operator,
      action: 'trust.set',
      entity: `creator:${creatorId}`,
      reason,
      before: { trustSet: row.trustSet },
      after: { trustSet: change.tier },
    });
    await changeCreator(tx, creatorId, { trustSet: change.tier, identityCheckedAt }, now);
    const set = { ...row, trustSet: change.tier, identityCheckedAt };
    await settleTier(deps, tx, creatorId, set, { actor: operator, reason });
    await updateCreatorReadiness(deps, tx, creatorId);
    return await caseIn(deps, tx, creatorId);
  });
}
