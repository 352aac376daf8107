// What people type, cleaned of what nobody sees, and measured as people count.
import { nameRefused, textTooLong } from '@windsurf/contracts/store-problems';
import type { FieldProblem, Problem, ProblemType } from '@windsurf/contracts/problem';
import { fieldProblems } from '@windsurf/contracts/problem';
import { countGraphemes } from '@windsurf/language/graphemes';

/** Limits in graphemes (experience.md 2.3). */
export const limits = {
  name: { min: 2, max: 60 },
  line: 80,
  bio: 300,
  linkTitle: 60,
  note: 120,
  text: 2000,
  productTitle: 120,
  description: 8000,
} as const;

// Control characters, and what is never seen or turns the direction of what follows: only ever used to deceive. Joiners
// stay, because letters and emoji are built with them.
const UNSEEN = /[^\P{Cc}\t\n]|[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** A text of several lines: line ends made equal, at most one empty line in a row, no unseen characters. */
export const cleanText = (typed: string): string =>
  typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '')
    // Each run is looked at once: from within it, a long one would take the square of its length.
    .replace(/(?<![ \t])[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** A text of one line. */
export const cleanLine = (typed: string): string => cleanText(typed).replace(/\s+/g, ' ');

/** Gathers what is wrong, so that all of it is said at once. */
export type Findings = { add(type: ProblemType, pointer: string, params?: Record<string, string | number>): void };

/** Throws one problem of its own type, or several as 422 wrong-fields; nothing when all is well. */
export function refuseFindings(found: readonly { type: ProblemType; field: FieldProblem }[]): void {
  const [first] = found;
  if (first === undefined) return;
  if (found.length === 1) throw only(first.type, first.field);
  throw fieldProblems(found.map((finding) => finding.field));
}

const only = (type: ProblemType, field: FieldProblem): Problem => type(field.params ?? {}, { pointer: field.pointer });

export function createFindings(): Findings & { refuse(): void } {
  const found: { type: ProblemType; field: FieldProblem }[] = [];
  return {
    add(type, pointer, params = {}) {
      found.push({ type, field: { pointer, says: type.says, params } });
    },
    refuse: () => refuseFindings(found),
  };
}

/** Finds a text that is longer than `limit` graphemes. */
export function checkLength(findings: Findings, text: string, limit: number, pointer: string): void {
  // No text has more graphemes than UTF-16 units, so that most are never counted.
  if (text.length <= limit) return;
  const count = countGraphemes(text);
  if (count > limit) findings.add(textTooLong, pointer, { limit, count });
}

/** Finds a name that is not 2 to 60 graphemes. */
export function checkName(findings: Findings, name: string, pointer: string): void {
  const count = countGraphemes(name);
  if (count < limits.name.min || count > limits.name.max) findings.add(nameRefused, pointer);
}
