// Money of buyers that bought nothing goes back by itself; above a limit, two people look at it first.
import type { CreditReason } from '@windsurf/contracts/payments-refunds';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import type { IntentRow } from '../intents/intents.ts';
import { bookAsked } from './books.ts';
import { nothingTaken } from '../shares/shares.ts';
import { howOf } from './refunds.ts';
import { insertRefund, limitAt, writeRefundEvent } from './refunds.queries.ts';

const nobody = { fee: santim(0), shares: nothingTaken, payable: santim(0), owed: santim(0) };

/**
 * Sends a sum back that is kept as the buyer's, in the transaction that keeps it; the books are locked. A second one for
 * the same payment is refused by the database (duplicate `refunds_credit_once`).
 *
 * @param credit santim, the rail's number of the payment, and why it bought nothing
 */
export async function oweBack(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  credit: { readonly amountSantim: number; readonly txnId: string; readonly why: CreditReason },
  at: Date,
): Promise<void> {
  const amount = santim(credit.amountSantim);
  const how = howOf(deps, intent.rail);
  const large = amount > (await limitAt(tx, at));
  const state = large ? 'waits-approval' : how === 'rail' ? 'asked' : 'manual';
  const { id: intentId, productId, buyerId, buyerHint, title, lang, rail, currency, providerOrderId } = intent;
  const refund = {
    id: newId(),
    source: 'credit',
    orderId: null,
    intentId,
    productId,
    buyerId,
    buyerHint,
    title,
    lang,
    rail,
    currency,
    providerOrderId,
    paymentTxnId: credit.txnId,
    amountSantim: amount,
    reason: credit.why,
    access: 'keep',
    askedBy: 'we',
    state,
    how,
    askedAt: at,
    nextAt: state === 'asked' ? at : null,
    // Who decided that this sum came is one of the two.
    proposedBy: large ? intent.resolvedBy : null,
  } as const;
  await insertRefund(tx, refund);
  await bookAsked(tx, refund, nobody, at);
  await writeRefundEvent(tx, { refundId: refund.id, at, what: large ? 'waits-approval' : 'asked', who: 'we' });
  if (large) deps.log.warn({ refundId: refund.id, creatorId }, 'a large sum goes back when two people agree');
}
