import fc from 'fast-check';
import t, { type Test } from 'tap';
import { fold, foldLatin } from './fold.ts';

t.test('spellings that sound alike are found by each other', async (t) => {
  const pairs: [string, string][] = [
    ['ሀገር', 'ሃገር'],
    ['ሐገር', 'ኀገር'],
    ['ሀገር', 'ኃገር'],
    ['ሥራ', 'ስራ'],
    ['ሠላም', 'ሰላም'],
    ['ዓለም', 'አለም'],
    ['ዐለም', 'ኣለም'],
    ['ፀሐይ', 'ጸሀይ'],
    ['መጽሐፍ', 'መፅሃፍ'],
    ['ጽሑፍ', 'ፅሁፍ'],
    ['ኅዳር', 'ህዳር'],
    ['ታኅሣሥ', 'ታህሳስ'],
    ['ዕቁብ', 'እቁብ'],
    ['ዒላማ', 'ኢላማ'],
    ['ኧረ', 'አረ'],
    ['ጐንደር', 'ጎንደር'],
    ['ቍጥር', 'ቁጥር'],
    ['ቈላ', 'ቆላ'],
    ['ኵራት', 'ኩራት'],
    ['ኰሶ', 'ኮሶ'],
    ['ጕልበት', 'ጉልበት'],
    ['ኈለ', 'ሆለ'],
    ['ቋንቋ', 'ቁዋንቁዋ'],
    ['ሟርት', 'ሙዋርት'],
    ['ሟርት', 'ሙአርት'],
    ['ጓደኛ', 'ጉዋደኛ'],
    ['በኋላ', 'በሁዋላ'],
    ['ቷ', 'ቱዋ'],
    ['ሰላም፡ለሁሉም', 'ሰላም ለሁሉም'],
    ['ሰላም።ነው', 'ሰላም::ነው'],
    ['ሰላም፡፡ነው', 'ሰላም። ነው'],
    ['ዝርዝር፦አንድ', 'ዝርዝር:-አንድ'],
    ['ክፍል ፳፫', 'ክፍል 23'],
    ['CAFÉ', 'cafe'],
    ['Ｅ-Book', 'e book'],
    ['አ፟በበ', 'አበበ'],
  ];
  t.comment(`${pairs.length} pairs`);
  for (const [one, other] of pairs) t.equal(fold(one), fold(other), `${one} = ${other}`);
});

t.test('different words stay different', async (t) => {
  const pairs = [
    ['ሰላም', 'ሸላም'],
    ['በላ', 'ባላ'],
    ['ቀለም', 'ከለም'],
    ['ጠጅ', 'ተጅ'],
    ['ሸማ', 'ሰማ'],
  ] as const;
  for (const [one, other] of pairs) t.not(fold(one), fold(other), `${one} ≠ ${other}`);
});

t.test('a word typed with Latin letters finds the Ethiopic one', async (t) => {
  const pairs = [
    ['selam', 'ሰላም'],
    ['Abebe', 'አበበ'],
    ['bekele', 'በቀለ'],
    ['Beqele', 'በቀለ'],
    ['Addis', 'አዲስ'],
    ['birr', 'ብር'],
    ['dagnachew', 'ዳኛቸው'],
    ['danyachew', 'ዳኛቸው'],
    ['tsehay', 'ፀሐይ'],
    ['tzehay', 'ጸሀይ'],
    ['gonder', 'ጐንደር'],
    ['Gondar buna', 'Gondar ቡና'],
  ] as const;
  for (const [typed, written] of pairs) t.equal(foldLatin(typed), foldLatin(written), `${typed} finds ${written}`);
});

t.test('folding twice changes nothing, and only letters, digits and single spaces are left', async (t) => {
  const ethiopic = fc.integer({ min: 0x1200, max: 0x139f }).map((code) => String.fromCodePoint(code));
  const text = fc.array(fc.oneof({ weight: 3, arbitrary: ethiopic }, fc.string({ unit: 'grapheme', maxLength: 3 })), {
    maxLength: 30,
  });
  holds(
    t,
    fc.property(text, (pieces) => {
      const folded = fold(pieces.join(''));
      return fold(folded) === folded && /^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u.test(folded);
    }),
  );
});

/** Fails when a case breaks the property, and when fewer than 10,000 cases were tried. */
function holds<Values>(t: Test, property: fc.IProperty<Values>): void {
  const run = fc.check(property, { numRuns: 10_000 });
  t.match(run, { failed: false, numRuns: 10_000 }, fc.defaultReportMessage(run) ?? '10,000 cases');
}
