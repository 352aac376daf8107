// What is typed about a commission or a share, and what is sent of it.
import type { Input } from '@windsurf/contracts/endpoint';
import type {
  AffiliateTermsView,
  changeAffiliateTerms,
  offerCollaboration,
} from '@windsurf/contracts/payments-affiliates';
import type { Phrase } from '@windsurf/language/phrases';
import { affiliateScreenWords as words } from '@windsurf/language/words-dashboard-affiliates';

export type CommissionForm = { readonly open: boolean; readonly percent: string; readonly buyersOnly: boolean };
export type Wrong = readonly { readonly id: string; readonly says: Phrase }[];

export const commissionOf = ({ open, percent, buyersOnly }: AffiliateTermsView): CommissionForm => ({
  open,
  percent: percent === null ? '' : String(percent),
  buyersOnly,
});

/** A whole number of a range, in the digits of either script's keyboards; undefined for anything else. */
export function wholeIn(text: string, least: number, most: number): number | undefined {
  const typed = text.trim().replace(/\s*%$/, '');
  if (!/^\d{1,3}$/.test(typed)) return undefined;
  const number = Number(typed);
  return number >= least && number <= most ? number : undefined;
}

export function sentCommission(
  form: CommissionForm,
  terms: AffiliateTermsView,
): { readonly sent: Input<typeof changeAffiliateTerms>['body'] } | { readonly wrong: Wrong } {
  const { open, buyersOnly } = form;
  const typed = wholeIn(form.percent, 1, 75);
  // What is closed needs no number, but keeps the last one.
  const percent = typed ?? (open ? undefined : (terms.percent ?? 10));
  if (percent === undefined) return { wrong: [{ id: 'commission', says: words.percentSays }] };
  return { sent: { baseVersion: terms.version, open, percent, buyersOnly } };
}

export function sentOffer(
  productId: string,
  form: { readonly handle: string; readonly percent: string },
): { readonly sent: Input<typeof offerCollaboration>['body'] } | { readonly wrong: Wrong } {
  const percent = wholeIn(form.percent, 1, 90);
  const handle = form.handle.trim();
  const wrong = [
    ...(handle === '' || handle.length > 40 ? [{ id: 'partner-handle', says: words.partnerHint }] : []),
    ...(percent === undefined ? [{ id: 'partner-percent', says: words.partnerPercentSays }] : []),
  ];
  return percent === undefined || wrong.length > 0 ? { wrong } : { sent: { productId, handle, percent } };
}
