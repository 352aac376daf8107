import type { Journal } from './journal.ts';

/** The switches of one stand-in: for everything, and for single records by their id. They outlive a restart. */
export type Switchboard<Switches extends object> = {
  /** What holds for a record; without an id, for all. Of several ids the last one wins. */
  of(...ids: (string | undefined)[]): Switches;
  /** Changes switches for all, or for one record, which need not exist yet. */
  set(patch: Partial<Switches>, id?: string): void;
  /** Everything is normal again. */
  clear(): void;
};

const EVERYTHING = '';

/** @param kind the journal's kind for these switches, for example `telebirr-switches` */
export function openSwitchboard<Switches extends object>(
  journal: Journal,
  kind: string,
  normal: Switches,
): Switchboard<Switches> {
  const set = new Map<string, Partial<Switches>>(journal.entries<Partial<Switches>>(kind));
  return {
    of: (...ids) => ({
      ...normal,
      ...set.get(EVERYTHING),
      ...Object.assign({}, ...ids.map((id) => (id === undefined ? undefined : set.get(id)))),
    }),
    set(patch, id = EVERYTHING) {
      const changed = { ...set.get(id), ...patch };
      set.set(id, changed);
      journal.put(kind, id, changed);
    },
    clear() {
      set.clear();
      journal.clear(kind);
    },
  };
}
