// One page being edited in one tab: what it says, how it is undone, and how it reaches the server without losing anything.
// No view and no network of its own, so that a test can open two of them on one page.
import type { Draft, PageContent } from '@windsurf/contracts/store';
import { type Autosave, createAutosave, type SaveState } from './autosave.ts';
import {
  type Change,
  changed,
  type History,
  historyOf,
  redone,
  same,
  sentContent,
  undone,
  withOwnBlocks,
} from './blocks.ts';
import { merged, proposals, type Choices } from './compare.ts';

/** What one tab has not saved yet. */
export type Kept = {
  readonly baseVersion: number;
  /** What the server had when these changes began; tells who changed what, should another device have changed it too. */
  readonly base: PageContent;
  readonly content: PageContent;
};
export type SessionDeps = {
  save(baseVersion: number, content: PageContent): Promise<Draft>;
  keep(kept: Kept): void;
  forget(): void;
  /** Runs `work` after `ms`; gives back how to call it off. */
  later(work: () => void, ms: number): () => void;
  /** Milliseconds. */
  now(): number;
  told(state: SaveState): void;
  saved(draft: Draft): void;
  shown(history: History): void;
};
export type Session = {
  readonly content: PageContent;
  readonly state: SaveState;
  /** True while something is not with the server. */
  readonly dirty: boolean;
  change(what: Change): void;
  undo(): void;
  redo(): void;
  /** Saves now what waits. */
  flush(): Promise<void>;
  /** The network is back. */
  online(): void;
  /** A newer draft was read: it is shown if nothing of hers waits here. False when it is not taken. */
  newer(draft: Draft): boolean;
  /** For each difference to `theirs`, the side that changed since both were the same. */
  proposals(theirs: PageContent): Choices;
  /** Goes on with what was chosen of both versions. */
  settle(theirs: { readonly version: number; readonly content: PageContent }, choices: Choices): Promise<void>;
};

/**
 * Opens the draft of a page.
 *
 * @param mine the server's draft
 * @param kept what this tab, or one that is gone, had not saved. It is saved when nobody else changed the page meanwhile;
 *   otherwise both are to be looked at.
 */
export function openSession(deps: SessionDeps, mine: Draft, kept: Kept | undefined): Session {
  /** The last content that the server and this tab agreed on. */
  let agreed = mine.content;
  let history = historyOf(kept?.content ?? mine.content);
  const autosave: Autosave = createAutosave(
    {
      save: async (baseVersion, content) => await deps.save(baseVersion, sentContent(content)),
      keep: (baseVersion, content) => deps.keep({ baseVersion, base: agreed, content }),
      forget: () => forget(),
      later: deps.later,
      now: deps.now,
      told: deps.told,
      saved: (draft) => {
        agreed = draft.content;
        deps.saved(draft);
      },
      isMine: (theirs, sent) => same(theirs, sentContent(sent)),
    },
    mine.version,
  );
  /** What says nothing yet is not with the server, so that it stays kept. */
  function forget(): void {
    const { content } = history;
    if (content.blocks.length === sentContent(content).blocks.length) deps.forget();
    else deps.keep({ baseVersion: autosave.version, base: agreed, content });
  }
  const show = (next: History): void => {
    history = next;
    deps.shown(next);
  };
  const put = (next: History): void => {
    if (next === history) return;
    show(next);
    autosave.changed(next.content);
  };

  const unsaved = kept === undefined ? undefined : sentContent(kept.content);
  if (kept === undefined) show(history);
  else if (same(unsaved, mine.content) || same(unsaved, kept.base)) {
    // All of it had arrived; only blocks that say nothing yet are left of it, if any.
    show(historyOf(withOwnBlocks(mine.content, kept.content)));
    forget();
  } else {
    show(history);
    agreed = kept.base;
    if (kept.baseVersion === mine.version) autosave.changed(kept.content);
    else autosave.differs(mine, kept.content, kept.baseVersion);
  }

  return {
    get content() {
      return history.content;
    },
    get state() {
      return autosave.state;
    },
    get dirty() {
      return autosave.dirty;
    },
    change: (what) => put(changed(history, what, deps.now())),
    undo: () => put(undone(history)),
    redo: () => put(redone(history)),
    flush: autosave.flush,
    online: autosave.online,
    newer(draft) {
      if (autosave.dirty || autosave.state.kind !== 'saved' || autosave.version >= draft.version) return false;
      agreed = draft.content;
      autosave.rebase(draft.version);
      show(historyOf(withOwnBlocks(draft.content, history.content)));
      return true;
    },
    proposals: (theirs) => proposals(agreed, history.content, theirs),
    async settle(theirs, choices) {
      const next = merged(history.content, theirs.content, choices);
      agreed = theirs.content;
      show(historyOf(next));
      await autosave.settle(theirs.version, next);
    },
  };
}
