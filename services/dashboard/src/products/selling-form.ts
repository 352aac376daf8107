// How a product is sold, as it stands in the form: everything as typed, until it is sent.
import { fromEat, inEat } from '@windsurf/calendar/moment';
import type { TermsView } from '@windsurf/contracts/payments-sellable';
import type { Phrase } from '@windsurf/language/phrases';
import { sellingWords as words } from '@windsurf/language/words-dashboard-selling';
import { priceText, readPrice } from './price-field.ts';

/** `from` and `to` as a browser's field for day and time writes them, in East Africa Time; '' is open. */
export type PriceLine = { readonly from: string; readonly to: string; readonly price: string };
export type SellingForm = {
  readonly open: boolean;
  readonly min: string;
  readonly suggestions: readonly string[];
  readonly limited: boolean;
  readonly stock: string;
  readonly bump: string;
  readonly bumpPrice: string;
  readonly prices: readonly PriceLine[];
  /** Null where it is nothing that could be given. */
  readonly gifts: boolean | null;
};
export type SentTerms = {
  baseVersion: number;
  payWhatYouWant: { minSantim: number; suggestedSantim: number[] } | null;
  stock: number | null;
  bump: { productId: string; priceSantim: number } | null;
  scheduledPrices: { fromAt: string; toAt: string | null; priceSantim: number }[];
  gifts?: boolean;
};
export type WrongField = { readonly id: string; readonly says: Phrase };

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment of the wire as a field for day and time shows it. */
export function fieldOf(moment: string | null): string {
  if (moment === null) return '';
  const { gregorian, hour, minute } = inEat(new Date(moment));
  return `${String(gregorian.year)}-${two(gregorian.month)}-${two(gregorian.day)}T${two(hour)}:${two(minute)}`;
}

/** What such a field says, as a moment of the wire; undefined when it is no moment. */
export function momentOf(text: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  try {
    return fromEat({ year, month, day }, hour, minute).toISOString();
  } catch {
    return undefined;
  }
}

/** A whole number of pieces, uses or percent; undefined when it is none or too large. */
export function wholeOf(text: string, most: number): number | undefined {
  const typed = text.trim().replaceAll(',', '');
  const value = /^\d{1,7}$/.test(typed) ? Number(typed) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

export const sellingFormOf = (terms: TermsView): SellingForm => ({
  open: terms.payWhatYouWant !== null,
  min: terms.payWhatYouWant === null ? '' : priceText(terms.payWhatYouWant.minSantim),
  suggestions: [0, 1, 2].map((at) => {
    const sum = terms.payWhatYouWant?.suggestedSantim[at];
    return sum === undefined ? '' : priceText(sum);
  }),
  limited: terms.stock !== null,
  stock: terms.stock === null ? '' : String(terms.stock.quantity),
  bump: terms.bump?.productId ?? '',
  bumpPrice: terms.bump === null ? '' : priceText(terms.bump.priceSantim),
  prices: terms.scheduledPrices.map(({ fromAt, toAt, priceSantim }) => ({
    from: fieldOf(fromAt),
    to: fieldOf(toAt),
    price: priceText(priceSantim),
  })),
  gifts: terms.gifts,
});

/** The field of each pointer of an answer that refuses a change. */
export const sellingPointers: Readonly<Record<string, string>> = {
  '/stock': 'stock',
  '/bump/productId': 'bump',
  '/bump/priceSantim': 'bump-price',
  '/payWhatYouWant/minSantim': 'min',
  ...Object.fromEntries(
    [0, 1, 2].map((at) => [`/payWhatYouWant/suggestedSantim/${String(at)}`, `suggestion-${String(at)}`]),
  ),
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, at) => [
      [`/scheduledPrices/${String(at)}/fromAt`, `from-${String(at)}`],
      [`/scheduledPrices/${String(at)}/toAt`, `to-${String(at)}`],
    ]).flat(),
  ),
};

/** What is sent, or which fields need another look. Whatever is not ticked is not sent, typed or not. */
export function sentTerms(
  form: SellingForm,
  baseVersion: number,
): { readonly sent: SentTerms } | { readonly wrong: readonly WrongField[] } {
  const wrong: WrongField[] = [];
  const price = (id: string, text: string): number => {
    const read = readPrice(text);
    if (!read.ok) wrong.push({ id, says: read.says });
    return read.ok ? read.santim : 0;
  };
  const moment = (id: string, text: string): string => {
    const at = momentOf(text);
    if (at === undefined) wrong.push({ id, says: words.timeSays });
    return at ?? '';
  };
  const pieces = (): number => {
    const count = wholeOf(form.stock, 1_000_000);
    if (count === undefined) wrong.push({ id: 'stock', says: words.stockSays });
    return count ?? 0;
  };
  const sent: SentTerms = {
    baseVersion,
    payWhatYouWant: form.open
      ? {
          minSantim: price('min', form.min),
          suggestedSantim: form.suggestions.flatMap((text, at) =>
            text.trim() === '' ? [] : [price(`suggestion-${String(at)}`, text)],
          ),
        }
      : null,
    stock: form.limited ? pieces() : null,
    bump: form.bump === '' ? null : { productId: form.bump, priceSantim: price('bump-price', form.bumpPrice) },
    scheduledPrices: form.prices.map((line, at) => ({
      fromAt: moment(`from-${String(at)}`, line.from),
      toAt: line.to === '' ? null : moment(`to-${String(at)}`, line.to),
      priceSantim: price(`price-${String(at)}`, line.price),
    })),
    ...(form.gifts === null ? {} : { gifts: form.gifts }),
  };
  return wrong.length > 0 ? { wrong } : { sent };
}
