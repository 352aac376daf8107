// The texts of messages: each in one part if there is any way to say it, with whole links and titles cut by letters.
import { cutGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { smsWords } from '@windsurf/language/words-sms';
import { smsRailNames, smsSomeRail } from '@windsurf/language/words-sms-money';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { firstFitting, oneLine, withTitle } from './fitting.ts';

const longestStore = 20;

/**
 * A sign-in code, or one that changes where a creator's `money` goes: who is asked for it must read what it does. Its last line binds it to our host, so that a browser fills it in there and nowhere else; therefore
 * nothing may follow it.
 */
export function codeText(
  lang: Language,
  input: { readonly code: string; readonly host: string; readonly money?: boolean },
): string {
  const { code, host } = input;
  const long = input.money === true ? smsWords.moneyCode : smsWords.code;
  const write = (phrase: Phrase, in_: Language): string => `${say(phrase, in_, { code })}\n@${host} #${code}`;
  return firstFitting(
    [() => write(long, lang), () => write(smsWords.codeShort, lang), () => write(long, 'en')],
    write(smsWords.codeShort, 'en'),
  );
}

/** What was bought and the link that opens it. The link is never cut. */
export function receiptText(
  lang: Language,
  input: { readonly title: string; readonly store: string; readonly url: string },
): string {
  const { url } = input;
  const title = oneLine(input.title);
  const store = cutGraphemes(oneLine(input.store), longestStore);
  return firstFitting(
    [
      () => withTitle(smsWords.receipt, lang, title, { store, url }),
      () => withTitle(smsWords.receiptTitle, lang, title, { url }),
      () => say(smsWords.receiptShort, lang, { url }),
    ],
    say(smsWords.receiptShort, 'en', { url }),
  );
}

/** A sale, for the creator: what, and how much of it is hers. `title` is null while it is not known here. */
export function saleText(lang: Language, input: { readonly title: string | null; readonly net: Santim }): string {
  // A no-break space would make a Latin message UCS-2.
  const amount = formatBirr(input.net, lang, { space: 'plain' });
  const title = input.title === null ? null : oneLine(input.title);
  return firstFitting(
    [() => (title === null ? undefined : withTitle(smsWords.sale, lang, title, { amount }))],
    say(smsWords.saleShort, lang, { amount }),
  );
}

/** A creator's product was paid for and has no file. */
export function missingFileText(lang: Language, input: { readonly title: string | null }): string {
  const title = input.title === null ? null : oneLine(input.title);
  return firstFitting(
    [() => (title === null ? undefined : withTitle(smsWords.missingFile, lang, title, {}))],
    say(smsWords.missingFileShort, lang),
  );
}

/** What may be said of each reason. Of all others nobody may say that nothing was taken. */
const failures: Readonly<Record<string, Phrase>> = {
  refused: smsWords.nothingTaken,
  'no-money': smsWords.noMoney,
  'wrong-pin': smsWords.wrongPin,
  cancelled: smsWords.cancelled,
  limit: smsWords.limit,
  'not-paid': smsWords.notPaid,
  'rail-down': smsWords.notStarted,
  reversed: smsWords.takenBack,
};

/**
 * A payment that did not go through. That nothing was taken is said only when the rail itself said that it failed, or a
 * person asked its desk (`not-paid`); of an attempt that was never handed out (`rail-down`), that nothing was started.
 */
export function failureText(
  lang: Language,
  input: { readonly title: string | null; readonly reason: string; readonly rail: string },
): string {
  const title = input.title === null ? null : oneLine(input.title);
  const rail = say(smsRailNames[input.rail] ?? smsSomeRail, lang);
  const rest = say(failures[input.reason] ?? smsWords.keepReceipt, lang, { rail });
  return firstFitting(
    [() => (title === null ? undefined : withTitle(smsWords.failure, lang, title, { rest }))],
    say(smsWords.failureShort, lang, { rest }),
  );
}
