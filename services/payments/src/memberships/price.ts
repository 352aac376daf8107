// What membership costs: so many months at the price of one, less what paying ahead takes off. Pure; integer santim.
import type { DetailsOf } from '@windsurf/contracts/product-types';
import type { PrepaidMonths } from '@windsurf/contracts/payments-memberships';

export type MembershipTerms = Pick<DetailsOf<'membership'>, 'graceDays' | 'prepay'>;
export type MonthsPrice = {
  readonly months: PrepaidMonths;
  readonly listSantim: number;
  /** What paying ahead takes off, cut to the whole santim. */
  readonly offSantim: number;
  readonly totalSantim: number;
  readonly percentOff: number;
};

/** What can be chosen: a month, and what the creator offers to pay ahead, shortest first. */
export function choicesOf({ prepay }: MembershipTerms, monthSantim: number): readonly MonthsPrice[] {
  const offered = prepay.toSorted((a, b) => a.months - b.months);
  return [{ months: 1 as const, percentOff: 0 }, ...offered].map(({ months, percentOff }) => {
    const listSantim = monthSantim * months;
    const offSantim = Math.floor((listSantim * percentOff) / 100);
    return { months, listSantim, offSantim, totalSantim: listSantim - offSantim, percentOff };
  });
}

/** The price of a choice; undefined where it is not offered. */
export const priceOfMonths = (terms: MembershipTerms, monthSantim: number, months: number): MonthsPrice | undefined =>
  choicesOf(terms, monthSantim).find((choice) => choice.months === months);

/** A running member never pays more than who joins now. */
export const fairMonth = (held: number, published: number): number => Math.min(held, published);
