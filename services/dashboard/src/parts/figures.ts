import { formatBirr, santim } from '@windsurf/money/money';
import { formatMoment, inEat, type MomentStyle } from '@windsurf/calendar/moment';
import { ethiopianMonths, gregorianMonths } from '@windsurf/calendar/words-calendar';
import { lang } from '../words.ts';

/** An amount of santim in the language that is shown; a component that calls it follows the language. */
export const birr = (amount: number, decimals: 'auto' | 'always' = 'auto'): string =>
  formatBirr(santim(amount), lang.value, { decimals });

/** A moment of the wire in both calendars and both clocks. */
export const when = (moment: string | number, style: MomentStyle = 'short'): string =>
  formatMoment(new Date(moment), lang.value, style);

/** A day of the wire (2026-11-20) in both calendars, short enough for a cell: 20 Nov (11 Hidar). */
export function dayName(day: string): string {
  const { gregorian, ethiopian } = inEat(new Date(`${day}T09:00:00Z`));
  const there = `${gregorian.day}\u00a0${gregorianMonths[gregorian.month - 1]?.en.slice(0, 3) ?? ''}`;
  const month = ethiopianMonths[ethiopian.month - 1]?.[lang.value] ?? '';
  return lang.value === 'am'
    ? `${month}\u00a0${ethiopian.day} (${there})`
    : `${there} (${ethiopian.day}\u00a0${month})`;
}
