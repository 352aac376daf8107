// Hours of a day as one line that people type, in either clock, and the same in the words of both.
import { readClockRange } from '@windsurf/calendar/clock-text';
import type { ClockHabit, MinuteRange } from '@windsurf/calendar/clock-text';
import { toEthiopianClock } from '@windsurf/calendar/moment';
import { dayParts } from '@windsurf/calendar/words-calendar';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';

/** Ranges of a day; undefined when a part of the line is no time. An empty line has none. */
export function readHoursLine(line: string, habit: ClockHabit): MinuteRange[] | undefined {
  const parts = line
    .split(/[,፣;\n]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const ranges = parts.map((part) => readClockRange(part, habit));
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

const digits = (hour: number, minute: number): string => `${hour}:${String(minute).padStart(2, '0')}`;

/** `ከቀኑ 8:00`, `8:00 in the day`, `14:00`. */
export function clockText(minutes: number, habit: ClockHabit, lang: Language): string {
  const [hour, minute] = [Math.floor(minutes / 60) % 24, minutes % 60];
  if (habit === 'international') return digits(hour, minute);
  const clock = toEthiopianClock(hour, minute);
  return say(dayParts[clock.part], lang, { time: digits(clock.hour, clock.minute) });
}

export const rangeText = ({ from, to }: MinuteRange, habit: ClockHabit, lang: Language): string =>
  `${clockText(from, habit, lang)}–${clockText(to, habit, lang)}`;

/** As it is typed: the end of half a day or less needs no part of the day of its own. */
export const lineOf = (ranges: readonly MinuteRange[], habit: ClockHabit, lang: Language): string =>
  ranges
    .map((range) => {
      if (habit === 'international' || range.to - range.from > 720) return rangeText(range, habit, lang);
      const { hour, minute } = toEthiopianClock(Math.floor(range.to / 60) % 24, range.to % 60);
      return `${clockText(range.from, habit, lang)}–${digits(hour, minute)}`;
    })
    .join(lang === 'am' ? '፣ ' : ', ');
