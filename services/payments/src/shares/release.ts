// A part whose time for refunds is over leaves the seller's books and arrives in the books of whom it belongs to, from where
// it is paid out like everything that she has earned. Two transactions, because two tenants' books are never open at once:
// between them it stands on `between-books`, whose sum over the platform is what is on its way.
import { Id } from '@windsurf/contracts/shapes';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { enqueue, job } from '@windsurf/messages/job';
import { work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Deps } from '../deps.ts';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { book, hasEntry, lockBooks } from '../ledger/ledger.ts';
import { lockOrder } from '../orders/orders.ts';
import { waitsForRelease } from '../preorders/preorders.ts';
import { heldBy } from '../risk/held-by.ts';
import { heldOf, shareAccount } from './shares.ts';
import { changeShare, lockShare, shareById } from './shares.queries.ts';

const page = 50;
const atOnce = 4;
const leaseMs = 60_000;
const day = 86_400_000;

/** Book what another creator's books have let go of. */
export const shareArrived = job(
  'share.arrive',
  T.Object({ releaseId: Id, payeeId: Id, amountSantim: T.Integer({ minimum: 1 }) }),
);

/** Lets go of what is held of a part. Twice is once: what is let go of is held no more. False while it has to wait. */
export async function releaseShare(deps: Deps, creatorId: CreatorId, shareId: string): Promise<boolean> {
  const at = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const seen = await shareById(tx, creatorId, shareId);
    if (!seen || seen.releaseAt > at) return false;
    const order = await lockOrder(tx, creatorId, seen.orderId);
    await lockBooks(tx);
    const share = await lockShare(tx, creatorId, shareId);
    if (!order || !share) return false;
    const waits = await waitsForRelease(tx, creatorId, order.productId);
    if (order.state === 'disputed' || waits || (await heldBy(tx, creatorId))) {
      // Nobody knows yet whose money it is, as of what is not out; and what is held does not leave by way of others.
      await changeShare(tx, creatorId, shareId, { nextAt: new Date(at.getTime() + day) });
      return false;
    }
    const amount = heldOf(share);
    await changeShare(tx, creatorId, shareId, { released: amount, nextAt: null });
    if (amount === 0) return false;
    const releaseId = newId();
    await book(tx, { kind: 'share-out', aboutId: releaseId, orderId: order.id, at }, [
      { account: shareAccount(share.partyId), amount: santim(amount) },
      { account: 'between-books', amount: santim(-amount) },
    ]);
    await enqueue(tx, shareArrived, releaseId, { releaseId, payeeId: share.payeeId, amountSantim: amount });
    return true;
  });
}

/** Books what arrived; what she owes us is paid from it first. Twice is once. */
export async function bookArrived(
  deps: Deps,
  { releaseId, payeeId, amountSantim }: { releaseId: string; payeeId: string; amountSantim: number },
): Promise<void> {
  const at = deps.clock.now();
  await deps.tenancy.inCreator(asCreatorId(payeeId), async (tx) => {
    const { owed } = await lockBooks(tx);
    if (await hasEntry(tx, 'share-in', releaseId)) return;
    await book(tx, { kind: 'share-in', aboutId: releaseId, at }, [
      { account: 'between-books', amount: santim(amountSantim) },
      { account: 'creator-payable', amount: santim(-amountSantim) },
    ]);
    const netted = Math.min(owed, amountSantim);
    if (netted <= 0) return;
    await book(tx, { kind: 'netting', aboutId: releaseId, at }, [
      { account: 'creator-payable', amount: santim(netted) },
      { account: 'receivable', amount: santim(-netted) },
    ]);
  });
}

export const shareJobs = (deps: Deps): readonly Jobber[] => [
  work(shareArrived, async ({ payload }) => await bookArrived(deps, payload)),
];

const releaseDue: Round = {
  name: 'shares.release',
  everyMs: 60_000,
  async work(deps) {
    const now = deps.clock.now();
    const lease = new Date(now.getTime() + scaled(deps, leaseMs));
    const due = await deps.tenancy.door<{ creatorId: string; id: string }>('due_shares', now, lease, page);
    await eachOf(due, atOnce, async ({ creatorId, id }) => {
      try {
        await releaseShare(deps, asCreatorId(creatorId), id);
      } catch (error) {
        // Its lease ends by itself.
        deps.log.error({ err: error, shareId: id, alarm: true }, 'a part of a sale could not be released');
      }
    });
    return { more: due.length === page };
  },
};

export const shareRounds: readonly Round[] = [releaseDue];
