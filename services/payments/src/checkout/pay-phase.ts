// What the waiting page says, by the kind of way to pay, the state of the payment and its age; and how soon it asks again
// by itself.
import type { IntentState } from '../intents/intents.ts';
import type { RailCapabilities } from '../rails/rails.ts';
import { doubtSeconds, isPatient, leaveSeconds } from '../settle/settle.ts';
import type { Told } from './told.ts';

/** A payment that waits, and everything that it may become. `failed-…` and `parked-…` carry the reason. */
export const phases = [
  'sending',
  'waiting',
  'code',
  'transfer',
  'told',
  'received',
  'confirming',
  'asking',
  'late',
  'leave',
  'unknown',
  'parked-wrong-amount',
  'parked-two-payments',
  'parked-given-up',
  'parked-unclear',
  'parked-told',
  'failed',
  'failed-open',
  'failed-no-money',
  'failed-wrong-pin',
  'failed-cancelled',
  'failed-limit',
  'failed-no-answer',
  'failed-not-paid',
  'failed-reversed',
  'rail-down',
  'expired',
  'paid',
  'overpaid',
  'returning',
  'reversed',
  'disputed',
] as const;
export type Phase = (typeof phases)[number];

/** Seconds after the way back from the wallet in which the answer is probably about to come. */
export const soonSeconds = 12;

export type Seen = {
  readonly state: IntentState;
  readonly reason: string | null;
  readonly receivedAt: Date | null;
  /** How it is paid; undefined when the rail is configured no more. */
  readonly pay: RailCapabilities['pay'] | undefined;
  /** The buyer has told the reference of a transfer. */
  readonly toldReference: boolean;
};

const failures: Readonly<Record<string, Phase>> = {
  'rail-down': 'rail-down',
  refused: 'failed',
  'no-money': 'failed-no-money',
  'wrong-pin': 'failed-wrong-pin',
  cancelled: 'failed-cancelled',
  limit: 'failed-limit',
  'no-answer': 'failed-no-answer',
  'not-paid': 'failed-not-paid',
  reversed: 'failed-reversed',
};
const parkings: Readonly<Record<string, Phase>> = {
  'wrong-amount': 'parked-wrong-amount',
  'two-payments': 'parked-two-payments',
  'given-up': 'parked-given-up',
  told: 'parked-told',
};
/** Own keys only: a reason is a text of a table. */
const named = (map: Readonly<Record<string, Phase>>, key: string | null, otherwise: Phase): Phase =>
  (key !== null && Object.hasOwn(map, key) ? map[key] : undefined) ?? otherwise;

/** `age` in seconds since the payment began; `told` is a hint of the way back, which changes the words alone. */
export function phaseOf(seen: Seen, age: number, told?: Told): Phase {
  switch (seen.state) {
    case 'succeeded':
      return 'paid';
    case 'overpaid':
      return 'overpaid';
    case 'surplus':
      return 'returning';
    case 'reversed':
      return 'reversed';
    case 'disputed':
      return 'disputed';
    case 'expired':
      return 'expired';
    case 'failed':
      // Of any other reason nobody has confirmed that nothing was taken.
      return named(failures, seen.reason, 'failed-open');
    case 'parked':
      return named(parkings, seen.reason, 'parked-unclear');
    case 'unknown':
      return atLeisure(seen) ?? 'unknown';
    case 'created':
      return age < 60 ? 'sending' : 'unknown';
    case 'pending':
      return atLeisure(seen) ?? (told && toldPhase(told, age)) ?? (age < 90 ? 'waiting' : unanswered(age));
  }
}

/** What is paid with a code or by hand has no minute in which it must happen. */
function atLeisure({ pay, receivedAt, toldReference, state }: Seen): Phase | undefined {
  if (receivedAt !== null) return 'received';
  if (pay === undefined || !isPatient(pay)) return undefined;
  if (toldReference) return 'told';
  if (state !== 'pending') return undefined;
  return pay === 'code' ? 'code' : 'transfer';
}

const unanswered = (age: number): Phase => (age < leaveSeconds ? 'late' : age < doubtSeconds ? 'leave' : 'unknown');

/** Who comes back from the wallet is not told to look at her phone. */
function toldPhase({ what, at }: Told, age: number): Phase | undefined {
  const since = age - at;
  if (since < 0) return undefined;
  if (what === 'paid') return since < 60 || age < leaveSeconds ? 'confirming' : undefined;
  return since < soonSeconds ? 'asking' : undefined;
}

const quick: readonly Phase[] = ['sending', 'waiting', 'confirming', 'asking', 'late', 'leave', 'unknown'];
const slow: readonly Phase[] = ['code', 'received'];

/** Seconds until the page loads itself again; undefined: it stays as it is. `age` of an ended payment: since its end. */
export function refreshOf(phase: Phase, age: number, awaitsReceipt: boolean, told?: Told): number | undefined {
  if (phase === 'paid' || phase === 'overpaid')
    return awaitsReceipt && age < 600 ? (age < soonSeconds ? 2 : 5) : undefined;
  if (slow.includes(phase)) return age < doubtSeconds * 3 ? 30 : undefined;
  if (!quick.includes(phase)) return undefined;
  if ((phase === 'confirming' || phase === 'asking') && told) return age - told.at < soonSeconds ? 2 : 5;
  if (age < 60) return 5;
  if (age < leaveSeconds) return 15;
  return age < doubtSeconds ? 30 : undefined;
}

/** It may still be paid, or nobody can say: the rail is asked, and the buyer may tell us that she has paid. */
export const isWaiting = (phase: Phase): boolean => quick.includes(phase) || slow.includes(phase);
