import type { PageContent } from '@windsurf/contracts/store';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { when } from '../parts/figures.ts';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { blockName, type NameOf } from './block-names.ts';
import { binAt, MOST_BLOCKS } from './blocks.ts';
import { change, content, focusNext, said } from './editor-model.ts';

/** What was deleted in the last 30 days (ED-5). */
export function BinSheet({ page, nameOf, close }: { page: PageContent; nameOf: NameOf; close(): void }) {
  const entries = binAt(page, Date.now());
  return (
    <Sheet title={tr(words.binTitle)} close={close}>
      {entries.length === 0 ? <p>{tr(words.binEmpty)}</p> : <p class="muted">{tr(words.binSays)}</p>}
      {page.blocks.length >= MOST_BLOCKS && <p class="error">{tr(words.full)}</p>}
      {entries.length > 0 && (
        <ul class="panel rows">
          {entries.map(({ block, removedAt }) => (
            <li key={block.id}>
              <div>
                <b>{blockName(block, nameOf)}</b>
                <small class="muted">{tr(words.binWhen, { when: when(removedAt) })}</small>
              </div>
              <button
                type="button"
                class="btn quiet"
                onClick={() => {
                  change({ kind: 'bring-back', id: block.id });
                  if (content.peek()?.blocks.some(({ id }) => id === block.id) !== true) return;
                  said.value = tr(words.binBackSaid, { name: blockName(block, nameOf) });
                  close();
                  focusNext.value = { id: block.id, part: 'face' };
                }}
              >
                {tr(words.binBack)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
