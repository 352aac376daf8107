// The store's page, in the order of experience.md 4.2.
import type { Block, PageContent } from '@windsurf/contracts/store';
import { attributes, html, jsonLd } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { themes } from '@windsurf/html/themes';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { storeWords as words } from '@windsurf/language/words-store';
import { formatBirr, santim } from '@windsurf/money/money';
import { shownBlocks } from '../stores/content-rules.ts';
import { kindOfLink } from '../stores/pasted-links.ts';
import { mediaPath } from '../images/media-path.ts';
import { initialOf, inItsLanguage, prose } from './creator-text.ts';
import { linkIcons } from './link-icons.ts';
import { storefrontSheet } from './store-sheet.ts';
import type { PublicProduct } from './public-rows.ts';

/** What is the same for every page of a store. */
export type Frame = {
  readonly lang: Language;
  readonly storeOrigin: string;
  readonly appOrigin: string;
  readonly handle: string;
  readonly storeName: string;
  readonly theme: PageContent['theme'];
  /** Signed token of the counting picture; undefined in a preview, which nobody counts. */
  readonly viewToken: string | undefined;
};
export type StorePage = Frame & {
  readonly content: PageContent;
  readonly shareText: string;
  /** The products that are sold, by id. */
  readonly products: ReadonlyMap<string, PublicProduct>;
};

export const inLang = (path: string, lang: Language): string => `${path}?lang=${lang}`;
export const themeOf = ({ theme }: Pick<Frame, 'theme'>) => ({ id: theme.name, overrides: { accent: theme.accent } });

/**
 * The picture that counts a view; it needs no script and sets no cookie. Not lazy: a lazy picture that cannot be seen
 * is never fetched where scripts may run (tried in Chromium), and nobody would be counted.
 */
export const counter = (frame: Frame): Html | null =>
  frame.viewToken === undefined
    ? null
    : html`<img class="vh" src="/v1/analytics/view.gif?t=${frame.viewToken}" width="1" height="1" alt="" fetchpriority="low">`;

export const storeFooter = ({ lang, appOrigin }: Frame): Html =>
  html`<ul class="row"><li><a class="tap" href="${appOrigin}/k?lang=${lang}">${say(words.whatYouBought, lang)}</a></li><li><a class="tap" href="${appOrigin}/?lang=${lang}">${say(words.madeWith, lang)}</a></li></ul>`;

/** A picture's place is kept before it arrives; without one, a tile with the first letter. */
export function coverOf(product: PublicProduct, look: 'card' | 'wide', eager = false): Html {
  if (product.coverImageId === null) {
    return look === 'card'
      ? html`<span class="pic big tile" aria-hidden="true">${initialOf(product.title)}</span>`
      : html``;
  }
  const size =
    look === 'card' ? { width: 96, height: 96 } : { width: product.coverWidth ?? 16, height: product.coverHeight ?? 9 };
  const manners = eager ? { fetchpriority: 'high' } : { loading: 'lazy', decoding: 'async' };
  const src = mediaPath(product.coverImageId);
  return html`<img class="${look === 'card' ? 'pic big' : 'cover'}"${attributes({ src, alt: '', ...size, ...manners })}>`;
}

export const priceOf = (product: PublicProduct, lang: Language): Html =>
  html`<span class="num">${formatBirr(santim(product.priceSantim), lang)}</span>`;

export function productCard(frame: Frame, product: PublicProduct, look: 'card' | 'large', eager = false): Html {
  const { lang } = frame;
  const href = inLang(`/@${frame.handle}/${product.slug}`, lang);
  const own = inItsLanguage(product.title, lang);
  const words_ = html`<h2${own}><a class="main" href="${href}">${product.title}</a></h2>${
    product.teaser !== '' && html`<p class="muted"${inItsLanguage(product.teaser, lang)}>${product.teaser}</p>`
  }<p class="price">${priceOf(product, lang)}</p>`;
  if (look === 'card')
    return html`<article class="card">${coverOf(product, 'card', eager)}<div>${words_}</div></article>`;
  return html`<article class="card tall">${coverOf(product, 'wide', eager)}<div>${words_}<a class="btn wide" href="${href}">${say(words.see, lang)}</a></div></article>`;
}

export function drawBlock(page: StorePage, block: Block, eager: boolean): Html {
  const { lang } = page;
  if (block.kind === 'text') return html`<section>${prose(block.text, lang)}</section>`;
  if (block.kind === 'product') {
    const product = page.products.get(block.productId);
    return product === undefined ? html`` : productCard(page, product, block.look, eager);
  }
  const note =
    block.note !== undefined &&
    block.note !== '' &&
    html`<small${inItsLanguage(block.note, lang)}>${block.note}</small>`;
  const look = block.important === true ? 'link important' : 'link';
  return html`<a class="${look}" href="${block.url}" rel="noopener"${inItsLanguage(block.title, lang)}>${linkIcons[kindOfLink(block.url)]}<span>${block.title}${note}</span></a>`;
}

/** The head of the page: who she is. */
export function hero(page: StorePage): Html {
  const { lang, content } = page;
  const look = themes[content.theme.name];
  const tile = html`<div class="${look.photo === 'round' ? 'tile round' : 'tile pic'}" aria-hidden="true">${initialOf(content.displayName)}</div>`;
  return html`${look.photo === 'cover' && html`<div class="band"></div>`}<header class="${look.align === 'start' ? 'hero start' : 'hero'}">${tile}<h1${inItsLanguage(content.displayName, lang)}>${content.displayName}</h1>${
    content.line !== '' && html`<p class="lead"${inItsLanguage(content.line, lang)}>${content.line}</p>`
  }${content.bio !== '' && html`<div class="muted">${prose(content.bio, lang)}</div>`}</header>`;
}

/** The blocks that readers see, in the creator's order. */
export const blocksOf = (page: Pick<StorePage, 'content' | 'products'>): Block[] =>
  shownBlocks(page.content.blocks, (productId) => page.products.has(productId));

/** Draws the whole document. `preview` is for the editor: nobody is counted, and an empty page says what to do. */
export function renderStorePage(page: StorePage, options: { readonly preview?: boolean } = {}): string {
  const { lang, content } = page;
  const path = `/@${page.handle}`;
  const canonical = `${page.storeOrigin}${path}`;
  const blocks = blocksOf(page);
  const first = blocks.findIndex((block) => block.kind === 'product');
  const empty = options.preview === true && blocks.length === 0;
  const description = page.shareText || say(words.shareStore, lang, { name: content.displayName });
  return renderPage({
    lang,
    title: content.displayName,
    description,
    path: options.preview === true ? '/v1/stores/mine/preview' : path,
    sheet: storefrontSheet,
    theme: themeOf(page),
    ...(options.preview === true ? { index: false } : { canonical }),
    share: {
      title: content.displayName,
      description,
      siteName: content.displayName,
      type: 'profile',
      url: canonical,
      image: shareImage(page.storeOrigin, page.products.values()),
    },
    body: html`${hero(page)}${counter(page)}${empty && html`<p class="muted">${say(words.previewEmpty, lang)}</p>`}${blocks.map(
      (block, at) => drawBlock(page, block, at === first && at < 3),
    )}${options.preview !== true && storeData(page, canonical)}`,
    footer: storeFooter(page),
  });
}

/** The first cover that messengers can show; they do not all take WebP. */
export function shareImage(origin: string, products: Iterable<PublicProduct>) {
  for (const product of products) {
    if (product.coverImageId === null || product.coverKind === 'webp') continue;
    return {
      url: origin + mediaPath(product.coverImageId),
      width: product.coverWidth ?? 0,
      height: product.coverHeight ?? 0,
      alt: product.title,
    };
  }
  return undefined;
}

function storeData({ content }: StorePage, url: string): Html {
  const sameAs = content.blocks.flatMap((block) =>
    block.kind === 'link' && !['call', 'mail', 'site', 'maps'].includes(kindOfLink(block.url)) ? [block.url] : [],
  );
  const person = {
    '@type': 'Person',
    name: content.displayName,
    ...(content.bio === '' ? {} : { description: content.bio }),
    ...(sameAs.length === 0 ? {} : { sameAs }),
  };
  return jsonLd({ '@context': 'https://schema.org', '@type': 'ProfilePage', url, mainEntity: person });
}
