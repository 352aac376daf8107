import { westernDigits } from './numerals.ts';

/** A letter in Latin: its consonant and its vowel. The sixth order has no vowel of its own. */
type Sound = readonly [consonant: string, vowel: string];

const ORDERS = ['e', 'u', 'i', 'a', 'e', '', 'o', 'wa'] as const;
const EIGHTH_AS_O = ['e', 'u', 'i', 'a', 'e', '', 'o', 'o'] as const;
// Consonants that sound with `a` in the first order: ሀ ሐ ኀ አ ዐ.
const OPEN = ['a', 'u', 'i', 'a', 'e', '', 'o', 'wa'] as const;
const ROUNDED = ['o', '', 'wi', 'wa', 'we', 'u', '', ''] as const;

/** Rows of eight code points. Spelling follows the names that Ethiopians write: ከ and ቀ are k, ኘ is gn, ጸ is ts. */
const ROWS: readonly (readonly [first: number, consonant: string, orders: readonly string[]])[] = [
  [0x1200, 'h', ['a', 'u', 'i', 'a', 'e', '', 'o', 'o']],
  [0x1208, 'l', ORDERS],
  [0x1210, 'h', OPEN],
  [0x1218, 'm', ORDERS],
  [0x1220, 's', ORDERS],
  [0x1228, 'r', ORDERS],
  [0x1230, 's', ORDERS],
  [0x1238, 'sh', ORDERS],
  [0x1240, 'k', EIGHTH_AS_O],
  [0x1248, 'k', ROUNDED],
  [0x1250, 'k', ORDERS],
  [0x1258, 'k', ROUNDED],
  [0x1260, 'b', ORDERS],
  [0x1268, 'v', ORDERS],
  [0x1270, 't', ORDERS],
  [0x1278, 'ch', ORDERS],
  [0x1280, 'h', ['a', 'u', 'i', 'a', 'e', '', 'o', 'o']],
  [0x1288, 'h', ROUNDED],
  [0x1290, 'n', ORDERS],
  [0x1298, 'gn', ORDERS],
  [0x12a0, '', ['a', 'u', 'i', 'a', 'e', 'i', 'o', 'e']],
  [0x12a8, 'k', EIGHTH_AS_O],
  [0x12b0, 'k', ROUNDED],
  [0x12b8, 'h', ORDERS],
  [0x12c0, 'h', ROUNDED],
  [0x12c8, 'w', EIGHTH_AS_O],
  [0x12d0, '', ['a', 'u', 'i', 'a', 'e', 'i', 'o', '']],
  [0x12d8, 'z', ORDERS],
  [0x12e0, 'zh', ORDERS],
  [0x12e8, 'y', EIGHTH_AS_O],
  [0x12f0, 'd', ORDERS],
  [0x12f8, 'd', ORDERS],
  [0x1300, 'j', ORDERS],
  [0x1308, 'g', EIGHTH_AS_O],
  [0x1310, 'g', ROUNDED],
  [0x1318, 'g', ORDERS],
  [0x1320, 't', ORDERS],
  [0x1328, 'ch', ORDERS],
  [0x1330, 'p', ORDERS],
  [0x1338, 'ts', ORDERS],
  [0x1340, 'ts', EIGHTH_AS_O],
  [0x1348, 'f', ORDERS],
  [0x1350, 'p', ORDERS],
  // Extended blocks: Gurage, Me'en, Blin and Sebatbeit.
  [0x2da0, 's', ORDERS],
  [0x2da8, 'ch', ORDERS],
  [0x2db0, 'z', ORDERS],
  [0x2db8, 'ch', ORDERS],
  [0x2dc0, 'ky', ORDERS],
  [0x2dc8, 'ky', ORDERS],
  [0x2dd0, 'hy', ORDERS],
  [0x2dd8, 'gy', ORDERS],
  [0xab00, 't', ORDERS],
  [0xab08, 'd', ORDERS],
  [0xab10, 'dz', ORDERS],
  [0xab20, 'ch', ORDERS],
  [0xab28, 'b', ORDERS],
  [0x1e7e0, 'hy', ORDERS],
];

const LABIAL = ['we', 'wi', 'we', 'wi'] as const;
/** Letters outside of the rows, in runs of following code points. */
const SINGLES: readonly (readonly [first: number, sounds: readonly Sound[]])[] = [
  [
    0x1358,
    [
      ['r', 'ya'],
      ['m', 'ya'],
      ['f', 'ya'],
    ],
  ],
  [0x1380, ['m', 'b', 'f', 'p'].flatMap((consonant) => LABIAL.map((vowel): Sound => [consonant, vowel]))],
  [
    0x2d80,
    ['l', 'm', 'r', 's', 'sh', 'b', 't', 'ch', 'n', 'gn', '', 'z', 'd', 'd', 'j', 't', 'ch', 'p', 'p'].map(
      (consonant): Sound => [consonant, 'o'],
    ),
  ],
  [0x2d93, LABIAL.map((vowel): Sound => ['g', vowel])],
  [0x1e7e8, ['a', 'i', 'e', 'i'].map((vowel): Sound => ['hw', vowel])],
  [0x1e7ed, rounded('m', 'wi we')],
  [0x1e7f0, [...rounded('k', 'wi we wi'), ...rounded('b', 'wi we'), ...rounded('k', 'wi we wi')]],
  [0x1e7f8, [...rounded('g', 'wi we wi'), ...rounded('f', 'wi we'), ...rounded('p', 'wi we')]],
];

/** Words whose usual Latin spelling no rule can know, because the script does not write doubled consonants. */
const KNOWN_WORDS: Readonly<Record<string, string>> = {
  ኢትዮጵያ: 'ethiopia',
  ኢትዮጲያ: 'ethiopia',
  አዲስ: 'addis',
  አበባ: 'abeba',
  ብር: 'birr',
  ትግራይ: 'tigray',
  ቴሌብር: 'telebirr',
};

const sounds = new Map<number, Sound>();
for (const [first, consonant, orders] of ROWS) {
  orders.forEach((vowel, order) => sounds.set(first + order, [consonant, vowel]));
}
for (const [first, run] of SINGLES) run.forEach((sound, at) => sounds.set(first + at, sound));

/**
 * Writes Ethiopic text with Latin letters the way names are usually written (`የእንጀራ መጽሐፍ` becomes `yeinjera
 * metshaf`). Ethiopic marks between words become spaces, numerals become 0–9; everything else is left as it is.
 */
export function transliterate(text: string): string {
  return westernDigits(text)
    .replace(/[\u1360-\u1368]+/gu, ' ')
    .replace(/[\u135d-\u135f\u1390-\u1399]+/gu, '')
    .replace(/\p{Script=Ethiopic}+/gu, (word) => KNOWN_WORDS[word] ?? spell(word));
}

/**
 * Joins letters to syllables of the form (C)V(C), with two consonants allowed at the end of a word. A sixth-order
 * letter closes an open syllable (`መጽ` mets); elsewhere it needs an `i` to be said (`ት|ም` tim).
 */
function spell(word: string): string {
  const letters = [...word].map((letter): Sound => sounds.get(letter.codePointAt(0) ?? 0) ?? ['', '']);
  let latin = '';
  let open = false;
  letters.forEach(([consonant, vowel], at) => {
    const last = at === letters.length - 1;
    if (vowel !== '') {
      latin += consonant + vowel;
      open = true;
    } else if (open || (last && letters.length > 1)) {
      latin += consonant;
      open = false;
    } else {
      latin += `${consonant}i`;
      open = true;
    }
  });
  return latin;
}

function rounded(consonant: string, vowels: string): Sound[] {
  return vowels.split(' ').map((vowel): Sound => [consonant, vowel]);
}
