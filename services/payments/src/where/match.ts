// Which of a buyer's attempts a text may be about. Pure; it grants nothing, it says whom to ask.
import type { IntentState } from '../intents/intents.ts';
import { isOpen } from '../intents/intents.ts';
import type { Pasted } from './pasted.ts';

export type Candidate = {
  readonly creatorId: string;
  readonly id: string;
  readonly state: IntentState;
  readonly rail: string;
  readonly amountSantim: number;
  readonly startedAt: Date;
  readonly providerOrderId: string;
  readonly reference: string | null;
  readonly providerTxnId: string | null;
};

/** So long after it began a payment of an unnamed number may still be this one. */
const guessWithinMs = 7 * 86_400_000;
/** Of attempts that fit equally well, so many are asked about. */
const asked = 3;

const digits = (text: string | null): string => (text ?? '').replaceAll(/\D/g, '');

/** The text names this attempt: by the rail's number of its payment, by its code, or by our own number. */
export function isNamed({ providerTxnId, providerOrderId, reference }: Candidate, pasted: Pasted): boolean {
  if (providerTxnId !== null && pasted.references.includes(providerTxnId.toUpperCase())) return true;
  if (pasted.codes.some((code) => code === digits(reference))) return true;
  const own = providerOrderId.toLowerCase();
  return pasted.ours.some((number) => own === number || own.endsWith(number));
}

/** False when the text names sums, and none of them is the price. */
export const amountFits = ({ amountSantim }: Pick<Candidate, 'amountSantim'>, { amounts }: Pasted): boolean =>
  amounts.length === 0 || amounts.some((amount) => amount === amountSantim);

/** May still become a payment: under way, ended without one, or with a person. */
export const mayCome = (state: IntentState): boolean =>
  isOpen(state) || state === 'failed' || state === 'expired' || state === 'parked';

export type Matches = {
  /** The most likely one first; at most three. */
  readonly attempts: readonly Candidate[];
  /**
   * The text names one of them, or its price. Else nothing but the rail's own word may be told about them: whoever types a
   * number has not proven that it is hers.
   */
  readonly sure: boolean;
};

/** The attempts that a text fits. */
export function matchesOf(candidates: readonly Candidate[], pasted: Pasted, now: Date): Matches {
  const named = candidates.filter((one) => isNamed(one, pasted));
  if (named.length > 0) return { attempts: named.filter((one) => amountFits(one, pasted)).slice(0, asked), sure: true };
  // A number that we have never heard: whatever of this buyer's still waits for its money, the youngest first.
  if (pasted.references.length === 0) return { attempts: [], sure: true };
  const attempts = candidates
    .filter((one) => mayCome(one.state) && amountFits(one, pasted))
    .filter((one) => now.getTime() - one.startedAt.getTime() < guessWithinMs)
    .toSorted(
      (a, b) => Number(isOpen(b.state)) - Number(isOpen(a.state)) || b.startedAt.getTime() - a.startedAt.getTime(),
    )
    .slice(0, asked);
  return { attempts, sure: pasted.amounts.length > 0 };
}
