// What creators hear about their plan and their turnover. Each fits one part in both languages.
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { smsBillingWords as words } from '@windsurf/language/words-sms-billing';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { plainLatin } from './parts.ts';

/** `price` renews for as long as was paid last. */
export function planText(lang: Language, input: { readonly daysLeft: number; readonly price: Santim }): string {
  const amount = formatBirr(input.price, lang, { space: 'plain' });
  const phrase = input.daysLeft === 0 ? words.planEnded : words.planEnds;
  return plainLatin(say(phrase, lang, { amount, days: input.daysLeft }));
}

export function turnoverText(
  lang: Language,
  input: { readonly percent: 80 | 100; readonly threshold: Santim },
): string {
  const amount = formatBirr(input.threshold, lang, { space: 'plain' });
  return plainLatin(say(input.percent === 100 ? words.turnoverReached : words.turnoverNear, lang, { amount }));
}
