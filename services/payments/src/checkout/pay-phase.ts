// What the waiting page says, by the state of the payment and by its age; and how soon it asks again by itself.
import type { IntentState } from '../intents/intents.ts';
import { doubtSeconds, leaveSeconds } from '../settle/settle.ts';
import type { Told } from './told.ts';

export type Phase =
  | 'sending'
  | 'waiting'
  | 'confirming'
  | 'asking'
  | 'late'
  | 'leave'
  | 'unknown'
  | 'wrong-amount'
  | 'failed'
  | 'rail-down'
  | 'expired'
  | 'paid';

/** Seconds after the way back from the wallet in which the answer is probably about to come. */
export const soonSeconds = 12;

/** `age` in seconds since the payment began; `told` is a hint of the way back, which changes the words alone. */
export function phaseOf(
  intent: { readonly state: IntentState; readonly reason: string | null },
  age: number,
  told?: Told,
): Phase {
  switch (intent.state) {
    case 'succeeded':
      return 'paid';
    case 'expired':
      return 'expired';
    case 'failed':
      return intent.reason === 'rail-down' ? 'rail-down' : 'failed';
    case 'unknown':
      return 'unknown';
    case 'parked':
      return intent.reason === 'wrong-amount' ? 'wrong-amount' : 'unknown';
    case 'overpaid':
    case 'disputed':
      return 'paid';
    case 'surplus':
    case 'reversed':
      return 'failed';
    case 'created':
      return age < 60 ? 'sending' : 'unknown';
    case 'pending':
      return (told && toldPhase(told, age)) ?? (age < 90 ? 'waiting' : unanswered(age));
  }
}

const unanswered = (age: number): Phase => (age < leaveSeconds ? 'late' : age < doubtSeconds ? 'leave' : 'unknown');

/** Who comes back from the wallet is not told to look at her phone. */
function toldPhase({ what, at }: Told, age: number): Phase | undefined {
  const since = age - at;
  if (since < 0) return undefined;
  if (what === 'paid') return since < 60 || age < leaveSeconds ? 'confirming' : undefined;
  return since < soonSeconds ? 'asking' : undefined;
}

/** Seconds until the page loads itself again; undefined: it stays as it is. `age` of an ended payment: since its end. */
export function refreshOf(phase: Phase, age: number, awaitsReceipt: boolean, told?: Told): number | undefined {
  if (phase === 'paid') return awaitsReceipt && age < 600 ? (age < soonSeconds ? 2 : 5) : undefined;
  if (!['sending', 'waiting', 'confirming', 'asking', 'late', 'leave', 'unknown'].includes(phase)) return undefined;
  if ((phase === 'confirming' || phase === 'asking') && told) return age - told.at < soonSeconds ? 2 : 5;
  if (age < 60) return 5;
  if (age < leaveSeconds) return 15;
  return age < doubtSeconds ? 30 : undefined;
}
