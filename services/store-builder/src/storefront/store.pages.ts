// The store's page, in the order of experience.md 4.2.
import { attributes, html, jsonLd } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import { storeWords as words } from '@windsurf/language/words-store';
import { cardImage, storeCard } from '../cards/card.ts';
import { sizePath } from '../images/picture.ts';
import { kindOfLink } from '../stores/pasted-links.ts';
import { blocksOf, drawBlocks } from './blocks/blocks.ts';
import { profileUrl } from './blocks/people.ts';
import { initialOf, inItsLanguage, prose } from './creator-text.ts';
import { counter, lookOf, storeFooter, publicAddress, themeOf } from './frame.ts';
import type { StorePage } from './frame.ts';
import { placeColours } from './picture-part.ts';
import { storefrontSheet } from './store-sheet.ts';

/** The head of the page: who she is. */
export function hero(page: StorePage): Html {
  const { lang, content } = page;
  const look = lookOf(page);
  const photo = content.photoImageId === undefined ? undefined : page.pictures[content.photoImageId];
  const round = look.photo === 'round';
  const tile =
    photo === undefined
      ? html`<div class="${round ? 'tile round' : 'tile pic'}" aria-hidden="true">${initialOf(content.displayName)}</div>`
      : html`<img class="${round ? 'pic big round' : 'pic big'}"${attributes({ src: sizePath(photo.id, 192, 'jpg'), width: 96, height: 96, alt: '', fetchpriority: 'high' })}>`;
  const cover = content.coverImageId === undefined ? undefined : page.pictures[content.coverImageId];
  const band =
    cover === undefined
      ? html`<div class="band"></div>`
      : html`<img class="band"${attributes({ src: sizePath(cover.id, cover.widths.at(-1) ?? 720, 'jpg'), width: cover.width, height: cover.height, alt: '', decoding: 'async' })}>`;
  return html`${look.photo === 'cover' && band}<header class="${look.align === 'start' ? 'hero start' : 'hero'}">${tile}<h1${inItsLanguage(content.displayName, lang)}>${content.displayName}</h1>${
    content.line !== '' && html`<p class="lead"${inItsLanguage(content.line, lang)}>${content.line}</p>`
  }${content.bio !== '' && html`<div class="muted">${prose(content.bio, lang)}</div>`}</header>`;
}

/** Draws the whole document. `preview` is for the editor: nobody is counted, and an empty page says what to do. */
export function renderStorePage(page: StorePage, options: { readonly preview?: boolean } = {}): string {
  const { lang, content } = page;
  const path = `/@${page.handle}`;
  const canonical = publicAddress(page);
  const { notices, blocks, empty } = drawBlocks(page);
  const description = page.shareText || say(words.shareStore, lang, { name: content.displayName });
  const body = html`${hero(page)}${notices}${counter(page)}${
    options.preview === true && empty && html`<p class="muted">${say(words.previewEmpty, lang)}</p>`
  }${blocks}${options.preview !== true && storeData(page, canonical)}`;
  return renderPage({
    lang,
    title: content.displayName,
    description,
    path: options.preview === true ? '/v1/stores/mine/preview' : path,
    sheet: storefrontSheet + placeColours(body),
    theme: themeOf(page),
    ...(options.preview === true ? { index: false } : { canonical }),
    share: {
      title: content.displayName,
      description,
      siteName: content.displayName,
      type: 'profile',
      url: canonical,
      image: cardImage(
        page.storeOrigin,
        storeCard({ ...page, displayName: content.displayName }, page.products.values(), lang),
      ),
    },
    body,
    footer: storeFooter(page),
  });
}

const profiles = new Set(['telegram', 'tiktok', 'youtube', 'instagram', 'facebook', 'soundcloud']);

/** What machines read: the person, and the addresses that the page shows as hers (SF-9). */
function storeData(page: StorePage, url: string): Html {
  const { content } = page;
  const sameAs = blocksOf(page).flatMap((block) => {
    if (block.kind === 'link') return profiles.has(kindOfLink(block.url)) ? [block.url] : [];
    if (block.kind === 'telegram') return [block.url];
    if (block.kind !== 'social') return [];
    return block.links.flatMap(({ network, name }) => (name === '' ? [] : [profileUrl(network, name)]));
  });
  const person = {
    '@type': 'Person',
    name: content.displayName,
    ...(content.bio === '' ? {} : { description: content.bio }),
    ...(sameAs.length === 0 ? {} : { sameAs }),
  };
  return jsonLd({ '@context': 'https://schema.org', '@type': 'ProfilePage', url, mainEntity: person });
}
