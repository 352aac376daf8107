// What a block is called in lists, sentences and for people who do not see it.
import type { Block } from '@windsurf/contracts/store';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { lang, tr } from '../words.ts';

export type NameOf = (productId: string) => string | undefined;

export const kindName = (block: Block): string => tr(words[block.kind]);

export function blockName(block: Block, nameOf: NameOf = () => undefined): string {
  const text =
    block.kind === 'text'
      ? block.text
      : block.kind === 'link'
        ? block.title || block.url
        : (nameOf(block.productId) ?? '');
  const short = cutGraphemes(text.replace(/\s+/g, ' ') || tr(words.nameless), 40);
  return `${kindName(block)}${lang.value === 'am' ? '፦' : ':'} ${short}`;
}
