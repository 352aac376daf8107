// Who waits before a product is on sale, and who does not (docs/decisions/0015). Asked by publishing, in
// its transaction; what an operator decides stands in approval.ts.
import { createHash } from 'node:crypto';
import { writeAudit } from '@windsurf/audit/audit';
import { productRejected } from '@windsurf/contracts/store-approval';
import type { Approval, RejectReason } from '@windsurf/contracts/store-approval';
import type { TrustTier } from '@windsurf/contracts/store-trust';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { trustTierOf } from '../trust/standing.ts';
import { findApproval, findApprovals, putApproval } from './approval.queries.ts';
import type { ApprovalRow } from './approval.queries.ts';

export type { ApprovalRow } from './approval.queries.ts';

/** One of so many products that nobody had to approve is looked at while it is on sale. */
export const oneIn: Readonly<Record<TrustTier, number>> = { NEW: 1, VERIFIED: 10, PROVEN: 50 };

/** Decided by the product and its version alone, so that asking again changes nothing. Pure. */
export function isSampled(tier: TrustTier, productId: string, version: number): boolean {
  const digest = createHash('sha256').update(`${productId}\n${version}`).digest();
  return digest.readUInt32BE(0) % oneIn[tier] === 0;
}

/** As its creator reads it. */
export const approvalView = (row: ApprovalRow | undefined): Approval | null =>
  row === undefined
    ? null
    : {
        status: row.status,
        // A CHECK of the contract's words: only operators write it, through the contract.
        reason: row.reason as RejectReason | null,
        said: row.said,
        takenDown: row.takenDown,
        submittedAt: row.submittedAt.toISOString(),
        decidedAt: row.decidedAt?.toISOString() ?? null,
      };

/** By product: of one, or of all of hers. */
export async function approvalsOf(
  tx: Tx,
  creatorId: CreatorId,
  productId?: string,
): Promise<ReadonlyMap<string, ApprovalRow>> {
  return new Map((await findApprovals(tx, creatorId, productId)).map(({ productId: id, ...row }) => [id, row]));
}

/**
 * May this version go on sale now? `waits` leaves what is on sale as it is. Throws productRejected for the version that was
 * refused: something has to change first.
 */
export async function rulingOn(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  product: { readonly id: string; readonly version: number },
): Promise<'on-sale' | 'waits'> {
  const now = deps.clock.now();
  const before = await findApproval(tx, creatorId, product.id);
  if (before?.status === 'rejected' && before.version === product.version)
    throw productRejected({}, { extra: { approval: approvalView(before) } });
  const tier = await trustTierOf(tx, creatorId);
  const asked = tier === 'NEW' && deps.flags.isOn('product-approval', { creatorId });
  const waits = asked || before?.takenDown === true;
  // Who took it from sale is remembered, because it is not the one who gives it back.
  const fresh =
    before?.takenDown === true
      ? { decidedBy: before.decidedBy, reason: before.reason, said: before.said, takenDown: true }
      : { decidedBy: null, reason: null, said: '', takenDown: false };
  if (waits) {
    if (before?.status === 'pending_review' && before.version === product.version) return 'waits';
    // Who changes what waits keeps her place.
    const submittedAt = before?.status === 'pending_review' ? before.submittedAt : now;
    await putApproval(tx, creatorId, product.id, {
      ...fresh,
      status: 'pending_review',
      byRule: null,
      version: product.version,
      submittedAt,
      decidedAt: null,
      sampled: false,
    });
  } else {
    await putApproval(tx, creatorId, product.id, {
      ...fresh,
      status: 'approved',
      byRule: tier === 'NEW' ? 'not-asked' : 'trusted',
      version: product.version,
      submittedAt: now,
      decidedAt: now,
      sampled: isSampled(tier, product.id, product.version),
    });
  }
  await writeAudit(tx, 'store', {
    at: now,
    actor: { kind: 'user', id: creatorId },
    action: waits ? 'product.handed-in' : 'product.passed',
    entity: `product:${product.id}`,
    before: { status: before?.status ?? 'draft' },
    after: { status: waits ? 'pending_review' : 'approved', version: product.version, trustTier: tier },
  });
  return waits ? 'waits' : 'on-sale';
}

/** Her product no longer waits, because she took it back. */
export async function takeBack(deps: Deps, tx: Tx, creatorId: CreatorId, productId: string): Promise<void> {
  const row = await findApproval(tx, creatorId, productId);
  if (row?.status !== 'pending_review') return;
  await putApproval(tx, creatorId, productId, { ...row, status: 'draft' });
  await writeAudit(tx, 'store', {
    at: deps.clock.now(),
    actor: { kind: 'user', id: creatorId },
    action: 'product.taken-back',
    entity: `product:${productId}`,
    before: { status: 'pending_review' },
    after: { status: 'draft' },
  });
}
