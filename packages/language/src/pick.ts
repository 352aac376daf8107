import type { Language } from './phrases.ts';

/** Reads a language tag (`am`, `am-ET`, `en`, `en-GB`); undefined for anything else. */
export function asLanguage(tag: unknown): Language | undefined {
  if (typeof tag !== 'string') return undefined;
  const primary = tag.trim().toLowerCase().split(/[-_]/)[0];
  return primary === 'am' || primary === 'en' ? primary : undefined;
}

/**
 * The language of an answer. The explicit wish (`?lang=`) wins; then `Accept-Language`; Amharic when neither says
 * English. A Tigrinya reader (`ti`) gets Amharic, because it is in their script. Nothing is stored.
 *
 * @param acceptLanguage value of the header, if there is one
 * @param wish value of the `lang` query parameter, if there is one
 */
export function pickLanguage(acceptLanguage?: string | null, wish?: unknown): Language {
  const asked = asLanguage(wish);
  if (asked) return asked;
  let best: { language: Language; quality: number } = { language: 'am', quality: 0 };
  // A hostile header may be long; ours are short.
  for (const range of (acceptLanguage ?? '').slice(0, 1000).split(',')) {
    const [tag = '', ...params] = range.split(';').map((part) => part.trim());
    const language = /^ti(-|$)/i.test(tag) ? 'am' : asLanguage(tag);
    const given = params.find((param) => /^q=/i.test(param))?.slice(2);
    const quality = given === undefined ? 1 : Number(given);
    if (language && quality > best.quality && quality <= 1) best = { language, quality };
  }
  return best.language;
}
