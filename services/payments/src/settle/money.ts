// What moves when an attempt is proven, comes twice, or is taken back: order, books, events; all of it in the transaction
// that settles, or nothing.
import { hash } from 'node:crypto';
import { orderAccessChanged, orderPaid, orderRefunded, paymentSurplus } from '@windsurf/contracts/payments';
import type { PayloadOf } from '@windsurf/contracts/event';
import { typeRules } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { together } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import { santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { writeHappening } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { balancesOf, book, hasEntry, lockBooks } from '../ledger/ledger.ts';
import { typeOf } from '../products/products.ts';
import { changeOrder, changeOwned, orderOfIntent, ownedLines, partsOf, placeOrder } from '../orders/orders.ts';
import { giveBackTaken, lockShares, noteTaken, takenOf } from '../shares/shares.ts';
import { oneAtATime, productsOf, withoutOwned } from './extras.ts';
import type { PaidTwice } from './extras.ts';
import {
  choiceSaid,
  feesOf,
  feesQuery,
  followOrder,
  giveMembershipBack,
  holdPlanOf,
  issueCreditNote,
  issueReceipt,
  mayPayParts,
  oweBack,
  receiverOf,
  restoreMembership,
  takeBackReversalNote,
  takeHouseOrder,
  takePaidGift,
  takePaidMembership,
  takePaidParts,
  takeSold,
  wakeGift,
} from './hooks.ts';

/**
 * Order, ledger, receipt, event: for money that buys. When there is nothing to sell for it (owned already, sold out while
 * the money was late), `unsold` is told why instead, and the money is kept for the buyer. Undefined when nothing was sold;
 * else what of it the buyer had already, which is not in the order and has to go back.
 */
export async function sell(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  at: Date,
  unsold: (why: 'paid-twice' | 'sold-out') => Promise<void>,
): Promise<{ readonly twice: PaidTwice | undefined } | undefined> {
  const { id: intentId, buyerId, productId, currency, lang } = intent;
  const choice = intent.choice as PayloadOf<typeof orderPaid>['choice'] & object;
  const [, lines, fees] = await together(tx, [
    oneAtATime(tx, creatorId, buyerId),
    ownedLines({ creatorId, buyerId, productIds: productsOf(intent) }),
    feesQuery(tx, intent.rail, at),
  ]);
  // Whoever gives may have it herself.
  const owned = new Set(receiverOf(intent) === undefined ? lines.map((line) => line.productId) : []);
  // Parts of a plan are of what is hers already.
  const parts = await mayPayParts(tx, creatorId, intent);
  if (parts === false || (parts === undefined && owned.has(productId) && !(await mayBuyAgain(tx, creatorId, intent)))) {
    deps.log.warn({ intentId }, 'paid twice for one thing: it goes back');
    await unsold('paid-twice');
    return undefined;
  }
  const { sold, twice } = withoutOwned(intent, owned);
  // What was limited was taken with the first part.
  if (parts === undefined && !(await takeSold(tx, creatorId, intent, twice?.productIds))) {
    deps.log.warn({ intentId }, 'paid when it was sold out: it goes back');
    await unsold('sold-out');
    return undefined;
  }
  if (twice) deps.log.warn({ intentId }, 'an extra was paid twice: its part goes back');
  const { amountSantim } = sold;
  const order = await placeOrder(tx, sold, feesOf(fees, creatorId, santim(amountSantim)), at);
  // Nothing was paid, so that there is no paper: see the decision on what costs nothing.
  if (amountSantim > 0) await issueReceipt(tx, creatorId, order, at);
  // A plan of a creator is no thing that is delivered; what follows from it is its own job.
  if (await takeHouseOrder(tx, creatorId, order)) return { twice };
  const membership = await takePaidMembership(deps, tx, creatorId, { ...sold, orderId: order.id }, at);
  const plan = await takePaidParts(deps, tx, creatorId, intent, order.id, at);
  const chosen = { ...choice, ...(membership === undefined ? {} : { membership }), ...plan };
  await takePaidGift(tx, creatorId, intent, order.id, at);
  await emit(tx, orderPaid, order.id, {
    orderId: order.id,
    intentId,
    productId,
    buyerId,
    amountSantim,
    feeSantim: order.feeSantim,
    netSantim: order.netSantim,
    currency,
    lang,
    paidAt: at.toISOString(),
    items: order.lines.map((line) => ({ productId: line.productId, amountSantim: line.amountSantim })),
    ...(Object.keys(chosen).length > 0 ? { choice: choiceSaid(chosen) } : {}),
  });
  return { twice };
}

/** A type whose buyer may buy it again; what was given away is given once. */
async function mayBuyAgain(tx: Tx, creatorId: CreatorId, intent: IntentRow): Promise<boolean> {
  const type = await typeOf(tx, creatorId, intent.productId);
  return type !== undefined && typeRules[type].again && intent.amountSantim > 0;
}

export type Surplus = {
  readonly txnId: string;
  readonly santim: number;
  readonly why: 'paid-twice' | 'sold-out' | 'overpaid' | 'wrong-amount';
};

/** One payment of a rail as an id of ours: the same payment told twice is booked once. */
export function factOf(rail: string, txnId: string): string {
  const hex = hash('sha256', `${rail}:${txnId}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Whether this payment of the rail was kept for its buyer before. */
export async function isKept(tx: Tx, { rail }: IntentRow, txnId: string): Promise<boolean> {
  return await hasEntry(tx, 'surplus', factOf(rail, txnId));
}

/** Money that bought nothing is the buyer's: it is booked as such, and sent back. */
export async function keepSurplus(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  surplus: Surplus,
  at: Date,
): Promise<void> {
  const amount = santim(surplus.santim);
  const { id: intentId, productId, buyerId, currency, lang, rail } = intent;
  const aboutId = factOf(rail, surplus.txnId);
  await lockBooks(tx);
  await book(tx, { kind: 'surplus', aboutId, at }, [
    { account: `clearing:${rail}`, amount },
    { account: 'buyer-credit', amount: santim(0 - amount) },
  ]);
  const { why } = surplus;
  await emit(tx, paymentSurplus, aboutId, {
    intentId,
    productId,
    buyerId,
    amountSantim: amount,
    currency,
    why,
    lang,
    at: at.toISOString(),
  });
  await oweBack(deps, tx, creatorId, intent, { amountSantim: amount, txnId: surplus.txnId, why }, at);
}

/** The bank, or a dispute that was lost, took the money back: it is gone from the rail, and the creator bears her part. */
export async function takeBack(
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  at: Date,
  why: 'reversal' | 'dispute',
): Promise<void> {
  const { rail, lang } = intent;
  const order = await orderOfIntent(tx, creatorId, intent.id);
  if (order) await holdPlanOf(tx, creatorId, order.id);
  await lockBooks(tx);
  const balances = await balancesOf(tx, creatorId);
  if (!order) return await takeSurplusBack(tx, intent, balances, at);
  const { left, fee } = partsOf(order);
  if (left === 0) return;
  // What is still held for others was never theirs; what has moved on is the creator's to bear.
  const taken = takenOf(await lockShares(tx, creatorId, order.id), order, 0, left - fee);
  const wanted = left - fee - taken.total;
  const there = Math.min(wanted, Math.max(0, -(balances.get('creator-payable') ?? 0)));
  const reversalId = newId();
  await book(tx, { kind: 'reversal', aboutId: reversalId, orderId: order.id, at }, [
    { account: 'creator-payable', amount: santim(there) },
    { account: 'receivable', amount: santim(wanted - there) },
    { account: 'platform-fee', amount: santim(fee) },
    ...taken.lines,
    { account: `clearing:${rail}`, amount: santim(-left) },
  ]);
  await noteTaken(tx, creatorId, taken, { id: reversalId, orderId: order.id, kind: 'reversal' });
  await issueCreditNote(tx, creatorId, { id: reversalId, orderId: order.id, amountSantim: left }, at);
  await changeOrder(tx, creatorId, order.id, { state: 'reversed' });
  await changeOwned(tx, creatorId, order.id, false);
  await giveMembershipBack(tx, creatorId, order.id, 'shorten', at);
  const { id: orderId, productId, buyerId, currency } = order;
  const facts = { orderId, productId, buyerId, lang, at: at.toISOString() };
  await emit(tx, orderRefunded, newId(), { ...facts, amountSantim: left, currency, full: true, state: 'sent' });
  await emit(tx, orderAccessChanged, newId(), { ...facts, access: 'paused', why });
  await followOrder(tx, creatorId, orderId, at);
}

/** It had bought nothing; what is still kept for the buyer is what the bank took. */
async function takeSurplusBack(
  tx: Tx,
  intent: IntentRow,
  balances: ReadonlyMap<string, number>,
  at: Date,
): Promise<void> {
  const amount = intent.paidSantim ?? intent.amountSantim;
  const there = Math.min(amount, -(balances.get('buyer-credit') ?? 0));
  await book(tx, { kind: 'reversal', aboutId: newId(), at }, [
    { account: 'buyer-credit', amount: santim(there) },
    // Sent back already, and taken by the bank as well: the creator did not have it, so it is owed to us by the rail.
    { account: 'receivable', amount: santim(amount - there) },
    { account: `clearing:${intent.rail}`, amount: santim(0 - amount) },
  ]);
  await writeHappening(tx, intent.id, at, 'reversed', intent.rail);
}

/** A payment that was taken back was made once more: what it had bought opens again. */
export async function payAgain(tx: Tx, creatorId: CreatorId, intent: IntentRow, at: Date): Promise<void> {
  const order = await orderOfIntent(tx, creatorId, intent.id);
  if (!order) return;
  await holdPlanOf(tx, creatorId, order.id);
  const { owed } = await lockBooks(tx);
  const { left, fee } = partsOf(order);
  const shares = await giveBackTaken(tx, creatorId, { reversalOf: order.id });
  const net = left - fee - shares.total;
  const netted = Math.min(owed, net);
  await book(tx, { kind: 'reversal-undone', aboutId: newId(), orderId: order.id, at }, [
    { account: `clearing:${intent.rail}`, amount: santim(left) },
    { account: 'receivable', amount: santim(-netted) },
    { account: 'creator-payable', amount: santim(netted - net) },
    { account: 'platform-fee', amount: santim(-fee) },
    ...shares.lines,
  ]);
  await takeBackReversalNote(tx, creatorId, order.id, at);
  await changeOrder(tx, creatorId, order.id, { state: order.refundedSantim > 0 ? 'partly-refunded' : 'paid' });
  await changeOwned(tx, creatorId, order.id, true);
  await wakeGift(tx, creatorId, order.id, at);
  await restoreMembership(tx, creatorId, order.id, at);
  const { id: orderId, productId, buyerId } = order;
  const facts = { orderId, productId, buyerId, lang: intent.lang, at: at.toISOString() };
  await emit(tx, orderAccessChanged, newId(), { ...facts, access: 'active', why: 'restored' });
  await followOrder(tx, creatorId, orderId, at);
}
