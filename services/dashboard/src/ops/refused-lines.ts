// A statement is taken whole or not at all. What was refused names its lines, as many as the server sends.

export type RefusedLine = { readonly line: number; readonly says: string };
export type RefusedLines = {
  readonly lines: readonly RefusedLine[] /** More wrong lines than are named. */;
  readonly more: number;
};

const asLine = (value: unknown): RefusedLine[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { line, says } = value as { line?: unknown; says?: unknown };
  return typeof line === 'number' && typeof says === 'string' ? [{ line, says }] : [];
};

/** Reads the facts of the problem `statement-refused`; what is not as expected is left out, never shown as a hole. */
export function refusedLines(extra: Readonly<Record<string, unknown>>): RefusedLines {
  const lines = Array.isArray(extra.lines) ? extra.lines.flatMap(asLine) : [];
  const count = typeof extra.count === 'number' ? extra.count : lines.length;
  return { lines, more: Math.max(0, count - lines.length) };
}
