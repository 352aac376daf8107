// How a product is sold now, as its page says it: what it costs at this moment, whether any is left, what comes back, who
// has bought it. Only what is known is said; where payments does not answer, the page says what it was published with.
import { typeRules } from '@windsurf/contracts/product-types';
import { formatMoment } from '@windsurf/calendar/moment';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { icon } from '@windsurf/html/marks';
import { banner, money } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { productPageWords as words, refundRuleWords } from '@windsurf/language/words-store-product';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Frame, PriceNow } from './frame.ts';
import { drawPicture } from './picture-part.ts';
import { priceOf } from './product-card.ts';
import type { ProductDetail } from './public-rows.ts';

/** From so few on a page says how many are left. */
const few = 5;

type Sold = {
  readonly lang: Language;
  readonly product: ProductDetail;
  /** What payments says of it; undefined where it did not answer. */
  readonly selling: PriceNow | undefined;
};

export const isSoldOut = ({ selling }: Pick<Sold, 'selling'>): boolean => selling?.left === 0;

/** The product with the price that the checkout asks now. */
export const pricedNow = (product: ProductDetail, selling: PriceNow | undefined): ProductDetail =>
  selling === undefined || product.details.type === 'tip' ? product : { ...product, priceSantim: selling.listSantim };

/** The price in words, and whether the buyer names it. */
export function priceNow({ lang, product, selling }: Sold): Html {
  const open = selling?.payWhatYouWant ?? null;
  if (open !== null) {
    const [before = '', after = ''] = words.youChoose[lang].split('{price}');
    return html`${before}${money(formatBirr(santim(open.minSantim), lang))}${after}`;
  }
  return priceOf(product, lang);
}

export const soldOutNotice = ({ lang }: Pick<Sold, 'lang'>): Html =>
  banner({
    lang,
    kind: 'info',
    body: html`<p><b>${say(words.soldOut, lang)}</b></p><p>${say(words.soldOutSays, lang)}</p>`,
  });

/** How many are left, where that is few; how many have bought it, where its creator lets it be known. */
export function soldFacts({ lang, product, selling }: Sold): Html | false {
  const left = selling?.left ?? null;
  const { showBuyers, buyers } = product;
  const lines = [
    ...(left !== null && left > 0 && left <= few ? [say(words.left, lang, { count: left })] : []),
    ...(showBuyers && buyers > 0 ? [say(buyers === 1 ? words.buyersOne : words.buyers, lang, { count: buyers })] : []),
  ];
  return (
    lines.length > 0 &&
    html`<ul class="facts">${lines.map((line) => html`<li>${icon('info')}<span>${line}</span></li>`)}</ul>`
  );
}

export function sample({
  lang,
  saveData,
  product,
}: Pick<Frame, 'lang' | 'saveData'> & Pick<Sold, 'product'>): Html | false {
  if (product.sample === null) return false;
  const alt = say(words.sampleOf, lang, { title: product.title });
  const picture = drawPicture(product.sample, { look: 'wide', alt, name: product.title }, { lang, saveData });
  return html`<h2>${say(words.sample, lang)}</h2>${picture}`;
}

function backWords({ details, refundRule }: ProductDetail, lang: Language): string | undefined {
  if (details.type === 'booking') {
    const { cancelHours: hours, cancelRefundPercent: percent } = details;
    return percent === 0 ? say(words.bookingNone, lang) : say(words.bookingBack, lang, { hours, percent });
  }
  return refundRule === null ? undefined : say(refundRuleWords[refundRule], lang);
}

/** The refund rule in one sentence; nothing of what is not sold here or costs nothing. */
export function moneyBack({ lang, product }: Pick<Sold, 'lang' | 'product'>): Html | false {
  const says = backWords(product, lang);
  const sold = typeRules[product.details.type].sold && product.priceSantim > 0;
  return sold && says !== undefined && html`<h2>${say(words.moneyBack, lang)}</h2><p>${says}</p>`;
}

export const sellingSince = ({ lang, product }: Pick<Sold, 'lang' | 'product'>): Html =>
  html`<p class="muted">${say(words.sellingSince, lang, { date: formatMoment(product.sellingSince, lang, 'date') })}</p>`;
