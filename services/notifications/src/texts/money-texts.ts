// Texts about money that goes back. The link is never cut; where the reader's language has no room for it, her language
// is worth more than the link, because the page is also behind the receipt.
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { smsMoneyWords as words } from '@windsurf/language/words-sms-money';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { firstFitting, oneLine, withTitle } from './fitting.ts';
import { plainLatin } from './parts.ts';

/** `sold-out` and its like are why a sum bought nothing; `reversal` and `dispute` why what was bought is closed. */
export type MoneyNews =
  | 'refund-asked'
  | 'refund-sent'
  | 'surplus-returned'
  | 'paid-twice'
  | 'sold-out'
  | 'overpaid'
  | 'wrong-amount'
  | 'reversal'
  | 'dispute'
  | 'restored'
  | 'creator-refund-failed'
  | 'creator-refund-done'
  | 'creator-reversal';

/** From the longest to the shortest; the last one has neither title nor link. */
const forms: Readonly<Record<MoneyNews, readonly [...Phrase[], Phrase]>> = {
  'refund-asked': [words.refundAsked, words.goesBack, words.goesBackShort, words.goesBackBare],
  'refund-sent': [words.refundSent, words.sentBack, words.sentBackBare],
  'surplus-returned': [words.sentBack, words.sentBackBare],
  'paid-twice': [words.paidTwice, words.goesBack, words.goesBackShort, words.paidTwiceBare],
  'sold-out': [words.soldOut, words.goesBack, words.goesBackShort, words.soldOutBare],
  overpaid: [words.overpaid, words.goesBack, words.goesBackShort, words.overpaidBare],
  'wrong-amount': [words.wrongAmount, words.goesBack, words.goesBackShort, words.wrongAmountBare],
  reversal: [words.reversed, words.reversedShort, words.reversedBare],
  dispute: [words.disputed, words.disputedShort, words.disputedBare],
  restored: [words.restored, words.restoredShort, words.restoredBare],
  'creator-refund-failed': [words.refundFailed, words.refundFailedShort],
  'creator-refund-done': [words.refundDone, words.refundDoneShort],
  'creator-reversal': [words.takenBack, words.takenBackShort],
};

export type MoneyText = {
  /** Null while it is not known here. */
  readonly title: string | null;
  readonly amount: Santim;
  /** Undefined in texts for creators, who find all of it on their own pages. */
  readonly url?: string;
};

/** One part in either language, whatever the title, the sum and the link. */
export function moneyText(lang: Language, news: MoneyNews, input: MoneyText): string {
  // A no-break space would make a Latin message UCS-2.
  const params = { amount: formatBirr(input.amount, lang, { space: 'plain' }), url: input.url ?? '' };
  const title = input.title === null ? null : oneLine(input.title);
  const all = forms[news];
  const candidates = all.map((phrase) => () => {
    if (!phrase[lang].includes('{title}')) return plainLatin(say(phrase, lang, params));
    return title === null ? undefined : withTitle(phrase, lang, title, params);
  });
  const bare = all.at(-1) ?? words.goesBackBare;
  return firstFitting(candidates, plainLatin(say(bare, lang, params)));
}
