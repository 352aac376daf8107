import type { Phrase } from '@windsurf/language/phrases';
import { phoneProblems } from './words-phone.ts';

declare const brand: unique symbol;

/** An Ethiopian mobile number in the one form that is stored: `+251911234567`. */
export type E164 = string & { readonly [brand]: 'e164' };

export type PhoneProblem = keyof typeof phoneProblems;
export type ParsedPhone =
  | { readonly ok: true; readonly phone: E164 }
  | { readonly ok: false; readonly problem: PhoneProblem; readonly says: Phrase };

const STORED = /^\+251[79]\d{8}$/;
// Signs that people type between digits, and the invisible ones that come along when a contact is pasted.
const BETWEEN = /[\s()[\]\-‐‑‒–—−\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Reads what a person typed: `09…`, `07…`, `9…`, `7…`, `2519…`, `+2519…`, `002519…`, with spaces, dashes, brackets.
 *
 * @returns the number as E.164, or the problem with a sentence that says what to write
 */
export function parsePhone(text: string): ParsedPhone {
  const typed = text.replace(BETWEEN, '');
  if (typed === '') return refuse('empty');
  if (!/^\+?[0-9]+$/.test(typed)) return refuse('letters');
  const number = nationalPart(typed);
  if (number === undefined) return refuse('foreign');
  if (!/^[79]?$/.test(number.slice(0, 1))) return refuse('prefix');
  return number.length === 9 ? { ok: true, phone: asPhone(`+251${number}`) } : refuse('length');
}

/** Takes a number from a row or from the wire. Throws RangeError unless it is `+251`, 7 or 9, and eight digits. */
export function asPhone(text: string): E164 {
  // The number itself stays out of the message: messages are logged.
  if (!STORED.test(text)) throw new RangeError('not a stored Ethiopian mobile number');
  return text as E164;
}

/** Grouped for people: `0911 234 567`. Throws RangeError on anything that is not stored form. */
export function formatPhone(phone: string): string {
  const digits = asPhone(phone).slice(4);
  return `0${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}

/** For screens and messages that others may see: `0911 *** 567`. Throws RangeError as {@link formatPhone}. */
export function maskPhone(phone: string): string {
  const [start, , end] = formatPhone(phone).split(' ');
  return `${start} *** ${end}`;
}

/** As wallets and SMS gateways want it: `251911234567`. Throws RangeError as {@link formatPhone}. */
export function wire251(phone: string): string {
  return asPhone(phone).slice(1);
}

/** The digits after the country code; undefined when the country is another one. */
function nationalPart(typed: string): string | undefined {
  const international = /^(?:\+|00)(.*)$/.exec(typed)?.[1];
  if (international !== undefined) return international.startsWith('251') ? international.slice(3) : undefined;
  if (typed.startsWith('0')) return typed.slice(1);
  if (typed.startsWith('251')) return typed.slice(3);
  // Eleven digits and more that do not look like ours are a foreign number without its plus.
  return typed.length >= 11 && !/^[79]/.test(typed) ? undefined : typed;
}

function refuse(problem: PhoneProblem): ParsedPhone {
  return { ok: false, problem, says: phoneProblems[problem] };
}
