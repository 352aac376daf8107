// The life of a payout, decided without a database: what may follow what, when it is tried next, when a person looks.
import type { PayoutState } from '@windsurf/contracts/payments-payouts';
import type { Sent } from '../rails/rails.ts';

/** Not given to anybody yet: may be cancelled, held and moved to another account. */
export const isUnsent = (state: PayoutState): boolean => state === 'requested' || state === 'held';

const minutes = (n: number): number => n * 60_000;
/** How long a call may take before another worker believes that this one is gone. */
export const sendLeaseMs = minutes(2);
/** What was taken in is asked about, or called unknown, after this. */
export const resultWithinMs = minutes(2);
const askAfter = [1, 2, 5, 15, 60, 180, 360].map(minutes);
const sendAgainAfter = [1, 5, 15, 60, 180].map(minutes);
/** From then on a person looks for it. */
const parkAfterMs = 24 * minutes(60);
/** A payout that did not arrive is tried again by itself after a day, twice. */
export const againAfterMs = 24 * minutes(60);
export const triesAtMost = 3;

/** When a payout without a Result is asked about next; undefined: a person looks. */
export function nextQuestion(asked: number, sendingAt: Date, now: Date, canAsk: boolean): Date | undefined {
  const park = sendingAt.getTime() + parkAfterMs;
  if (now.getTime() >= park) return undefined;
  const pause = canAsk ? (askAfter[asked] ?? minutes(360)) : Number.POSITIVE_INFINITY;
  return new Date(Math.min(now.getTime() + pause, park));
}

/** When a payout that certainly never left is tried again: for ever, because nothing was sent. */
export function nextTry(attempts: number, now: Date): Date {
  return new Date(now.getTime() + (sendAgainAfter[attempts - 1] ?? minutes(360)));
}

/**
 * What an answer of the rail means for a payout in a state.
 * - `paid`, `failed`: the end; `back`: it never left, so it waits and is tried again
 * - `taken`: the rail has it; `doubt`: nobody knows
 * - `late`: it had arrived although its money went back; `contradiction`: it cannot be true with what was said before
 * - `nothing`: no news
 */
export type Meaning = 'paid' | 'failed' | 'back' | 'taken' | 'doubt' | 'late' | 'contradiction' | 'nothing';

export function meaningOf(
  payout: { readonly state: PayoutState; readonly txnId: string | null; readonly attempts: number },
  end: Sent,
  via: 'sent' | 'sent-again' | 'asked' | 'told' | 'person',
): Meaning {
  const { state, txnId } = payout;
  if (state === 'paid') {
    if (end.kind === 'failed') return 'contradiction';
    return end.kind === 'done' && end.txnId !== txnId ? 'contradiction' : 'nothing';
  }
  if (state === 'failed' || state === 'cancelled') return end.kind === 'done' ? 'late' : 'nothing';
  if (isUnsent(state)) {
    // Held because the rail was down, and it had taken it in after all.
    return end.kind === 'done' && payout.attempts > 0 ? 'paid' : 'nothing';
  }
  if (end.kind === 'done') return 'paid';
  if (end.kind === 'failed') return 'failed';
  if (end.kind === 'pending') return 'taken';
  // Only the first call can know that nothing was sent; a question that went nowhere says nothing about the payout.
  if (end.kind === 'down') return via === 'sent' ? 'back' : 'nothing';
  return state === 'unknown' ? 'nothing' : 'doubt';
}
