// The life of one attempt to pay. What may follow what stands here and nowhere else; the database holds the same list of
// states, and that an end has its moment and a success its proof.
import type { IntentState } from '@windsurf/contracts/payments';

export type { IntentState } from '@windsurf/contracts/payments';

/** Still under way: at most one per buyer and product. */
export const openStates = ['created', 'pending', 'unknown'] as const satisfies readonly IntentState[];
export const isOpen = (state: IntentState): boolean => (openStates as readonly IntentState[]).includes(state);

/**
 * created → the rail has not been heard yet · pending → the wallet may ask · unknown → asked, and nobody can say ·
 * failed and expired are ends, but a payment that the rail proves later wins over both: money that came is never denied.
 */
export const follows: Readonly<Record<IntentState, readonly IntentState[]>> = {
  created: ['pending', 'succeeded', 'failed', 'expired', 'unknown'],
  pending: ['succeeded', 'failed', 'expired', 'unknown'],
  unknown: ['pending', 'succeeded', 'failed', 'expired'],
  failed: ['succeeded'],
  expired: ['succeeded'],
  succeeded: [],
};
/** Same state is no transition and no error. */
export const mayFollow = (from: IntentState, to: IntentState): boolean => from !== to && follows[from].includes(to);

/** Why an attempt failed or is not known. */
export const reasons = ['refused', 'rail-down', 'no-answer', 'wrong-amount', 'unclear'] as const;
export type Reason = (typeof reasons)[number];

/** Words of the timeline; each has a sentence in both languages. */
export const happenings = [
  'started',
  'sent',
  'unknown',
  'waiting',
  'notice',
  'confirmed',
  'late',
  'paid-twice',
  'failed',
  'expired',
  'wrong-amount',
] as const;
export type Happening = (typeof happenings)[number];
export type Teller = 'we' | 'telebirr' | 'operator';
