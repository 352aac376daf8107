// What is typed of an offer, and what is wrong with it. Pure; the server looks at it again.
import type { OfferTerms, deliverableKinds } from '@windsurf/contracts/store-offers';
import { offerWords as words } from '@windsurf/language/words-dashboard-offers';
import type { Phrase } from '@windsurf/language/phrases';
import { parseBirr, santim } from '@windsurf/money/money';

export type OfferForm = {
  readonly handle: string;
  readonly campaignId: string;
  readonly cash: string;
  readonly inKind: string;
  readonly worth: string;
  readonly kind: (typeof deliverableKinds)[number];
  readonly count: string;
  readonly what: string;
  readonly dueOn: string;
  readonly usage: string;
  readonly days: string;
  readonly note: string;
};
export const emptyOffer: OfferForm = {
  handle: '',
  campaignId: '',
  cash: '',
  inKind: '',
  worth: '',
  kind: 'video',
  count: '1',
  what: '',
  dueOn: '',
  usage: '90',
  days: '14',
  note: '',
};

type Wrong = { readonly id: keyof OfferForm; readonly says: Phrase };
export type ReadOffer =
  | { readonly wrong: readonly Wrong[] }
  | { readonly sent: { handle: string; terms: OfferTerms; answerWithinDays: number; campaignId?: string } };

const sums = { min: santim(1), max: santim(100_000_000_000) };
/** Santim; empty is nothing, undefined is no sum. */
export function sumOf(typed: string): number | undefined {
  if (typed.trim() === '') return 0;
  const read = parseBirr(typed.trim(), sums);
  return read.ok ? read.santim : undefined;
}
const wholeOf = (typed: string, most: number, least = 0): number | undefined => {
  const value = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : -1;
  return value >= least && value <= most ? value : undefined;
};

export function readOffer(form: OfferForm): ReadOffer {
  const handle = form.handle.trim().replace(/^@/, '');
  const [cash, worth] = [sumOf(form.cash), sumOf(form.worth)];
  const [count, usage, days] = [wholeOf(form.count, 50, 1), wholeOf(form.usage, 3650), wholeOf(form.days, 60, 1)];
  const wrong: Wrong[] = [
    ...(handle.length < 3 ? [{ id: 'handle', says: words.whomMissing } as const] : []),
    ...(cash === undefined ? [{ id: 'cash', says: words.sumWrong } as const] : []),
    ...(worth === undefined ? [{ id: 'worth', says: words.sumWrong } as const] : []),
    ...(count === undefined ? [{ id: 'count', says: words.countWrong } as const] : []),
    ...(form.dueOn === '' ? [{ id: 'dueOn', says: words.dueMissing } as const] : []),
    ...(usage === undefined ? [{ id: 'usage', says: words.daysWrong } as const] : []),
    ...(days === undefined ? [{ id: 'days', says: words.daysWrong } as const] : []),
  ];
  if (cash === undefined || worth === undefined || count === undefined || usage === undefined || days === undefined)
    return { wrong };
  if (wrong.length > 0) return { wrong };
  const terms: OfferTerms = {
    cashSantim: cash,
    inKindSantim: worth,
    inKind: form.inKind.trim(),
    deliverables: [{ kind: form.kind, count, note: form.what.trim() }],
    dueOn: form.dueOn,
    usageDays: usage,
    note: form.note.trim(),
  };
  const campaign = form.campaignId === '' ? {} : { campaignId: form.campaignId };
  return { sent: { handle, terms, answerWithinDays: days, ...campaign } };
}
