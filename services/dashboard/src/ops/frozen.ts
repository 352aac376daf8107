// A queue that stands still while it is read: what is new waits until it is asked for, what was decided stays in its place
// and says so.

export type Keyed = { readonly id: string };
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };
export type Frozen<T> = {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  /** Of those shown, what does not wait any more. */
  readonly gone: ReadonlySet<string>;
  /** What came since, not shown yet. */
  readonly added: number;
  /** The newest page, shown when it is asked for. */
  readonly latest: Page<T>;
  /** When it was read last, in ms. */
  readonly at: number;
};

export const freeze = <T extends Keyed>(page: Page<T>, at: number): Frozen<T> => ({
  ...page,
  gone: new Set(),
  added: 0,
  latest: page,
  at,
});

/**
 * Holds a fresh page against what is shown. Rows keep their places and take their newest facts. A row counts as gone when
 * the fresh page would have to contain it: it stands before another one that is still there, or the page is the last.
 */
export function refreeze<T extends Keyed>(shown: Frozen<T>, page: Page<T>, at: number): Frozen<T> {
  const fresh = new Map(page.items.map((item) => [item.id, item]));
  const lastKept = shown.items.findLastIndex(({ id }) => fresh.has(id));
  const gone = new Set<string>();
  for (const [index, { id }] of shown.items.entries())
    if (!fresh.has(id) && (page.nextCursor === null || index < lastKept)) gone.add(id);
  const known = new Set(shown.items.map(({ id }) => id));
  return {
    items: shown.items.map((item) => fresh.get(item.id) ?? item),
    nextCursor: shown.nextCursor,
    gone,
    added: page.items.filter(({ id }) => !known.has(id)).length,
    latest: page,
    at,
  };
}

/** The row after this one that still waits, from the top again at the end; undefined when none does. */
export function nextWaiting<T extends Keyed>(shown: Frozen<T> | undefined, id: string): T | undefined {
  if (shown === undefined) return undefined;
  const waiting = (item: T): boolean => item.id !== id && !shown.gone.has(item.id);
  const at = shown.items.findIndex((item) => item.id === id);
  return shown.items.slice(at + 1).find(waiting) ?? shown.items.slice(0, Math.max(at, 0)).find(waiting);
}

/** Says that a row was decided just now. */
export const decided = <T extends Keyed>(shown: Frozen<T>, id: string): Frozen<T> => ({
  ...shown,
  gone: new Set([...shown.gone, id]),
});
