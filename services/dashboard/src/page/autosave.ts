// Saving a draft by itself: one request at a time, changes coalesced, nothing lost, nothing overwritten (ED-6).
import type { Draft, PageContent } from '@windsurf/contracts/store';
import { type ApiProblem, asProblem } from '../api-problem.ts';

export type SaveState =
  | { readonly kind: 'saved'; readonly at: number | undefined }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  /** No answer came: kept on this phone, and tried again. */
  | { readonly kind: 'offline' }
  /** The server answered that it cannot be saved so. */
  | { readonly kind: 'refused'; readonly problem: ApiProblem }
  | { readonly kind: 'conflict'; readonly theirs: Draft };

export type AutosaveDeps = {
  save(baseVersion: number, content: PageContent): Promise<Draft>;
  /** Keeps a draft on this phone until it is saved. */
  keep(baseVersion: number, content: PageContent): void;
  forget(): void;
  /** Runs `work` after `ms`; gives back how to call it off. */
  later(work: () => void, ms: number): () => void;
  now(): number;
  told(state: SaveState): void;
  saved(draft: Draft): void;
  /** True when what the server has is what this tab sent before and never heard of again. */
  isMine(theirs: PageContent, sent: PageContent): boolean;
};
export type Autosave = {
  changed(content: PageContent): void;
  /**
   * What was kept here grew from `version`, and `theirs` is newer: nothing is sent until both were looked at. What is kept
   * goes on saying which version it grew from, or a second opening would take it for the newest.
   */
  differs(theirs: Draft, content: PageContent, version: number): void;
  /** Goes on from a newer version, while nothing waits. */
  rebase(version: number): void;
  /** Saves now what is waiting; resolves when it is saved, or when it cannot be for now. */
  flush(): Promise<void>;
  /** The network is back. */
  online(): void;
  /** Both versions were looked at: goes on from theirs with what was chosen. */
  settle(version: number, content: PageContent): Promise<void>;
  readonly state: SaveState;
  readonly version: number;
  /** True while something is not with the server. */
  readonly dirty: boolean;
};

/** Milliseconds between the last change and saving. */
export const PAUSE = 1500;
const RETRIES = [5000, 10_000, 30_000] as const;

export function createAutosave(deps: AutosaveDeps, version: number): Autosave {
  let base = version;
  let waiting: PageContent | undefined;
  let running: Promise<void> | undefined;
  let failures = 0;
  /** Sent, and no answer came: the server may have it. */
  let unanswered: readonly PageContent[] = [];
  let state: SaveState = { kind: 'saved', at: undefined };
  let atOnce = false;
  let callOff: () => void = () => undefined;

  const tell = (next: SaveState): void => {
    state = next;
    deps.told(next);
  };
  const after = (ms: number): void => {
    callOff();
    callOff = deps.later(() => void flush(), ms);
  };

  async function once(content: PageContent): Promise<void> {
    tell({ kind: 'saving' });
    try {
      const draft = await deps.save(base, content);
      base = draft.version;
      failures = 0;
      unanswered = [];
      deps.saved(draft);
      if (waiting === undefined) {
        deps.forget();
        tell({ kind: 'saved', at: deps.now() });
      } else {
        deps.keep(base, waiting);
        tell({ kind: 'waiting' });
      }
    } catch (error) {
      // What came meanwhile is newer than what failed.
      waiting ??= content;
      deps.keep(base, waiting);
      failed(asProblem(error), content);
    }
  }

  function failed(problem: ApiProblem, sent: PageContent): void {
    const theirs = problem.extra.current as Draft | undefined;
    if (problem.status === 409 && theirs !== undefined) {
      if (!unanswered.some((content) => deps.isMine(theirs.content, content)))
        return tell({ kind: 'conflict', theirs });
      // The first try had arrived and only its answer was lost: what came since goes on top of it.
      base = theirs.version;
      unanswered = [];
      deps.saved(theirs);
      atOnce = true;
      return tell({ kind: 'waiting' });
    }
    if (problem.offline || problem.status >= 500 || problem.status === 429) {
      unanswered = [...unanswered, sent].slice(-10);
      tell({ kind: 'offline' });
      after(RETRIES[Math.min(failures, RETRIES.length - 1)] ?? 30_000);
      failures += 1;
      return undefined;
    }
    return tell({ kind: 'refused', problem });
  }

  async function flush(): Promise<void> {
    callOff();
    if (running !== undefined) {
      await running;
      return waiting !== undefined && state.kind === 'waiting' ? await flush() : undefined;
    }
    const content = waiting;
    if (content === undefined || state.kind === 'conflict') return undefined;
    waiting = undefined;
    running = once(content).finally(() => {
      running = undefined;
    });
    await running;
    if (atOnce) {
      atOnce = false;
      return await flush();
    }
    // Changes that came while it was saved go next, after their own pause.
    if (waiting !== undefined && state.kind === 'waiting') after(PAUSE);
    return undefined;
  }

  return {
    changed(content) {
      waiting = content;
      deps.keep(base, content);
      if (state.kind === 'conflict') return;
      if (running === undefined) tell({ kind: state.kind === 'offline' ? 'offline' : 'waiting' });
      after(state.kind === 'offline' ? 5000 : PAUSE);
    },
    differs(theirs, content, from) {
      base = from;
      waiting = content;
      tell({ kind: 'conflict', theirs });
    },
    rebase(version) {
      base = version;
    },
    flush,
    online() {
      failures = 0;
      if (state.kind === 'offline') void flush();
    },
    async settle(theirs, content) {
      base = theirs;
      unanswered = [];
      waiting = content;
      tell({ kind: 'waiting' });
      await flush();
    },
    get state() {
      return state;
    },
    get version() {
      return base;
    },
    get dirty() {
      return waiting !== undefined || running !== undefined;
    },
  };
}
