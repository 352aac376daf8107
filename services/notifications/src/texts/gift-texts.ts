// What giver and receiver hear about a gift. Each is one part, with its whole link.
import { inEat } from '@windsurf/calendar/moment';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { smsGiftWords as words } from '@windsurf/language/words-sms-gifts';
import { firstFitting, oneLine, withTitle } from './fitting.ts';

export type GiftNews = 'bought' | 'sent' | 'reminder' | 'last' | 'opened' | 'returned' | 'sent-back';
export type GiftText = {
  readonly news: GiftNews;
  readonly to: 'giver' | 'receiver';
  readonly title: string;
  /** Who it is from; null for nobody named. */
  readonly from: string | null;
  /** Until when it can be opened; null where that is not said. */
  readonly until: Date | null;
  readonly url: string;
};
const longestName = 20;

const giverWords: Readonly<Record<GiftNews, readonly [Phrase, Phrase]>> = {
  bought: [words.bought, words.boughtShort],
  sent: [words.unopened, words.unopenedShort],
  reminder: [words.unopened, words.unopenedShort],
  last: [words.last, words.lastShort],
  opened: [words.opened, words.openedShort],
  returned: [words.returned, words.returnedShort],
  'sent-back': [words.sentBack, words.sentBackShort],
};

export function giftText(lang: Language, input: GiftText): string {
  const { news, to, from, until, url } = input;
  const title = oneLine(input.title);
  const name = from === null ? '' : cutGraphemes(oneLine(from), longestName);
  const params = { url, name, day: until === null ? '' : dayOf(until, lang) };
  const waits = news === 'reminder' || news === 'last';
  const [long, short] =
    to === 'giver'
      ? giverWords[news]
      : waits
        ? ([words.reminder, words.reminderShort] as const)
        : ([name === '' ? words.sent : words.sentFrom, words.sentShort] as const);
  return firstFitting(
    [
      () => withTitle(long, lang, title, params),
      () => (to === 'receiver' && !waits ? withTitle(words.sent, lang, title, params) : undefined),
      () => say(short, lang, params),
    ],
    say(short, 'en', params),
  );
}

/** As the reader counts days: one calendar has to do in one message. */
function dayOf(at: Date, lang: Language): string {
  const { gregorian, ethiopian } = inEat(at);
  const { day, month } = lang === 'am' ? ethiopian : gregorian;
  return `${String(day)}/${String(month)}`;
}
