// What is said by SMS about something that comes out later: its day, in one part, with the whole link.
import { inEat } from '@windsurf/calendar/moment';
import { ethiopianMonths, gregorianMonths } from '@windsurf/calendar/words-calendar';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { smsPreorderWords as words } from '@windsurf/language/words-sms-preorders';
import { firstFitting, oneLine, withTitle } from './fitting.ts';

/** `20 Nov`, `ኅዳር 11`: the day in East Africa, in the reader's calendar. */
export function dayOf(date: Date, lang: Language): string {
  const { gregorian, ethiopian } = inEat(date);
  if (lang === 'am') return `${ethiopianMonths[ethiopian.month - 1]?.am ?? ''} ${ethiopian.day}`;
  return `${gregorian.day} ${(gregorianMonths[gregorian.month - 1]?.en ?? '').slice(0, 3)}`;
}

const forms = {
  paid: [words.paid, words.paidShort],
  taken: [words.taken, words.takenShort],
  out: [words.out, words.outShort],
  moved: [words.moved, words.movedShort],
  late: [words.late, words.lateShort],
} as const;

/** For the buyer: paid or taken for nothing, out, moved or late. */
export function preorderText(
  lang: Language,
  news: keyof typeof forms,
  input: { readonly title: string; readonly url: string; readonly releaseAt: Date },
): string {
  const params = { url: input.url, day: dayOf(input.releaseAt, lang) };
  const [long, short] = forms[news];
  return firstFitting(
    [() => withTitle(long, lang, oneLine(input.title), params), () => say(short, lang, params)],
    say(short, 'en', params),
  );
}

/** For the creator: the file is not there, and the day comes, or has come. */
export function fileDueText(
  lang: Language,
  input: { readonly title: string | null; readonly releaseAt: Date; readonly late: boolean },
): string {
  const params = { day: dayOf(input.releaseAt, lang) };
  const [long, short] = input.late ? [words.fileLate, words.fileLateShort] : [words.fileDue, words.fileDueShort];
  const { title } = input;
  return firstFitting(
    [() => (title === null ? undefined : withTitle(long, lang, oneLine(title), params))],
    say(short, lang, params),
  );
}
