import { listTemplates } from '@windsurf/contracts/store';
import type { PageContent } from '@windsurf/contracts/store';
import { makingWords } from '@windsurf/language/words-dashboard';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Sheet } from '../parts/sheet.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { store } from '../store.ts';
import { tr } from '../words.ts';
import { BlockFace } from './block-face.tsx';
import { change, said, undo } from './editor-model.ts';
import { lookStyle } from './theme-colours.ts';

/** Templates as they would look. One tap exchanges the samples; what she wrote stays, and it can be undone. */
export function TemplateSheet({ close }: { close(): void }) {
  const templates = useResource(listTemplates, { query: { lang: store.value?.lang ?? 'am' } });
  const use = (content: PageContent, name: string): void => {
    close();
    change({ kind: 'template', content });
    said.value = tr(words.templateUsed, { name });
    tell(tr(words.templateUsed, { name }), undo);
  };
  return (
    <Sheet title={tr(words.templatesTitle)} close={close}>
      <p class="muted">{tr(words.templatesSays)}</p>
      {templates.problem !== undefined && <Failed problem={templates.problem} retry={templates.reload} />}
      {templates.data === undefined && templates.problem === undefined && <Waiting rows={3} />}
      <ul class="templates">
        {templates.data?.items.map(({ making, content }) => (
          <li key={making} class="template">
            <h3>{tr(makingWords[making].name)}</h3>
            <div class="template-view" style={lookStyle(content.theme)} aria-hidden="true">
              {content.blocks.map((block) => (
                <BlockFace key={block.id} block={block} products={[]} />
              ))}
            </div>
            <button type="button" class="btn quiet" onClick={() => use(content, tr(makingWords[making].name))}>
              {tr(words.templateUse)}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
