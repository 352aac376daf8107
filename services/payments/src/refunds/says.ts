import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { railNames } from '@windsurf/language/words-ops';
import { refundStateWords as words } from '@windsurf/language/words-refunds';
import type { NumberedRefund } from './refunds.ts';

/** A rail in people's words; one that has none yet by its own name. */
const railName = (rail: string, lang: Language): string => {
  const phrase = Object.entries(railNames).find(([name]) => name === rail)?.[1];
  return phrase === undefined ? rail : say(phrase, lang);
};

/** What a refund's state means, and what comes next. */
export function saysOf(refund: NumberedRefund, lang: Language): string {
  const rail = railName(refund.rail, lang);
  const { state, why, source } = refund;
  if (state === 'asked' && why === 'disputed') return say(words.held, lang);
  if (state === 'failed') {
    if (why === 'reversed') return say(words['failed-reversed'], lang);
    return say(source === 'credit' ? words['failed-credit'] : words.failed, lang);
  }
  return say(words[state], lang, { rail });
}
