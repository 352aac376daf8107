// The page is its own editor: what is tapped is what is edited (ED-1).
import { useEffect, useState } from 'preact/hooks';
import { listProducts } from '@windsurf/contracts/store';
import { common } from '@windsurf/language/words-common';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { useLocation } from 'preact-iso';
import { Screen } from '../app/screen.tsx';
import { Icon } from '../parts/icons.tsx';
import { Empty, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { loadStore, store } from '../store.ts';
import { tr } from '../words.ts';
import '../styles/blocks.css';
import '../styles/deck.css';
import '../styles/editor-sheets.css';
// After the blocks, whose fields it changes.
import '../styles/block-fields.css';
import '../styles/preview.css';
import { BlockItem } from './block-item.tsx';
import { binAt, MOST_BLOCKS } from './blocks.ts';
import {
  canRedo,
  canUndo,
  content,
  openDraft,
  redo,
  said,
  saveNow,
  savedVersion,
  saving,
  selected,
  undo,
} from './editor-model.ts';
import { HeadItem } from './head-item.tsx';
import { ConflictBanner, SaveWords } from './save-words.tsx';
import {
  AddSheet,
  BinSheet,
  CompareSheet,
  fetchLater,
  KeysSheet,
  MoveSheet,
  Preview,
  PublishSheet,
  TemplateSheet,
  ThemeSheet,
} from './later.tsx';
import { useLook } from './look.ts';
import { themeWords as themeNames } from '@windsurf/language/words-html';

type Open =
  | 'add'
  | 'theme'
  | 'publish'
  | 'compare'
  | 'bin'
  | 'keys'
  | 'templates'
  | { readonly move: string }
  | undefined;

export function Editor() {
  const { query, route } = useLocation();
  const products = useResource(listProducts, {});
  const [open, setOpen] = useState<Open>();
  const page = content.value;
  const wide = useWide();
  const previewing = query.view === 'preview' && !wide;
  const look = useLook(page?.theme, store.value?.draft.content.theme, savedVersion.value);

  useEffect(() => {
    fetchLater();
    const mine = store.peek();
    if (mine == null) return;
    void openDraft(mine);
    // The draft of another device is looked for; what is shown meanwhile can already be edited.
    const look = (): void => void loadStore().then((newest) => (newest == null ? undefined : openDraft(newest)));
    look();
    addEventListener('online', look);
    return () => {
      removeEventListener('online', look);
      void saveNow();
    };
  }, []);
  useEffect(() => {
    const product = query.add;
    if (product !== undefined && page !== undefined) setOpen('add');
  }, [query.add, page === undefined]);
  useKeys(() => setOpen('keys'));

  if (page === undefined) {
    return (
      <Screen title={tr(words.title)} class="editor">
        <Waiting rows={4} />
      </Screen>
    );
  }

  const items = products.data?.items;
  const nameOf = (id: string): string | undefined => items?.find((product) => product.id === id)?.title;
  const sold = (id: string): boolean | undefined =>
    items === undefined ? undefined : items.some((product) => product.id === id && product.state === 'published');
  const binned = binAt(page, Date.now()).length;
  const view = (name: 'preview' | undefined): void => {
    if (name !== undefined) void saveNow();
    route(name === undefined ? '/page' : '/page?view=preview');
  };

  return (
    <Screen title={tr(words.title)} class="editor" aside={<SaveWords />}>
      <p class="vh" role="status" aria-live="polite">
        {said.value}
      </p>
      <ConflictBanner see={() => setOpen('compare')} />
      <div class="desk">
        <section class="side" hidden={previewing}>
          <div class="bar">
            <button type="button" class="chip" onClick={() => setOpen('theme')}>
              <Icon name="palette" />
              <LookName />
            </button>
            <span class="undo">
              <button type="button" class="under" aria-disabled={!canUndo.value || undefined} onClick={undo}>
                <Icon name="undo" />
                <small>{tr(words.undo)}</small>
              </button>
              <button type="button" class="under" aria-disabled={!canRedo.value || undefined} onClick={redo}>
                <Icon name="redo" />
                <small>{tr(words.redo)}</small>
              </button>
            </span>
          </div>
          <div class="canvas" style={look.style}>
            <HeadItem page={page} />
            <h2 class="vh" id="blocks" tabIndex={-1}>
              {tr(words.blocks)}
            </h2>
            {page.blocks.length === 0 ? (
              <Empty icon="add" title={tr(words.emptyPage)}>
                <p>{tr(words.emptyPageSays)}</p>
                <button type="button" class="btn" onClick={() => setOpen('templates')}>
                  {tr(words.templatesOpen)}
                </button>
                <button type="button" class="btn quiet" onClick={() => setOpen('add')}>
                  {tr(words.fromBlank)}
                </button>
              </Empty>
            ) : (
              <ol class="blocks">
                {page.blocks.map((block, at) => (
                  <BlockItem
                    key={block.id}
                    block={block}
                    at={at}
                    count={page.blocks.length}
                    products={items}
                    nameOf={nameOf}
                    sold={sold}
                    moveTo={() => setOpen({ move: block.id })}
                  />
                ))}
              </ol>
            )}
            {page.blocks.length >= MOST_BLOCKS && <p class="full">{tr(words.full)}</p>}
          </div>
          <div class="aside-acts">
            <button type="button" class="plain" onClick={() => setOpen('bin')}>
              <Icon name="bin" />
              {binned === 0 ? tr(words.bin) : tr(words.binCount, { count: binned })}
            </button>
            <a class="plain" href="/more/versions">
              <Icon name="clock" />
              {tr(words.versions)}
            </a>
            <button type="button" class="plain" onClick={() => setOpen('templates')}>
              <Icon name="store" />
              {tr(words.templates)}
            </button>
            <button type="button" class="plain of-keys" onClick={() => setOpen('keys')}>
              <Icon name="keyboard" />
              {tr(words.keys)}
            </button>
          </div>
        </section>
        {(previewing || wide) && <Preview version={savedVersion.value} />}
      </div>

      <div class="deck" role="group" aria-label={tr(words.page)}>
        <button type="button" onClick={() => setOpen('add')}>
          <Icon name="add" />
          {tr(words.add)}
        </button>
        {!wide && (
          <button type="button" aria-pressed={previewing} onClick={() => view(previewing ? undefined : 'preview')}>
            <Icon name={previewing ? 'edit' : 'eye'} />
            {previewing ? tr(words.edit) : tr(words.preview)}
          </button>
        )}
        <button type="button" class="go" onClick={() => setOpen('publish')}>
          <Icon name="publish" />
          {tr(words.publish)}
        </button>
      </div>

      {open === 'add' && (
        <AddSheet
          products={items}
          wanted={query.add}
          close={() => {
            setOpen(undefined);
            if (query.add !== undefined) route('/page', true);
          }}
        />
      )}
      {open === 'theme' && <ThemeSheet page={page} accent={look.accent} close={() => setOpen(undefined)} />}
      {open === 'bin' && <BinSheet page={page} nameOf={nameOf} close={() => setOpen(undefined)} />}
      {open === 'templates' && <TemplateSheet close={() => setOpen(undefined)} />}
      {open === 'keys' && <KeysSheet close={() => setOpen(undefined)} />}
      {open === 'publish' && <PublishSheet sold={sold} nameOf={nameOf} close={() => setOpen(undefined)} />}
      {open === 'compare' && saving.value.kind === 'conflict' && (
        <CompareSheet mine={page} theirs={saving.value.theirs} nameOf={nameOf} close={() => setOpen(undefined)} />
      )}
      {typeof open === 'object' && (
        <MoveSheet id={open.move} blocks={page.blocks} nameOf={nameOf} close={() => setOpen(undefined)} />
      )}
      <a class="vh" href="/">
        {tr(common.home)}
      </a>
    </Screen>
  );
}

function LookName() {
  const name = content.value?.theme.name ?? 'buna';
  return <>{tr(words.look, { name: tr(themeNames[name]) })}</>;
}

function useWide(): boolean {
  const query = matchMedia('(min-width: 900px)');
  const [wide, setWide] = useState(query.matches);
  useEffect(() => {
    const look = (): void => setWide(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return wide;
}

/** True where a character is written and not a shortcut. */
const writes = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;

function useKeys(list: () => void): void {
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (event.key === '?' && !writes(event.target) && !document.querySelector('dialog[open]')) {
        event.preventDefault();
        list();
        return;
      }
      if (
        !(event.ctrlKey || event.metaKey) ||
        event.key.toLowerCase() !== 'z' ||
        document.querySelector('dialog[open]')
      )
        return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    addEventListener('keydown', key);
    const away = (event: MouseEvent): void => {
      if (event.target instanceof Element && event.target.classList.contains('canvas')) selected.value = undefined;
    };
    addEventListener('click', away);
    return () => {
      removeEventListener('keydown', key);
      removeEventListener('click', away);
    };
  }, []);
}
