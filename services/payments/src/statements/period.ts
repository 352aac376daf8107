// Months and fiscal years in East Africa Time, named in both calendars.
import { toEthiopian, toGregorian } from '@windsurf/calendar/ethiopian';
import type { CivilDate } from '@windsurf/calendar/ethiopian';
import { fromEat, inEat } from '@windsurf/calendar/moment';
import { ethiopianMonths, gregorianMonths } from '@windsurf/calendar/words-calendar';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { paperWords as words } from '@windsurf/language/words-receipts';

/** From a moment on, until before another one. */
export type Period = { readonly begin: Date; readonly end: Date };

const two = (value: number): string => String(value).padStart(2, '0');
/** `2026-11-20`. */
export const dayText = ({ year, month, day }: CivilDate): string => `${year}-${two(month)}-${two(day)}`;
export function parseDay(text: string): CivilDate {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
}

/** The month of a moment, `2026-11`. */
export const monthOf = (at: Date): string => dayText(inEat(at).gregorian).slice(0, 7);

export function periodOfMonth(month: string): Period {
  const { year, month: place } = parseDay(`${month}-01`);
  const next = place === 12 ? { year: year + 1, month: 1 } : { year, month: place + 1 };
  return { begin: fromEat({ year, month: place, day: 1 }), end: fromEat({ ...next, day: 1 }) };
}

/** Each month from one to another, the newest first. */
export function monthsBetween(first: Date, last: Date): readonly string[] {
  const months: string[] = [];
  for (let month = monthOf(last); month >= monthOf(first); ) {
    months.push(month);
    month = monthOf(new Date(periodOfMonth(month).begin.getTime() - 1));
  }
  return months;
}

const ethiopianDay = ({ month, day }: CivilDate, lang: Language): string => {
  const name = ethiopianMonths[month - 1]?.[lang] ?? '';
  return lang === 'am' ? `${name} ${day}` : `${day} ${name}`;
};
const gregorianDay = ({ month, day }: CivilDate): string => `${day} ${gregorianMonths[month - 1]?.en.slice(0, 3)}`;

/** `November 2026 (22 Tikimt – 21 Hidar 2019)`, and in Amharic the Ethiopian days first. */
export function monthLabel(month: string, lang: Language): string {
  const { begin, end } = periodOfMonth(month);
  const { year, month: place } = inEat(begin).gregorian;
  const from = inEat(begin).ethiopian;
  const to = inEat(new Date(end.getTime() - 1)).ethiopian;
  const gregorian = `${gregorianMonths[place - 1]?.[lang]} ${year}`;
  const first = from.year === to.year ? ethiopianDay(from, lang) : `${ethiopianDay(from, lang)} ${from.year}`;
  const ethiopian = `${first} – ${ethiopianDay(to, lang)} ${to.year}`;
  return lang === 'am' ? `${ethiopian} (${gregorian})` : `${gregorian} (${ethiopian})`;
}

/** 1 Hamle, the eighth of July. */
const hamle = 11;

/** The fiscal year in which a moment lies, by the Ethiopian year in which it ends. */
export function fiscalYearOf(at: Date): number {
  const { year, month } = inEat(at).ethiopian;
  return month >= hamle ? year + 1 : year;
}
export function periodOfFiscalYear(year: number): Period {
  const first = (of: number): Date => fromEat(toGregorian({ year: of, month: hamle, day: 1 }));
  return { begin: first(year - 1), end: first(year) };
}
export function fiscalYearLabel(year: number, lang: Language): string {
  const from = toGregorian({ year: year - 1, month: hamle, day: 1 }).year;
  return say(words.fiscalYear, lang, { year, from, to: from + 1 });
}

/** The Ethiopian month of a Gregorian day, as a key that sorts by time. */
export function ethiopianMonthOf(day: string): string {
  const { year, month } = toEthiopian(parseDay(day));
  return `${year}-${two(month)}`;
}
/** The months of a fiscal year in their order: Hamle, Nehase, Pagume, Meskerem … Sene. */
export function ethiopianMonthsOf(year: number): readonly string[] {
  const before = [11, 12, 13].map((month) => `${year - 1}-${two(month)}`);
  const after = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((month) => `${year}-${two(month)}`);
  return [...before, ...after];
}
/** `Hidar 2019 (10 Nov – 9 Dec 2026)`. */
export function ethiopianMonthLabel(key: string, lang: Language): string {
  const { year, month } = parseDay(`${key}-01`);
  const first = toGregorian({ year, month, day: 1 });
  const next = month === 13 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
  const last = inEat(new Date(fromEat(toGregorian(next)).getTime() - 1)).gregorian;
  return `${ethiopianMonths[month - 1]?.[lang]} ${year} (${gregorianDay(first)} – ${gregorianDay(last)} ${last.year})`;
}
/** A day in both calendars, without its year: `20 Nov · 11 Hidar`. */
export function dayLabel(day: string, lang: Language): string {
  const gregorian = parseDay(day);
  const both = [gregorianDay(gregorian), ethiopianDay(toEthiopian(gregorian), lang)];
  return (lang === 'am' ? both.toReversed() : both).join(' · ');
}
