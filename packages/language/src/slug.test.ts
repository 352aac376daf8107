import fc from 'fast-check';
import t, { type Test } from 'tap';
import { westernDigits } from './numerals.ts';
import { handleCandidates, handleProposals, isHandle, slug } from './slug.ts';
import { transliterate } from './transliterate.ts';

const ethiopicLetters: string[] = [];
for (let code = 0x1200; code <= 0x1e7ff; code += 1) {
  const letter = String.fromCodePoint(code);
  if (/^(?=\p{Script=Ethiopic})\p{L}$/u.test(letter)) ethiopicLetters.push(letter);
}

t.test('a title becomes an address that its reader can say', async (t) => {
  const cases = {
    'የእንጀራ መጽሐፍ': 'yeinjera-metshaf',
    'አበበ ቢቂላ': 'abebe-bikila',
    'ዓለማየሁ ገላን': 'alemayehu-gelan',
    'ኃይለ ገብረሥላሴ': 'hayle-gebreslase',
    ጥሩነሽ: 'tirunesh',
    ትምህርት: 'timhirt',
    ጐንደር: 'gonder',
    'አዲስ አበባ': 'addis-abeba',
    'ሰላም፡ለሁሉም።': 'selam-lehulum',
    'ክፍል ፩፦ መግቢያ': 'kifl-1-megbiya',
    'ቋንቋ እና ሟርት': 'kwankwa-ina-mwart',
    'የ2019 ዕቅድ': 'ye2019-ikd',
    'Café Ñandú & Straße': 'cafe-nandu-strasse',
    'Abebe’s E-Book (2nd)': 'abebes-e-book-2nd',
    'Mixed ድብልቅ Title': 'mixed-diblik-title',
    '---': '',
    '😀 العربية': '',
  };
  for (const [title, expected] of Object.entries(cases)) t.equal(slug(title), expected, title);
  t.equal(slug('one two three', 9), 'one-two');
  t.equal(slug('onetwothree', 5), 'onetw');
});

t.test('each letter of the Ethiopic blocks has a Latin sound, labialised letters included', async (t) => {
  t.comment(`${ethiopicLetters.length} letters`);
  t.ok(ethiopicLetters.length > 450);
  t.same(
    ethiopicLetters.filter((letter) => !/^[a-z]+$/.test(transliterate(letter))),
    [],
  );
  const first = { ሏ: 'lwa', ቧ: 'bwa', ኳ: 'kwa', ጓ: 'gwa', ቈ: 'ko', ኵ: 'ku', ፘ: 'rya', ᎀ: 'mwe', ꬠ: 'che', ሇ: 'ho' };
  for (const [letter, sound] of Object.entries(first)) t.equal(transliterate(letter), sound, letter);
});

t.test('Ethiopic numerals are read by their pairs', async (t) => {
  const cases = {
    '፩': '1',
    '፲': '10',
    '፲፩': '11',
    '፻': '100',
    '፻፳፫': '123',
    '፳፻፲፱': '2019',
    '፼': '10000',
    '፲፪፼፫፻': '120300',
    '፼፼': '100000000',
  };
  for (const [numerals, digits] of Object.entries(cases)) t.equal(westernDigits(numerals), digits, numerals);
});

t.test('whatever is typed, an address has only a–z, 0–9 and single hyphens, and Ethiopic never vanishes', async (t) => {
  const piece = fc.oneof(
    fc.constantFrom(...ethiopicLetters),
    fc.constantFrom(' ', '፡', '።', '-', "'"),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  holds(
    t,
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const address = slug(text);
      const shape = address === '' || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(address);
      return shape && address.length <= 60 && (address !== '' || !pieces.some((one) => ethiopicLetters.includes(one)));
    }),
  );
});

t.test('a name gets four different handles of the right shape, none of them taken', async (t) => {
  t.same(handleProposals('አበበ ቢቂላ'), {
    handle: 'abebe-bikila',
    alternatives: ['abebebikila', 'abebe-b', 'a-bikila'],
  });
  const taken = new Set(handleCandidates('አበበ ቢቂላ', 12));
  t.equal(taken.size, 12);
  t.notOk(taken.has(handleProposals('አበበ ቢቂላ', taken).handle));
  for (const name of ['', '😀', 'ም', 'አ', '-', 'a', 'ab', 'x'.repeat(200), 'የ'.repeat(200), 'محمد', 'A B C D E F G']) {
    const { handle, alternatives } = handleProposals(name);
    const all = [handle, ...alternatives];
    t.equal(new Set(all).size, 4, `four for “${name.slice(0, 12)}”: ${all.join(' ')}`);
    t.ok(all.every(isHandle), 'all of the shape');
  }
  holds(
    t,
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
      const { handle, alternatives } = handleProposals(name);
      return isHandle(handle) && alternatives.every(isHandle) && new Set([handle, ...alternatives]).size === 4;
    }),
  );
});

t.test('a handle has 3 to 30 letters of the right kind', async (t) => {
  for (const good of ['abc', 'a-b', '123', 'a'.repeat(30)]) t.ok(isHandle(good), good);
  for (const bad of ['', 'ab', 'a'.repeat(31), '-ab', 'ab-', 'a--b', 'ABC', 'አበበ', 'a b', 'abc\n']) {
    t.notOk(isHandle(bad), JSON.stringify(bad));
  }
});

/** Fails when a case breaks the property, and when fewer than 10,000 cases were tried. */
function holds<Values>(t: Test, property: fc.IProperty<Values>): void {
  const run = fc.check(property, { numRuns: 10_000 });
  t.match(run, { failed: false, numRuns: 10_000 }, fc.defaultReportMessage(run) ?? '10,000 cases');
}
