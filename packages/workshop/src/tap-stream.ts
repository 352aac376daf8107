import { none, type Totals } from './totals.ts';

export type TapReport = {
  totals: Totals;
  /** The names above each failed point, outermost first, joined with ›, and its diagnostics. */
  failures: string[];
  /** Name and reason of each skipped point. */
  skips: string[];
};

type Line = { depth: number; text: string };

const POINT = /^(not )?ok(?: \d+)?(?: - )?(.*)$/;
/** A buffered subtest: its point comes first, its children follow in braces. */
const BUFFERED = /^(?:not )?ok(?: \d+)?(?: - )?(.*?)(?: # time=\S+)? \{$/;
const DIRECTIVE = /\s# (SKIP|TODO)\b\s*(.*)$/i;

const split = (line: string): Line => {
  const text = line.trimStart();
  return { depth: Math.floor((line.length - text.length) / 4), text: text.trimEnd() };
};

/**
 * Counts the leaves of a TAP 14 stream: assertions, not the subtests that hold them. A point that comes right after a
 * deeper one is the sum of a subtest and is counted only when it failed while nothing inside it did.
 *
 * @param stream everything that one or more TAP producers printed
 */
export const readTap = (stream: string): TapReport => {
  const report: TapReport = { totals: none(), failures: [], skips: [] };
  const names: string[] = [];
  /** Leaves seen at or below each depth since that depth's subtest began. */
  const leaves: number[] = [];
  const failed: number[] = [];
  const lines = stream.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const { depth, text } = split(lines[i] ?? '');
    const title = /^# Subtest: (.*)$/.exec(text) ?? BUFFERED.exec(text);
    if (title) {
      // The comment stands at the depth of its closing point in TAP 14, its children one deeper.
      names[depth] = title[1] ?? '';
      names.length = depth + 1;
      leaves[depth + 1] = 0;
      failed[depth + 1] = 0;
      continue;
    }
    const point = POINT.exec(text);
    if (!point) continue;
    const inside = leaves[depth + 1] ?? 0;
    const failedInside = failed[depth + 1] ?? 0;
    leaves[depth + 1] = 0;
    failed[depth + 1] = 0;
    const ok = point[1] === undefined;
    const said = point[2] ?? '';
    const directive = DIRECTIVE.exec(said);
    const isSum = inside > 0;
    const counted = !isSum || (!ok && failedInside === 0 && directive === null);
    let failedHere = failedInside;
    if (counted && directive !== null) {
      report.totals.skipped += 1;
      report.skips.push(said.replace(DIRECTIVE, '').trim() + (directive[2] ? ` (${directive[2]})` : ''));
    } else if (counted && ok) report.totals.passed += 1;
    else if (counted) {
      report.totals.failed += 1;
      failedHere += 1;
      const path = [...names.slice(0, depth), said.replace(/ # time=.*$/, '')].join(' › ');
      report.failures.push([path, ...diagnostics(lines, i + 1)].join('\n'));
    }
    leaves[depth] = (leaves[depth] ?? 0) + (isSum ? inside : 1);
    failed[depth] = (failed[depth] ?? 0) + failedHere;
  }
  return report;
};

/** The YAML block after a failed point, without its frame. */
const diagnostics = (lines: string[], from: number): string[] => {
  if (lines[from]?.trim() !== '---') return [];
  const end = lines.findIndex((line, i) => i > from && line.trim() === '...');
  return lines.slice(from + 1, end === -1 ? from + 40 : Math.min(end, from + 60));
};
