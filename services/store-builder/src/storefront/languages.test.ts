import { createHash } from 'node:crypto';
import t from 'tap';
import { startTestStores } from '../testing.ts';

const s = await startTestStores(t);
const blocks = [
  { id: 'a', kind: 'link', visible: true, title: 'የሒሳብ ትምህርት', url: 'https://example.com/a' },
  {
    id: 'q',
    kind: 'questions',
    visible: true,
    entries: [{ question: 'እንዴት እከፍላለሁ?', answer: 'በቴሌብር።\nበማንኛውም ሰዓት።' }],
  },
] as never;
const translations = [
  { from: 'አበባ መጻሕፍት', to: 'Abeba Books' },
  { from: 'ማስታወሻዎች ለ12ኛ ክፍል', to: '  Notes for   grade 12 ' },
  { from: 'እንዴት እከፍላለሁ?', to: 'How do I pay?' },
  { from: 'በቴሌብር።\nበማንኛውም ሰዓት።', to: 'With telebirr.\nAt any hour.' },
];
const shop = async () => {
  const of = await s.creator('አበባ መጻሕፍት', 'am');
  const saved = await s.save(of, { displayName: 'አበባ መጻሕፍት', line: 'ማስታወሻዎች ለ12ኛ ክፍል', blocks, translations });
  if (saved.statusCode !== 200) throw new Error(saved.body);
  await s.publish(of);
  return of;
};

t.test('a page speaks both languages; what is not translated stays as it was written, in its own voice', async (t) => {
  const of = await shop();
  const am = (await s.get(`/@${of.handle}?lang=am`)).body;
  t.match(am, '<html lang="am">');
  t.match(am, '<h1>አበባ መጻሕፍት</h1>');
  t.notMatch(am, 'Abeba Books');
  const en = (await s.get(`/@${of.handle}?lang=en`)).body;
  t.match(en, '<html lang="en">');
  t.match(en, '<h1>Abeba Books</h1>');
  t.match(en, '<title>Abeba Books</title>');
  t.match(en, 'Notes for grade 12', 'cleaned like every text');
  t.match(en, /How do I pay\?/);
  t.match(en, /With telebirr\.<\/p><p[^>]*>At any hour\./, 'lines stay lines');
  t.match(en, /lang="am"[^>]*>(<svg.*?<\/svg>)?<span>የሒሳብ ትምህርት/, 'a screen reader changes its voice for what is left');
  t.match(en, 'property="og:title" content="Abeba Books"');
  t.match(en, 'property="og:description" content="Notes for grade 12"');
});

t.test('search engines hear of both, and the switch keeps the path', async (t) => {
  const of = await shop();
  const product = await s.published(of);
  for (const path of [`/@${of.handle}`, `/@${of.handle}/${product.slug}`]) {
    const page = (await s.get(`${path}?lang=am`)).body;
    for (const lang of ['am', 'en']) {
      t.match(page, `<link rel="alternate" hreflang="${lang}" href="${s.deps.storeOrigin}${path}?lang=${lang}">`);
      t.match(page, `<a href="${path}?lang=${lang}" lang="${lang}" hreflang="${lang}"`);
    }
  }
  t.match(
    (await s.get(`/@${of.handle}/${product.slug}?lang=en`)).body,
    'Abeba Books',
    'the store’s name on a product too',
  );
});

t.test('pages behind the page speak it too', async (t) => {
  const of = await s.creator('አበባ መጻሕፍት', 'am');
  const list = {
    id: 'l',
    kind: 'product-list',
    visible: true,
    heading: 'ሁሉም መጻሕፍት',
    source: 'all',
    order: 'newest',
    columns: 1,
    addNew: true,
  };
  await s.published(of);
  const translated = [
    { from: 'ሁሉም መጻሕፍት', to: 'All books' },
    { from: 'All books', to: 'ሌላ' },
  ];
  const saved = await s.save(of, { blocks: [list] as never, translations: translated });
  t.equal(saved.statusCode, 200);
  await s.publish(of);
  for (const url of [`/@${of.handle}`, `/@${of.handle}/list/l/1`]) {
    t.match((await s.get(`${url}?lang=en`)).body, 'All books', url);
    t.match((await s.get(`${url}?lang=am`)).body, 'ሁሉም መጻሕፍት', url);
  }
});

t.test('a text that was changed has no translation any more, and one that is gone is not published', async (t) => {
  const of = await shop();
  await s.save(of, { line: 'ማስታወሻዎች ለሁሉም' });
  await s.publish(of);
  const en = (await s.get(`/@${of.handle}?lang=en`)).body;
  t.notMatch(en, 'grade 12', 'what she said before is not put into her mouth');
  t.match(en, 'ማስታወሻዎች ለሁሉም');
  const [row] = await s.db.look('select content from store.public_pages where creator_id = $1', [of.creatorId]);
  t.notMatch(JSON.stringify(row), 'grade 12');
  t.equal((await s.store(of)).draft.content.translations?.length, 4, 'the draft keeps it, for undoing');
});

t.test('the words of one language are never sent from the other one’s cache', async (t) => {
  const of = await shop();
  const both = async (): Promise<string[]> =>
    await Promise.all(['am', 'en', 'am', 'en'].map(async (lang) => (await s.get(`/@${of.handle}?lang=${lang}`)).body));
  for (const round of [1, 2]) {
    const [am, en, amAgain, enAgain] = await both();
    t.equal(am, amAgain, `round ${round}`);
    t.equal(en, enAgain);
    t.not(am, en);
  }
});

t.test('translations that are too long, too many or of a bad shape are refused with a pointer', async (t) => {
  const of = await s.creator();
  const long = await s.save(of, { translations: [{ from: 'a', to: 'አ'.repeat(2001) }] });
  t.equal(long.statusCode, 422);
  t.match(long.json(), { type: '/problems/text-too-long', fields: [{ pointer: '/content/translations/0/to' }] });
  const many = Array.from({ length: 401 }, (_, at) => ({ from: `${at}`, to: 'x' }));
  t.equal((await s.save(of, { translations: many })).statusCode, 422);
  t.equal((await s.save(of, { translations: [{ from: '', to: 'x' }] })).statusCode, 422);
  const hostile = await s.save(of, { line: 'x', translations: [{ from: 'x', to: '<img src=x onerror=alert(1)>' }] });
  t.equal(hostile.statusCode, 200);
  await s.publish(of);
  t.match((await s.get(`/@${of.handle}?lang=en`)).body, '&lt;img src=x onerror=alert(1)&gt;', 'data, never markup');
});

t.test('a translation counts like every text: a page too heavy in its other language is refused', async (t) => {
  const of = await s.creator();
  // As many letters as a page may have, and none of them to be guessed from the others.
  const words = (at: number): string =>
    [1, 2, 3, 4, 5, 6]
      .flatMap((n) => [...createHash('sha512').update(`${at} ${n}`).digest()])
      .map((byte) => String.fromCharCode(0x1200 + byte))
      .join('');
  const many = Array.from({ length: 38 }, (_, at) => ({ id: `b${at}`, kind: 'text', visible: true, text: `t${at}` }));
  await s.save(of, {
    blocks: many as never,
    translations: many.map(({ text }, at) => ({ from: text, to: words(at) })),
  });
  t.match((await s.publish(of)).json(), { type: '/problems/page-too-heavy' });
});
