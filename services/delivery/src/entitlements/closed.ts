// Words for what is closed: why, whether it may open again, and the one thing to do about it.
import { formatMoment } from '@windsurf/calendar/moment';
import { inLanguage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { deliveryWords as words } from '@windsurf/language/words-delivery';
import { libraryPlanWords as planWords } from '@windsurf/language/words-instalments';
import { libraryMemberWords as memberWords } from '@windsurf/language/words-memberships';
import { accessOf } from './access.ts';
import type { EntitlementRow } from './entitlements.queries.ts';

export type Closed = {
  /** One word for a list. */
  readonly badge: Phrase;
  /** The whole sentence. */
  readonly says: string;
  readonly action: { readonly label: Phrase; readonly href: string };
};

/** Undefined for what is open. */
export function closedOf(row: EntitlementRow, lang: Language, storeOrigin: string): Closed | undefined {
  const access = accessOf(row);
  if (access === 'active') return undefined;
  const over = access === 'revoked';
  const path = inLanguage(`/@${encodeURIComponent(row.handle)}/${encodeURIComponent(row.slug)}`, lang);
  if (row.type === 'membership') {
    const action = { label: memberWords.renew, href: `${storeOrigin}${path}` };
    return { badge: memberWords.over, says: say(memberWords.overSays, lang), action };
  }
  if (row.why === 'instalment' && row.instalmentPlan !== null) {
    const href = inLanguage(`/pay/instalments/${row.creatorId}/${row.instalmentPlan}`, lang);
    const action = { label: planWords.payments, href };
    return { badge: planWords.notPaid, says: say(planWords.closedSays, lang), action };
  }
  return {
    badge: row.why === 'refund' ? words.refunded : over ? words.closed : words.paused,
    says: `${whyOf(row, lang)} ${say(over ? words.accessClosed : words.accessPaused, lang)}`,
    action: { label: over ? words.buyAgain : words.payAgain, href: `${storeOrigin}${path}` },
  };
}

function whyOf({ why, since }: EntitlementRow, lang: Language): string {
  if (why === 'reversal') return say(words.whyReversal, lang);
  if (why === 'dispute') return say(words.whyDispute, lang);
  if (why === 'refund' && since) return say(words.whyRefund, lang, { date: formatMoment(since, lang, 'date') });
  return say(words.whyMoneyBack, lang);
}
