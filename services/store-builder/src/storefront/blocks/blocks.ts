// Which blocks a page shows now, and how each of them is drawn.
import type { Block } from '@windsurf/contracts/store-blocks';
import { attributes, html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { productsOf, publicBlocks } from '../../stores/content-rules.ts';
import { kindOfLink } from '../../stores/pasted-links.ts';
import { inItsLanguage } from '../creator-text.ts';
import type { BlockOf, StorePage } from '../frame.ts';
import { linkIcons } from '../link-icons.ts';
import { drawPicture } from '../picture-part.ts';
import { dates, endOf, posts } from './diary.ts';
import { freebie, tip } from './forms.ts';
import { marked } from './marks.ts';
import { audio, gallery, picture, video } from './media.ts';
import type { Place } from './parts.ts';
import { contact, notice, place as placeBlock, questions, social, telegram, voices } from './people.ts';
import { booking, countdown, course, membership, product, productList, recommendation } from './selling.ts';

/** The moments in ms at which a block appears and vanishes. */
function hours(block: Block): { from: number; until: number } {
  const ends = [block.until, block.kind === 'countdown' ? block.endsAt : undefined].flatMap((end) => end ?? []);
  return {
    from: block.from === undefined ? -Infinity : Date.parse(block.from),
    until: Math.min(...ends.map(Date.parse)),
  };
}

const isNow = (block: Block, now: number): boolean => {
  const { from, until } = hours(block);
  return from <= now && now < until;
};

/** The blocks that readers see now: finished, in their time, with at least one of their products still sold. */
export const blocksOf = (page: Pick<StorePage, 'content' | 'products' | 'now'>): Block[] =>
  publicBlocks(page.content.blocks).filter((block) => {
    const needed = productsOf(block);
    return isNow(block, page.now.getTime()) && (needed.length === 0 || needed.some((id) => page.products.has(id)));
  });

/** The next moment in ms at which a page with these blocks looks different by itself; undefined for never. */
export function nextChange(blocks: readonly Block[], now: Date): number | undefined {
  const at = now.getTime();
  const moments = publicBlocks(blocks).flatMap((block) => {
    const { from, until } = hours(block);
    const ends = block.kind === 'dates' ? block.entries.map((entry) => Date.parse(endOf(entry))) : [];
    return [from, until, ...ends];
  });
  const coming = moments.filter((moment) => moment > at && Number.isFinite(moment));
  return coming.length === 0 ? undefined : Math.min(...coming);
}

function link(page: StorePage, block: BlockOf<'link'>): Html {
  const { lang } = page;
  const note = block.note ?? '';
  const small = note !== '' && html`<small${inItsLanguage(note, lang)}>${note}</small>`;
  const found = block.imageId === undefined ? undefined : page.pictures[block.imageId];
  const mark =
    found === undefined
      ? linkIcons[kindOfLink(block.url)]
      : drawPicture(found, { look: 'small', alt: '', name: block.title }, page);
  const look = block.important === true ? 'link important' : 'link';
  return html`<a class="${look}" href="${block.url}" rel="noopener"${inItsLanguage(block.title, lang)}>${mark}<span>${block.title}${small}</span></a>`;
}

function heading(page: StorePage, block: BlockOf<'heading'>, place: Place): Html {
  const own = attributes({ id: `h-${block.id}` });
  const lang = inItsLanguage(block.text, page.lang);
  // A third level without a second above would skip one.
  return block.level === 3 && place.below
    ? html`<h3${own}${lang}>${block.text}</h3>`
    : html`<h2${own}${lang}>${block.text}</h2>`;
}

/** One block as markup that needs no script. Empty for a block whose thing is gone. */
export function drawBlock(page: StorePage, block: Block, place: Place): Html {
  switch (block.kind) {
    case 'link':
      return link(page, block);
    case 'text':
      return html`<section>${marked(block.text, page.lang, place.below ? 3 : 2)}</section>`;
    case 'heading':
      return heading(page, block, place);
    case 'product':
      return product(page, block, place);
    case 'product-list':
      return productList(page, block);
    case 'picture':
      return picture(page, block, place);
    case 'gallery':
      return gallery(page, block);
    case 'video':
      return video(page, block, place);
    case 'audio':
      return audio(page, block);
    case 'social':
      return social(block);
    case 'telegram':
      return telegram(page, block);
    case 'freebie':
      return freebie(page, block);
    case 'tip':
      return tip(page, block);
    case 'booking':
      return booking(page, block);
    case 'course':
      return course(page, block);
    case 'membership':
      return membership(page, block);
    case 'dates':
      return dates(page, block);
    case 'questions':
      return questions(page, block);
    case 'voices':
      return voices(page, block);
    case 'countdown':
      return countdown(page, block);
    case 'recommendation':
      return recommendation(page, block, place);
    case 'contact':
      return contact(page, block);
    case 'place':
      return placeBlock(page, block);
    case 'notice':
      return notice(page, block);
    case 'posts':
      return posts(page, block);
  }
}

const pictured = new Set<Block['kind']>(['product', 'picture', 'video']);

/** All blocks of a page in the creator's order; notices apart, because they stand before all others. */
export function drawBlocks(page: StorePage): {
  readonly notices: Html[];
  readonly blocks: Html[];
  readonly empty: boolean;
} {
  const shown = blocksOf(page);
  const notices = shown.filter((block) => block.kind === 'notice').map((block) => notice(page, block));
  const others = shown.filter((block) => block.kind !== 'notice');
  const first = others.findIndex((block) => pictured.has(block.kind));
  let below = false;
  const blocks = others.map((block, at) => {
    const drawn = drawBlock(page, block, { eager: at === first && at < 3, below });
    below ||= String(drawn).includes('<h2');
    return drawn;
  });
  return { notices, blocks, empty: shown.length === 0 };
}
