// What the fields of blocks and their choices are called.
import type { Phrase } from '@windsurf/language/phrases';
import { choiceWords, fieldWords } from '@windsurf/language/words-dashboard-blocks';
import { tr } from '../words.ts';

export const find = (catalog: Readonly<Record<string, Phrase>>, kind: string, key: string): Phrase | undefined =>
  catalog[`${kind}.${key}`] ?? catalog[key];
export const labelOf = (kind: string, key: string): string => tr(find(fieldWords, kind, key) ?? fieldWords.title);
export const optionOf = (key: string, value: string | number): string => {
  const phrase = (choiceWords as Readonly<Record<string, Phrase>>)[`${key}.${value}`];
  return phrase === undefined ? String(value) : tr(phrase);
};
