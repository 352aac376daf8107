import type { Block } from '@windsurf/contracts/store-blocks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { tr } from '../words.ts';
import { blockName, type NameOf } from './block-names.ts';
import { change, content, type FocusPart, focusNext, said } from './editor-model.ts';

/** Moves a block and says where it is now. */
export function moveBlock(block: Block, to: number, nameOf: NameOf, part?: FocusPart): void {
  change({ kind: 'move', id: block.id, to });
  const blocks = content.peek()?.blocks ?? [];
  const at = blocks.findIndex(({ id }) => id === block.id);
  said.value = tr(words.moved, { name: blockName(block, nameOf), at: at + 1, count: blocks.length });
  if (part !== undefined) focusNext.value = { id: block.id, part };
}
