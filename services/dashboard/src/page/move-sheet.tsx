import type { Block } from '@windsurf/contracts/store-blocks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { blockName, type NameOf } from './block-names.ts';
import { moveBlock } from './move-block.ts';

type MoveProps = { readonly id: string; readonly blocks: readonly Block[]; readonly nameOf: NameOf; close(): void };

/** A list of places, for long pages: any place in two taps. */
export function MoveSheet({ id, blocks, nameOf, close }: MoveProps) {
  const from = blocks.findIndex((block) => block.id === id);
  const moving = blocks[from];
  if (moving === undefined) return null;
  const others = blocks.filter((block) => block.id !== id);
  const go = (to: number): void => {
    close();
    moveBlock(moving, to, nameOf, 'move');
  };
  const place = (to: number, says: string) => (
    <li key={to}>
      <button type="button" class="option" aria-current={to === from ? 'true' : undefined} onClick={() => go(to)}>
        {says}
        {to === from && <small class="tag">{tr(words.moveHere)}</small>}
      </button>
    </li>
  );
  return (
    <Sheet title={tr(words.moveTitle)} close={close}>
      <p class="muted">{blockName(moving, nameOf)}</p>
      <ol class="options">
        {place(0, tr(words.moveFirst))}
        {others.map((block, at) => place(at + 1, tr(words.moveAfter, { name: blockName(block, nameOf) })))}
      </ol>
    </Sheet>
  );
}
