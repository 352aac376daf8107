// The page that is being edited. It outlives the screen, so that looking at an order loses neither undo nor changes.
import { computed, effect, signal } from '@preact/signals';
import { saveDraft } from '@windsurf/contracts/store';
import type { Block, PageContent, Store } from '@windsurf/contracts/store';
import { call } from '../api.ts';
import { store } from '../store.ts';
import { type Autosave, createAutosave, type SaveState } from './autosave.ts';
import { type Change, changed, type History, historyOf, redone, same, sentContent, undone } from './blocks.ts';
import { merged, proposals, type Choices } from './compare.ts';
import { dropKept, readKept, writeKept } from './draft-keeper.ts';

export type FocusPart = 'face' | 'up' | 'down' | 'move' | 'field';

const creatorId = signal<string | undefined>(undefined);
const history = signal<History | undefined>(undefined);
export const saving = signal<SaveState>({ kind: 'saved', at: undefined });
/** The block whose fields are open. */
export const selected = signal<string | undefined>(undefined);
/** What a change is called out as, for people who do not see it. */
export const said = signal('');
/** Where the focus goes after the next drawing. */
export const focusNext = signal<{ id: string; part: FocusPart } | undefined>(undefined);
/** Counts what the server has saved: the preview is drawn anew. */
export const savedVersion = signal(0);

export const content = computed(() => history.value?.content);
export const canUndo = computed(() => (history.value?.past.length ?? 0) > 0);
export const canRedo = computed(() => (history.value?.future.length ?? 0) > 0);

let autosave: Autosave | undefined;
/** The last content that the server and this phone agreed on. */
let agreed: PageContent | undefined;

function begin(mine: Store, start: PageContent): void {
  const id = mine.creatorId;
  creatorId.value = id;
  agreed = mine.draft.content;
  history.value = historyOf(start);
  savedVersion.value = mine.draft.version;
  saving.value = { kind: 'saved', at: undefined };
  autosave = createAutosave(
    {
      save: (baseVersion, next) => call(saveDraft, { body: { baseVersion, content: sentContent(next) } }),
      keep: (baseVersion, next) => writeKept(id, { baseVersion, base: agreed ?? next, content: next }),
      forget: () => dropKept(id),
      later: (work, ms) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      now: () => Date.now(),
      told: (state) => {
        saving.value = state;
      },
      saved: (draft) => {
        agreed = draft.content;
        savedVersion.value = draft.version;
        const now = store.peek();
        if (now != null) store.value = { ...now, draft };
      },
    },
    mine.draft.version,
  );
}

/** Opens the draft of a store; what was kept on this phone comes back first. */
export async function openDraft(mine: Store): Promise<void> {
  const current = history.peek()?.content;
  if (creatorId.peek() === mine.creatorId && current !== undefined) {
    // Still the same page: only a newer draft of another device replaces it, and only when nothing waits here.
    if (autosave?.dirty === true || saving.peek().kind !== 'saved') return;
    if (autosave !== undefined && autosave.version >= mine.draft.version) return;
  }
  const kept = await readKept(mine.creatorId);
  if (kept === undefined || same(sentContent(kept.content), mine.draft.content)) {
    begin(mine, kept?.content ?? mine.draft.content);
    return;
  }
  begin(mine, kept.content);
  if (kept.baseVersion === mine.draft.version) autosave?.changed(kept.content);
  else {
    agreed = kept.base;
    saving.value = { kind: 'conflict', theirs: mine.draft };
  }
}

/** Forgets the page of the person who signed out. */
export function closeDraft(): void {
  creatorId.value = undefined;
  history.value = undefined;
  autosave = undefined;
  selected.value = undefined;
}

function put(next: History): void {
  if (next === history.peek()) return;
  history.value = next;
  autosave?.changed(next.content);
}

export function change(what: Change): void {
  const now = history.peek();
  if (now !== undefined) put(changed(now, what, Date.now()));
}
export function undo(): void {
  const now = history.peek();
  if (now !== undefined) put(undone(now));
}
export function redo(): void {
  const now = history.peek();
  if (now !== undefined) put(redone(now));
}

/** Puts a block below the one that was last touched, and opens its first field. */
export function insert(block: Block): void {
  change({ kind: 'insert', block, after: selected.peek() });
  selected.value = block.id;
  focusNext.value = { id: block.id, part: 'field' };
}

/** Saves now what is waiting. */
export const saveNow = async (): Promise<void> => await autosave?.flush();

export const proposedChoices = (theirs: PageContent): Choices => proposals(agreed, content.peek() ?? theirs, theirs);

/** Goes on with what was chosen of both versions. */
export async function settle(theirs: { version: number; content: PageContent }, choices: Choices): Promise<void> {
  const mine = content.peek();
  if (mine === undefined || autosave === undefined) return;
  const next = merged(mine, theirs.content, choices);
  agreed = theirs.content;
  history.value = historyOf(next);
  await autosave.settle(theirs.version, next);
}

/** A draft that another screen made, such as a version that was brought back. */
export function replaceDraft(mine: Store): void {
  dropKept(mine.creatorId);
  begin(mine, mine.draft.content);
}

// What waits is saved when the page is left, and tried again when the network is back.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void saveNow();
});
addEventListener('online', () => autosave?.online());
effect(() => {
  if (store.value === null) closeDraft();
});

export const newBlockId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 20);
