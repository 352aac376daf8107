// What a person may decide about a case, and what is wrong with what was typed: one rule for all queues.
import { opsWords as words } from '@windsurf/language/words-ops';
import type { Phrase } from '@windsurf/language/phrases';
import { parseBirr, santim } from '@windsurf/money/money';

export type Entry = 'number' | 'reference' | 'came' | 'reason' | 'owner' | 'answer' | 'note';
/** What was typed, as it was typed. */
export type Typed = Readonly<Record<Entry, string>>;
export const nothingTyped: Typed = {
  number: '',
  reference: '',
  came: '',
  reason: '',
  owner: '',
  answer: '',
  note: '',
};

export type Decision = {
  readonly id: string;
  readonly label: Phrase;
  readonly says: Phrase;
  /** In the order of the form. The server wants a note, or an answer, for each of them. */
  readonly needs: readonly Entry[];
  /** The closed lists to choose from. */
  readonly reasons?: Readonly<Record<string, Phrase>>;
  readonly owners?: Readonly<Record<string, Phrase>>;
  /** Money leaves, or a door closes. */
  readonly danger?: boolean;
  /** Why this person may not: it is shown, not hidden. */
  readonly blocked?: string;
};

export type Wrong = { readonly entry: Entry | 'decision'; readonly says: Phrase };

/** Any sum that a rail can carry, not only a price. */
const sums = { min: santim(1), max: santim(100_000_000_000) };
const NUMBER = /^[A-Za-z0-9._/-]{4,64}$/;
export const NOTE_LEAST = 5;
export const NOTE_MOST = 1000;

const rules: Record<Entry, (text: string) => Phrase | undefined> = {
  number: (text) => (NUMBER.test(text) ? undefined : words.numberMissing),
  reference: (text) => (NUMBER.test(text) ? undefined : words.referenceMissing),
  came: (text) => (parseBirr(text, sums).ok ? undefined : words.cameWrong),
  reason: (text) => (text === '' ? words.chooseReason : undefined),
  owner: (text) => (text === '' ? words.chooseOwner : undefined),
  answer: (text) => noteRule(text),
  note: (text) => noteRule(text),
};
const noteRule = (text: string): Phrase | undefined => {
  if (text.length < NOTE_LEAST) return words.noteShort;
  return text.length > NOTE_MOST ? words.noteLong : undefined;
};

/** Everything that is wrong, in the order of the form; empty when it can be sent. */
export function wrongsOf(decision: Decision | undefined, typed: Typed): Wrong[] {
  if (decision === undefined) return [{ entry: 'decision', says: words.choose }];
  return decision.needs.flatMap((entry) => {
    const says = rules[entry](typed[entry].trim());
    return says === undefined ? [] : [{ entry, says }];
  });
}

/** What came, in santim; undefined for what is no sum. */
export const cameSantim = (typed: Typed): number | undefined => {
  const parsed = parseBirr(typed.came.trim(), sums);
  return parsed.ok ? parsed.santim : undefined;
};
