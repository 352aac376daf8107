// The page of one product, in the order of experience.md 4.3.
import { html, jsonLd } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { linkButton } from '@windsurf/html/forms';
import { stickyBuy } from '@windsurf/html/parts';
import { icon } from '@windsurf/html/marks';
import { renderPage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import { storeWords as words } from '@windsurf/language/words-store';
import { formatBirr, santim, telebirrAmount } from '@windsurf/money/money';
import { initialOf, inItsLanguage, prose } from './creator-text.ts';
import { counter, inLang, publicAddress, storeFooter, themeOf } from './frame.ts';
import type { Frame } from './frame.ts';
import { placeColours } from './picture-part.ts';
import { cardImage, productCard as shareCard } from '../cards/card.ts';
import { mediaPath } from '../images/media-path.ts';
import { coverOf, priceOf, productCard } from './product-card.ts';
import { storefrontSheet } from './store-sheet.ts';
import type { ProductDetail, PublicProduct } from './public-rows.ts';

export type ProductPage = Frame & {
  readonly product: ProductDetail;
  readonly others: readonly PublicProduct[];
  /** Her own line, below her name. */
  readonly line: string;
};

/** `4.2 MB`, with a no-break space. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))}\u00a0KB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')}\u00a0MB`;
}

const forComputers = new Set(['zip', 'docx', 'xlsx', 'pptx']);

function facts({ product, lang }: ProductPage): Html {
  const kind = product.fileKind?.toUpperCase();
  const file =
    kind !== undefined &&
    (product.fileBytes === null
      ? say(words.fileOnly, lang, { kind })
      : say(words.file, lang, { kind, size: sizeText(product.fileBytes) }));
  const opens = forComputers.has(product.fileKind ?? '') ? words.opensOnComputer : words.opensOn;
  const lines = [file, say(words.arrives, lang), say(opens, lang), say(words.payWith, lang)].filter((l) => l !== false);
  return html`<ul class="facts">${lines.map((line) => html`<li>${icon('ok')}<span>${line}</span></li>`)}</ul>`;
}

/** Draws the whole document. */
export function renderProductPage(page: ProductPage): string {
  const { lang, product, storeName } = page;
  const path = `/@${page.handle}/${product.slug}`;
  const canonical = publicAddress(page, product.slug);
  const store = inLang(`/@${page.handle}`, lang);
  const checkout = `${page.appOrigin}/checkout/${product.id}?lang=${lang}`;
  const price = priceOf(product, lang);
  const buy = (wide: boolean): Html =>
    linkButton({ label: say(words.buy, lang), href: checkout, wide, rel: 'nofollow' });
  const own = inItsLanguage(storeName, lang);
  const body = html`<p><a class="tap" href="${store}"><span aria-hidden="true">←&nbsp;</span><span${own}>${storeName}</span></a></p>${coverOf(product, 'wide', page, true)}<h1${inItsLanguage(product.title, lang)}>${product.title}</h1><p class="price">${price}</p>${counter(page)}${buy(true)}${facts(page)}${
    product.description !== '' &&
    html`<h2>${say(words.about, lang)}</h2><section>${prose(product.description, lang)}</section>`
  }<h2>${say(words.whoMadeIt, lang)}</h2><div class="card by"><span class="pic tile round" aria-hidden="true">${initialOf(storeName)}</span><div><h3${own}><a class="main" href="${store}">${storeName}</a></h3>${
    page.line !== '' && html`<p class="muted"${inItsLanguage(page.line, lang)}>${page.line}</p>`
  }</div></div>${
    page.others.length > 0 &&
    html`<h2>${say(words.moreOfThis, lang, { store: storeName })}</h2>${page.others.map((other) => productCard(page, other, { look: 'card' }))}`
  }${stickyBuy({ price, button: buy(false) })}${productData(page, canonical)}`;
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

const describe = ({ product, lang }: ProductPage): string =>
  `${formatBirr(santim(product.priceSantim), lang)} · ${product.teaser || say(words.arrives, lang)}`;

function productData({ product, storeName, storeOrigin }: ProductPage, url: string): Html {
  const image = product.coverImageId === null ? undefined : storeOrigin + mediaPath(product.coverImageId);
  return jsonLd({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    ...(product.teaser === '' ? {} : { description: product.teaser }),
    ...(image === undefined ? {} : { image }),
    brand: { '@type': 'Brand', name: storeName },
    offers: {
      '@type': 'Offer',
      price: telebirrAmount(santim(product.priceSantim)),
      priceCurrency: 'ETB',
      availability: 'https://schema.org/InStock',
      url,
    },
  });
}
