// What a refund moves in the books, and nothing else: asked, sent, and back when it was not sent. Whoever calls has locked
// the order first and the books after it.
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Tx } from '../deps.ts';
import { balancesOf, book } from '../ledger/ledger.ts';
import { partsOf } from '../orders/orders.ts';
import { giveBackTaken, takenOf } from '../shares/shares.ts';
import type { ShareRow, Taken } from '../shares/shares.ts';
import type { Order } from '../orders/orders.ts';
import type { RefundRow } from './refunds.queries.ts';

const minus = (amount: number): Santim => santim(-amount);

export type Parts = { readonly fee: Santim; readonly shares: Taken; readonly payable: Santim; readonly owed: Santim };

/**
 * Who bears a refund: the platform gives back its fee of that part, and so do affiliates and collaborators whose part is
 * still held; the creator's balance pays the rest, and what the balance has not is owed. Over all refunds of an order exactly its fee goes back, whichever of them failed in between.
 *
 * @param feeBack santim of the fee that went back already
 * @param payable santim that the creator's balance holds
 * @param shares the parts of others in this order
 */
export function partsOfRefund(
  order: Pick<Order, 'amountSantim' | 'feeSantim' | 'refundedSantim'>,
  amount: Santim,
  feeBack: number,
  payable: number,
  shares: readonly ShareRow[],
): Parts {
  const after = partsOf({ ...order, refundedSantim: order.refundedSantim + amount });
  const fee = Math.min(amount, Math.max(0, order.feeSantim - after.fee - feeBack));
  const taken = takenOf(shares, order, after.left, amount - fee);
  const wanted = amount - fee - taken.total;
  const there = Math.min(wanted, Math.max(0, payable));
  return { fee: santim(fee), shares: taken, payable: santim(there), owed: santim(wanted - there) };
}

/** Santim in the creator's balance and owed by her. */
export async function standing(tx: Tx, creatorId: CreatorId): Promise<{ payable: number; owed: number }> {
  const balances = await balancesOf(tx, creatorId);
  return { payable: -(balances.get('creator-payable') ?? 0), owed: balances.get('receivable') ?? 0 };
}

type Booked = Pick<RefundRow, 'id' | 'orderId' | 'source' | 'rail' | 'amountSantim'>;
const entryOf = ({ id, orderId }: Booked) => ({ aboutId: id, ...(orderId === null ? {} : { orderId }) });

export async function bookAsked(tx: Tx, refund: Booked, parts: Parts, at: Date): Promise<void> {
  const amount = santim(refund.amountSantim);
  const from =
    refund.source === 'credit'
      ? [{ account: 'buyer-credit', amount }]
      : [
          { account: 'creator-payable', amount: parts.payable },
          { account: 'receivable', amount: parts.owed },
          { account: 'platform-fee', amount: parts.fee },
          ...parts.shares.lines,
        ];
  await book(tx, { kind: 'refund', ...entryOf(refund), at }, [
    ...from,
    { account: 'refunds-in-transit', amount: minus(amount) },
  ]);
}

export async function bookSent(tx: Tx, refund: Booked, at: Date): Promise<void> {
  const amount = santim(refund.amountSantim);
  await book(tx, { kind: 'refund-sent', ...entryOf(refund), at }, [
    { account: 'refunds-in-transit', amount },
    { account: `clearing:${refund.rail}`, amount: minus(amount) },
  ]);
}

/**
 * Nothing was sent. What the creator bore is hers again: first it ends what she still owes, because her sales may have
 * paid that meanwhile. What the bank took is not hers: it took the sum that was on its way too.
 *
 * @param taken the bank took the payment back: of an order with everything in it, or the buyer's sum itself
 */
export async function bookBack(
  tx: Tx,
  creatorId: CreatorId,
  refund: RefundRow,
  taken: boolean,
  at: Date,
): Promise<void> {
  const amount = santim(refund.amountSantim);
  const { owed } = await standing(tx, creatorId);
  const transit = { account: 'refunds-in-transit', amount };
  const entry = { kind: 'refund-back' as const, ...entryOf(refund), at };
  // Beside an order the reversal booked what was left of the order alone; what came beyond it is gone from the rail here.
  if (taken && (refund.source === 'order' || (await isBesideOrder(tx, creatorId, refund))))
    return void (await book(tx, entry, [transit, { account: `clearing:${refund.rail}`, amount: minus(amount) }]));
  if (refund.source === 'credit' && !taken)
    return void (await book(tx, entry, [transit, { account: 'buyer-credit', amount: minus(amount) }]));
  // Of a payment that bought nothing: the reversal made the creator owe it, because it was on its way already.
  const hers = refund.source === 'credit' ? amount : refund.payableSantim + refund.owedSantim;
  const ends = Math.min(owed, hers);
  const shares = await giveBackTaken(tx, creatorId, { aboutId: refund.id });
  await book(tx, entry, [
    transit,
    { account: 'receivable', amount: minus(ends) },
    { account: 'creator-payable', amount: santim(ends - hers) },
    { account: 'platform-fee', amount: minus(refund.feeSantim) },
    ...shares.lines,
  ]);
}

/** Whether the payment of a sum that goes back has bought something too. */
async function isBesideOrder(tx: Tx, creatorId: CreatorId, { intentId }: RefundRow): Promise<boolean> {
  const order = tx.selectFrom('payments.orders').select('id').where('creatorId', '=', creatorId);
  return (await order.where('intentId', '=', intentId).executeTakeFirst()) !== undefined;
}
