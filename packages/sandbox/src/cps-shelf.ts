/** Rows by kind and id that outlive the process: what was put is kept before `put` returns. */
export type Shelf = {
  /** The rows of a kind in the order in which they were first put. */
  all<Row extends object>(kind: string): Row[];
  put(kind: string, id: string, row: object): void;
  drop(kind: string, id: string): void;
  clear(kind: string): void;
};

/** A shelf that forgets with the process. */
export function memoryShelf(): Shelf {
  const kinds = new Map<string, Map<string, object>>();
  const rows = (kind: string): Map<string, object> => {
    const found = kinds.get(kind) ?? new Map<string, object>();
    kinds.set(kind, found);
    return found;
  };
  return {
    all: <Row extends object>(kind: string) => [...rows(kind).values()].map((row) => structuredClone(row) as Row),
    put: (kind, id, row) => void rows(kind).set(id, structuredClone(row)),
    drop: (kind, id) => void rows(kind).delete(id),
    clear: (kind) => rows(kind).clear(),
  };
}
