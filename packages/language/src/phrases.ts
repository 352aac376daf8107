/** The two languages of the product. Amharic is the one that a reader gets who did not ask for English. */
export type Language = 'am' | 'en';

/**
 * One sentence in both languages: both are required, so a missing translation does not compile.
 * `{name}` marks a place that {@link say} fills. `reviewed` is set only after a native reader has read the Amharic.
 */
export type Phrase = { readonly en: string; readonly am: string; readonly reviewed?: boolean };

export type PhraseParams = Readonly<Record<string, string | number>>;

const PLACE = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g;

/**
 * The sentence in one language with its places filled. The answer is plain text: escape it where it becomes HTML.
 * A place without a value stays visible as `{name}`: a sentence with a hole is better for the person than an error page.
 */
export function say(phrase: Phrase, lang: Language, params: PhraseParams = {}): string {
  return phrase[lang].replace(PLACE, (place, name: string) =>
    // An own property only: a place called {toString} must not print a function.
    Object.entries(params).some(([key]) => key === name) ? String(params[name]) : place,
  );
}

/** Fills the places of both languages; a value may itself be a phrase. For sentences that travel, such as problems. */
export function fill(phrase: Phrase, params: Readonly<Record<string, string | number | Phrase>>): Phrase {
  const valuesIn = (lang: Language): PhraseParams =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? value[lang] : value]),
    );
  return { ...phrase, en: say(phrase, 'en', valuesIn('en')), am: say(phrase, 'am', valuesIn('am')) };
}

/** The names of the places of one sentence, sorted, each once. */
export function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACE)].map((match) => match[1] ?? ''))].sort();
}
