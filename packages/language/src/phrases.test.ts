import t from 'tap';
import { countGraphemes, cutGraphemes } from './graphemes.ts';
import { fill, placesOf, say } from './phrases.ts';
import { asLanguage, pickLanguage } from './pick.ts';
import { common } from './words-common.ts';

t.test('a sentence is said in the reader’s language with its places filled', async (t) => {
  const phrase = { en: 'Pay {amount} to {name}', am: 'ለ{name} {amount} ይክፈሉ' };
  t.equal(say(phrase, 'en', { amount: 5, name: 'Abebe' }), 'Pay 5 to Abebe');
  t.equal(say(phrase, 'am', { amount: 5, name: 'አበበ' }), 'ለአበበ 5 ይክፈሉ');
  t.equal(say(common.thereIsAProblem, 'am'), 'ችግር አለ');
  t.equal(say(common.errorPrefix, 'am'), 'ስህተት፦');
});

t.test('a place without a value stays visible, and a value is never read as a pattern or a place', async (t) => {
  const phrase = { en: '{toString} {name}', am: '{toString} {name} ሰላም' };
  t.equal(say(phrase, 'en'), '{toString} {name}');
  t.equal(say(phrase, 'en', { name: "$& $1 {toString} $'" }), "{toString} $& $1 {toString} $'");
  t.same(placesOf('{b} {a} {b} {} { a }'), ['a', 'b']);
});

t.test('a phrase can be filled with phrases and stays a phrase', async (t) => {
  t.same(fill({ en: 'At least {min}.', am: 'ቢያንስ {min}።' }, { min: { en: '1 birr', am: '1 ብር' } }), {
    en: 'At least 1 birr.',
    am: 'ቢያንስ 1 ብር።',
  });
});

t.test('the language is the wish, else English only where the browser prefers it, else Amharic', async (t) => {
  const cases: [header: string | undefined, wish: unknown, expected: string][] = [
    [undefined, undefined, 'am'],
    ['', undefined, 'am'],
    ['en-US,en;q=0.9', undefined, 'en'],
    ['en-US,en;q=0.9,am;q=0.8', undefined, 'en'],
    ['am-ET,am;q=0.9,en;q=0.8', undefined, 'am'],
    ['am;q=0.5, en;q=0.7', undefined, 'en'],
    ['ti,en;q=0.5', undefined, 'am'],
    ['tig,en;q=0.5', undefined, 'en'],
    ['fr-FR,fr;q=0.9,en;q=0.4', undefined, 'en'],
    ['fr,om', undefined, 'am'],
    ['*', undefined, 'am'],
    ['en;q=0', undefined, 'am'],
    ['en;q=nonsense', undefined, 'am'],
    ['en;q=9', undefined, 'am'],
    ['EN-gb', undefined, 'en'],
    ['am', 'en', 'en'],
    ['en', 'am', 'am'],
    ['en', 'fr', 'en'],
    ['en', ['am'], 'en'],
    [`${'x'.repeat(100_000)},en`, undefined, 'am'],
  ];
  for (const [header, wish, expected] of cases) {
    t.equal(pickLanguage(header, wish), expected, `${header?.slice(0, 40)} with ${String(wish)}`);
  }
  t.equal(asLanguage('am_ET'), 'am');
  t.equal(asLanguage('amx'), undefined);
});

t.test('letters are counted and cut as people see them', async (t) => {
  t.equal(countGraphemes('ጿቿዟ'), 3);
  t.equal(countGraphemes('👩‍👩‍👧 é'), 3);
  t.equal(countGraphemes(''), 0);
  t.equal(cutGraphemes('  የእንጀራ መጽሐፍ ', 20), 'የእንጀራ መጽሐፍ');
  t.equal(cutGraphemes('የእንጀራ መጽሐፍ ለሁሉም', 12), 'የእንጀራ መጽሐፍ…');
  t.equal(cutGraphemes('የእንጀራ፡መጽሐፍ።ለሁሉም', 13), 'የእንጀራ፡መጽሐፍ…');
  t.equal(cutGraphemes('ብብብብብብብብብብ', 5), 'ብብብብ…');
  t.equal(cutGraphemes('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2), '👩‍👩‍👧…');
  for (const max of [1, 2, 3, 7, 11]) {
    t.ok(countGraphemes(cutGraphemes('A long title, የእንጀራ መጽሐፍ', max)) <= max, `at most ${max}`);
  }
  t.throws(() => cutGraphemes('a', 0), RangeError);
});
