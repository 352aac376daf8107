// The page of one product, in the order of experience.md 4.3.
import { releaseOf, typeRules } from '@windsurf/contracts/product-types';
import { html, jsonLd } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { stickyBuy } from '@windsurf/html/parts';
import { renderPage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import { storeWords as words } from '@windsurf/language/words-store';
import { blockWords } from '@windsurf/language/words-store-blocks';
import { formatBirr, santim, telebirrAmount } from '@windsurf/money/money';
import { addLink, isCartable } from './cart.ts';
import { initialOf, inItsLanguage, prose } from './creator-text.ts';
import { counter, inLang, publicAddress, storeFooter, themeOf } from './frame.ts';
import type { Frame, PriceNow } from './frame.ts';
import { placeColours } from './picture-part.ts';
import { cardImage, productCard as shareCard } from '../cards/card.ts';
import { mediaPath } from '../images/media-path.ts';
import { averageText, reviewCard, starsText } from '../reviews/review-card.ts';
import { reviewView, tenthsOf } from '../reviews/reviews.ts';
import type { ReviewRow } from '../reviews/reviews.ts';
import { reviewWords } from '@windsurf/language/words-reviews';
import { chosenMark, coverOf, productCard } from './product-card.ts';
import { buyButton, eventData, factsOf, isOver, overNotice, whatYouGet } from './product-facts.ts';
import { isSoldOut, moneyBack, priceNow, sample, sellingSince, soldFacts, soldOutNotice } from './product-sold.ts';
import { storefrontSheet } from './store-sheet.ts';
import type { ProductDetail, PublicProduct } from './public-rows.ts';

export type ProductPage = Frame & {
  /** With the price of this moment. */
  readonly product: ProductDetail;
  /** As it was published: what a share card shows, which nobody makes anew with every price. */
  readonly published: ProductDetail;
  /** What payments says of it; undefined where it did not answer. */
  readonly selling: PriceNow | undefined;
  readonly others: readonly PublicProduct[];
  /** Of a bundle that are for sale. */
  readonly parts: readonly PublicProduct[];
  /** The newest that buyers say of it. */
  readonly said: readonly ReviewRow[];
  readonly now: Date;
  /** Her own line, below her name. */
  readonly line: string;
};

/** Draws the whole document. */
export function renderProductPage(page: ProductPage): string {
  const { lang, product, storeName } = page;
  const path = `/@${page.handle}/${product.slug}`;
  const canonical = publicAddress(page, product.slug);
  const store = inLang(`/@${page.handle}`, lang);
  const price = priceNow(page);
  const none = isSoldOut(page);
  const over = isOver(page) || none;
  const own = inItsLanguage(storeName, lang);
  const body = html`<p><a class="tap" href="${store}"><span aria-hidden="true">←&nbsp;</span><span${own}>${storeName}</span></a></p>${coverOf(product, 'wide', page, true)}<h1${inItsLanguage(product.title, lang)}>${product.title}</h1><p class="price">${price}</p>${chosenMark(page, product.id)}${average(page)}${counter(page)}${isOver(page) ? overNotice(page) : none ? soldOutNotice(page) : buyButton(page, true)}${
    !over && page.others.length > 0 && isCartable(product) && html`<p>${addLink(page, product, { wide: true })}</p>`
  }${soldFacts(page)}${factsOf(page)}${whatYouGet(page)}${
    product.description !== '' &&
    html`<h2>${say(words.about, lang)}</h2><section>${prose(product.description, lang)}</section>`
  }${sample(page)}<h2>${say(words.whoMadeIt, lang)}</h2><div class="card by"><span class="pic tile round" aria-hidden="true">${initialOf(storeName)}</span><div><h3${own}><a class="main" href="${store}">${storeName}</a></h3>${
    page.line !== '' && html`<p class="muted"${inItsLanguage(page.line, lang)}>${page.line}</p>`
  }${sellingSince(page)}</div></div>${voices(page)}${moneyBack(page)}${
    page.others.length > 0 &&
    html`<h2>${say(words.moreOfThis, lang, { store: storeName })}</h2>${page.others.map((other) => productCard(page, other, { look: 'card' }))}`
  }${!over && stickyBuy({ price, button: buyButton(page, false) })}${productData(page, canonical)}`;
  return renderPage({
    lang,
    title: `${product.shareTitle} – ${storeName}`,
    description: describe(page),
    path,
    canonical,
    sheet: storefrontSheet + placeColours(body),
    theme: themeOf(page),
    share: {
      title: `${product.shareTitle} – ${storeName}`,
      description: describe(page),
      siteName: storeName,
      type: 'product',
      url: canonical,
      image: cardImage(page.storeOrigin, shareCard(page, page.published)),
    },
    body,
    footer: storeFooter(page),
  });
}

const allOf = ({ product, lang }: ProductPage): string => inLang(`/reviews/${product.id}/all`, lang);

/** Below the price: what buyers think on average, leading to all of it. */
function average(page: ProductPage): Html | false {
  const { reviewCount: count, reviewStars } = page.product;
  const text = averageText({ count, tenths: tenthsOf(count, reviewStars) }, page.lang);
  return (
    text !== undefined &&
    html`<p><a class="tap" href="${allOf(page)}"><span aria-hidden="true">★&nbsp;</span>${text}</a></p>`
  );
}

function voices(page: ProductPage): Html | false {
  const { lang, said, storeName, product } = page;
  if (said.length === 0) return false;
  return html`<h2>${say(reviewWords.title, lang)}</h2>${said.map((row) => reviewCard(reviewView(row), storeName, lang))}${
    product.reviewCount > said.length &&
    html`<p><a class="tap" href="${allOf(page)}">${say(reviewWords.all, lang)}</a></p>`
  }`;
}

/** Only of what buyers said, and the same as the page shows. */
function ratingOf({ reviewCount: count, reviewStars }: ProductDetail) {
  const tenths = tenthsOf(count, reviewStars);
  if (tenths === null) return {};
  return {
    aggregateRating: { '@type': 'AggregateRating', ratingValue: starsText(tenths), bestRating: 5, ratingCount: count },
  };
}

function describe({ product, lang }: ProductPage): string {
  const { priceSantim, details, teaser } = product;
  const arrives = typeRules[details.type].file && releaseOf(details) === undefined;
  const says = say(arrives ? words.arrives : words.payWith, lang);
  if (details.type === 'affiliate-link') return teaser || details.shop || product.title;
  const price = priceSantim === 0 ? say(blockWords.free, lang) : formatBirr(santim(priceSantim), lang);
  return `${price} · ${teaser || says}`;
}

function productData(page: ProductPage, url: string): Html | false {
  const { product, storeName, storeOrigin } = page;
  // What another shop sells is not our offer.
  if (!typeRules[product.details.type].sold || isOver(page)) return false;
  const image = product.coverImageId === null ? undefined : storeOrigin + mediaPath(product.coverImageId);
  return jsonLd({
    '@context': 'https://schema.org',
    '@type': 'Product',
    ...eventData(product),
    name: product.title,
    ...(product.teaser === '' ? {} : { description: product.teaser }),
    ...(image === undefined ? {} : { image }),
    ...(product.details.type === 'event-ticket'
      ? { organizer: { '@type': 'Person', name: storeName } }
      : { brand: { '@type': 'Brand', name: storeName } }),
    ...ratingOf(product),
    offers: {
      '@type': 'Offer',
      price: telebirrAmount(santim(product.priceSantim)),
      priceCurrency: 'ETB',
      ...availability(isSoldOut(page), releaseOf(product.details)),
      url,
    },
  });
}

/** Of what comes out later, when: a search engine says so too. */
const availability = (none: boolean, releaseAt: string | undefined) =>
  none
    ? { availability: 'https://schema.org/SoldOut' }
    : releaseAt === undefined
      ? { availability: 'https://schema.org/InStock' }
      : { availability: 'https://schema.org/PreOrder', availabilityStarts: releaseAt };
