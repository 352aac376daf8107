// What a block is called in lists, sentences and for people who do not see it.
import type { Block } from '@windsurf/contracts/store-blocks';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { kindWords } from '@windsurf/language/words-dashboard-blocks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { when } from '../parts/figures.ts';
import { lang, tr } from '../words.ts';
import { firstWords, textsOf, valuesOf } from './block-state.ts';
import { optionOf } from './field-words.ts';

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export type NameOf = (productId: string) => string | undefined;

export const kindName = (block: Block): string => tr(kindWords[block.kind].name);

export function blockName(block: Block, nameOf: NameOf = () => undefined): string {
  const { productId, url } = valuesOf(block);
  const product = typeof productId === 'string' ? nameOf(productId) : undefined;
  const text = firstWords(block) || product || (typeof url === 'string' ? url : '');
  if (
    text === '' &&
    ['product-list', 'posts', 'social', 'gallery', 'contact', 'booking', 'membership'].includes(block.kind)
  )
    return kindName(block);
  const short = cutGraphemes(text.replace(/\s+/g, ' ') || tr(words.nameless), 40);
  return `${kindName(block)}${lang.value === 'am' ? '፦' : ':'} ${short}`;
}

/** All that a block says, line by line, for comparing two versions of it. */
export function blockWordsOf(block: Block, nameOf: NameOf): string {
  const lines = textsOf(block, (field, value) => {
    if (value === undefined || value === '') return '';
    switch (field.type) {
      case 'tick':
        return '';
      case 'choice':
        return typeof value === 'string' || typeof value === 'number' ? optionOf(field.key, value) : '';
      case 'moment':
        return when(asText(value), 'full');
      case 'product':
        return nameOf(asText(value)) ?? '';
      case 'products':
        return (value as readonly string[]).map((id) => nameOf(id) ?? '').join('\n');
      case 'picture':
        return tr(words.aPicture);
      case 'gift': {
        const { url, productId } = valuesOf(value);
        return typeof url === 'string' ? url : (nameOf(asText(productId)) ?? '');
      }
      default:
        return asText(value);
    }
  });
  return [...lines, ...(block.visible ? [] : [`(${tr(words.hidden)})`])].join('\n');
}
