// An amount to send, as it is typed: santim, or the sentence that says what to write.
import { parseBirr, santim } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Phrase } from '@windsurf/language/phrases';

export type AmountRead =
  | { readonly ok: true; readonly santim: Santim }
  /** Without a sentence: it is no sum between the limits. */
  | { readonly ok: false; readonly says: Phrase | undefined };

export function readAmount(typed: string, limits: { readonly least: number; readonly most: number }): AmountRead {
  const read = parseBirr(typed, { min: santim(limits.least), max: santim(Math.max(limits.least, limits.most)) });
  if (read.ok) return { ok: true, santim: read.santim };
  return { ok: false, says: read.problem === 'too-small' || read.problem === 'too-large' ? undefined : read.says };
}

/** Santim as they stand in the field: 19950 is 199.50, 20000 is 200. */
export function amountText(amount: number): string {
  const digits = String(amount).padStart(3, '0');
  const part = digits.slice(-2);
  return part === '00' ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${part}`;
}
