// Why money waits: a closed list, each with who can change it, what it says and the one thing to do about it.
import type { HoldAction, HoldReason, PayoutHold, WhoCanFix } from '@windsurf/contracts/payments-payouts';
import { formatMoment } from '@windsurf/calendar/moment';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { payoutWords } from '@windsurf/language/words-payouts';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';

export type { HoldReason } from '@windsurf/contracts/payments-payouts';

/** In the order in which they are told when there are several: what takes longest first. */
export const holds: Readonly<Record<HoldReason, { readonly whoCanFix: WhoCanFix; readonly action: HoldAction }>> = {
  'legal-hold': { whoCanFix: 'us', action: 'appeal' },
  'risk-pause': { whoCanFix: 'us', action: 'appeal' },
  'no-account': { whoCanFix: 'creator', action: 'add-account' },
  'name-differs': { whoCanFix: 'us', action: 'correct-account' },
  'receivable-open': { whoCanFix: 'creator', action: 'see-orders' },
  'below-minimum': { whoCanFix: 'creator', action: 'change-minimum' },
  'account-new-24h': { whoCanFix: 'creator', action: 'see-account' },
  'rail-down': { whoCanFix: 'rail', action: 'cancel' },
  'rail-refused': { whoCanFix: 'creator', action: 'correct-account' },
  'unknown-outcome': { whoCanFix: 'us', action: 'see-history' },
};

/** A reason as a person reads it. `until` is when it ends or is looked at again, `least` the smallest sum that is sent. */
export function holdView(
  reason: HoldReason,
  lang: Language,
  facts: { readonly until: Date | null; readonly least: Santim },
): PayoutHold {
  const until = facts.until === null ? payoutWords.soon[lang] : formatMoment(facts.until, lang, 'short');
  const says = say(payoutWords.holds[reason].says, lang, { until, least: formatBirr(facts.least, lang) });
  return { reason, ...holds[reason], says };
}
