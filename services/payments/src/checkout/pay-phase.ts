// What the waiting page says, by the state of the payment and by its age; and how soon it asks again by itself.
import type { IntentState } from '../intents/intents.ts';

export type Phase =
  | 'sending'
  | 'waiting'
  | 'late'
  | 'leave'
  | 'unknown'
  | 'wrong-amount'
  | 'failed'
  | 'rail-down'
  | 'expired'
  | 'paid';

/** `age` in seconds since the payment began. */
export function phaseOf(intent: { readonly state: IntentState; readonly reason: string | null }, age: number): Phase {
  switch (intent.state) {
    case 'succeeded':
      return 'paid';
    case 'expired':
      return 'expired';
    case 'failed':
      return intent.reason === 'rail-down' ? 'rail-down' : 'failed';
    case 'unknown':
      return intent.reason === 'wrong-amount' ? 'wrong-amount' : 'unknown';
    case 'created':
      return age < 60 ? 'sending' : 'unknown';
    case 'pending':
      return age < 90 ? 'waiting' : age < 120 ? 'late' : age < 600 ? 'leave' : 'unknown';
  }
}

/** Seconds until the page loads itself again; undefined: it stays as it is. */
export function refreshOf(phase: Phase, age: number, awaitsReceipt: boolean): number | undefined {
  const open = ['sending', 'waiting', 'late', 'leave', 'unknown'].includes(phase);
  if (!open) return phase === 'paid' && awaitsReceipt && age < 600 ? 5 : undefined;
  if (age < 60) return 5;
  if (age < 120) return 15;
  return age < 600 ? 30 : undefined;
}
