// What one buyer has of a pre-order: it waits, opens, or goes back.
import { returnClosed, returnNotOffered } from '@windsurf/contracts/delivery-preorders';
import { notFound } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import type { EntitlementRow } from '../entitlements/entitlements.ts';
import { lockPreorder, returnOrder, returnedOf } from './preorders.queries.ts';
import { giveBack, shareRelease } from './releases.ts';

export { followFile, followRelease, followWithdrawal, giveBack, givenUpAt } from './releases.ts';

type Preorder = Pick<EntitlementRow, 'preorder' | 'promisedAt' | 'opensAt' | 'amountSantim' | 'state'>;

/** Paid, and not to be had yet, or not any more. */
export const isWaiting = ({ preorder }: Pick<Preorder, 'preorder'>): boolean =>
  preorder === 'waiting' || preorder === 'late' || preorder === 'returned';

/** She agreed to another day than the one that is said now: one press gives her money back. */
export const mayReturn = ({ preorder, promisedAt, opensAt, amountSantim, state }: Preorder): boolean =>
  state === 'active' &&
  amountSantim > 0 &&
  (preorder === 'late' || (preorder === 'waiting' && promisedAt?.getTime() !== opensAt?.getTime()));

export type NewPreorder = Pick<EntitlementRow, 'preorder' | 'promisedAt' | 'opensAt'> & {
  readonly preorderOf: string | null;
};
export const noPreorder: NewPreorder = { preorder: null, preorderOf: null, promisedAt: null, opensAt: null };

/** How what is granted now begins; what is out, or never was a pre-order, waits for nothing. */
export async function beginPreorder(tx: Tx, creatorId: CreatorId, productId: string): Promise<NewPreorder> {
  const release = await shareRelease(tx, creatorId, productId);
  if (release === undefined || release.state === 'released') return noPreorder;
  const { releaseAt, state } = release;
  // Paid while it was taken from sale: what nobody gets any more goes back at once.
  const preorder = state === 'given-up' || state === 'withdrawn' ? 'returned' : 'waiting';
  return { preorder, preorderOf: productId, promisedAt: releaseAt, opensAt: releaseAt };
}

/** Gives an order back at its buyer's wish. Twice is once. Throws notFound, returnClosed and returnNotOffered. */
export async function returnPreorder(deps: Deps, creatorId: CreatorId, entitlementId: string): Promise<void> {
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await lockPreorder(tx, creatorId, entitlementId);
    if (!row || row.preorder === null) throw notFound();
    if (row.preorder === 'returned') return;
    if (row.preorder === 'open') throw returnClosed();
    if (!mayReturn(row)) throw returnNotOffered();
    await giveBack(tx, await returnOrder(tx, creatorId, row.paidOrder), 'buyer');
  });
}

/** Its money was being fought over, and is free again: what nobody gets is asked for once more. Twice is once. */
export async function returnAgain(tx: Tx, creatorId: CreatorId, orderId: string): Promise<void> {
  await giveBack(tx, await returnedOf(tx, creatorId, orderId), 'withdrawn');
}
