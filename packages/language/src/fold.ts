import { westernDigits } from './numerals.ts';
import { transliterate } from './transliterate.ts';

/** Rows of letters that sound alike in Amharic: first code point of the row, and of the row that stands for both. */
const LIKE_ROWS: readonly (readonly [from: number, to: number])[] = [
  [0x1210, 0x1200], // ሐ → ሀ
  [0x1280, 0x1200], // ኀ → ሀ
  [0x12b8, 0x1200], // ኸ → ሀ
  [0x1220, 0x1230], // ሠ → ሰ
  [0x12d0, 0x12a0], // ዐ → አ
  [0x1340, 0x1338], // ፀ → ጸ
];

/** Single letters: the fourth order that is said as the first, and the rounded letters with a plain twin. */
const LIKE_LETTERS = new Map([
  ...pairs('ሃ ኻ ሓ ኃ', 'ሀ'),
  ...pairs('ኣ ዓ ኧ', 'አ'),
  ...pairs('ሗ ዃ', 'ኋ'),
  ...pairs('ቈ ቇ', 'ቆ'),
  ...pairs('ቍ ቊ', 'ቁ'),
  ...pairs('ኈ ኇ ሇ ዀ', 'ሆ'),
  ...pairs('ኍ ኊ ዅ ዂ', 'ሁ'),
  ...pairs('ኰ ኯ', 'ኮ'),
  ...pairs('ኵ ኲ', 'ኩ'),
  ...pairs('ጐ ጏ', 'ጎ'),
  ...pairs('ጕ ጒ', 'ጉ'),
  ...pairs('ዏ', 'ዎ'),
  ...pairs('ዯ', 'ዮ'),
  ...pairs('ቌ ዄ', 'ቄ'),
  ...pairs('ኴ', 'ኬ'),
  ...pairs('ጔ', 'ጌ'),
]);
for (const [from, to] of LIKE_ROWS) {
  for (let order = 0; order < 7; order += 1) {
    const target = String.fromCodePoint(to + order);
    const letter = String.fromCodePoint(from + order);
    if (!LIKE_LETTERS.has(letter)) LIKE_LETTERS.set(letter, LIKE_LETTERS.get(target) ?? target);
  }
}

/** What is often typed as two letters, u-order and ዋ or አ, against the one labialised letter: ሙዋ or ሙአ is ሟ. */
const LABIALISED = new Map(
  [
    'ሉሏ',
    'ሙሟ',
    'ሩሯ',
    'ሱሷ',
    'ሹሿ',
    'ቁቋ',
    'ቡቧ',
    'ቱቷ',
    'ቹቿ',
    'ሁኋ',
    'ኑኗ',
    'ኙኟ',
    'ኩኳ',
    'ዙዟ',
    'ዡዧ',
    'ዱዷ',
    'ጁጇ',
    'ጉጓ',
    'ጡጧ',
    'ጩጯ',
    'ጹጿ',
    'ፉፏ',
    'ፑፗ',
  ].map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
);

/**
 * Brings text to the form in which it is searched, never shown: homophones and labialised pairs become one letter,
 * Latin loses case and accents, Ethiopic numerals become digits, and every mark (፡ ። ፣ `::` `:-` and the rest)
 * becomes one space. Query and column are folded alike; folding twice changes nothing.
 */
export function fold(text: string): string {
  return westernDigits(text.normalize('NFKD').toLowerCase())
    .replace(/\p{M}+/gu, '')
    .replace(/\p{Script=Ethiopic}/gu, (letter) => LIKE_LETTERS.get(letter) ?? letter)
    .replace(/(.)[ዋአ]/gu, (both, letter: string) => LABIALISED.get(letter) ?? both)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The folded text as a Latin typist would look for it: `ሰላም` and `Selam` both give `selam`. Doubled letters count once,
 * and the spellings that people mix (q/k, ph/f, ny/gn, tz/ts) are one. Store it beside {@link fold} and search both.
 */
export function foldLatin(text: string): string {
  return fold(transliterate(fold(text)))
    .replace(/q/g, 'k')
    .replace(/ph/g, 'f')
    .replace(/ny/g, 'gn')
    .replace(/tz/g, 'ts')
    .replace(/(\p{L})\1+/gu, '$1');
}

function pairs(letters: string, to: string): [string, string][] {
  return letters.split(' ').map((letter) => [letter, to]);
}
