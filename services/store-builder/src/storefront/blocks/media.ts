// Pictures, and what is seen or heard elsewhere. Nothing of anybody else is loaded before it is opened.
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { inItsLanguage } from '../creator-text.ts';
import { inLang } from '../frame.ts';
import type { BlockOf, StorePage } from '../frame.ts';
import { drawPicture } from '../picture-part.ts';
import { said } from './parts.ts';
import type { Place } from './parts.ts';

type Shown = { readonly alt: string; readonly decoration?: boolean };
const altOf = (image: Shown): string => (image.decoration === true ? '' : image.alt);

export function picture(page: StorePage, block: BlockOf<'picture'>, place: Place): Html {
  const found = page.pictures[block.imageId];
  if (found === undefined) return html``;
  const drawn = drawPicture(found, { look: 'wide', alt: altOf(block), name: '', eager: place.eager }, page);
  // A link whose only content is a decoration would have no name.
  const label = altOf(block) || block.caption || hostOf(block.url ?? '');
  const inside =
    block.url === undefined || block.url === ''
      ? drawn
      : html`<a href="${block.url}" rel="noopener" aria-label="${label}">${drawn}</a>`;
  const caption = block.caption ?? '';
  return html`<figure>${inside}${caption !== '' && html`<figcaption class="muted"${inItsLanguage(caption, page.lang)}>${caption}</figcaption>`}</figure>`;
}

/** Where a picture of a gallery is looked at by itself: `at` counts from 1. */
export const picturePath = (page: Pick<StorePage, 'handle' | 'lang'>, blockId: string, at: number): string =>
  inLang(`/@${page.handle}/picture/${blockId}/${at}`, page.lang);

/** Squares that lead to pages, so that nothing opens over the page. */
export function gallery(page: StorePage, block: BlockOf<'gallery'>): Html {
  const count = block.images.length;
  const one = (image: (typeof block.images)[number], at: number): Html => {
    const found = page.pictures[image.imageId];
    if (found === undefined) return html``;
    const number = say(words.pictureOf, page.lang, { at: at + 1, count });
    const alt = altOf(image);
    const name = alt === '' ? number : `${alt} (${number})`;
    return html`<li><a href="${picturePath(page, block.id, at + 1)}" aria-label="${name}">${drawPicture(found, { look: 'card', alt: '', name }, page)}</a></li>`;
  };
  return html`<ul class="${block.columns === 3 ? 'shots three' : 'shots'}">${block.images.map(one)}</ul>`;
}

const hostOf = (url: string): string => (URL.parse(url)?.hostname ?? '').replace(/^www\./, '');
const sites: Readonly<Record<string, string>> = {
  'youtube.com': 'YouTube',
  'm.youtube.com': 'YouTube',
  'youtu.be': 'YouTube',
  'tiktok.com': 'TikTok',
  'vm.tiktok.com': 'TikTok',
  'vt.tiktok.com': 'TikTok',
  'vimeo.com': 'Vimeo',
  'player.vimeo.com': 'Vimeo',
  't.me': 'Telegram',
  'telegram.me': 'Telegram',
  'soundcloud.com': 'SoundCloud',
};
const siteOf = (url: string): string => sites[hostOf(url)] ?? hostOf(url);
/** A minute of video at the size of a phone takes about so many MB. */
const megabytesPerMinute = 4;

/** `3:07`, `1:02:09`. */
export function lengthText(seconds: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export function video(page: StorePage, block: BlockOf<'video'>, place: Place): Html {
  const poster = block.posterImageId === undefined ? undefined : page.pictures[block.posterImageId];
  const length = block.seconds === undefined ? '' : ` · ${lengthText(block.seconds)}`;
  const note = say(words.opensVideo, page.lang, { site: siteOf(block.url), size: megabytesPerMinute }) + length;
  const title = html`<span${inItsLanguage(block.title, page.lang)}>${block.title}<small lang="${page.lang}">${note}</small></span>`;
  return html`<a class="link tall" href="${block.url}" rel="noopener">${poster && drawPicture(poster, { look: 'wide', alt: '', name: '', eager: place.eager }, page)}<span class="play"><b aria-hidden="true">▶</b>${title}</span></a>`;
}

export function audio(page: StorePage, block: BlockOf<'audio'>): Html {
  const length = block.seconds === undefined ? '' : ` · ${lengthText(block.seconds)}`;
  const note = say(words.opensAudio, page.lang, { site: siteOf(block.url) }) + length;
  const artist = block.artist ?? '';
  return html`<a class="link" href="${block.url}" rel="noopener"><b aria-hidden="true">♪</b><span${inItsLanguage(block.title, page.lang)}>${block.title}${artist !== '' && html`<small${inItsLanguage(artist, page.lang)}>${artist}</small>`}<small lang="${page.lang}">${note}</small></span></a>`;
}

/** Her words under a picture that is looked at by itself. */
export const captionOf = (page: Pick<StorePage, 'lang'>, caption: string | undefined): Html | false =>
  said(caption, page, 'muted');
