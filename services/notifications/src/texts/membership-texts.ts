// What members hear about their time, its end and its price. One part each, with the link wherever it fits.
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { smsMembershipWords as words } from '@windsurf/language/words-sms-memberships';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { dayOf, firstFitting, oneLine, withTitle } from './fitting.ts';
import { plainLatin } from './parts.ts';

export type MembershipText = {
  /**
   * - `soon`: paid until `day`, and it ends soon
   * - `grace`: over, and open until `open`
   * - `ended`: over
   * - `renewed`: paid until `day`
   * - `price`: bills made from `day` on have another price
   */
  readonly kind: 'soon' | 'grace' | 'ended' | 'renewed' | 'price';
  readonly title: string;
  readonly day: Date;
  readonly open: Date;
  /** What renewing costs; for `price`, what a month will cost. */
  readonly amount: Santim;
  readonly url: string;
};

const forms = {
  soon: [words.soon, words.soonShort, words.soonLeast],
  grace: [words.grace, words.graceShort, words.graceLeast],
  ended: [words.ended, words.endedShort, words.endedLeast],
  renewed: [words.renewed, words.renewedShort, words.renewedLeast],
  price: [words.price, words.priceShort, words.priceLeast],
} as const satisfies Record<MembershipText['kind'], readonly Phrase[]>;

export function membershipText(lang: Language, input: MembershipText): string {
  const params: PhraseParams = {
    // A no-break space would make a Latin message UCS-2.
    amount: formatBirr(input.amount, lang, { space: 'plain' }),
    day: dayOf(input.day, lang),
    open: dayOf(input.open, lang),
    url: input.url,
  };
  const title = oneLine(input.title);
  const all: readonly Phrase[] = forms[input.kind];
  const candidates = all.map(
    (phrase) => () =>
      phrase[lang].includes('{title}') ? withTitle(phrase, lang, title, params) : plainLatin(say(phrase, lang, params)),
  );
  return firstFitting(candidates, plainLatin(say(all.at(-1) ?? words.endedLeast, lang, params)));
}
