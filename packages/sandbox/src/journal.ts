import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What the stand-ins remember. Every change is in the file before the call returns, so that what was answered to a merchant
 * outlives a SIGKILL, as a real provider's books do. (The machine's own crash is another matter: nothing is synced to disk.)
 */
export type Journal = {
  /** Keeps a record. It must be JSON; it is held as it is, so put it again after every change. */
  put(kind: string, id: string, record: unknown): void;
  remove(kind: string, id: string): void;
  /** Forgets a whole kind. */
  clear(kind: string): void;
  /** The records of a kind as they are now, in the order of their first put. */
  all<Record>(kind: string): Record[];
  /** The same with their ids. */
  entries<Record>(kind: string): [id: string, record: Record][];
  /** Changes made inside are kept all or none. `work` must not wait for anything. */
  together<Result>(work: () => Result): Result;
  /** What happens afterwards stays in memory alone. */
  close(): void;
};

/** `[kind]` clears a kind, `[kind, id]` removes a record, `[kind, id, record]` puts it. One line is one array of these. */
type Entry = [kind: string, id?: string, record?: unknown];
type Kinds = Map<string, Map<string, unknown>>;

function apply(kinds: Kinds, [kind, id, record]: Entry): void {
  if (id === undefined) {
    kinds.delete(kind);
    return;
  }
  if (record === undefined) {
    kinds.get(kind)?.delete(id);
    return;
  }
  let records = kinds.get(kind);
  if (records === undefined) kinds.set(kind, (records = new Map()));
  records.set(id, record);
}

/** Reads the lines of a journal into `kinds`; a line that a crash cut off was never answered for and is left out. */
function replay(file: string, kinds: Kinds): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  // what follows the last line end is empty, or torn
  lines.pop();
  for (const [index, line] of lines.entries()) {
    let entries: Entry[];
    try {
      entries = JSON.parse(line) as Entry[];
    } catch (cause) {
      throw new Error(`The journal ${file} is damaged in line ${index + 1}`, { cause });
    }
    for (const entry of entries) apply(kinds, entry);
  }
}

/** Writes what is left of the past as one record per line; the old file stays until the new one is whole. */
function compact(file: string, kinds: Kinds): void {
  let text = '';
  for (const [kind, records] of kinds) {
    for (const [id, record] of records) text += `${JSON.stringify([[kind, id, record]])}\n`;
  }
  writeFileSync(`${file}.draft`, text);
  renameSync(`${file}.draft`, file);
}

/**
 * @param file an append-only file; without it everything lives in memory
 * @throws Error when a line in the middle cannot be read: books that were changed by hand are not guessed at
 */
export function openJournal(file?: string): Journal {
  const kinds: Kinds = new Map();
  let place: number | undefined;
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) {
      replay(file, kinds);
      compact(file, kinds);
    }
    place = openSync(file, 'a');
  }
  let gathered: Entry[] | undefined;
  const write = (entries: Entry[]): void => {
    if (place !== undefined && entries.length > 0) writeFileSync(place, `${JSON.stringify(entries)}\n`);
  };
  const change = (entry: Entry): void => {
    apply(kinds, entry);
    if (gathered === undefined) write([entry]);
    else gathered.push(entry);
  };
  return {
    put: (kind, id, record) => change([kind, id, record]),
    remove: (kind, id) => change([kind, id]),
    clear: (kind) => change([kind]),
    all: <R>(kind: string) => [...(kinds.get(kind)?.values() ?? [])] as R[],
    entries: <R>(kind: string) => [...(kinds.get(kind)?.entries() ?? [])] as [string, R][],
    together(work) {
      if (gathered !== undefined) return work();
      const entries: Entry[] = (gathered = []);
      try {
        return work();
      } finally {
        gathered = undefined;
        write(entries);
      }
    },
    close() {
      if (place !== undefined) closeSync(place);
      place = undefined;
    },
  };
}
