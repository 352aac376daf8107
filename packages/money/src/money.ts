import { fill, type Language, type Phrase } from '@windsurf/language/phrases';
import { birrProblems, unit } from './words-money.ts';

declare const brand: unique symbol;

/** An amount in santim (1/100 birr): a safe integer, on the wire a JSON integer. May be negative in a ledger. */
export type Santim = number & { readonly [brand]: 'santim' };

/** Makes an amount of a number from a row or from the wire. Throws RangeError unless it is a safe integer. */
export function santim(value: number): Santim {
  if (!Number.isSafeInteger(value)) throw new RangeError('an amount is a safe integer of santim');
  // -0 would print as "-0.00" and fail deep equality.
  return (value === 0 ? 0 : value) as Santim;
}

/** Whole birr as an amount, for constants: `birr(199)`. Throws RangeError unless `value` is a whole number in range. */
export function birr(value: number): Santim {
  if (!Number.isSafeInteger(value)) throw new RangeError('birr takes whole birr; write santim for parts');
  return santim(value * 100);
}

/** The least and the greatest price that a creator may ask: 1 to 1,000,000 birr. */
export const LEAST_PRICE: Santim = birr(1);
export const GREATEST_PRICE: Santim = birr(1_000_000);

export type BirrProblem = keyof typeof birrProblems;
export type ParsedBirr =
  | { readonly ok: true; readonly santim: Santim }
  | { readonly ok: false; readonly problem: BirrProblem; readonly says: Phrase };

const UNIT = /^(?:etb|birr|br\.?|ብር)(?=[^\p{L}]|$)|(?:etb|birr|br\.?|ብር)$/giu;
const SPACES = /[\s\u200b-\u200f\u2060\u202a-\u202e]+/gu;
// The comma and the space only group thousands, in threes; the dot alone begins the santim.
const AMOUNT = /^(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.(\d+))?$/;

/**
 * Reads what a person typed into a price field: `199.5`, `199.50`, `1,234.50`, `1 234`, `199.50 birr`, `199 ብር`.
 * Never goes through a float. `199,50` is refused rather than guessed (it could become 19,950).
 *
 * @param limits inclusive, in santim; without them the limits of a price: 1 to 1,000,000 birr
 * @returns the amount, or the problem with a finished sentence that says what to write
 */
export function parseBirr(text: string, limits: { min?: Santim; max?: Santim } = {}): ParsedBirr {
  const { min = LEAST_PRICE, max = GREATEST_PRICE } = limits;
  const refuse = (problem: BirrProblem): ParsedBirr => ({
    ok: false,
    problem,
    says: fill(birrProblems[problem], { min: bothLanguages(min), max: bothLanguages(max) }),
  });
  const typed = text.replace(SPACES, ' ').trim().replace(UNIT, '').trim();
  if (typed === '') return refuse('empty');
  if (/[\u1369-\u137c]/u.test(typed)) return refuse('ethiopic-numerals');
  if (/\p{L}/u.test(typed) || /[^\P{N}0-9]/u.test(typed)) return refuse('letters');
  if (/^[-−–]\s?[\d.]/u.test(typed)) return refuse('negative');
  const match = AMOUNT.exec(typed);
  if (!match) return refuse('format');
  const [, whole = '', part = ''] = match;
  if (part.length > 2) return refuse('too-many-decimals');
  const digits = (whole.replace(/[, ]/g, '') + part.padEnd(2, '0')).replace(/^0+(?=\d)/, '');
  // 15 digits are always a safe integer; more is above any limit.
  if (digits.length > 15) return refuse('too-large');
  const amount = santim(Number.parseInt(digits, 10));
  if (amount > max) return refuse('too-large');
  if (amount < min) return refuse('too-small');
  return { ok: true, santim: amount };
}

/**
 * Prints an amount for people: `12,500 birr`, `199.50 ብር`.
 *
 * @param options.decimals `auto` leaves out `.00` (cards); `always` prints two decimals (checkout, receipts)
 * @param options.space `no-break` (U+00A0) keeps the unit on its line; `plain` is for SMS, where U+00A0 would turn a
 *   Latin message into UCS-2
 */
export function formatBirr(
  amount: Santim,
  lang: Language,
  options: { decimals?: 'auto' | 'always'; space?: 'no-break' | 'plain' } = {},
): string {
  const { sign, whole, part } = digitsOf(amount);
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const decimals = options.decimals === 'always' || part !== '00' ? `.${part}` : '';
  return `${sign}${grouped}${decimals}${options.space === 'plain' ? ' ' : '\u00a0'}${unit[lang]}`;
}

/** The amount as the providers write it: `1234.50`, two decimals, no thousands. Throws RangeError below zero. */
export function telebirrAmount(amount: Santim): string {
  const { sign, whole, part } = digitsOf(amount);
  if (sign) throw new RangeError('a rail is never sent a negative amount');
  return `${whole}.${part}`;
}

/** Reads an amount that a provider sent (`12`, `150.5`, `150.50`). Anything else is undefined: nothing is guessed. */
export function parseWireAmount(text: string): Santim | undefined {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text);
  return match ? santim(Number.parseInt((match[1] ?? '') + (match[2] ?? '').padEnd(2, '0'), 10)) : undefined;
}

/** Adds amounts. Throws RangeError where the sum leaves the safe integers. */
export function sum(amounts: Iterable<Santim>): Santim {
  let total = 0;
  for (const amount of amounts) total = santim(total + amount);
  return santim(total);
}

/**
 * Splits an amount into a share and what is left; `part + rest === amount`, always. The share is cut towards zero, so
 * a fee never takes more than its percentage, and a refund (a negative amount) splits as its sale did.
 *
 * @param basisPoints 0 to 10000; 250 is 2.5 %
 */
export function splitPercent(amount: Santim, basisPoints: number): { part: Santim; rest: Santim } {
  if (!Number.isSafeInteger(basisPoints) || basisPoints < 0 || basisPoints > 10_000) {
    throw new RangeError('basis points are a whole number from 0 to 10000');
  }
  // The product may leave the safe integers, so it is made of bigints.
  const part = santim(Number((BigInt(santim(amount)) * BigInt(basisPoints)) / 10_000n));
  return { part, rest: santim(amount - part) };
}

function digitsOf(amount: Santim): { sign: '' | '-'; whole: string; part: string } {
  const digits = Math.abs(santim(amount)).toFixed(0).padStart(3, '0');
  return { sign: amount < 0 ? '-' : '', whole: digits.slice(0, -2), part: digits.slice(-2) };
}

function bothLanguages(amount: Santim): Phrase {
  return { en: formatBirr(amount, 'en'), am: formatBirr(amount, 'am') };
}
