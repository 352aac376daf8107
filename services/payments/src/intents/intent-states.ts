// The life of one attempt to pay. What may follow what stands here and nowhere else; the database holds the same list of
// states, and that an end has its moment and a success its proof.
import type { IntentState } from '@windsurf/contracts/payments';

export type { IntentState } from '@windsurf/contracts/payments';

/** Still under way: at most one per buyer and product. */
export const openStates = ['created', 'pending', 'unknown'] as const satisfies readonly IntentState[];
export const isOpen = (state: IntentState): boolean => (openStates as readonly IntentState[]).includes(state);
/** Money came, and is where the state says. */
export const paidStates = ['succeeded', 'overpaid', 'disputed'] as const satisfies readonly IntentState[];
export const isPaid = (state: IntentState): boolean => (paidStates as readonly IntentState[]).includes(state);

const proven = ['succeeded', 'overpaid', 'surplus'] as const satisfies readonly IntentState[];
/**
 * created → the rail has not been heard yet · pending → the buyer may pay · unknown → asked, and nobody can say · parked →
 * a person has to look · failed and expired are ends, but a payment that the rail proves later wins over all of them:
 * money that came is never denied. What was paid may be disputed and taken back, and paid again after that.
 */
export const follows: Readonly<Record<IntentState, readonly IntentState[]>> = {
  created: ['pending', 'unknown', 'failed', 'expired', 'parked', ...proven],
  pending: ['unknown', 'failed', 'expired', 'parked', ...proven],
  unknown: ['pending', 'failed', 'expired', 'parked', ...proven],
  parked: ['failed', ...proven],
  failed: ['parked', ...proven],
  expired: ['parked', ...proven],
  succeeded: ['overpaid', 'disputed', 'reversed'],
  overpaid: ['disputed', 'reversed'],
  surplus: ['reversed'],
  disputed: ['succeeded', 'reversed'],
  reversed: ['succeeded'],
};
/** Same state is no transition and no error. */
export const mayFollow = (from: IntentState, to: IntentState): boolean => from !== to && follows[from].includes(to);

/** Why an attempt failed, is not known, or waits for a person. */
export const reasons = [
  'refused',
  'no-money',
  'wrong-pin',
  'cancelled',
  'limit',
  'rail-down',
  'no-answer',
  'unclear',
  'wrong-amount',
  'two-payments',
  'given-up',
  'reversed',
  'not-paid',
  'told',
] as const;
export type Reason = (typeof reasons)[number];

/** Words of the timeline; each has a sentence in both languages. */
export const happenings = [
  'started',
  'sent',
  'unknown',
  'waiting',
  'received',
  'notice',
  'wrong-notice',
  'confirmed',
  'late',
  'paid-twice',
  'extra-twice',
  'sold-out',
  'overpaid',
  'second-payment',
  'failed',
  'expired',
  'wrong-amount',
  'parked',
  'decided-paid',
  'decided-not-paid',
  'decided-send-back',
  'told-reference',
  'reversed',
  'paid-again',
  'disputed',
  'dispute-won',
  'dispute-lost',
  'delivered',
  'preordered',
  'release-moved',
  'release-late',
  'refund-waits',
  'refund-asked',
  'refund-sent',
  'refund-failed',
] as const;
export type Happening = (typeof happenings)[number];
/** `we`, `operator`, `buyer`, `creator`, `bank`, or the name of a rail. */
export type Teller = string;
