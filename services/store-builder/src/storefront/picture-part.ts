// A creator's picture on a page: sizes for the phone to choose from, its place kept, nothing loaded before it is near.
import { attributes, html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { pictureWords as words } from '@windsurf/language/words-store-pictures';
import { shownBytes, sizePath } from '../images/picture.ts';
import type { Format, Picture } from '../images/picture.ts';
import { initialOf, langOf } from './creator-text.ts';

/** The switch of readers who count their megabytes: no picture before it is asked for. */
export type Saving = { readonly lang: Language; readonly saveData?: boolean | undefined };

export type PictureLook = {
  /** `wide`: the width of the column, in the picture's own shape. `card`: a square of 96 px. `small`: one of 64 px. */
  readonly look: 'wide' | 'card' | 'small';
  /** What can be seen; empty for decoration. */
  readonly alt: string;
  /** Whose first letter stands on the tile where a picture is missing. */
  readonly name: string;
  readonly round?: boolean | undefined;
  /** The first picture of a page; others wait until they are near. */
  readonly eager?: boolean | undefined;
};

/** `12 KB`, with a no-break space. */
export const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1000))}\u00a0KB`;

const sources = (picture: Picture, widths: readonly number[], format: Format): string =>
  widths.map((width) => `${sizePath(picture.id, width, format)} ${width}w`).join(',');

/** One tile with the first letter: where there is no picture, where it is not ready, where it is not wanted. */
const tile = ({ look, round, name }: PictureLook): Html =>
  html`<span class="${['pic tile', look === 'card' && 'big', round === true && 'round']}" aria-hidden="true">${initialOf(name)}</span>`;

function drawn(picture: Picture, props: PictureLook, page: Language): Html {
  const { look, alt, eager = false, round = false } = props;
  const side = look === 'card' ? 96 : 64;
  const wide = look === 'wide';
  const sizes = wide ? '(min-width:40rem) 36rem,100vw' : `${side}px`;
  const widths = wide ? picture.widths : [96, 192];
  const fallback = wide ? (picture.widths.at(-1) ?? 96) : 192;
  const shape = wide ? { width: picture.width, height: picture.height } : { width: side, height: side };
  const manners = eager ? { fetchpriority: 'high' } : { loading: 'lazy', decoding: 'async' };
  const own = {
    src: sizePath(picture.id, fallback, 'jpg'),
    srcset: sources(picture, widths, 'jpg'),
    sizes,
    alt,
    lang: langOf(alt, page),
    ...shape,
    ...manners,
  };
  const kind = [wide ? 'cover' : 'pic', look === 'card' && 'big', round && 'round', `t-${picture.colour.slice(1)}`];
  return html`<picture><source type="image/avif" srcset="${sources(picture, widths, 'avif')}" sizes="${sizes}"><img class="${kind}"${attributes(own)}></picture>`;
}

/**
 * Draws a picture; undefined draws a tile with the first letter, except where it would be as wide as the column. With
 * `saveData` a wide one is a button that says what it costs, without any script, and a small one is its tile.
 */
export function drawPicture(picture: Picture | undefined, props: PictureLook, saving: Saving): Html {
  if (picture === undefined) return props.look === 'wide' ? html`` : tile(props);
  if (saving.saveData !== true) return drawn(picture, props, saving.lang);
  if (props.look !== 'wide') return tile(props);
  // A closed `details` draws nothing, and a lazy picture that is not drawn is not fetched.
  const size = kilobytes(shownBytes(picture) ?? 0);
  return html`<details class="ask"><summary>${say(words.show, saving.lang, { size })}</summary>${drawn(picture, { ...props, eager: false }, saving.lang)}</details>`;
}

/** A picture's place has its colour before it arrives: one rule for each colour of a finished body. */
export function placeColours(body: Html): string {
  const found = new Set([...String(body).matchAll(/ t-([0-9a-f]{3})"/g)].map((match) => match[1] ?? ''));
  return [...found].map((colour) => `.t-${colour}{background:#${colour}}`).join('');
}
