import t from 'tap';
import type { Imported } from '@windsurf/contracts/store-import';
import { startTestStores } from '../testing.ts';
import { largestImport, readFile } from './imports.ts';
import { readAside } from './read-aside.ts';

const read = (text: string): Imported => readFile(Buffer.from(text), 'en');
const problemOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return (error as { type?: string }).type ?? String(error);
  }
};

const channel = {
  name: 'የሰላም መጻሕፍት',
  type: 'public_channel',
  id: 1_234_567,
  messages: [
    { id: 1, type: 'service', action: 'create_channel', text: '' },
    {
      id: 2,
      type: 'message',
      date: '2025-09-11T12:00:00',
      date_unixtime: '1757581200',
      text: [
        'የ12ኛ ክፍል የሒሳብ ማጠቃለያ\nሁሉም ምዕራፎች በአንድ ፋይል።\nዋጋ፦ 199.50 ብር\n',
        { type: 'text_link', text: 'እዚህ ይዘዙ', href: 'https://forms.example.com/order' },
      ],
    },
    {
      id: 3,
      type: 'message',
      date_unixtime: '1757667600',
      text: 'Coaching call – $20\nOne hour.',
      photo: 'photos/1.jpg',
    },
    {
      id: 4,
      type: 'message',
      date_unixtime: '1757754000',
      text: [
        'እንኳን አደረሳችሁ! ',
        { type: 'mention', text: '@selam_books' },
        ' ',
        { type: 'link', text: 'https://www.youtube.com/@selam' },
        ' ',
        { type: 'link', text: 'https://www.youtube.com/@selam/' },
      ],
    },
    { id: 5, type: 'message', date_unixtime: '1757840400', text: '', file: 'video.mp4' },
    { id: 6, type: 'message', date_unixtime: '1757926800', text: 'javascript:alert(1) <script>alert(2)</script>' },
  ],
};

t.test('a channel becomes links, products with their birr, and posts, the newest first', async (t) => {
  const found = read(JSON.stringify(channel));
  t.match(found, { source: 'telegram', name: 'የሰላም መጻሕፍት' });
  t.same(
    found.products.map(({ title, priceSantim, price }) => ({ title, priceSantim, price })),
    [
      { title: 'የ12ኛ ክፍል የሒሳብ ማጠቃለያ', priceSantim: 19_950, price: null },
      { title: 'Coaching call – $20', priceSantim: null, price: '$20' },
    ],
  );
  t.match(found.products[0]?.description, 'ሁሉም ምዕራፎች');
  t.same(
    found.links.map(({ url }) => url).toSorted(),
    ['https://forms.example.com/order', 'https://t.me/selam_books', 'https://www.youtube.com/@selam'].toSorted(),
    'each once, the mention as an address',
  );
  t.equal(found.links.find(({ url }) => url.includes('forms'))?.title, 'እዚህ ይዘዙ');
  t.equal(found.links.find(({ url }) => url.includes('youtube'))?.title, 'Watch on YouTube');
  t.equal(found.posts.length, 4);
  t.match(found.posts[0]?.text, '<script>', 'words stay words: what becomes of them is the page’s business');
  t.equal(found.posts.at(-1)?.at, '2025-09-11T09:00:00.000Z');
  t.same(found.left, { media: 2, unnamed: 0, more: 0 });
});

t.test('a chat with people is refused: their words are not hers', async (t) => {
  for (const type of ['personal_chat', 'private_group', 'public_supergroup', 'bot_chat', 'saved_messages']) {
    t.equal(
      problemOf(() => read(JSON.stringify({ ...channel, type }))),
      'import-private',
      type,
    );
  }
});

t.test('prices in birr are read as they are written here, and no other number is one', async (t) => {
  const priced = (text: string) => {
    const file = { ...channel, messages: [{ type: 'message', text: `Book\n${text}` }] };
    return readFile(Buffer.from(JSON.stringify(file)), 'am').products[0]?.priceSantim ?? null;
  };
  const pairs: [string, number | null][] = [
    ['ዋጋ 200 ብር', 20_000],
    ['ዋጋው፦ 1,250.50 ብር ብቻ', 125_050],
    ['Price: 300 birr', 30_000],
    ['only 99 ETB', 9_900],
    ['ETB 45.25', 4_525],
    ['Br. 150', 15_000],
    ['price 500', 50_000],
    ['0911 234 567 ይደውሉ', null],
    ['በ2017 ዓ.ም. 50 ገጽ', null],
    ['50 % off', null],
    ['$12', null],
    ['9999999 birr', null],
  ];
  for (const [text, want] of pairs) t.equal(priced(text), want, text);
});

t.test('tables of Gumroad and Stan become products once each, without anybody’s name', async (t) => {
  const gumroad = read(
    'Purchase ID,Item Name,Buyer Name,Purchase Email,Item Price ($)\n1,"Poster, large",Abebe,a@b.et,12\n2,"Poster, large",Sara,s@b.et,12\n3,Fonts,Sara,s@b.et,7.5\n',
  );
  t.equal(gumroad.source, 'gumroad');
  t.same(
    gumroad.products.map(({ title, priceSantim, price }) => [title, priceSantim, price]),
    [
      ['Poster, large', null, '12 $'],
      ['Fonts', null, '7.5 $'],
    ],
  );
  t.notMatch(JSON.stringify(gumroad), /Abebe|Sara|@b\.et/);
  const stan = read('Product Name;Price (ETB);Description\r\nየምግብ መጽሐፍ;250;ለጾም\r\n;10;\r\n');
  t.match(stan, { source: 'stan', products: [{ title: 'የምግብ መጽሐፍ', priceSantim: 25_000, description: 'ለጾም' }] });
  t.equal(stan.left.unnamed, 1);
  t.match(read('ስም\tዋጋ\nመጽሐፍ\t80 ብር\n'), { source: 'table', products: [{ title: 'መጽሐፍ', priceSantim: 8_000 }] });
  t.equal(
    problemOf(() => read('a,b\n1,2\n')),
    'import-no-names',
  );
  t.equal(
    problemOf(() => read('Name,Price\n"open,1\n')),
    'import-broken',
  );
});

t.test('a page of links becomes its links and what its own data names', async (t) => {
  const page = read(`<!DOCTYPE html><html><head><title>@selam | Linktree</title>
    <meta property="og:title" content="Selam Tesfaye | Linktree"><meta property="og:description" content="Books &amp; notes">
    <script type="application/json">{"props":{"links":[{"title":"My channel","url":"https://t.me/selam"},{"title":"Sign up","url":"https://linktr.ee/register"}],
      "shop":[{"name":"Notes","price":150,"currency":"ETB","url":"https://x.example/notes"},{"name":"Call","price":"20","currency":"USD"}]}}</script>
    <script type="application/json">{broken</script><script>alert(1)</script></head>
    <body><h1>Selam</h1><img src="x"><a href="https://t.me/selam"><span>My</span> <b>channel</b></a><a href="/legal">Legal</a>
    <a href="tel:+251911234567">Call me</a><a href="javascript:alert(1)">No</a><a href="https://linktr.ee/s/about">About</a></body></html>`);
  t.match(page, { source: 'page', name: 'Selam Tesfaye', line: 'Books & notes' });
  t.same(page.links, [
    { title: 'My channel', url: 'https://t.me/selam' },
    { title: 'Call me', url: 'tel:+251911234567' },
  ]);
  t.same(
    page.products.map(({ title, priceSantim, price }) => [title, priceSantim, price]),
    [
      ['Notes', 15_000, null],
      ['Call', null, '20 USD'],
    ],
  );
});

t.test('long things are cut to our limits, and no more than the most is taken', async (t) => {
  const messages = Array.from({ length: 70 }, (_, at) => ({
    type: 'message',
    text: [
      `${'ቡ'.repeat(300)} ${at}\nዋጋ ${at + 1} ብር\n${'x'.repeat(3000)}`,
      { type: 'link', text: `https://x.example/${at}` },
    ],
  }));
  const found = read(JSON.stringify({ ...channel, messages }));
  t.equal(found.links.length, 40);
  t.equal(found.posts.length, 50);
  t.ok(found.left.more >= 50);
  for (const { title } of found.products) t.ok([...title].length <= 120);
});

t.test('what is no file of these is refused with what to do', async (t) => {
  for (const [text, type] of [
    ['', 'import-unknown'],
    ['hello', 'import-unknown'],
    ['{"name": "x"', 'import-broken'],
    ['{"name": "x"}', 'import-unknown'],
    ['[1,2]', 'import-unknown'],
    ['%PDF-1.4 a,b\u0000', 'import-unknown'],
    ['<html><body>nothing</body></html>', 'import-nothing'],
    [JSON.stringify({ ...channel, messages: [null] }), 'import-broken'],
    [JSON.stringify({ ...channel, messages: [] }), 'import-nothing'],
    [`${'['.repeat(100_000)}`, 'import-broken'],
  ] as const)
    t.equal(
      problemOf(() => read(text)),
      type,
      text.slice(0, 40),
    );
  t.equal(
    problemOf(() => readFile(Buffer.from([0xff, 0xfe, 0x00, 0x41]), 'am')),
    'import-unknown',
  );
  t.doesNotThrow(
    () => read(`${'<div>'.repeat(20_000)}<a href="https://x.example">x</a>`),
    'a page as deep as it likes',
  );
});

t.test('a file that is written to be worked on for minutes is refused, and the next one is read', async (t) => {
  const marks = Array.from({ length: 300 }, (_, at) => `<b a=${at}>`).join('');
  const bomb = Buffer.from(`<html><p>${marks}</p>${'<p>x</p>'.repeat(200_000)}`);
  const asideProblem = async (bytes: Buffer, deadlineMs?: number): Promise<unknown> =>
    await readAside(bytes, 'en', deadlineMs).then(
      () => 'none',
      (error: unknown) => (error as { type?: unknown }).type,
    );
  const refused = await Promise.all([1, 2, 3].map(async () => await asideProblem(bomb, 500)));
  t.same(refused, ['import-unknown', 'import-unknown', 'import-unknown']);
  t.match(await readAside(Buffer.from(JSON.stringify(channel)), 'en'), { source: 'telegram' });
  t.equal(await asideProblem(Buffer.from('{')), 'import-broken');
});

t.test('long runs of digits, dots and spaces take no longer than other texts', (t) => {
  const said = (text: string): Imported =>
    read(JSON.stringify({ ...channel, messages: [{ type: 'message', text: `199 birr ${text}` }] }));
  t.match(said(`1${',111'.repeat(500_000)}`).products, [{ priceSantim: 19_900 }]);
  t.match(said(`${' '.repeat(2_000_000)}x`).posts.length, 1);
  const page = `<html><meta property="og:title" content="${' '.repeat(2_000_000)}Selam"><a href="https://t.me/x">x</a>`;
  t.match(read(page).links, [{ url: 'https://t.me/x' }]);
  t.end();
});

t.test('the endpoint: works, a wrong file, nobody, too large; nothing is kept of it', async (t) => {
  const lab = await startTestStores(t);
  const creator = await lab.creator();
  const send = async (body: string | Buffer, headers: Record<string, string> = creator.headers) =>
    await lab.app.inject({
      method: 'POST',
      url: '/v1/stores/mine/import',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
  const before = await lab.store(creator);
  const works = await send(JSON.stringify(channel));
  t.equal(works.statusCode, 200, works.body);
  t.equal(works.json<Imported>().products.length, 2);
  t.same(await lab.store(creator), before, 'her draft is as it was');
  t.equal((await send('hello')).statusCode, 422);
  t.equal((await send('hello', {})).statusCode, 401);
  const huge = await send('x', { ...creator.headers, 'content-length': String(largestImport + 1) });
  t.equal(huge.statusCode, 413);
  t.notMatch(lab.logged(), /ሒሳብ|selam_books/, 'and no log says what was in it');
});
