// A product in a list, with its picture and its price.
import { formatMoment } from '@windsurf/calendar/moment';
import { releaseOf } from '@windsurf/contracts/product-types';
import { attributes, html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { storeWords as words } from '@windsurf/language/words-store';
import { blockWords, productButtons } from '@windsurf/language/words-store-blocks';
import { productTypeWords as typeWords } from '@windsurf/language/words-store-types';
import { formatBirr, santim } from '@windsurf/money/money';
import { mediaPath } from '../images/media-path.ts';
import { productPageWords } from '@windsurf/language/words-store-product';
import { badge } from '@windsurf/html/parts';
import { addLink, isCartable } from './cart.ts';
import { inItsLanguage } from './creator-text.ts';
import { inLang } from './frame.ts';
import type { Frame } from './frame.ts';
import { drawPicture } from './picture-part.ts';
import type { PublicProduct } from './public-rows.ts';

/** A picture's place is kept before it arrives; without one, a tile with the first letter. */
export function coverOf(
  product: PublicProduct,
  look: 'card' | 'wide',
  frame: Pick<Frame, 'lang' | 'saveData'>,
  eager = false,
): Html {
  const { cover, coverImageId: id, title: name } = product;
  if (id === null || cover !== null) return drawPicture(cover ?? undefined, { look, alt: '', name, eager }, frame);
  // Kept before sizes were made, or its sizes are being made.
  const size =
    look === 'card' ? { width: 96, height: 96 } : { width: product.coverWidth ?? 16, height: product.coverHeight ?? 9 };
  const manners = eager ? { fetchpriority: 'high' } : { loading: 'lazy', decoding: 'async' };
  return html`<img class="${look === 'card' ? 'pic big' : 'cover'}"${attributes({ src: mediaPath(id), alt: '', ...size, ...manners })}>`;
}

/** The price in words: free, so much, or from so much on where the buyer names it. */
export function priceOf(product: Pick<PublicProduct, 'priceSantim' | 'details'>, lang: Language): Html {
  if (product.details.type === 'affiliate-link') return html``;
  if (product.priceSantim === 0) return html`${say(blockWords.free, lang)}`;
  const price = html`<span class="num">${formatBirr(santim(product.priceSantim), lang)}</span>`;
  if (product.details.type === 'tip') return html`${around(blockWords.fromPrice[lang], price)}`;
  if (product.details.type === 'membership') return html`${around(blockWords.perMonth[lang], price)}`;
  return price;
}

/** A sentence with markup in the place of its price. */
function around(sentence: string, price: Html): Html {
  const [before, after] = sentence.split('{price}');
  return html`${before}${price}${after}`;
}

/** The day of what comes out later, in both calendars. */
export function comesOut({ details }: Pick<PublicProduct, 'details'>, lang: Language): Html | false {
  const releaseAt = releaseOf(details);
  if (releaseAt === undefined) return false;
  return html`<p class="muted">${say(typeWords.comesOut, lang, { time: formatMoment(new Date(releaseAt), lang, 'date') })}</p>`;
}

/** Counted from orders of the last thirty days, never said by hand. */
export const chosenMark = ({ lang, favourite }: Pick<Frame, 'lang' | 'favourite'>, id: string): Html | false =>
  favourite === id && html`<p>${badge('ok', say(productPageWords.mostChosen, lang))}</p>`;

export type CardLook = {
  readonly look: 'card' | 'row' | 'large';
  readonly eager?: boolean;
  /** Level of its heading: 3 below a heading of its list. */
  readonly level?: 2 | 3;
  /** Instead of the product's own words. */
  readonly title?: string | undefined;
  readonly text?: string | undefined;
  readonly button?: keyof typeof productButtons | undefined;
  /** It may be put into a cart, and there is something else to put there. */
  readonly cart?: boolean | undefined;
};

export function productCard(
  frame: Pick<Frame, 'lang' | 'handle' | 'saveData' | 'favourite'>,
  product: PublicProduct,
  own: CardLook,
): Html {
  const { lang } = frame;
  const href = inLang(`/@${frame.handle}/${product.slug}`, lang);
  const title = own.title || product.title;
  const text = own.text || product.teaser;
  const link = html`<a class="main" href="${href}">${title}</a>`;
  const name =
    own.level === 3
      ? html`<h3${inItsLanguage(title, lang)}>${link}</h3>`
      : html`<h2${inItsLanguage(title, lang)}>${link}</h2>`;
  const price = html`<p class="price">${priceOf(product, lang)}</p>${chosenMark(frame, product.id)}${comesOut(product, lang)}`;
  if (own.look === 'row') return html`<article class="card"><div>${name}</div>${price}</article>`;
  const inside = html`${name}${text !== '' && html`<p class="muted"${inItsLanguage(text, lang)}>${text}</p>`}${price}`;
  // A card has one button at most: a large one has its own, and the cart's stands on the page that it leads to.
  const add = own.cart === true && isCartable(product) && addLink(frame, product);
  if (own.look === 'card') {
    return html`<article class="card">${coverOf(product, 'card', frame, own.eager)}<div>${inside}${add}</div></article>`;
  }
  const word = own.button === undefined ? words.see : productButtons[own.button];
  return html`<article class="card tall">${coverOf(product, 'wide', frame, own.eager)}<div>${inside}<a class="btn wide" href="${href}">${say(word, lang)}</a></div></article>`;
}
