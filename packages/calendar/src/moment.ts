import type { Language } from '@windsurf/language/phrases';
import { say } from '@windsurf/language/phrases';
import { type CivilDate, gregorianDays, toEthiopian, toGregorian } from './ethiopian.ts';
import { dayParts, ethiopianMonths, gregorianMonths, weekdays } from './words-calendar.ts';

/** East Africa Time: three hours ahead of UTC all year, without summer time since 1936. */
const EAT = 3 * 3_600_000;

/** `full` date and time · `date` · `time` · `short` without weekday and year, for rows of a list. */
export type MomentStyle = 'full' | 'date' | 'time' | 'short';

/** A moment as both calendars and both clocks of Ethiopia show it. Weekday 0 is Sunday. */
export type EatMoment = {
  readonly gregorian: CivilDate;
  readonly ethiopian: CivilDate;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly clock: EthiopianTime;
};

/** The six-hour clock: 7:00 AM is 1 in the morning, 7:00 PM is 1 in the evening. `hour` runs from 1 to 12. */
export type EthiopianTime = { readonly part: DayPart; readonly hour: number; readonly minute: number };
export type DayPart = keyof typeof dayParts;

/** Where a moment falls in Addis Ababa. Throws RangeError on an invalid Date. */
export function inEat(date: Date): EatMoment {
  const shifted = new Date(date.getTime() + EAT);
  if (Number.isNaN(shifted.getTime())) throw new RangeError('not a moment');
  const gregorian = {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
  };
  const [hour, minute] = [shifted.getUTCHours(), shifted.getUTCMinutes()];
  return {
    gregorian,
    ethiopian: toEthiopian(gregorian),
    weekday: shifted.getUTCDay(),
    hour,
    minute,
    clock: toEthiopianClock(hour, minute),
  };
}

/** The moment of an EAT wall clock on a Gregorian date. Throws RangeError on an impossible date or time. */
export function fromEat(date: CivilDate, hour = 0, minute = 0): Date {
  assertTime(hour, minute, 0, 23);
  return new Date(gregorianDays(date) * 86_400_000 + (hour * 60 + minute) * 60_000 - EAT);
}

/** The moment of an Ethiopian date and clock. Throws RangeError on an impossible date or time. */
export function fromEthiopian(date: CivilDate, time: EthiopianTime): Date {
  const { hour, minute } = fromEthiopianClock(time);
  return fromEat(toGregorian(date), hour, minute);
}

/** 0–23 hours to the six-hour clock. Night runs from midnight to 6 AM. Throws RangeError on an impossible time. */
export function toEthiopianClock(hour: number, minute: number): EthiopianTime {
  assertTime(hour, minute, 0, 23);
  const part = hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'day' : 'evening';
  return { part, hour: (hour + 6) % 12 || 12, minute };
}

/** The six-hour clock to 0–23 hours. Throws RangeError where part and count disagree, such as 8 in the morning. */
export function fromEthiopianClock({ part, hour, minute }: EthiopianTime): { hour: number; minute: number } {
  assertTime(hour, minute, 1, 12);
  const inHalfDay = hour % 12;
  const hours = part === 'morning' || part === 'day' ? inHalfDay + 6 : (inHalfDay + 18) % 24;
  if (toEthiopianClock(hours, minute).part !== part) throw new RangeError('that hour is in another part of the day');
  return { hour: hours, minute };
}

/**
 * Prints a moment in both calendars and both clocks, EAT. The reader's habit comes first, the other in brackets:
 * `ዓርብ ኅዳር 11 ቀን 2019 · ከጠዋቱ 3:00 (Fri 20 Nov 2026, 9:00 AM EAT)` and
 * `Fri 20 Nov 2026, 9:00 AM EAT (11 Hidar 2019 · 3:00 in the morning)`.
 */
export function formatMoment(date: Date, lang: Language, style: MomentStyle = 'full'): string {
  const moment = inEat(date);
  const ethiopian = ethiopianText(moment, lang, style);
  const gregorian = gregorianText(moment, style);
  return lang === 'am' ? `${ethiopian} (${gregorian})` : `${gregorian} (${ethiopian})`;
}

/** The time of day in the reader's own clock alone: `ከጠዋቱ 3:00` in Amharic, `9:00` in English. EAT. */
export function clockOf(date: Date, lang: Language): string {
  const { clock, hour, minute } = inEat(date);
  return lang === 'am'
    ? say(dayParts[clock.part], lang, { time: minutes(clock.hour, clock.minute) })
    : minutes(hour, minute);
}

function ethiopianText(moment: EatMoment, lang: Language, style: MomentStyle): string {
  const { ethiopian, clock } = moment;
  const month = ethiopianMonths[ethiopian.month - 1]?.[lang] ?? '';
  const time = say(dayParts[clock.part], lang, { time: minutes(clock.hour, clock.minute) });
  if (style === 'time') return time;
  if (style === 'short') {
    return `${lang === 'am' ? `${month} ${ethiopian.day}` : `${ethiopian.day} ${month}`} · ${time}`;
  }
  const day =
    lang === 'am'
      ? `${weekdays[moment.weekday]?.am} ${month} ${ethiopian.day} ቀን ${ethiopian.year}`
      : `${ethiopian.day} ${month} ${ethiopian.year}`;
  return style === 'date' ? day : `${day} · ${time}`;
}

function gregorianText({ gregorian, weekday, hour, minute }: EatMoment, style: MomentStyle): string {
  const time = `${minutes(hour % 12 || 12, minute)} ${hour < 12 ? 'AM' : 'PM'}`;
  if (style === 'time') return `${time} EAT`;
  const month = gregorianMonths[gregorian.month - 1]?.en.slice(0, 3);
  if (style === 'short') return `${gregorian.day} ${month}, ${time}`;
  const day = `${weekdays[weekday]?.en.slice(0, 3)} ${gregorian.day} ${month} ${gregorian.year}`;
  return style === 'date' ? day : `${day}, ${time} EAT`;
}

function minutes(hour: number, minute: number): string {
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

function assertTime(hour: number, minute: number, least: number, most: number): void {
  const whole = Number.isSafeInteger(hour) && Number.isSafeInteger(minute);
  if (!whole || hour < least || hour > most || minute < 0 || minute > 59) throw new RangeError('no such time of day');
}
