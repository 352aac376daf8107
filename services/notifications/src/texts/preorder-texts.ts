// What is said by SMS about something that comes out later: its day, in one part, with the whole link.
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { smsPreorderWords as words } from '@windsurf/language/words-sms-preorders';
import { dayOf, firstFitting, oneLine, withTitle } from './fitting.ts';

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
