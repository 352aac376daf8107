// The only way to a paid order. Callback, poll, return page and operator all end here, with what the rail itself said;
// the row lock makes them come one after the other, and the same answer again changes nothing.
import { checkoutFailed, orderPaid } from '@windsurf/contracts/payments';
import type { CreatorId } from '@windsurf/db/tenancy';
import { isFault } from '@windsurf/db/errors';
import { emit } from '@windsurf/messages/emit';
import { enqueue, job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { changeIntent, intentById, isOpen, lockIntent, mayFollow, writeHappening } from '../intents/intents.ts';
import type { IntentRow, IntentState } from '../intents/intents.ts';

import { ownedSince, placeOrder } from '../orders/orders.ts';
import { decide, leaveSeconds, nextAsk, wrongAmount } from './decide.ts';
import type { Asker, Decision, Evidence } from './decide.ts';

export { doubtSeconds, leaveSeconds, nextAsk } from './decide.ts';

export type Settled = { readonly state: IntentState; readonly changed: boolean };

/** Ask the rail about an attempt and settle what it says. */
export const askRail = job(
  'settle.ask',
  T.Object({
    intentId: T.String(),
    asker: T.Union([T.Literal('callback'), T.Literal('poll'), T.Literal('page')]),
  }),
);
/** The poll of an attempt has one place in the queue; somebody in a hurry has another, so that neither moves the other. */
export async function askLater(tx: Tx, intentId: string, runAt: Date): Promise<void> {
  await enqueue(tx, askRail, intentId, { intentId, asker: 'poll' }, { runAt });
}
export async function askNow(tx: Tx, intentId: string, asker: 'callback' | 'page'): Promise<void> {
  await enqueue(tx, askRail, `${intentId}:now`, { intentId, asker });
}

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
  const query = intentById(deps.tenancy.compile, creatorId, intentId).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const intent = rows[0];
  if (!intent) return undefined;
  const { state } = intent;
  if (state === 'succeeded') return { state, changed: false };
  // What has ended is asked about again only when the rail or an operator has a reason: payments may come late.
  if (!isOpen(state) && (asker === 'poll' || asker === 'page')) return { state, changed: false };
  const answer = await deps.rails[intent.rail].query(intent.providerOrderId);
  return await settle(deps, creatorId, intentId, { answer, asker, at: deps.clock.now() });
}

/** Applies what the rail said. Undefined when there is no such attempt. */
export async function settle(
  deps: Deps,
  creatorId: CreatorId,
  intentId: string,
  evidence: Evidence,
): Promise<Settled | undefined> {
  try {
    return await deps.tenancy.inCreator(creatorId, async (tx) => {
      const intent = await lockIntent(tx, creatorId, intentId);
      return intent && (await apply(deps, tx, creatorId, intent, evidence));
    });
  } catch (error) {
    // The rail names one transaction for two attempts: nothing is booked until somebody has looked.
    if (!isFault(error, 'duplicate', 'intents_provider_txn')) throw error;
    deps.log.error({ intentId, alarm: true }, 'one transaction of the rail for two attempts');
    return await doubt(deps, creatorId, intentId, evidence);
  }
}

/** What was rolled back would have said that the rail was asked, and when it is asked next. */
async function doubt(
  deps: Deps,
  creatorId: CreatorId,
  intentId: string,
  { asker, at }: Evidence,
): Promise<Settled | undefined> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const intent = await lockIntent(tx, creatorId, intentId);
    if (!intent || !isOpen(intent.state)) return intent && { state: intent.state, changed: false };
    const decision = mayFollow(intent.state, 'unknown')
      ? ({ to: 'unknown', reason: 'unclear', happening: 'unknown', teller: 'we' } as const)
      : {};
    const next = nextAsk(intent, at) ?? null;
    await record(tx, creatorId, intent, decision, { asked: intent.asked + 1, lastAskedAt: at, nextAskAt: next }, at);
    if (asker === 'poll' && next !== null) await askLater(tx, intent.id, next);
    return { state: 'unknown', changed: decision.to !== undefined };
  });
}

/** A signed notice talks about another amount or currency than ours: set aside, never guessed. */
export async function setAside(deps: Deps, creatorId: CreatorId, intentId: string, at: Date): Promise<void> {
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const intent = await lockIntent(tx, creatorId, intentId);
    if (!intent || !isOpen(intent.state) || intent.reason === 'wrong-amount') return;
    await record(tx, creatorId, intent, wrongAmount(intent), { nextAskAt: null }, at);
  });
  deps.log.error({ intentId, alarm: true }, 'another amount was announced');
}

async function apply(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  evidence: Evidence,
): Promise<Settled> {
  const decision = decide(intent, evidence);
  const { at, answer } = evidence;
  const state = decision.to ?? intent.state;
  // What is set aside waits for a person, and is asked about again from when she has let it go on.
  const aside = state === 'unknown' && (decision.reason ?? intent.reason) === 'wrong-amount';
  const next = isOpen(state) && !aside ? (nextAsk(intent, at) ?? null) : null;
  if (decision.alarm !== undefined) deps.log.error({ intentId: intent.id, alarm: true }, decision.alarm);
  await record(
    tx,
    creatorId,
    intent,
    decision,
    { asked: intent.asked + 1, lastAskedAt: at, nextAskAt: next },
    at,
    answer,
  );
  if (decision.to === 'succeeded') await pay(deps, tx, creatorId, intent, at);
  if (decision.to === 'failed' || decision.to === 'expired') {
    await tellFailure(tx, intent, decision.reason ?? decision.to, at);
  }
  if ((evidence.asker === 'poll' || evidence.asker === 'operator') && next !== null)
    await askLater(tx, intent.id, next);
  return { state, changed: decision.to !== undefined };
}

async function record(
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  decision: Decision,
  facts: { asked?: number; lastAskedAt?: Date; nextAskAt: Date | null },
  at: Date,
  answer?: Evidence['answer'],
): Promise<void> {
  const to = decision.to;
  await changeIntent(tx, creatorId, intent.id, {
    ...facts,
    ...(to === undefined ? {} : { state: to, reason: decision.reason ?? null, endedAt: isOpen(to) ? null : at }),
    ...(to === undefined && decision.reason !== undefined ? { reason: decision.reason } : {}),
    ...(to === 'succeeded' && answer?.kind === 'paid' ? { providerTxnId: answer.txnId } : {}),
  });
  if (decision.happening) await writeHappening(tx, intent.id, at, decision.happening, decision.teller ?? 'we');
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
    startedAt: startedAt.toISOString(),
    failedAt: at.toISOString(),
    tellBuyer: at.getTime() - startedAt.getTime() >= leaveSeconds * 1000,
  });
}

/** Order, ledger, event: all of it or nothing. */
async function pay(deps: Deps, tx: Tx, creatorId: CreatorId, intent: IntentRow, at: Date): Promise<void> {
  const { id: intentId, buyerId, buyerHint, productId, title, amountSantim, currency, rail, lang } = intent;
  if ((await ownedSince(tx, creatorId, buyerId, productId)) !== undefined) {
    // The money came, so it is booked; that it goes back is for a person to begin.
    await writeHappening(tx, intentId, at, 'paid-twice', 'we');
    deps.log.error({ intentId, alarm: true }, 'paid twice for one thing');
  }
  const order = await placeOrder(
    tx,
    { intentId, buyerId, buyerHint, productId, title, amountSantim, currency, rail },
    at,
  );
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
  });
}
