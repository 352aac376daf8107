// The texts of messages: each in one part if there is any way to say it, with whole links and titles cut by letters.
import { cutGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { smsWords } from '@windsurf/language/words-sms';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { plainLatin, sizeOf } from './parts.ts';

const longestTitle = 60;
const shortestTitle = 8;
const longestStore = 20;

/** One line: what creators type may hold line breaks and invisible marks that change how the rest is read. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();

const fits = (text: string): boolean => sizeOf(text).parts === 1;

function withTitle(phrase: Phrase, lang: Language, title: string, params: PhraseParams): string | undefined {
  for (let letters = longestTitle; letters >= shortestTitle; letters--) {
    const text = plainLatin(say(phrase, lang, { ...params, title: cutGraphemes(title, letters) }));
    if (fits(text)) return text;
  }
  return undefined;
}

/** The first of the texts that fits one part; the last one when none does. */
function firstFitting(candidates: readonly (() => string | undefined)[], last: string): string {
  for (const candidate of candidates) {
    const text = candidate();
    if (text !== undefined && fits(text)) return text;
  }
  return last;
}

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

/**
 * A payment that did not go through. That nothing was taken is said only when the rail itself said that it failed
 * (`refused`); of an attempt that was never handed out (`rail-down`), that nothing was started.
 */
export function failureText(lang: Language, input: { readonly title: string | null; readonly reason: string }): string {
  const title = input.title === null ? null : oneLine(input.title);
  const how =
    input.reason === 'refused'
      ? smsWords.nothingTaken
      : input.reason === 'rail-down'
        ? smsWords.notStarted
        : smsWords.keepReceipt;
  const rest = say(how, lang);
  return firstFitting(
    [() => (title === null ? undefined : withTitle(smsWords.failure, lang, title, { rest }))],
    say(smsWords.failureShort, lang, { rest }),
  );
}
