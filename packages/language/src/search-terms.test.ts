import t from 'tap';
import { searchQuery, searchVector, searchWords } from './search-terms.ts';

const formsOf = (text: string) => searchWords(text)[0];

t.test('a word is known without its prefix, its plural and its article', async (t) => {
  t.ok(formsOf('የሒሳብ')?.w.includes('ሂሳብ'));
  t.ok(formsOf('ምግቦች')?.w.includes('ምግብ'));
  t.ok(formsOf('ሒሳቡ')?.w.includes('ሂሳብ'));
  t.ok(formsOf('ጥያቄዎችና')?.w.includes('ጥያቄ'));
  t.ok(formsOf('stories')?.w.includes('story'));
  t.ok(formsOf('classes')?.w.includes('class'));
  t.notOk(formsOf('glass')?.w.includes('glas'), 'what is no plural loses nothing');
  t.ok(formsOf('ቡና')?.l.includes('buna'));
});

t.test('numbers are looked for by themselves, with or without what is written to them', async (t) => {
  t.same(
    searchWords('የ12ኛ በ30').flatMap(({ w }) => w.filter((one) => /\d/.test(one))),
    ['12', '30'],
  );
});

t.test('typists who differ in vowels and doubled letters meet in the consonants', async (t) => {
  for (const [one, other] of [
    ['ጎንደር', 'gondar'],
    ['ወጥ', 'wot'],
    ['ሰላም', 'salaam'],
    ['መጽሐፍ', 'metshaf'],
    ['ቋንቋ', 'qwanqwa'],
  ] as const) {
    const same = formsOf(one)?.s.filter((bones) => formsOf(other)?.s.includes(bones));
    t.not(same?.length ?? 0, 0, `${one} and ${other}`);
  }
  t.same(formsOf('a')?.s, [], 'one letter has no skeleton');
});

t.test('a vector keeps the heaviest weight of a word, and the forms weigh less and less', async (t) => {
  const vector = searchVector([
    { text: 'buna', weight: 'A' },
    { text: 'buna ቡና', weight: 'C' },
  ]);
  t.match(vector, /'wbuna':1A/);
  t.match(vector, /'lbuna':1B/);
  t.match(vector, /'sbn':1D/);
  t.notMatch(vector, /'wbuna':1C/);
  t.equal(searchVector([]), '');
});

t.test('whatever is typed becomes words or nothing, and never the language of the query', async (t) => {
  for (const nothing of ['', '   ', '!!!', "' & |", ':*', '\u0000', '🎉'])
    t.equal(searchQuery(nothing, 'all'), undefined);
  const query = searchQuery("o'brien & (DROP)", 'all') ?? '';
  t.notMatch(query.replaceAll(/'[^']*'/g, ''), /[^ ()&|:*]/, query);
  t.match(searchQuery('ቡና kafa', 'any') ?? '', / \| \(/);
  t.match(searchQuery('selam bun', 'all') ?? '', /'wbun':\*/, 'the last word may go on');
  t.ok((searchQuery('x '.repeat(100), 'all') ?? '').split(' & ').length <= 8);
});
