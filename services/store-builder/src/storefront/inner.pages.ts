// Pages behind the page of a store: all products of a list, one picture of a gallery, posts.
import { pageLimits } from '@windsurf/contracts/store-block-limits';
import { formatMoment } from '@windsurf/calendar/moment';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { pagination } from '@windsurf/html/parts';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import type { Picture } from '../images/picture.ts';
import { postCard } from '../posts/post-card.ts';
import type { PublicPost } from '../posts/posts.ts';
import { postLine, postPath } from './blocks/diary.ts';
import { marked } from './blocks/marks.ts';
import { captionOf, picturePath } from './blocks/media.ts';
import { inItsLanguage } from './creator-text.ts';
import { counter, inLang, storeFooter, themeOf } from './frame.ts';
import type { BlockOf, Frame } from './frame.ts';
import type { ListBlock, ListOrder } from './list-queries.ts';
import { drawPicture, placeColours } from './picture-part.ts';
import { productCard } from './product-card.ts';
import type { PublicProduct } from './public-rows.ts';
import { storefrontSheet } from './store-sheet.ts';

type Inner = {
  readonly title: string;
  readonly path: string;
  readonly description?: string;
  readonly body: Html;
  readonly index?: boolean;
};

function draw(frame: Frame, inner: Inner): string {
  const { lang, storeName } = frame;
  const body = html`<p><a class="tap" href="${inLang(`/@${frame.handle}`, lang)}"><span aria-hidden="true">←&nbsp;</span><span${inItsLanguage(storeName, lang)}>${storeName}</span></a></p>${inner.body}${counter(frame)}`;
  const canonical = frame.storeOrigin + inner.path;
  const description = inner.description || `${inner.title} – ${storeName}`;
  return renderPage({
    lang,
    title: `${cutGraphemes(inner.title, 60)} – ${storeName}`,
    description,
    path: inner.path,
    ...(inner.index === false ? { index: false } : { canonical }),
    sheet: storefrontSheet + placeColours(body),
    theme: themeOf(frame),
    share: {
      title: `${cutGraphemes(inner.title, 60)} – ${storeName}`,
      description,
      siteName: storeName,
      type: 'article',
      url: canonical,
    },
    body,
    footer: storeFooter(frame),
  });
}

/** Orders that a reader may choose; they are links, so that nothing has to run. */
export const listOrders = ['own', 'newest', 'price'] as const satisfies readonly ListOrder[];
const orderWords = { own: words.orderOwn, newest: words.orderNewest, price: words.orderPrice } as const;

export function renderListPage(
  frame: Frame,
  block: ListBlock,
  found: { items: readonly PublicProduct[]; count: number; order: ListOrder; at: number },
): string {
  const { lang } = frame;
  const pages = Math.max(1, Math.ceil(found.count / pageLimits.listPage));
  const place = (order: ListOrder, at: number): string =>
    `/@${frame.handle}/list/${block.id}/${order === block.order ? at : `${order}-${at}`}`;
  const title = block.heading || say(words.allProducts, lang);
  const orders = html`<ul class="row">${listOrders.map((order) => {
    const name = say(orderWords[order], lang);
    return order === found.order
      ? html`<li><a class="tap" aria-current="true" href="${inLang(place(order, 1), lang)}">${name}</a></li>`
      : html`<li><a class="tap" href="${inLang(place(order, 1), lang)}">${name}</a></li>`;
  })}</ul>`;
  const body = html`<h1${inItsLanguage(title, lang)}>${title}</h1>${orders}${found.items.map((item) => productCard(frame, item, { look: 'card' }))}${pagination({ lang, page: found.at, pages, href: (at) => inLang(place(found.order, at), lang) })}`;
  return draw(frame, { title, path: place(found.order, found.at), body, index: found.order === block.order });
}

export function renderPicturePage(
  frame: Frame,
  block: BlockOf<'gallery'>,
  pictures: Readonly<Record<string, Picture>>,
  at: number,
): string | undefined {
  const { lang } = frame;
  const image = block.images[at - 1];
  const picture = image && pictures[image.imageId];
  if (!image || !picture) return undefined;
  const count = block.images.length;
  const number = say(words.pictureOf, lang, { at, count });
  const title = image.caption || (image.decoration === true ? number : image.alt) || number;
  const alt = image.decoration === true ? '' : image.alt;
  const to = (other: number, word: string, rel: 'prev' | 'next'): Html | false =>
    other >= 1 &&
    other <= count &&
    html`<a class="btn quiet" rel="${rel}" href="${picturePath(frame, block.id, other)}">${word}</a>`;
  const body = html`<h1${inItsLanguage(title, lang)}>${title}</h1>${drawPicture(picture, { look: 'wide', alt, name: title, eager: true }, frame)}${captionOf(frame, title === number ? '' : number)}<div class="pages">${to(at - 1, say(words.previous, lang), 'prev')}${to(at + 1, say(words.next, lang), 'next')}</div>`;
  return draw(frame, { title, path: `/@${frame.handle}/picture/${block.id}/${at}`, body });
}

export function renderPostPage(frame: Frame, post: PublicPost): string {
  const { lang } = frame;
  const when = html`<time datetime="${post.publishedAt.toISOString()}">${formatMoment(post.publishedAt, lang, 'date')}</time>`;
  const body = html`<article><h1${inItsLanguage(post.title, lang)}>${post.title}</h1><p class="muted">${when}</p>${marked(post.body, lang, 2)}</article><p><a class="tap" href="${postPath(frame, 'all')}">${say(words.allPosts, lang)}</a></p>`;
  return draw(frame, {
    title: post.title,
    path: `/@${frame.handle}/posts/${post.slug}`,
    description: postCard(post).teaser,
    body,
  });
}

export function renderPostsPage(frame: Frame, posts: readonly PublicPost[]): string {
  const { lang } = frame;
  const title = say(words.posts, lang);
  const list =
    posts.length === 0
      ? html`<p>${say(words.noPosts, lang)}</p>`
      : html`${posts.map((post) => postLine(frame, postCard(post), 2))}`;
  return draw(frame, { title, path: `/@${frame.handle}/posts/all`, body: html`<h1>${title}</h1>${list}` });
}
