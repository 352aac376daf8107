// The page that is being edited. It outlives the screen, so that looking at an order loses neither undo nor changes.
import { computed, effect, signal } from '@preact/signals';
import { saveDraft } from '@windsurf/contracts/store';
import type { PageContent, Store } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import { call } from '../api.ts';
import { store } from '../store.ts';
import type { SaveState } from './autosave.ts';
import type { Change, History } from './blocks.ts';
import type { Choices } from './compare.ts';
import { dropKept, readKept, writeKept } from './draft-keeper.ts';
import { openSession, type Session } from './page-session.ts';

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

let session: Session | undefined;

let opening = Promise.resolve();

/** Opens the draft of a store; what was kept on this phone comes back first. */
export async function openDraft(mine: Store): Promise<void> {
  // One after another: a second one that comes while the first reads what is kept would open the page twice.
  opening = opening.catch(() => undefined).then(async () => await open(mine));
  await opening;
}

async function open(mine: Store): Promise<void> {
  const id = mine.creatorId;
  if (creatorId.peek() === id && session !== undefined) {
    // Still the same page: only a newer draft of another device replaces it, and only when nothing waits here.
    session.newer(mine.draft);
    return;
  }
  const kept = await readKept(id);
  // Without network the store is as it was last known here; what is kept may have grown from what was saved a moment later.
  const known = kept !== undefined && kept.baseVersion > mine.draft.version;
  begin(known ? { ...mine, draft: { ...mine.draft, version: kept.baseVersion, content: kept.base } } : mine, kept);
}

function begin(mine: Store, kept: Awaited<ReturnType<typeof readKept>>): void {
  const id = mine.creatorId;
  creatorId.value = id;
  savedVersion.value = mine.draft.version;
  saving.value = { kind: 'saved', at: undefined };
  session = openSession(
    {
      save: async (baseVersion, next) => await call(saveDraft, { body: { baseVersion, content: next } }),
      keep: (unsaved) => writeKept(id, unsaved),
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
        savedVersion.value = draft.version;
        const now = store.peek();
        if (now != null) store.value = { ...now, draft };
      },
      shown: (next) => {
        history.value = next;
      },
    },
    mine.draft,
    kept,
  );
}

/** Forgets the page of the person who signed out. */
export function closeDraft(): void {
  creatorId.value = undefined;
  history.value = undefined;
  session = undefined;
  selected.value = undefined;
}

export const change = (what: Change): void => session?.change(what);
export const undo = (): void => session?.undo();
export const redo = (): void => session?.redo();

/** Puts a block below the one that was last touched, and opens its first field. */
export function insert(block: Block): void {
  change({ kind: 'insert', block, after: selected.peek() });
  selected.value = block.id;
  focusNext.value = { id: block.id, part: 'field' };
}

/** Saves now what is waiting. */
export const saveNow = async (): Promise<void> => await session?.flush();

export const proposedChoices = (theirs: PageContent): Choices => session?.proposals(theirs) ?? {};

/** Goes on with what was chosen of both versions. */
export async function settle(theirs: { version: number; content: PageContent }, choices: Choices): Promise<void> {
  await session?.settle(theirs, choices);
}

/** A draft that another screen made, such as a version that was brought back. */
export function replaceDraft(mine: Store): void {
  dropKept(mine.creatorId);
  begin(mine, undefined);
}

// What waits is saved when the page is left, and tried again when the network is back.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void saveNow();
});
addEventListener('online', () => session?.online());
effect(() => {
  if (store.value === null) closeDraft();
});

export const newBlockId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 20);
