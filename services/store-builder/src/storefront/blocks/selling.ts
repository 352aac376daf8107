// Blocks that sell: products, lists of them, memberships, courses, times, tips, offers that end, other shops' things.
import { linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { formatMoment } from '@windsurf/calendar/moment';
import { say } from '@windsurf/language/phrases';
import type { Phrase } from '@windsurf/language/phrases';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { isCartable } from '../cart.ts';
import { inItsLanguage } from '../creator-text.ts';
import { inLang } from '../frame.ts';
import type { BlockOf, StorePage } from '../frame.ts';
import { chosenMark, priceOf, productCard } from '../product-card.ts';
import type { PublicProduct } from '../public-rows.ts';
import { drawPicture } from '../picture-part.ts';
import { said, tap, titled } from './parts.ts';
import type { Place } from './parts.ts';

const pageOf = (page: StorePage, product: PublicProduct): string =>
  inLang(`/@${page.handle}/${product.slug}`, page.lang);
const checkoutOf = (page: StorePage, product: PublicProduct, more = ''): string =>
  `${page.appOrigin}/checkout/${product.id}?lang=${page.lang}${more}`;

export function product(page: StorePage, block: BlockOf<'product'>, place: Place): Html {
  const found = page.products.get(block.productId);
  if (found === undefined) return html``;
  const { look, title, text, button } = block;
  const cart = [...page.products.values()].filter(isCartable).length > 1;
  return productCard(page, found, { look, title, text, button, eager: place.eager, cart });
}

/** Where a list goes on: pages of all its products. */
export const listPath = (page: Pick<StorePage, 'handle' | 'lang'>, blockId: string, number = 1): string =>
  inLang(`/@${page.handle}/list/${blockId}/${number}`, page.lang);

export function productList(page: StorePage, block: BlockOf<'product-list'>): Html {
  const list = page.lists.get(block.id);
  if (list === undefined || (list.items.length === 0 && !list.more)) return html``;
  const level = block.heading === '' ? 2 : 3;
  const look = block.columns === 2 ? 'large' : 'card';
  const cards = list.items.map((item) =>
    look === 'card'
      ? productCard(page, item, { look, level })
      : html`<article class="card tall"><div>${cardWords(page, item, level)}</div></article>`,
  );
  const all =
    list.more &&
    linkButton({ label: say(words.showAll, page.lang), href: listPath(page, block.id), look: 'quiet', wide: true });
  return titled(page, block.heading, html`${look === 'card' ? cards : html`<div class="grid">${cards}</div>`}${all}`);
}

const cardWords = (page: StorePage, item: PublicProduct, level: 2 | 3): Html => {
  const link = html`<a class="main" href="${pageOf(page, item)}">${item.title}</a>`;
  const name =
    level === 3
      ? html`<h3${inItsLanguage(item.title, page.lang)}>${link}</h3>`
      : html`<h2${inItsLanguage(item.title, page.lang)}>${link}</h2>`;
  return html`${name}<p class="price">${priceOf(item, page.lang)}</p>${chosenMark(page, item.id)}`;
};

export function membership(page: StorePage, block: BlockOf<'membership'>): Html {
  const level = (block.heading ?? '') === '' ? 2 : 3;
  const one = (id: string): Html => {
    const plan = page.products.get(id);
    if (plan === undefined) return html``;
    const benefits = plan.details.type === 'membership' ? plan.details.benefits : [];
    const list =
      benefits.length > 0 &&
      html`<ul>${benefits.map((line) => html`<li${inItsLanguage(line, page.lang)}>${line}</li>`)}</ul>`;
    const due = say(words.dueToday, page.lang, { price: '\u0000' }).split('\u0000');
    const today = html`${due[0]}${priceOf({ ...plan, details: { type: 'digital-download' } }, page.lang)}${due[1]}`;
    return html`<article class="card tall"><div>${cardWords(page, plan, level)}${list}<p class="muted">${today}</p><a class="btn wide" href="${checkoutOf(page, plan)}" rel="nofollow">${say(words.give, page.lang)}<span class="vh"> ${plan.title}</span></a></div></article>`;
  };
  return titled(page, block.heading, block.productIds.map(one));
}

export function course(page: StorePage, block: BlockOf<'course'>): Html {
  const found = page.products.get(block.productId);
  if (found === undefined) return html``;
  let number = 0;
  const lesson = (entry: BlockOf<'course'>['parts'][number]['lessons'][number]): Html => {
    number += 1;
    const length =
      block.showLength &&
      entry.minutes !== undefined &&
      html` <span class="muted">${say(words.minutes, page.lang, { minutes: entry.minutes })}</span>`;
    const open = number <= block.openFirst && entry.url !== undefined && entry.url !== '';
    const title = html`<span${inItsLanguage(entry.title, page.lang)}>${entry.title}</span>`;
    return html`<li>${open ? html`${tap(entry.url ?? '', title)} <span class="muted">${say(words.openLesson, page.lang)}</span>` : title}${length}</li>`;
  };
  const part = (entry: BlockOf<'course'>['parts'][number]): Html =>
    html`<details><summary${inItsLanguage(entry.title, page.lang)}>${entry.title}</summary><ol>${entry.lessons.filter(({ title }) => title !== '').map(lesson)}</ol></details>`;
  const parts = block.parts.filter(({ title }) => title !== '');
  return titled(
    page,
    block.heading || found.title,
    html`${parts.map(part)}<p><a class="btn wide" href="${pageOf(page, found)}">${priceOf(found, page.lang)} · ${found.title}</a></p>`,
  );
}

/** Each time is a link that asks for it; whether it is still free is decided when it is held. */
export function booking(page: StorePage, block: BlockOf<'booking'>): Html {
  const found = page.products.get(block.productId);
  if (found === undefined) return html``;
  const times = page.times.get(block.productId);
  const heading = block.heading || found.title;
  const all = linkButton({
    label: say(times === undefined ? words.bookTime : words.allTimes, page.lang),
    href: checkoutOf(page, found),
    wide: true,
    look: times === undefined ? 'main' : 'quiet',
    rel: 'nofollow',
  });
  if (times === undefined) return titled(page, heading, html`<p class="price">${priceOf(found, page.lang)}</p>${all}`);
  const one = ({ startsAt }: { startsAt: string }): Html =>
    html`<li><a class="link" href="${checkoutOf(page, found, `&slot=${encodeURIComponent(startsAt)}`)}" rel="nofollow"><time datetime="${startsAt}">${formatMoment(new Date(startsAt), page.lang)}</time></a></li>`;
  const list =
    times.length === 0
      ? html`<p>${say(words.noTimes, page.lang)}</p>`
      : html`<h3>${say(words.nextTimes, page.lang)}</h3><ul class="plain">${times.slice(0, block.show).map(one)}</ul>`;
  return titled(page, heading, html`<p class="price">${priceOf(found, page.lang)}</p>${list}${all}`);
}

/** A minute of grace between two clocks that were set by hand. */
const near = 60_000;

/** Nothing is claimed that is not so: payments has to say that the price rises at that very time. */
export function isRealOffer(page: Pick<StorePage, 'prices'>, block: BlockOf<'countdown'>): boolean {
  const price = page.prices.get(block.productId);
  if (!price?.nextChange || price.nextChange.priceSantim <= price.listSantim) return false;
  return Math.abs(Date.parse(price.nextChange.at) - Date.parse(block.endsAt)) < near;
}

/** The sentence and the real end in both clocks; the block goes when the price does. */
export function countdown(page: StorePage, block: BlockOf<'countdown'>): Html {
  const found = page.products.get(block.productId);
  const price = page.prices.get(block.productId);
  if (found === undefined || !price?.nextChange || !isRealOffer(page, block)) return html``;
  const { lang } = page;
  const sentence = (phrase: Phrase, hole: string, value: Html): Html => {
    const [before, after] = say(phrase, lang, { [hole]: '\u0000' }).split('\u0000');
    return html`${before}${value}${after}`;
  };
  const cost = (priceSantim: number): Html => priceOf({ ...found, priceSantim }, lang);
  const moment = html`<time datetime="${block.endsAt}">${formatMoment(new Date(block.endsAt), lang)}</time>`;
  const then = sentence(words.afterwards, 'price', cost(price.nextChange.priceSantim));
  return html`<div class="card"><div><p${inItsLanguage(block.text, lang)}><b>${block.text}</b></p><p>${sentence(words.offerEnds, 'moment', moment)}</p><p class="price">${cost(price.listSantim)} <small class="muted">${then}</small></p><a class="btn wide" href="${pageOf(page, found)}">${say(words.seeOffer, lang)}<span class="vh"> ${found.title}</span></a></div></div>`;
}

/** Says that she earns; the address is counted on its way. */
export function recommendation(page: StorePage, block: BlockOf<'recommendation'>, place: Place): Html {
  const counted = page.outbound.get(block.id);
  const href = counted === undefined ? block.url : `/go/${counted}`;
  const picture = block.imageId === undefined ? undefined : page.pictures[block.imageId];
  const earns = say(words.earns, page.lang, { shop: block.shop });
  const name = html`<a class="main" href="${href}" rel="noopener nofollow sponsored">${block.title}</a>`;
  const heading = place.below
    ? html`<h3${inItsLanguage(block.title, page.lang)}>${name}</h3>`
    : html`<h2${inItsLanguage(block.title, page.lang)}>${name}</h2>`;
  return html`<article class="card">${drawPicture(picture, { look: 'card', alt: '', name: block.title }, page)}<div>${heading}${said(earns, page, 'muted')}</div></article>`;
}
