// What a buyer pays, from what is offered and what she chose. Pure: the same offer, choice and moment give the same sum to
// the santim, on the page, in the API and in the transaction that begins the payment. No price ever comes from a browser,
// except the one that she may name herself.
import { amountNotOpen, amountMissing, amountTooSmall } from '@windsurf/contracts/payments-sellable';
import { codeExpired, codeLeavesNothing, codeNotForThis, codeNotYet } from '@windsurf/contracts/payments-sellable';
import type { Problem } from '@windsurf/contracts/problem';
import { formatMoment } from '@windsurf/calendar/moment';
import type { Language } from '@windsurf/language/phrases';
import { formatBirr, santim } from '@windsurf/money/money';
import type { IntentItem } from '../intents/intents.ts';

/** A price for a time, in santim; without an end it stays. */
export type ScheduledPrice = { readonly fromAt: Date; readonly toAt: Date | null; readonly priceSantim: number };
export type Priced = { readonly id: string; readonly title: string; readonly slug: string; readonly version: number };
/** Counts of a product that is sold by number. */
export type Stock = { readonly quantity: number; readonly taken: number; readonly held: number };
export type Offer = {
  readonly product: Priced;
  /** What it costs now; with `openAmount`, what is proposed. */
  readonly priceSantim: number;
  readonly openAmount: { readonly minSantim: number; readonly suggestedSantim: readonly number[] } | null;
  readonly bump: { readonly product: Priced; readonly priceSantim: number } | null;
  /** What a bundle holds, in its order. */
  readonly parts?: readonly Priced[];
  /** What else of this store is bought with it, each at its own price. */
  readonly more?: readonly { readonly product: Priced; readonly priceSantim: number }[];
};
export type Code = {
  readonly id: string;
  readonly code: string;
  readonly percent: number | null;
  readonly fixedSantim: number | null;
  readonly fromAt: Date;
  readonly toAt: Date | null;
  readonly endedAt: Date | null;
  readonly productIds: readonly string[] | null;
};
export type Choice = {
  /** Santim that the buyer named. */
  readonly amount: number | undefined;
  readonly bump: boolean;
  readonly code: Code | undefined;
};
export type Total = {
  readonly items: readonly IntentItem[];
  readonly listSantim: number;
  readonly discountSantim: number;
  readonly totalSantim: number;
};

const runs = (price: ScheduledPrice, at: Date): boolean =>
  price.fromAt <= at && (price.toAt === null || price.toAt > at);

/** The price at a moment: the scheduled one that runs, else the published one. */
export function priceAt(published: number, schedule: readonly ScheduledPrice[], at: Date): number {
  return schedule.find((price) => runs(price, at))?.priceSantim ?? published;
}

/** When the price changes next, and to what; null when nothing is planned. */
export function nextChange(
  published: number,
  schedule: readonly ScheduledPrice[],
  at: Date,
): { readonly at: Date; readonly priceSantim: number } | null {
  const now = priceAt(published, schedule, at);
  const moments = schedule
    .flatMap(({ fromAt, toAt }) => (toAt === null ? [fromAt] : [fromAt, toAt]))
    .filter((moment) => moment > at)
    .toSorted((a, b) => a.getTime() - b.getTime());
  for (const moment of moments) {
    const priceSantim = priceAt(published, schedule, moment);
    if (priceSantim !== now) return { at: moment, priceSantim };
  }
  return null;
}

/** Why a code does nothing for a product at a moment; undefined when it works. Whether uses are left is counted elsewhere. */
export function codeFault(code: Code, productIds: readonly string[], at: Date, lang: Language): Problem | undefined {
  const place = { pointer: '/code' };
  if (code.endedAt !== null || (code.toAt !== null && code.toAt <= at)) return codeExpired({}, place);
  if (code.fromAt > at) return codeNotYet({ from: formatMoment(code.fromAt, lang, 'short') }, place);
  const { productIds: only } = code;
  if (only !== null && !productIds.some((id) => only.includes(id))) return codeNotForThis({}, place);
  return undefined;
}

/** Santim off a price: never below 0, never more than the price, and a percentage is cut to the whole santim. */
export function discountOf(base: number, gives: Pick<Code, 'percent' | 'fixedSantim'>): number {
  const off = gives.percent === null ? (gives.fixedSantim ?? 0) : Math.floor((base * gives.percent) / 100);
  return Math.max(0, Math.min(base, off));
}

/**
 * The lines of a purchase and their sums. A code takes off the product itself, also off an amount that the buyer named
 * (the least amount is asked before the code); the extra beside it has its own price already and is never cheaper.
 * What a bundle holds are lines of nothing behind it: its price is theirs.
 * Throws amountMissing, amountTooSmall, amountNotOpen, and codeLeavesNothing: a rail cannot take 0 birr, and nothing is
 * given away that was not paid for.
 */
export function priceOf(offer: Offer, choice: Choice, lang: Language): Total {
  const base = baseOf(offer, choice, lang);
  const off = discounts(choice.code);
  const items = [lineOf(offer.product, base, off(offer.product.id, base), 'main')];
  for (const part of offer.parts ?? []) items.push(lineOf(part, 0, 0, 'part'));
  for (const { product, priceSantim } of offer.more ?? [])
    items.push(lineOf(product, priceSantim, off(product.id, priceSantim), 'item'));
  if (choice.bump && offer.bump) items.push(lineOf(offer.bump.product, offer.bump.priceSantim, 0, 'bump'));
  const sum = (of: (item: IntentItem) => number): number => items.reduce((total, item) => total + of(item), 0);
  const total = {
    items,
    listSantim: sum((item) => item.listSantim),
    discountSantim: sum((item) => item.discountSantim),
    totalSantim: sum((item) => item.amountSantim),
  };
  // What is free from the beginning is given; what a code makes free is not.
  if (total.totalSantim <= 0 && total.listSantim > 0) throw codeLeavesNothing({}, { pointer: '/code' });
  return total;
}

/** Santim off each thing that a code is for, one after the other: a fixed sum is given once and not for each of them. */
function discounts(code: Code | undefined): (productId: string, base: number) => number {
  let left = code?.fixedSantim ?? 0;
  return (productId, base) => {
    if (!code || (code.productIds !== null && !code.productIds.includes(productId))) return 0;
    const off = discountOf(base, code.percent === null ? { ...code, fixedSantim: left } : code);
    left -= off;
    return off;
  };
}

function baseOf(offer: Offer, { amount }: Choice, lang: Language): number {
  const place = { pointer: '/amountSantim' };
  const words = (sum: number): string => formatBirr(santim(sum), lang);
  if (offer.openAmount === null) {
    if (amount !== undefined) throw amountNotOpen({ price: words(offer.priceSantim) }, place);
    return offer.priceSantim;
  }
  const { minSantim } = offer.openAmount;
  if (amount === undefined) throw amountMissing({ min: words(minSantim) }, place);
  if (amount < minSantim) throw amountTooSmall({ min: words(minSantim) }, place);
  return amount;
}

const lineOf = (product: Priced, list: number, off: number, kind: IntentItem['kind']): IntentItem => ({
  productId: product.id,
  title: product.title,
  slug: product.slug,
  version: product.version,
  listSantim: list,
  discountSantim: off,
  amountSantim: list - off,
  kind,
});
