// The only way to a paid order. Callback, poll, return page, feed and operator all end here, with what the rail itself
// said; the row lock makes them come one after the other, and the same answer again changes nothing.
import { checkoutFailed, checkoutWaiting } from '@windsurf/contracts/payments';
import type { CreatorId } from '@windsurf/db/tenancy';
import { isFault } from '@windsurf/db/errors';
import { santim } from '@windsurf/money/money';
import { emit } from '@windsurf/messages/emit';
import { enqueue, job } from '@windsurf/messages/job';
import { inTraceOf } from '@windsurf/trace/trace';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { attemptRow, changeIntent, isOpen, isPaid, lockIntent, mayFollow, writeHappening } from '../intents/intents.ts';
import type { IntentChange, IntentRow, IntentState, Reason } from '../intents/intents.ts';
import type { Rail } from '../rails/rails.ts';
import { freeAnswer } from '../rails/free.ts';
import { decide } from './decide.ts';
import type { Asker, Attempt, Decision, Evidence } from './decide.ts';
import { releaseHeld } from './hooks.ts';
import { creditOf } from './extras.ts';
import type { PaidTwice } from './extras.ts';
import { isKept, keepSurplus, payAgain, sell, takeBack } from './money.ts';
import { isPatient, leaveSeconds, nextAsk, passesLeave } from './schedule.ts';

export type { Asker } from './decide.ts';
export { doubtSeconds, giveUpSeconds, isPatient, leaveSeconds, nextAsk } from './schedule.ts';

export type Settled = { readonly state: IntentState; readonly changed: boolean };

/** Ask the rail about an attempt and settle what it says. */
export const askRail = job(
  'settle.ask',
  T.Object({
    intentId: T.String(),
    asker: T.Union([T.Literal('callback'), T.Literal('poll'), T.Literal('page')]),
  }),
);
/** Somebody is in a hurry. The questions of the schedule are the janitor's. */
export async function askNow(tx: Tx, intentId: string, asker: 'callback' | 'page'): Promise<void> {
  await enqueue(tx, askRail, `${intentId}:now`, { intentId, asker });
}

/** The rail of an attempt; it may be configured no more. */
export const railOf = (deps: Deps, intent: { readonly rail: string }): Rail | undefined => deps.rails.get(intent.rail);

/**
 * Asks the rail about an attempt and applies its answer; changes nothing when there is nothing to learn. Undefined when
 * there is no such attempt.
 */
export async function ask(
  deps: Deps,
  creatorId: CreatorId,
  intentId: string,
  asker: Asker,
): Promise<Settled | undefined> {
  const query = attemptRow({ creatorId, id: intentId });
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const intent = rows[0];
  if (!intent) return undefined;
  const { state } = intent;
  const rail = railOf(deps, intent);
  const still = { state, changed: false };
  // What is paid is asked about again only where the bank may take it back, and only when the rail has a reason.
  if (isPaid(state) || state === 'surplus' || state === 'reversed') {
    const mayChange = rail?.capabilities.reverses === true && (asker === 'callback' || asker === 'operator');
    if (!mayChange) return still;
  }
  // What has ended is asked about again only when the rail or an operator has a reason: payments may come late.
  else if (!isOpen(state) && (asker === 'poll' || asker === 'page')) return still;
  // What costs nothing has no rail to ask: it is proven by being there.
  const free = intent.amountSantim === 0;
  const answer = free
    ? freeAnswer(intent)
    : rail
      ? await rail.query(intent.providerOrderId, intent.reference ?? undefined)
      : ({ kind: 'no-answer', why: 'this rail is not configured' } as const);
  const at = deps.clock.now();
  const over = intent.expiresAt !== null && intent.expiresAt <= at;
  if (rail?.cancel && over && isOpen(state) && answer.kind === 'waiting' && !answer.received && intent.reference) {
    // What nobody paid in its time is withdrawn, so that nobody pays it later; only then it has certainly ended.
    if (await rail.cancel(intent.providerOrderId, intent.reference))
      return await settle(deps, creatorId, intentId, { answer: { kind: 'expired' }, asker, at });
  }
  return await settle(deps, creatorId, intentId, { answer, asker, at });
}

/** Applies what the rail said. Undefined when there is no such attempt. */
export async function settle(
  deps: Deps,
  creatorId: CreatorId,
  intentId: string,
  evidence: Evidence,
): Promise<Settled | undefined> {
  try {
    let intent: IntentRow | undefined;
    const settled = await deps.tenancy.inCreator(creatorId, async (tx) => {
      const locked = await lockIntent(tx, creatorId, intentId);
      intent = locked;
      // What the rail says hours later belongs to the buyer's request, in every service that hears of it.
      const work = async () => locked && (await apply(deps, tx, creatorId, locked, aboutThis(locked, evidence)));
      return await inTraceOf(locked?.traceId ?? null, work);
    });
    if (intent && settled?.changed) told(deps, intent, settled.state);
    return settled;
  } catch (error) {
    // The rail names one transaction for two attempts: nothing is booked until somebody has looked.
    if (!isFault(error, 'duplicate', 'intents_provider_txn')) throw error;
    deps.log.error({ intentId, alarm: true }, 'one transaction of the rail for two attempts');
    return await park(deps, creatorId, intentId, 'two-payments', evidence.at);
  }
}

/** For those who watch: after it is written for good. */
function told(deps: Deps, { id: intentId, rail, traceId }: IntentRow, state: IntentState): void {
  deps.counts.became(rail, state);
  inTraceOf(traceId, () => deps.log.info({ intentId, rail, state }, 'attempt settled'));
}

/** A rail that names its own reference alone has named this attempt: it was found by that. */
const aboutThis = (intent: IntentRow, evidence: Evidence): Evidence =>
  evidence.answer.kind === 'paid' && evidence.answer.orderId === ''
    ? { ...evidence, answer: { ...evidence.answer, orderId: intent.providerOrderId } }
    : evidence;

/** Gives an attempt to a person. Where it may not be parked it stays as it is; undefined when there is no such attempt. */
export async function park(
  deps: Deps,
  creatorId: CreatorId,
  intentId: string,
  reason: Reason,
  at: Date,
): Promise<Settled | undefined> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const intent = await lockIntent(tx, creatorId, intentId);
    if (!intent || !mayFollow(intent.state, 'parked')) return intent && { state: intent.state, changed: false };
    const parked = { to: 'parked', reason, happening: 'parked', teller: 'we' } as const;
    await record(tx, creatorId, intent, parked, at, { nextAskAt: null });
    await releaseHeld(tx, creatorId, intent);
    return { state: 'parked', changed: true };
  });
}

const attemptOf = (deps: Deps, intent: IntentRow): Attempt => {
  const rail = railOf(deps, intent);
  return { ...intent, patient: rail !== undefined && isPatient(rail.capabilities.pay) };
};

async function apply(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  evidence: Evidence,
): Promise<Settled> {
  const attempt = attemptOf(deps, intent);
  const { at, answer } = evidence;
  let decision = decide(attempt, evidence);
  // A rail's list may name a payment again: what was kept of it once is kept.
  if (decision.happening === 'second-payment' && decision.surplus) {
    if (await isKept(tx, intent, decision.surplus.txnId)) return { state: intent.state, changed: false };
  }
  if (decision.alarm !== undefined) deps.log.error({ intentId: intent.id, alarm: true }, decision.alarm);
  const proven = decision.to === 'succeeded' || (decision.to === 'overpaid' && intent.state !== 'succeeded');
  const txn = answer.kind === 'paid' ? { providerTxnId: answer.txnId } : {};
  let twice: PaidTwice | undefined;
  if (proven && intent.state !== 'reversed') {
    // Before the state is written: whether there is something to sell for this money is known only now.
    const sold = await sell(deps, tx, creatorId, intent, at, async (why) => {
      decision = {
        to: 'surplus',
        happening: why,
        teller: 'we',
        ...(decision.paid === undefined ? {} : { paid: decision.paid }),
      };
      await recordProof(tx, creatorId, intent, decision, evidence, txn);
    });
    twice = sold?.twice;
    if (sold) await recordProof(tx, creatorId, intent, decision, evidence, txn);
    if (twice) await writeHappening(tx, intent.id, at, 'extra-twice', 'we');
  } else {
    const state = decision.to ?? intent.state;
    const next = isOpen(state) ? (nextAsk(attempt, at, attempt.patient) ?? null) : null;
    const facts = { asked: intent.asked + 1, lastAskedAt: at, nextAskAt: next };
    const begun = decision.reference === undefined ? {} : begunAt(deps, intent, decision.reference, at);
    await record(tx, creatorId, intent, decision, at, { ...facts, ...begun, ...(proven ? txn : {}) });
  }
  const after: IntentRow = { ...intent, ...txn, state: decision.to ?? intent.state };
  // Who pays at leisure has heard of it when it was begun, if the rail held it then.
  const heard = attempt.patient && intent.reference !== null;
  if (isOpen(after.state) && !heard && passesLeave(intent, at)) await tellWaiting(tx, intent, attempt.patient);
  if (intent.state === 'reversed' && decision.to === 'succeeded') await payAgain(tx, creatorId, after, at);
  if (decision.to === 'reversed') await takeBack(tx, creatorId, intent, at, 'reversal');
  const kept =
    twice && answer.kind === 'paid' ? creditOf(twice, answer.txnId, decision.surplus?.santim) : decision.surplus;
  const about = twice ? { ...after, productId: twice.productId, title: twice.title } : after;
  if (kept) await keepSurplus(deps, tx, creatorId, about, kept, at);
  if (after.state === 'surplus' && intent.state !== 'surplus' && answer.kind === 'paid') {
    const why = decision.happening === 'sold-out' ? 'sold-out' : 'paid-twice';
    const whole = { txnId: answer.txnId, santim: decision.paid ?? intent.amountSantim, why } as const;
    await keepSurplus(deps, tx, creatorId, after, whole, at);
  }
  const { to } = decision;
  if (to === 'failed' || to === 'expired') await tellFailure(tx, intent, decision.reason ?? to, at);
  // What was held for it is free again; money that comes later takes its chance.
  if (to === 'failed' || to === 'expired' || to === 'parked' || to === 'surplus') {
    await releaseHeld(tx, creatorId, intent);
  }
  return { state: after.state, changed: to !== undefined };
}

/** From now on the buyer can pay with it, as long as the rail keeps an order. */
function begunAt(deps: Deps, intent: IntentRow, reference: string, at: Date): IntentChange {
  const life = railOf(deps, intent)?.capabilities.lifeMinutes ?? 0;
  return { reference, pendingAt: at, expiresAt: new Date(at.getTime() + life * 60_000) };
}

async function recordProof(
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  decision: Decision,
  { at }: Evidence,
  txn: IntentChange,
): Promise<void> {
  await record(tx, creatorId, intent, decision, at, {
    asked: intent.asked + 1,
    lastAskedAt: at,
    nextAskAt: null,
    ...txn,
  });
}

async function record(
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  decision: Decision,
  at: Date,
  facts: IntentChange,
): Promise<void> {
  const { to, reason, happening, teller, paid } = decision;
  const waits = to !== undefined && (isOpen(to) || to === 'parked');
  await changeIntent(tx, creatorId, intent.id, {
    ...facts,
    ...(to === undefined ? {} : { state: to, reason: reason ?? null, endedAt: waits ? null : (intent.endedAt ?? at) }),
    ...(to === undefined && reason !== undefined ? { reason } : {}),
    ...(to === 'parked' ? { parkedAt: at } : {}),
    ...(happening === 'received' && intent.receivedAt === null ? { receivedAt: at } : {}),
    ...(paid === undefined ? {} : { paidSantim: paid }),
  });
  if (happening) await writeHappening(tx, intent.id, at, happening, teller ?? 'we');
}

/** Its buyer waits and may close the page. The same attempt again is told to nobody. */
export async function tellWaiting(tx: Tx, intent: IntentRow, patient: boolean): Promise<void> {
  const { id: intentId, productId, buyerId, rail, lang } = intent;
  const startedAt = intent.startedAt.toISOString();
  await emit(tx, checkoutWaiting, intentId, { intentId, productId, buyerId, rail, patient, lang, startedAt });
}

/** An attempt that has ended without a payment. */
export async function tellFailure(tx: Tx, intent: IntentRow, reason: string, at: Date): Promise<void> {
  const { id: intentId, productId, buyerId, lang, startedAt } = intent;
  await emit(tx, checkoutFailed, intentId, {
    intentId,
    productId,
    buyerId,
    lang,
    reason,
    rail: intent.rail,
    startedAt: startedAt.toISOString(),
    failedAt: at.toISOString(),
    tellBuyer: at.getTime() - startedAt.getTime() >= leaveSeconds * 1000,
  });
}

/**
 * What a person has seen at the rail's own desk, in her transaction: paid at the price or above it is sold as if the rail
 * had said it; anything else that came is the buyer's and goes back.
 */
export async function settleByHand(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  resolution: 'paid' | 'send-back',
  proof: { readonly txnId: string; readonly santim: number },
  at: Date,
): Promise<Settled> {
  const { currency, providerOrderId: orderId } = intent;
  if (resolution === 'paid' && proof.santim >= intent.amountSantim) {
    const answer = { kind: 'paid', orderId, amount: santim(proof.santim), currency, txnId: proof.txnId } as const;
    return await apply(deps, tx, creatorId, intent, { answer, asker: 'operator', at });
  }
  const surplus = { to: 'surplus', paid: proof.santim } as const;
  await record(tx, creatorId, intent, surplus, at, { nextAskAt: null, providerTxnId: proof.txnId });
  const after: IntentRow = { ...intent, state: 'surplus', providerTxnId: proof.txnId, paidSantim: proof.santim };
  await keepSurplus(deps, tx, creatorId, after, { ...proof, why: 'wrong-amount' }, at);
  await releaseHeld(tx, creatorId, intent);
  return { state: 'surplus', changed: true };
}
