// The page of one product, in the order of experience.md 4.3.
import { typeRules } from '@windsurf/contracts/product-types';
import { html, jsonLd } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { stickyBuy } from '@windsurf/html/parts';
import { renderPage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import { storeWords as words } from '@windsurf/language/words-store';
import { blockWords } from '@windsurf/language/words-store-blocks';
import { formatBirr, santim, telebirrAmount } from '@windsurf/money/money';
import { initialOf, inItsLanguage, prose } from './creator-text.ts';
import { counter, inLang, publicAddress, storeFooter, themeOf } from './frame.ts';
import type { Frame } from './frame.ts';
import { placeColours } from './picture-part.ts';
import { cardImage, productCard as shareCard } from '../cards/card.ts';
import { mediaPath } from '../images/media-path.ts';
import { coverOf, priceOf, productCard } from './product-card.ts';
import { buyButton, eventData, factsOf, isOver, overNotice, whatYouGet } from './product-facts.ts';
import { storefrontSheet } from './store-sheet.ts';
import type { ProductDetail, PublicProduct } from './public-rows.ts';

export type ProductPage = Frame & {
  readonly product: ProductDetail;
  readonly others: readonly PublicProduct[];
  /** Of a bundle that are for sale. */
  readonly parts: readonly PublicProduct[];
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
  const price = priceOf(product, lang);
  const over = isOver(page);
  const own = inItsLanguage(storeName, lang);
  const body = html`<p><a class="tap" href="${store}"><span aria-hidden="true">←&nbsp;</span><span${own}>${storeName}</span></a></p>${coverOf(product, 'wide', page, true)}<h1${inItsLanguage(product.title, lang)}>${product.title}</h1><p class="price">${price}</p>${counter(page)}${over ? overNotice(page) : buyButton(page, true)}${factsOf(page)}${whatYouGet(page)}${
    product.description !== '' &&
    html`<h2>${say(words.about, lang)}</h2><section>${prose(product.description, lang)}</section>`
  }<h2>${say(words.whoMadeIt, lang)}</h2><div class="card by"><span class="pic tile round" aria-hidden="true">${initialOf(storeName)}</span><div><h3${own}><a class="main" href="${store}">${storeName}</a></h3>${
    page.line !== '' && html`<p class="muted"${inItsLanguage(page.line, lang)}>${page.line}</p>`
  }</div></div>${
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
      image: cardImage(page.storeOrigin, shareCard(page, product)),
    },
    body,
    footer: storeFooter(page),
  });
}

function describe({ product, lang }: ProductPage): string {
  const { priceSantim, details, teaser } = product;
  const says = say(typeRules[details.type].file ? words.arrives : words.payWith, lang);
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
    offers: {
      '@type': 'Offer',
      price: telebirrAmount(santim(product.priceSantim)),
      priceCurrency: 'ETB',
      availability: 'https://schema.org/InStock',
      url,
    },
  });
}
