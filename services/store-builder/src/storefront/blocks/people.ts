// Blocks about people and places: where to find her, what others say, how to reach her.
import { banner } from '@windsurf/html/parts';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { inItsLanguage } from '../creator-text.ts';
import type { BlockOf, StorePage } from '../frame.ts';
import { reviewCard } from '../../reviews/review-card.ts';
import { reviewView } from '../../reviews/reviews.ts';
import { linkIcons } from '../link-icons.ts';
import { drawPicture } from '../picture-part.ts';
import { said, tap, titled } from './parts.ts';

const networks = {
  telegram: ['Telegram', (name: string) => `https://t.me/${name}`],
  tiktok: ['TikTok', (name: string) => `https://www.tiktok.com/@${name}`],
  youtube: ['YouTube', (name: string) => `https://www.youtube.com/@${name}`],
  instagram: ['Instagram', (name: string) => `https://www.instagram.com/${name}`],
  facebook: ['Facebook', (name: string) => `https://www.facebook.com/${name}`],
  x: ['X', (name: string) => `https://x.com/${name}`],
  linkedin: ['LinkedIn', (name: string) => `https://www.linkedin.com/in/${name}`],
  soundcloud: ['SoundCloud', (name: string) => `https://soundcloud.com/${name}`],
  github: ['GitHub', (name: string) => `https://github.com/${name}`],
  whatsapp: ['WhatsApp', (name: string) => `https://wa.me/${name.replace(/[^0-9]/g, '')}`],
} as const;

/** Where a name of a network leads. */
export const profileUrl = (network: keyof typeof networks, name: string): string =>
  networks[network][1](encodeURIComponent(name));

export function social(block: BlockOf<'social'>): Html {
  const links = block.links.filter((link) => link.name !== '');
  return html`<ul class="row">${links.map((link) => {
    const label = html`${networks[link.network][0]} <span class="muted">@${link.name}</span>`;
    return html`<li><a class="tap" href="${profileUrl(link.network, link.name)}" rel="noopener me">${label}</a></li>`;
  })}</ul>`;
}

export function telegram(page: StorePage, block: BlockOf<'telegram'>): Html {
  const title = block.title || say(words.joinTelegram, page.lang);
  const text = block.text ?? '';
  const small = text !== '' && html`<small${inItsLanguage(text, page.lang)}>${text}</small>`;
  return html`<a class="link" href="${block.url}" rel="noopener"${inItsLanguage(title, page.lang)}>${linkIcons.telegram}<span>${title}${small}</span></a>`;
}

export function questions(page: StorePage, block: BlockOf<'questions'>): Html {
  const entries = block.entries.filter((entry) => entry.question !== '' && entry.answer !== '');
  const one = (entry: (typeof entries)[number]): Html =>
    html`<details><summary${inItsLanguage(entry.question, page.lang)}>${entry.question}</summary>${entry.answer.split(/\n+/).map((line) => said(line, page))}</details>`;
  return titled(page, block.heading, entries.map(one));
}

/** As buyers wrote it, stars and all; what was taken back or not paid in the end is not there. */
function reviewed(page: StorePage, block: BlockOf<'voices'>): Html {
  const rows = (block.reviewIds ?? []).flatMap((id) => page.reviews.get(id) ?? []);
  if (rows.length === 0) return html``;
  const cards = rows.map((row) => reviewCard(reviewView(row), page.storeName, page.lang));
  return titled(page, block.heading, cards);
}

export function voices(page: StorePage, block: BlockOf<'voices'>): Html {
  if (block.source === 'reviews') return reviewed(page, block);
  const entries = block.entries.filter((entry) => entry.quote !== '' && entry.name !== '');
  const one = (entry: (typeof entries)[number]): Html => {
    const who = [entry.name, entry.place ?? ''].filter((part) => part !== '').join(page.lang === 'am' ? '፣ ' : ', ');
    const photo = entry.imageId === undefined ? undefined : page.pictures[entry.imageId];
    const face =
      photo !== undefined && drawPicture(photo, { look: 'small', alt: '', name: entry.name, round: true }, page);
    return html`<blockquote><p${inItsLanguage(entry.quote, page.lang)}>${entry.quote}</p><p class="muted"${inItsLanguage(who, page.lang)}>${face} ${who}</p></blockquote>`;
  };
  return titled(page, block.heading, entries.map(one));
}

const ways = {
  call: [words.call, (to: string) => `tel:${to.replace(/[^0-9+]/g, '')}`],
  sms: [words.sms, (to: string) => `sms:${to.replace(/[^0-9+]/g, '')}`],
  telegram: [words.telegram, (to: string) => `https://t.me/${to.replace(/^@/, '')}`],
  email: [words.mail, (to: string) => `mailto:${to}`],
} as const;

/** Every way is written out too: a number can be copied, dialled elsewhere, told. */
export function contact(page: StorePage, block: BlockOf<'contact'>): Html {
  const entries = block.ways.filter((way) => way.to !== '');
  const one = ({ way, to }: (typeof entries)[number]): Html => {
    const [label, href] = ways[way];
    return html`<a class="btn quiet wide" href="${href(to)}" rel="noopener">${say(label, page.lang, { to })}</a>`;
  };
  return titled(
    page,
    block.heading,
    html`<div class="acts">${entries.map(one)}</div>${said(block.hours, page, 'muted')}`,
  );
}

export function place(page: StorePage, block: BlockOf<'place'>): Html {
  const { latitude, longitude } = block;
  const map =
    latitude !== undefined &&
    longitude !== undefined &&
    tap(`geo:${latitude},${longitude}?q=${latitude},${longitude}`, say(words.openMap, page.lang));
  return titled(page, block.name, html`${said(block.directions, page)}${map}`);
}

export function notice(page: StorePage, block: BlockOf<'notice'>): Html {
  const kind = block.tone === 'warning' ? 'warn' : 'info';
  const body = html`<p${inItsLanguage(block.text, page.lang)}>${block.text}</p>`;
  return html`<div role="note" aria-label="${say(block.tone === 'warning' ? words.warning : words.notice, page.lang)}">${banner({ lang: page.lang, kind, body })}</div>`;
}
