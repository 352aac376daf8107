// How a text is made to fit one part: titles are cut by letters, and shorter forms are tried one after the other.
import { inEat } from '@windsurf/calendar/moment';
import { ethiopianMonths, gregorianMonths } from '@windsurf/calendar/words-calendar';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { plainLatin, sizeOf } from './parts.ts';

const longestTitle = 60;
const shortestTitle = 8;

/** One line: what creators type may hold line breaks and invisible marks that change how the rest is read. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();

const fits = (text: string): boolean => sizeOf(text).parts === 1;

/** With as much of the title as fits one part; undefined when not even its beginning does. */
export function withTitle(phrase: Phrase, lang: Language, title: string, params: PhraseParams): string | undefined {
  for (let letters = longestTitle; letters >= shortestTitle; letters--) {
    const text = plainLatin(say(phrase, lang, { ...params, title: cutGraphemes(title, letters) }));
    if (fits(text)) return text;
  }
  return undefined;
}

/** The first of the texts that fits one part; the last one when none does. */
export function firstFitting(candidates: readonly (() => string | undefined)[], last: string): string {
  for (const candidate of candidates) {
    const text = candidate();
    if (text !== undefined && fits(text)) return text;
  }
  return last;
}

/** `25 Nov` and `ኅዳር 16`: the reader's own calendar alone, for both would not fit. */
export function dayOf(date: Date, lang: Language): string {
  const { gregorian, ethiopian } = inEat(date);
  if (lang === 'am') return `${ethiopianMonths[ethiopian.month - 1]?.am ?? ''} ${ethiopian.day}`;
  return `${gregorian.day} ${(gregorianMonths[gregorian.month - 1]?.en ?? '').slice(0, 3)}`;
}
