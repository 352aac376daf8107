// Texts about what is free, and about what is made for one buyer. Each is one part, with its whole link.
import { inEat } from '@windsurf/calendar/moment';
import { weekdays } from '@windsurf/calendar/words-calendar';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { smsRequestWords as words } from '@windsurf/language/words-sms-requests';
import { firstFitting, oneLine, withTitle } from './fitting.ts';

const longestStore = 20;

/** What was taken for nothing, and the link that opens it. */
export function takenText(
  lang: Language,
  input: { readonly title: string; readonly store: string; readonly url: string },
): string {
  const { url } = input;
  const title = oneLine(input.title);
  const store = cutGraphemes(oneLine(input.store), longestStore);
  return firstFitting(
    [
      () => withTitle(words.taken, lang, title, { store, url }),
      () => withTitle(words.takenTitle, lang, title, { url }),
      () => say(words.takenShort, lang, { url }),
    ],
    say(words.takenShort, 'en', { url }),
  );
}

/** For the creator: something of hers was taken for nothing. */
export const gaveText = (lang: Language, title: string | null): string =>
  firstFitting(
    [() => (title === null ? undefined : withTitle(words.gave, lang, oneLine(title), {}))],
    say(words.gaveShort, lang),
  );

/** For the creator: what was asked for, and until which day of the week it was promised; a date after that. */
export function requestText(lang: Language, input: { readonly title: string | null; readonly dueAt: Date }): string {
  const { weekday, gregorian, ethiopian } = inEat(input.dueAt);
  const date = lang === 'am' ? ethiopian : gregorian;
  const day = `${weekdays[weekday]?.[lang] ?? ''} ${date.day}/${date.month}`;
  return firstFitting(
    [() => (input.title === null ? undefined : withTitle(words.received, lang, oneLine(input.title), { day }))],
    say(words.receivedShort, lang, { day }),
  );
}

/** For the buyer: it is being made, or it is there. */
export function requestStateText(
  lang: Language,
  state: 'accepted' | 'delivered',
  input: { readonly title: string; readonly url: string },
): string {
  const { url } = input;
  const [long, short] =
    state === 'accepted' ? [words.accepted, words.acceptedShort] : [words.delivered, words.deliveredShort];
  return firstFitting(
    [() => withTitle(long, lang, oneLine(input.title), { url }), () => say(short, lang, { url })],
    say(short, 'en', { url }),
  );
}
