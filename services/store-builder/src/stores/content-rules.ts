// What may stand in a draft, and which part of it readers see.
import { wrongShape } from '@windsurf/contracts/problem';
import type { PageContent } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import { blockEntries, pageLimits } from '@windsurf/contracts/store-block-limits';
import { oneImportant, tooManyPictures, tooMuchText } from '@windsurf/contracts/store-problems';
import { countGraphemes } from '@windsurf/language/graphemes';
import { imageIdsOf } from '../images/picture.ts';
import { checkLength, checkName, cleanLine, cleanText, createFindings, limits } from '../texts/texts.ts';
import type { Findings } from '../texts/texts.ts';
import { acceptBlock } from './block-rules.ts';

export { isLinkAddress } from './addresses.ts';

/**
 * The content as it is kept: cleaned, with every rule checked. Throws 422 with a pointer and a sentence for each field.
 * Blocks may be unfinished; only what is filled in has to be right.
 */
export function acceptContent(content: PageContent): PageContent {
  const findings = createFindings();
  const displayName = cleanLine(content.displayName);
  const line = cleanLine(content.line);
  const bio = cleanText(content.bio);
  checkName(findings, displayName, '/content/displayName');
  checkLength(findings, line, limits.line, '/content/line');
  checkLength(findings, bio, limits.bio, '/content/bio');
  const blocks = content.blocks.map((block, at) => acceptBlock(findings, block, `/content/blocks/${at}`));
  if (new Set(blocks.map((block) => block.id)).size !== blocks.length) {
    throw wrongShape({}, { pointer: '/content/blocks' });
  }
  const important = blocks.flatMap((block, at) => (block.kind === 'link' && block.important === true ? [at] : []));
  const second = important[1];
  if (second !== undefined) findings.add(oneImportant, `/content/blocks/${second}/important`);
  const accepted = { ...content, displayName, line, bio, blocks };
  const translations = acceptTranslations(findings, content.translations);
  findings.refuse();
  return translations === undefined ? accepted : { ...accepted, translations };
}

/** Cleaned as the texts that they stand for; each is said once, and not longer than a text of a block may be. */
function acceptTranslations(findings: Findings, given: PageContent['translations']): PageContent['translations'] {
  if (given === undefined) return undefined;
  const words = new Map<string, string>();
  for (const [at, { from, to }] of given.entries()) {
    const said = from.includes('\n') ? cleanText(to) : cleanLine(to);
    checkLength(findings, said, limits.text, `/content/translations/${at}/to`);
    words.set(from, said);
  }
  return [...words].map(([from, to]) => ({ from, to }));
}

/**
 * What a whole page may hold, hidden blocks and samples left out. A draft may be more while it is written; publishing
 * throws 422 too-much-text or too-many-pictures.
 */
export function assertPageLimits(content: PageContent): void {
  const findings = createFindings();
  const blocks = publicBlocks(content.blocks);
  const text = wordsIn({ ...content, blocks });
  // No text has more graphemes than UTF-16 units, so that most are never counted.
  if (text.length > pageLimits.text) {
    const count = countGraphemes(text);
    if (count > pageLimits.text) findings.add(tooMuchText, '/content/blocks', { limit: pageLimits.text, count });
  }
  const pictures = imageIdsOf({ ...content, blocks, bin: [] }).length;
  if (pictures > pageLimits.pictures) {
    findings.add(tooManyPictures, '/content/blocks', { limit: pageLimits.pictures, count: pictures });
  }
  findings.refuse();
}

/** Properties whose values are no words of hers: names of things, addresses, times. */
const wordless = new Set([
  'id',
  'kind',
  'look',
  'url',
  'from',
  'until',
  'startsAt',
  'endsAt',
  'imageId',
  'posterImageId',
]);

/** All words that a page could show. */
function wordsIn(content: PageContent): string {
  const found: string[] = [content.displayName, content.line, content.bio];
  const gather = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) for (const entry of value) gather(entry);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, part] of Object.entries(value)) if (!wordless.has(name) && !/Ids?$/.test(name)) gather(part);
    }
  };
  for (const block of content.blocks) gather(block);
  return found.join('');
}

const isSomewhere = (gift: Extract<Block, { kind: 'freebie' }>['gift']): boolean =>
  gift.kind === 'product' || gift.url !== '';

/** Says whether everything is filled in that readers need; a block that is not finished is never public. */
export function isFinished(block: Block): boolean {
  switch (block.kind) {
    case 'text':
    case 'heading':
      return block.text !== '';
    case 'link':
    case 'video':
    case 'audio':
      return block.title !== '' && block.url !== '';
    case 'recommendation':
      return block.title !== '' && block.url !== '' && block.shop !== '';
    case 'telegram':
      return block.url !== '';
    case 'picture':
      return block.decoration === true || block.alt !== '';
    case 'gallery':
      return (
        block.images.length >= blockEntries.gallery.min &&
        block.images.every((image) => image.decoration === true || image.alt !== '')
      );
    case 'social':
      return block.links.some((link) => link.name !== '');
    case 'freebie':
      return block.heading !== '' && isSomewhere(block.gift);
    case 'product-list':
      return block.source !== 'tag' || (block.tag ?? '') !== '';
    case 'course':
      return block.parts.some((part) => part.title !== '');
    case 'membership':
      return block.productIds.length > 0;
    case 'dates':
      return block.entries.some((entry) => entry.title !== '');
    case 'questions':
      return block.entries.some((entry) => entry.question !== '' && entry.answer !== '');
    case 'voices':
      if (block.source === 'reviews') return (block.reviewIds ?? []).length > 0;
      return block.entries.some((entry) => entry.quote !== '' && entry.name !== '');
    case 'countdown':
      return block.text !== '';
    case 'contact':
      return block.ways.some((way) => way.to !== '');
    case 'place':
      return block.name !== '';
    case 'notice':
      return block.text !== '' && block.until !== undefined;
    case 'tip':
      return block.heading !== '';
    case 'product':
    case 'booking':
    case 'posts':
      return true;
  }
}

/** The blocks that are published: not hidden, no samples, finished. Their time is looked at when a page is drawn. */
export const publicBlocks = (blocks: readonly Block[]): Block[] =>
  blocks.filter((block) => block.visible && block.example !== true && isFinished(block));

/** The products that a block cannot be without: it goes when none of them is sold. */
export function productsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'product':
    case 'tip':
    case 'booking':
    case 'course':
    case 'countdown':
      return [block.productId];
    case 'membership':
      return block.productIds;
    case 'freebie':
      return block.gift.kind === 'product' ? [block.gift.productId] : [];
    default:
      return [];
  }
}

/** Every product that a page names. */
export const productIdsOf = (content: Pick<PageContent, 'blocks'>): string[] => [
  ...new Set(
    content.blocks.flatMap((block) => {
      if (!block.visible) return [];
      if (block.kind === 'dates') return block.entries.flatMap((entry) => entry.productId ?? []);
      return productsOf(block);
    }),
  ),
];
