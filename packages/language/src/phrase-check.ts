import { type Phrase, placesOf } from './phrases.ts';

export type FoundPhrase = { readonly path: string; readonly phrase: Phrase };

const ETHIOPIC = /\p{Script=Ethiopic}/u;

/** All phrases below a value, such as an imported module of words, with the path to each. */
export function phrasesIn(value: unknown, path = ''): FoundPhrase[] {
  if (typeof value !== 'object' || value === null) return [];
  // Half a phrase counts too: a forgotten language must be found, not passed over.
  if ('en' in value || 'am' in value) return [{ path, phrase: value as Phrase }];
  return Object.entries(value).flatMap(([key, inner]) => phrasesIn(inner, path ? `${path}.${key}` : key));
}

/** What is wrong with a phrase, in words; an empty list is a good phrase. */
export function phraseDefects({ en, am }: Phrase): string[] {
  const defects: string[] = [];
  for (const [lang, text] of Object.entries({ en, am })) {
    if (typeof text !== 'string' || text.trim() === '') defects.push(`no ${lang}`);
    else if (text !== text.trim()) defects.push(`space around ${lang}`);
  }
  if (defects.length > 0) return defects;
  if (!ETHIOPIC.test(am)) defects.push('the Amharic has no Ethiopic letter');
  if (ETHIOPIC.test(en)) defects.push('the English has Ethiopic letters');
  if (placesOf(en).join() !== placesOf(am).join()) {
    defects.push(`places differ: {${placesOf(en).join('}{')}} and {${placesOf(am).join('}{')}}`);
  }
  if (/::|፡፡|:-/.test(am)) defects.push('use ። and ፦');
  return defects;
}
