// What is said by SMS about a booking: its time in both clocks, in one part.
import { clockOf, inEat } from '@windsurf/calendar/moment';
import { dayParts, ethiopianMonths, gregorianMonths, weekdays } from '@windsurf/calendar/words-calendar';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { smsBookingWords as words } from '@windsurf/language/words-sms-bookings';
import { firstFitting, oneLine, withTitle } from './fitting.ts';
import { plainLatin } from './parts.ts';

export type BookingNews = 'confirmed' | 'made' | 'moved' | 'cancelled' | 'lost' | 'remind';
/** The first that fits is sent. */
const forms = {
  confirmed: [words.confirmed, words.confirmedShort, words.confirmedBare],
  made: [words.made, words.madeBare],
  moved: [words.moved, words.movedShort, words.movedTold, words.movedBare],
  cancelled: [words.cancelled, words.cancelledShort, words.cancelledTold, words.cancelledBare],
  lost: [words.lost, words.lostBare],
  remind: [words.remind, words.remindShort, words.remindBare],
} as const satisfies Record<BookingNews, readonly Phrase[]>;

export type BookingText = {
  readonly news: BookingNews;
  /** Null while it is not known here. */
  readonly title: string | null;
  readonly startsAt: Date;
  /** The receipt; null for the creator, whose dashboard has it. */
  readonly url: string | null;
};

/** One part in either language, always with its day and time where these are what it is about. */
export function bookingText(lang: Language, { news, title, startsAt, url }: BookingText): string {
  const params: PhraseParams = { when: whenOf(startsAt, lang), url: url ?? '' };
  const all: readonly Phrase[] = forms[news];
  const plain = title === null ? null : oneLine(title);
  const possible = all.filter((phrase) => url !== null || !phrase[lang].includes('{url}'));
  const candidates = possible.map((phrase) => () => {
    if (!phrase[lang].includes('{title}')) return plainLatin(say(phrase, lang, params));
    return plain === null ? undefined : withTitle(phrase, lang, plain, params);
  });
  return firstFitting(candidates, plainLatin(say(all.at(-1) ?? words.remindBare, lang, params)));
}

/** `Friday 20 Nov 14:00 (8:00 in the day)`, `ዓርብ ኅዳር 11 ከቀኑ 8:00`. EAT. */
export function whenOf(date: Date, lang: Language): string {
  const { weekday, gregorian, ethiopian, clock } = inEat(date);
  const day = weekdays[weekday]?.[lang] ?? '';
  if (lang === 'am') {
    return `${day} ${ethiopianMonths[ethiopian.month - 1]?.am ?? ''} ${ethiopian.day} ${clockOf(date, lang)}`;
  }
  const time = `${clock.hour}:${String(clock.minute).padStart(2, '0')}`;
  const month = (gregorianMonths[gregorian.month - 1]?.en ?? '').slice(0, 3);
  return `${day} ${gregorian.day} ${month} ${clockOf(date, lang)} (${say(dayParts[clock.part], lang, { time })})`;
}
