// A rail said that a refund failed, and sends it after all. Money that has left is never denied: it becomes a refund of
// its own, booked and ended in one transaction; where nothing is left for it, a person looks.
import { Problem } from '@windsurf/contracts/problem';
import type { RefundReason } from '@windsurf/contracts/payments-refunds';
import { DatabaseFault, isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { nothingTaken } from '../shares/shares.ts';
import { bookAsked } from './books.ts';
import { endSent, openRefund } from './ends.ts';
import { changeRefund, insertRefund, writeRefundEvent } from './refunds.queries.ts';
import type { RefundRow } from './refunds.queries.ts';
import { reserve } from './refunds.ts';

export async function sendLate(
  deps: Deps,
  creatorId: CreatorId,
  failed: RefundRow,
  txnId: string,
  at: Date,
): Promise<void> {
  deps.log.error({ refundId: failed.id, alarm: true }, 'a refund that had failed was sent after all');
  try {
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const again = await openRefund(tx, creatorId, failed.id);
      if (again?.refund.why === 'came-late' || again?.refund.why === 'late-and-too-much') return;
      const id = await placeAgain(deps, tx, creatorId, failed, at);
      const opened = await openRefund(tx, creatorId, id);
      if (!opened) throw new Error('what was just written is there');
      await endSent(tx, creatorId, opened, { txnId, who: failed.rail, note: `first ${failed.id}` }, at);
      await changeRefund(tx, creatorId, failed.id, { why: 'came-late' });
      await writeRefundEvent(tx, { refundId: failed.id, at, what: 'came-late', who: failed.rail, note: txnId });
    });
  } catch (error) {
    const nothingLeft =
      error instanceof Problem ||
      (error instanceof DatabaseFault && error.kind === 'check') ||
      // A buyer's own sum is on its way again, since a person had it sent once more.
      isFault(error, 'duplicate', 'refunds_credit_once');
    if (!nothingLeft) throw error;
    // What the bank took stays what the bank took: that is how the books have it.
    const why = failed.why === 'reversed' ? 'reversed' : 'late-and-too-much';
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await changeRefund(tx, creatorId, failed.id, { why });
      await writeRefundEvent(tx, { refundId: failed.id, at, what: 'late-and-too-much', who: failed.rail, note: txnId });
    });
  }
}

async function placeAgain(deps: Deps, tx: Tx, creatorId: CreatorId, failed: RefundRow, at: Date): Promise<string> {
  const amount = santim(failed.amountSantim);
  if (failed.orderId !== null) {
    const { orderId, lang } = failed;
    const reason = failed.reason as RefundReason;
    return (await reserve(deps, tx, creatorId, { orderId, amount, reason, access: 'keep', by: 'we', lang })).id;
  }
  return await placeCreditAgain(tx, failed, at, { state: 'asked', nextAt: null });
}

/** The same sum of a buyer once more, after the first try has certainly ended; the books are locked. */
export async function placeCreditAgain(
  tx: Tx,
  failed: RefundRow,
  at: Date,
  place: { readonly state: 'asked' | 'manual'; readonly nextAt: Date | null },
): Promise<string> {
  const {
    creatorId: _creatorId,
    why: _why,
    sendingSince: _since,
    endedAt: _endedAt,
    reference: _ref,
    ...same
  } = failed;
  const fresh = { id: newId(), txnId: null, touched: false, attempts: 0, askedAt: at };
  const how = place.state === 'manual' ? 'hand' : same.how;
  const refund = { ...same, ...fresh, ...place, how, note: `first ${failed.id}` } as const;
  await insertRefund(tx, refund);
  const nobody = { fee: santim(0), shares: nothingTaken, payable: santim(0), owed: santim(0) };
  await bookAsked(tx, refund, nobody, at);
  await writeRefundEvent(tx, { refundId: refund.id, at, what: 'asked', who: 'we', note: `first ${failed.id}` });
  return refund.id;
}
