// Blocks with days: dates of her own, and what she wrote.
import { formatMoment } from '@windsurf/calendar/moment';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { inItsLanguage } from '../creator-text.ts';
import { inLang } from '../frame.ts';
import type { BlockOf, PostCard, StorePage } from '../frame.ts';
import { said, tap, titled } from './parts.ts';

type Entry = BlockOf<'dates'>['entries'][number];
/** A date is past when it has ended, or has begun where no end is known. */
export const endOf = (entry: Pick<Entry, 'startsAt' | 'endsAt'>): string => entry.endsAt ?? entry.startsAt;

function one(page: StorePage, entry: Entry, past: boolean): Html {
  const when = html`<time datetime="${entry.startsAt}">${formatMoment(new Date(entry.startsAt), page.lang)}</time>`;
  const ticket = entry.productId === undefined ? undefined : page.products.get(entry.productId);
  const link =
    ticket !== undefined
      ? tap(
          inLang(`/@${page.handle}/${ticket.slug}`, page.lang),
          html`${say(words.ticket, page.lang)}<span class="vh">: ${entry.title}</span>`,
        )
      : entry.url !== undefined &&
        entry.url !== '' &&
        tap(entry.url, html`${say(words.more, page.lang)}<span class="vh">: ${entry.title}</span>`);
  return html`<li><p${inItsLanguage(entry.title, page.lang)}><b>${entry.title}</b></p><p class="muted">${when}</p>${said(entry.place, page, 'muted')}${!past && link}</li>`;
}

export function dates(page: StorePage, block: BlockOf<'dates'>): Html {
  const now = page.now.toISOString();
  const entries = block.entries
    .filter((entry) => entry.title !== '')
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0));
  // Moments may be written with more or fewer decimals, so they are compared as times.
  const isPast = (entry: Entry): boolean => Date.parse(endOf(entry)) <= Date.parse(now);
  const [coming, past] = [entries.filter((entry) => !isPast(entry)), entries.filter(isPast)];
  const list = (some: readonly Entry[], gone: boolean): Html | false =>
    some.length > 0 && html`<ul class="plain">${some.map((entry) => one(page, entry, gone))}</ul>`;
  return titled(
    page,
    block.heading,
    html`${list(coming, false)}${past.length > 0 && html`<details><summary>${say(words.pastDates, page.lang)}</summary>${list(past, true)}</details>`}`,
  );
}

export const postPath = (page: Pick<StorePage, 'handle' | 'lang'>, slug: string): string =>
  inLang(`/@${page.handle}/posts/${slug}`, page.lang);

/** One of her posts in a list. */
export const postLine = (page: Pick<StorePage, 'handle' | 'lang'>, post: PostCard, level: 2 | 3): Html => {
  const link = html`<a class="main" href="${postPath(page, post.slug)}">${post.title}</a>`;
  const lang = inItsLanguage(post.title, page.lang);
  const name = level === 3 ? html`<h3${lang}>${link}</h3>` : html`<h2${lang}>${link}</h2>`;
  const when = html`<time datetime="${post.at.toISOString()}">${formatMoment(post.at, page.lang, 'date')}</time>`;
  return html`<article class="card"><div>${name}<p class="muted">${when}</p>${said(post.teaser, page, 'muted')}</div></article>`;
};

export function posts(page: StorePage, block: BlockOf<'posts'>): Html {
  const shown = page.posts.slice(0, block.show);
  if (shown.length === 0) return html``;
  const level = (block.heading ?? '') === '' ? 2 : 3;
  const all = page.posts.length > shown.length && tap(postPath(page, 'all'), say(words.allPosts, page.lang));
  return titled(page, block.heading, html`${shown.map((post) => postLine(page, post, level))}${all}`);
}
