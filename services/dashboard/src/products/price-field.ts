// The price as it is typed. Never a float: santim or a sentence.
import { parseBirr, type Santim } from '@windsurf/money/money';
import type { Phrase } from '@windsurf/language/phrases';

export type PriceRead = { readonly ok: true; readonly santim: Santim } | { readonly ok: false; readonly says: Phrase };

/** Reads a typed price, with the sentence that says what to write instead. */
export function readPrice(typed: string): PriceRead {
  const read = parseBirr(typed);
  return read.ok ? { ok: true, santim: read.santim } : { ok: false, says: read.says };
}

/** Santim as they stand in the field: 19950 is 199.50, 20000 is 200. */
export function priceText(santim: number): string {
  const digits = String(santim).padStart(3, '0');
  const part = digits.slice(-2);
  return part === '00' ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${part}`;
}
