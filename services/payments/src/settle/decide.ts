// What an answer of a rail means for an attempt. Pure: the same facts give the same decision, whoever asked and however
// often. Success is proven by the rail alone, and only when amount, currency and order are ours.
import { isOpen, isPaid, mayFollow } from '../intents/intents.ts';
import type { Happening, IntentState, Reason, Teller } from '../intents/intents.ts';
import { reasonOf } from '../intents/intents.ts';
import type { RailAnswer } from '../rails/rails.ts';
import { doubtAfter, graceSeconds, nextAsk, startSeconds } from './schedule.ts';

/**
 * Who brought the answer. `feed`: the rail's own list of payments, where one line is one payment. `buyer`: she told a
 * reference, which is a reason to ask again, and no more.
 */
export type Asker = 'callback' | 'poll' | 'page' | 'operator' | 'feed' | 'buyer';
export type Evidence = { readonly answer: RailAnswer; readonly asker: Asker; readonly at: Date };
export type Attempt = {
  readonly state: IntentState;
  readonly reason: string | null;
  readonly rail: string;
  readonly amountSantim: number;
  readonly currency: string;
  readonly providerOrderId: string;
  readonly reference: string | null;
  readonly providerTxnId: string | null;
  readonly startedAt: Date;
  /** Until when it can be paid; null while the rail does not hold it. */
  readonly expiresAt: Date | null;
  /** The buyer takes her time with this rail: a code, a transfer by hand. */
  readonly patient: boolean;
  /** A bank has said that the money is there. */
  readonly receivedAt?: Date | null;
};
export type Decision = {
  /** Undefined: the state stays. */
  readonly to?: IntentState;
  readonly reason?: Reason;
  readonly happening?: Happening;
  readonly teller?: Teller;
  /** What the rail holds the order under, learnt only now. */
  readonly reference?: string;
  /** Santim that came, where that is not the price. */
  readonly paid?: number;
  /** Money beyond what was bought came: whose payment, how much, and why it goes back. */
  readonly surplus?: { readonly txnId: string; readonly santim: number; readonly why: 'overpaid' | 'paid-twice' };
  /** Somebody has to look; the word goes into the log. */
  readonly alarm?: string;
};

const nothing: Decision = {};
/** A person's word for a payment is kept in capitals, whatever the rail writes. */
const isSame = (known: string, told: string): boolean => known.toUpperCase() === told.toUpperCase();

export function decide(attempt: Attempt, { answer, asker, at }: Evidence): Decision {
  const decision =
    answer.kind === 'paid'
      ? proven(attempt, answer, asker)
      : answer.kind === 'reversed'
        ? reversed(attempt, answer)
        : unproven(attempt, answer, at);
  // A rule that is not in the table of states changes nothing.
  const may = decision.to === undefined || mayFollow(attempt.state, decision.to);
  const allowed: Decision = may ? decision : decision.alarm === undefined ? nothing : { alarm: decision.alarm };
  const state = allowed.to ?? attempt.state;
  if (isOpen(state) && nextAsk(attempt, at, attempt.patient) === undefined) {
    return {
      to: 'parked',
      reason: 'given-up',
      happening: 'parked',
      teller: 'we',
      alarm: 'a payment waits for a person',
    };
  }
  return allowed;
}

type Paid = Extract<RailAnswer, { kind: 'paid' }>;

function proven(attempt: Attempt, paid: Paid, asker: Asker): Decision {
  const { state, rail, amountSantim, currency } = attempt;
  if (paid.orderId !== attempt.providerOrderId) return { alarm: 'the rail answered about another order' };
  const other = attempt.providerTxnId !== null && !isSame(attempt.providerTxnId, paid.txnId);
  if (isPaid(state) || state === 'surplus') {
    // One line of the rail's list is one payment; elsewhere a second number may be a second name of the same one.
    if (asker !== 'feed' || !other || paid.amount === undefined || paid.currency !== currency) return nothing;
    const second = { txnId: paid.txnId, santim: paid.amount, why: 'paid-twice' } as const;
    const to = state === 'succeeded' ? ({ to: 'overpaid' } as const) : {};
    return { ...to, happening: 'second-payment', teller: rail, surplus: second, alarm: 'paid twice for one order' };
  }
  if (state === 'reversed' && !other) return nothing;
  if (paid.amount === undefined || paid.currency !== currency || paid.amount < amountSantim) {
    if (state === 'parked' && attempt.reason === 'wrong-amount') return nothing;
    const came = paid.amount !== undefined && paid.amount > 0 ? { paid: paid.amount } : {};
    const alarm = 'another amount was paid';
    // Already with a person: the reason is now this one.
    const to = state === 'parked' ? {} : ({ to: 'parked' } as const);
    return { ...to, reason: 'wrong-amount', happening: 'wrong-amount', teller: rail, alarm, ...came };
  }
  // It went back without us: nothing is handed out for it before somebody has looked.
  if (paid.returned !== undefined) {
    if (state === 'parked') return nothing;
    return { to: 'parked', reason: 'unclear', happening: 'parked', teller: rail, alarm: 'paid, and on its way back' };
  }
  if (state === 'reversed') return { to: 'succeeded', happening: 'paid-again', teller: rail };
  const late = state === 'failed' || state === 'expired';
  const happening = late ? 'late' : 'confirmed';
  const over = paid.amount - amountSantim;
  if (over === 0) return { to: 'succeeded', happening, teller: rail };
  const surplus = { txnId: paid.txnId, santim: over, why: 'overpaid' } as const;
  return { to: 'overpaid', happening: 'overpaid', teller: rail, paid: paid.amount, surplus, alarm: 'more was paid' };
}

function reversed(attempt: Attempt, { txnId }: { txnId: string }): Decision {
  const { state, rail } = attempt;
  // It never counted here, so nothing has to be undone.
  if (isOpen(state) || state === 'parked') {
    return { to: 'failed', reason: 'reversed', happening: 'reversed', teller: rail };
  }
  // The one that was taken back is not the one that paid.
  if (attempt.providerTxnId === null || !isSame(attempt.providerTxnId, txnId))
    return { alarm: 'another payment was reversed' };
  return { to: 'reversed', happening: 'reversed', teller: rail, alarm: 'the bank took a payment back' };
}

function unproven(attempt: Attempt, answer: Exclude<RailAnswer, { kind: 'paid' | 'reversed' }>, at: Date): Decision {
  const { state, rail } = attempt;
  if (!isOpen(state)) return nothing;
  const age = (at.getTime() - attempt.startedAt.getTime()) / 1000;
  if (state === 'created' && age < startSeconds) return nothing;
  // Nobody was ever given a way to pay this order, so an answer that is not "paid" means that nothing began.
  const neverHandedOut = attempt.reference === null;
  const notBegun: Decision = { to: 'failed', reason: 'rail-down', happening: 'failed', teller: 'we' };
  const doubt = (reason: Reason): Decision => ({ to: 'unknown', reason, happening: 'unknown', teller: 'we' });
  const doubtful = age >= doubtAfter(attempt, attempt.patient);
  switch (answer.kind) {
    case 'failed':
      return { to: 'failed', reason: reasonOf(answer.why), happening: 'failed', teller: rail };
    case 'expired':
      return { to: 'expired', happening: 'expired', teller: rail };
    case 'waiting':
      // The rail began, and only its answer was lost: now the buyer can be told how to pay.
      if (neverHandedOut && answer.reference !== undefined)
        return { to: 'pending', happening: 'sent', teller: 'we', reference: answer.reference };
      if (neverHandedOut) return notBegun;
      // Else who left the wallet's page could not buy this for as long as the rail forgets to close it.
      if (answer.untouched && isOver(attempt, at)) return { to: 'expired', happening: 'expired', teller: 'we' };
      if (state === 'unknown')
        return { to: 'pending', happening: answer.received ? 'received' : 'waiting', teller: rail };
      return answer.received && !attempt.receivedAt ? { happening: 'received', teller: rail } : nothing;
    case 'refused':
      if (neverHandedOut) return notBegun;
      return doubtful ? doubt('no-answer') : nothing;
    case 'unclear':
      return { ...doubt('unclear'), alarm: 'the rail uses a word that we do not know' };
    case 'no-answer':
      return state === 'created' || doubtful ? doubt('no-answer') : nothing;
  }
}

const isOver = ({ expiresAt }: Attempt, at: Date): boolean =>
  expiresAt !== null && at.getTime() - expiresAt.getTime() >= graceSeconds * 1000;
