// What of a text is looked for, and in which of its forms. Query and index are written by the same rules, so that a title
// in Ethiopic is found by who types it with other homophones, with Latin letters, or with a prefix less.
import { fold, foldLatin } from './fold.ts';

/**
 * A form of a word: `w` as it is written (folded) · `l` in Latin letters, as a typist would spell it · `s` its consonants,
 * on which typists agree when they differ in vowels. The sign stands in front of the word, so that forms never mix.
 */
export type Form = 'w' | 'l' | 's';
export type Word = { readonly [form in Form]: readonly string[] };

const mostWords = 64;

/** Little words that open an Amharic word: of, in, for, from, and what makes a verb relative. */
const openings = 'እንደ ስለ ወደ የ በ ለ ከ እየ ያለ'.split(' ');
/** What closes one: plurals, the article, "and", the object. Longest first. */
const closings = 'ዎቻችን ዎችን ዎችና ዎች ዎቹ ችን ችና ንና ዊት ዊ ዋን ውን ና ን ው ዋ ም ት ቹ ች ህ ሽ'.split(' ');
const leastStem = 2;

/** Letters of the seventh order, in which an Amharic plural leaves the last letter of its noun, by the sixth. */
const seventhToSixth = (letter: string): string => {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 0x1200 && code <= 0x1357 && code % 8 === 6 ? String.fromCodePoint(code - 1) : letter;
};
/** Letters said with a vowel, by the bare letter: ሒሳቡ and ሒሳብ. */
const bare = (letter: string): string => {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 0x1200 && code <= 0x1357 && code % 8 < 7 ? String.fromCodePoint(code - (code % 8) + 5) : letter;
};
const isEthiopic = (word: string): boolean => /^\p{Script=Ethiopic}+$/u.test(word);

/** A folded word and what is left of it without openings and closings; English words lose their plural. */
function stems(word: string): string[] {
  if (!isEthiopic(word)) {
    if (/^[a-z]{4,}$/.test(word)) {
      if (word.endsWith('ies')) return [word, `${word.slice(0, -3)}y`];
      if (/(?:[sxz]|ch|sh)es$/.test(word)) return [word, word.slice(0, -2), word.slice(0, -1)];
      if (word.endsWith('s') && !word.endsWith('ss')) return [word, word.slice(0, -1)];
    }
    return [word];
  }
  const lengthOf = (text: string): number => [...text].length;
  const shortened = openings
    .filter((opening) => word.startsWith(opening) && lengthOf(word) - lengthOf(opening) >= leastStem)
    .map((opening) => word.slice(opening.length));
  const opened = [word, ...shortened];
  const closed = opened.flatMap((one) =>
    closings
      .filter((closing) => one.endsWith(closing) && lengthOf(one) - lengthOf(closing) >= leastStem)
      .map((closing) => one.slice(0, -closing.length)),
  );
  const found = [...opened, ...closed, ...closed.map((one) => endsAs(one, seventhToSixth))];
  return unique([...found, ...found.filter((one) => lengthOf(one) >= leastStem).map((one) => endsAs(one, bare))]);
}

const endsAs = (word: string, change: (letter: string) => string): string => {
  const letters = [...word];
  const last = letters.pop();
  return last === undefined ? word : letters.join('') + change(last);
};
const unique = (words: readonly string[]): string[] => [...new Set(words)].filter((word) => word !== '');

/** Only consonants, the ones that typists mix as one; empty when too few are left to mean anything. */
function consonants(latin: string): string {
  const bones = latin
    .replace(/sh|ch|zh/g, (both) => (both === 'sh' ? 'x' : both === 'ch' ? 'c' : 'j'))
    .replace(/ts/g, 's')
    .replace(/gn/g, 'n')
    .replace(/v/g, 'b')
    .replace(/p/g, 'f')
    .replace(/c(?=[kaou])/g, 'k')
    .replace(/[aeiou]|(?<=.)[wyh]/g, '')
    .replace(/(.)\1+/g, '$1');
  return bones.length >= 2 ? bones : '';
}

/** The words of a text, each in all its forms; at most 64 words. */
export function searchWords(text: string): Word[] {
  const words = fold(text)
    // A number with a prefix or an ending is looked for as the number: በ30, 12ኛ.
    .replace(/(?<=\p{Script=Ethiopic})(?=\d)|(?<=\d)(?=\p{Script=Ethiopic})/gu, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, mostWords);
  return words.map((word) => {
    const written = stems(word);
    const latin = unique(written.map(foldLatin));
    return { w: written, l: latin, s: unique(latin.map(consonants)) };
  });
}

/** A lexeme as PostgreSQL reads it inside a tsvector or tsquery. */
const lexeme = (form: Form, word: string): string => `'${form}${word.replaceAll(/['\\]/g, '')}'`;

/**
 * The text of a tsvector. `parts` come with the weight of their words as written, A to D; other forms weigh one step less,
 * consonants least of all.
 */
export function searchVector(parts: readonly { readonly text: string; readonly weight: 'A' | 'B' | 'C' }[]): string {
  const best = new Map<string, string>();
  for (const { text, weight } of parts) {
    for (const word of searchWords(text)) {
      const less = weight === 'A' ? 'B' : 'C';
      const put = (form: Form, all: readonly string[], how: string): void => {
        for (const one of all) {
          const key = lexeme(form, one);
          const before = best.get(key);
          if (before === undefined || how < before) best.set(key, how);
        }
      };
      put('w', word.w, weight);
      put('l', word.l, less);
      put('s', word.s, 'D');
    }
  }
  return [...best].map(([key, weight]) => `${key}:1${weight}`).join(' ');
}

/**
 * The text of a tsquery for what somebody typed, undefined when it has no word. Each word is looked for in all its forms,
 * the last one also as a beginning, because people see results while they type. `all`: every word must be there;
 * `any`: one is enough.
 */
export function searchQuery(typed: string, how: 'all' | 'any'): string | undefined {
  const words = searchWords(typed).slice(0, 8);
  if (words.length === 0) return undefined;
  const asked = words.map((word, at) => {
    const open = at === words.length - 1 ? ':*' : '';
    const forms = [
      ...word.w.map((one) => `${lexeme('w', one)}${[...one].length > 1 ? open : ''}`),
      ...word.l.map((one) => `${lexeme('l', one)}${one.length > 2 ? open : ''}`),
      ...word.s.map((one) => lexeme('s', one)),
    ];
    return `(${forms.join(' | ')})`;
  });
  return asked.join(how === 'all' ? ' & ' : ' | ');
}
