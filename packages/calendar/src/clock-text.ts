// Times of day as people type them, in either clock: "14:00", "2:30 pm", "ከቀኑ 8:00", "8:00 in the day", "ጠዋት 3 ሰዓት ተኩል".
import { fromEthiopianClock } from './moment.ts';
import type { DayPart } from './moment.ts';

/** Which clock a time means that does not say it itself. */
export type ClockHabit = 'ethiopian' | 'international';
/** Minutes from midnight, EAT. `to` is after `from`, and beyond 1440 on the next day. */
export type MinuteRange = { readonly from: number; readonly to: number };

type Said = { hour: number; minute: number; part: DayPart | undefined; half: 'am' | 'pm' | undefined };

const partWords: readonly (readonly [RegExp, DayPart])[] = [
  [/ሌሊ?ት|ሌት|\bat night\b|\bnight\b/u, 'night'],
  [/ጠዋት|ጧት|ማለዳ|\bin the morning\b|\bmorning\b/u, 'morning'],
  [/ማታ|ምሽት|\bin the evening\b|\bevening\b/u, 'evening'],
  [/ቀን|ከሰዓት|\bin the day\b|\bday\b/u, 'day'],
];

/** The forms of a word after a preposition (ከቀኑ, በቀኑ, ከጠዋቱ, ከምሽቱ, ከሌሊቱ) end in ‑u; it is read as the word itself. */
const plainWords = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/ቀኑ/gu, 'ቀን')
    .replace(/ጠዋቱ/gu, 'ጠዋት')
    .replace(/ምሽቱ/gu, 'ምሽት')
    .replace(/ሌሊቱ/gu, 'ሌሊት')
    .replace(/[፡：]/gu, ':');

const shape = /^(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?(?<more>ተኩል|ሩብ)?(?<half>[ap]m)?$/u;

function readSaid(typed: string): Said | undefined {
  let text = plainWords(typed);
  const found = partWords.filter(([words]) => words.test(text));
  if (found.length > 1) return undefined;
  const part = found[0]?.[1];
  if (found[0]) text = text.replace(found[0][0], ' ');
  const bare = text
    .replace(/ሰዓት|ሰአት|\beat\b|o'clock|ላይ|ከ|በ/gu, '')
    .replace(/([ap])\.m\.?/u, '$1m')
    .replace(/ከ?ሩብ/u, 'ሩብ')
    .replace(/\s+/gu, '');
  const groups = shape.exec(bare)?.groups;
  if (!groups) return undefined;
  const more = groups.more === 'ተኩል' ? 30 : groups.more === 'ሩብ' ? 15 : 0;
  if (more > 0 && groups.minute !== undefined) return undefined;
  const half = groups.half === 'am' || groups.half === 'pm' ? groups.half : undefined;
  if (half !== undefined && part !== undefined && part !== 'morning' && part !== 'night') return undefined;
  return { hour: Number(groups.hour), minute: Number(groups.minute ?? more), part: half ? undefined : part, half };
}

/** Minutes from midnight; 1440 for the end of a day. Undefined for no time. */
function minutesOf({ hour, minute, part, half }: Said, habit: ClockHabit): number | undefined {
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    return ((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute;
  }
  if (part !== undefined) return byPart(part, hour, minute);
  // No count of the six-hour clock is 0 or above 12: such a time says by itself which clock it means.
  if (habit === 'international' || hour === 0 || hour > 12) return hour * 60 + minute;
  return ((hour % 12) + 6) * 60 + minute;
}

function byPart(part: DayPart, hour: number, minute: number): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  // "12 in the day" is how the day's end is said, and "12 at night" the night's; from 6 on it is evening, or morning.
  if (hour === 12 && part === 'day') return 18 * 60 + minute;
  if (hour === 12 && part === 'night') return 6 * 60 + minute;
  // The hours before noon are also called the day's.
  if (part === 'day' && hour < 6) return (hour + 6) * 60 + minute;
  try {
    const clock = fromEthiopianClock({ part, hour, minute });
    return clock.hour * 60 + clock.minute;
  } catch {
    return undefined;
  }
}

/**
 * A time of day as it was typed, in minutes from midnight EAT (0–1439, or 1440 for 24:00). Undefined for what is no time,
 * such as 8 in the morning of the six-hour clock. A bare count means what `habit` says; in the six-hour clock it is by day.
 */
export function readClock(typed: string, habit: ClockHabit): number | undefined {
  const said = readSaid(typed);
  return said && minutesOf(said, habit);
}

/**
 * From–to as it was typed: "ከቀኑ 8:00 – 12:00", "8:00-12:00", "2-6 pm", "22:00–02:00". An end that does not say its part
 * of the day is the next such time after the beginning. Undefined for what is no range, or one of more than a day.
 */
export function readClockRange(typed: string, habit: ClockHabit): MinuteRange | undefined {
  const halves = typed.split(/\s*(?:[-–—]|እስከ|\bto\b|\buntil\b)\s*/u);
  const [first, last] = [readSaid(halves[0] ?? ''), readSaid(halves[1] ?? '')];
  if (halves.length !== 2 || !first || !last) return undefined;
  // "2-6 pm" begins in the afternoon, "9-5 pm" does not.
  if (last.half === 'pm' && first.half === undefined && first.part === undefined && first.hour <= 12)
    first.half = first.hour % 12 < last.hour % 12 ? 'pm' : 'am';
  const from = minutesOf(first, habit);
  const ethiopian = first.part !== undefined || (habit === 'ethiopian' && first.half === undefined && first.hour <= 12);
  const open = last.part === undefined && last.half === undefined && last.hour >= 1 && last.hour <= 12;
  let to = minutesOf(last, ethiopian ? 'ethiopian' : habit);
  if (from === undefined || to === undefined || from >= 1440) return undefined;
  const step = ethiopian && open ? 720 : 1440;
  while (to - from > 720 && step === 720) to -= 720;
  while (to <= from) to += step;
  return to - from > 1440 ? undefined : { from, to };
}
