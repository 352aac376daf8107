import t from 'tap';
import type { Block, BlockKind } from '@windsurf/contracts/store-blocks';
import { say } from '@windsurf/language/phrases';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { startTestStores } from '../../testing.ts';
import { firstVisitBytes, firstVisitLimit } from '../page-weight.ts';
import { publishEveryBlock } from './testing.ts';

const s = await startTestStores(t);
const hour = 3_600_000;
const later = (hours: number): string => new Date(s.clock.now().getTime() + hours * hour).toISOString();
const read = async (handle: string, lang: 'am' | 'en', path = '') => await s.get(`/@${handle}${path}?lang=${lang}`);

/** What each kind leaves on the page, in the language of the page. */
const traces: Readonly<Record<BlockKind, (lang: 'am' | 'en') => RegExp>> = {
  notice: () => /<div role="note" aria-label="[^"]+"><div class="banner warn"/,
  link: () => /<a class="link important" href="https:\/\/example\.com\/a" rel="noopener"/,
  product: () => /<article class="card tall">.*?<a class="btn wide" href="\/@[^"]+">/,
  'product-list': () => /<section><h2[^>]*>[^<]+<\/h2>(<article class="card">)/,
  heading: () => /<h2 id="h-heading"/,
  text: () => /<strong>[^<]+<\/strong> <em>[^<]+<\/em> <a href="https:\/\/example\.com\/b" rel="noopener nofollow">/,
  picture: () => /<figure><picture><source type="image\/avif"/,
  gallery: () => /<ul class="shots"><li><a href="\/@[^"]+\/picture\/gallery\/1\?lang=/,
  video: () => /<a class="link tall" href="https:\/\/www\.youtube\.com\/watch\?v=abc"[^>]*>.*?YouTube[^<]* · 3:07/,
  audio: () => /SoundCloud[^<]* · 1:35/,
  social: () => /href="https:\/\/www\.tiktok\.com\/@sara" rel="noopener me"/,
  telegram: (lang) => new RegExp(`href="https://t.me/sara"[^>]*>.*?${say(words.joinTelegram, lang)}`),
  freebie: () => /<form action="\/@[^"]+\/free\/freebie\?lang=[a-z]+" method="post"/,
  tip: () => /<form action="http[^"]+\/checkout\/[^"]+" method="get".*?type="radio" name="amount" value="50"/,
  booking: () => /<a class="link" href="http[^"]+\/checkout\/[^"]+&amp;slot=[^"]+" rel="nofollow"><time datetime=/,
  course: () => /<ol><li><a class="tap" href="https:\/\/example\.com\/lesson"/,
  membership: (lang) => new RegExp(say(words.dueToday, lang).split('{price}')[0] ?? '-'),
  dates: (lang) => new RegExp(`<details><summary>${say(words.pastDates, lang)}</summary><ul class="plain">`),
  questions: () => /<details><summary[^>]*>[^<]+<\/summary><p/,
  voices: () => /<blockquote><p[^>]*>/,
  countdown: () => /<time datetime="[^"]+">[^<]+\([^<]+\)<\/time>.*?149\.50.*?199\.50/,
  recommendation: () => /href="\/go\/[0-9a-f-]{36}" rel="noopener nofollow sponsored"/,
  contact: () =>
    /href="tel:\+251911000000".*?href="sms:0911000000".*?href="https:\/\/t\.me\/sara_physics".*?href="mailto:sara@example\.com"/,
  place: () => /href="geo:8\.9969,38\.7863\?q=8\.9969,38\.7863"/,
  posts: () => /href="\/@[^"]+\/posts\/[a-z0-9-]+\?lang=[a-z]+"/,
};

for (const own of ['am', 'en'] as const) {
  await t.test(`all 26 blocks of a page written in ${own} are there without a script, in both languages`, async (t) => {
    const { creator, content } = await publishEveryBlock(s, own);
    t.equal(new Set(content.blocks.map((block) => block.kind)).size, 25, 'every kind stands on the page');
    for (const lang of ['am', 'en'] as const) {
      const { body, statusCode, headers } = await read(creator.handle, lang);
      t.equal(statusCode, 200);
      for (const block of content.blocks) t.match(body, traces[block.kind](lang), `${block.kind} in ${lang}`);
      t.match(body, /<header class="hero"><img class="pic big round"/, 'the header');
      t.notMatch(
        body.replaceAll(/<script type="application\/ld\+json">.*?<\/script>/g, ''),
        /<script|<iframe|style=|javascript:/,
      );
      t.equal(body.match(/<h1/g)?.length, 1);
      t.same(body.match(/<(main|footer)[ >]/g)?.length, 2);
      t.notMatch(body, /\{[a-z]+\}/i, 'no hole of a phrase is open');
      t.match(headers, { vary: /save-data/ });
      t.notOk(headers['set-cookie']);
      const bytes = await firstVisitBytes(body, s.deps.appOrigin);
      t.comment(`${own} page in ${lang}: ${bytes} bytes, ${body.length} raw`);
      t.ok(bytes <= firstVisitLimit, `${bytes} bytes`);
      const tags = [...body.matchAll(/<meta property="og:/g)].map(({ index }) => index);
      t.ok(tags.length >= 7 && Math.max(...tags) < 4096, 'share tags come first');
    }
  });
}

t.test('headings never skip a level, whatever the order of the blocks', async (t) => {
  const { creator, content } = await publishEveryBlock(s, 'en');
  const orders = [
    content.blocks,
    content.blocks.toReversed(),
    content.blocks.filter((block) => block.kind !== 'heading'),
  ];
  for (const blocks of orders) {
    await s.save(creator, { blocks });
    await s.publish(creator);
    const { body } = await read(creator.handle, 'en');
    const levels = [...body.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    t.ok(levels.length > 10);
    t.same(
      levels.filter((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1),
      [],
      levels.join(''),
    );
  }
});

const dated = (id: string, words_: string, when: { from?: string; until?: string }): Block => ({
  id,
  visible: true,
  kind: 'text',
  text: words_,
  ...when,
});

t.test('a block appears and vanishes at its time, and no cache keeps a page longer than it is true', async (t) => {
  const creator = await s.creator();
  await s.save(creator, {
    blocks: [
      dated('always', 'stays here', {}),
      dated('soon', 'comes later', { from: later(1) }),
      dated('short', 'goes away', { until: later(2) }),
    ],
  });
  await s.publish(creator);
  const page = async () => await read(creator.handle, 'en');
  const first = await page();
  t.match(first.body, /stays here.*goes away/s);
  t.notMatch(first.body, /comes later/);
  t.match(first.headers['cache-control'], /max-age=60/);
  const start = s.clock.now().getTime();
  s.clock.set(new Date(start + hour - 10_000).toISOString());
  const before = await page();
  t.notMatch(before.body, /comes later/);
  t.equal(before.headers['cache-control'], 'public, max-age=10', 'nobody else keeps it beyond the change');
  s.clock.set(new Date(start + hour).toISOString());
  t.match((await page()).body, /stays here.*comes later.*goes away/s);
  s.clock.set(new Date(start + 2 * hour - 1).toISOString());
  t.match((await page()).body, /goes away/);
  s.clock.set(new Date(start + 2 * hour).toISOString());
  t.notMatch((await page()).body, /goes away/, 'although the page was made a millisecond ago');
});

t.test(
  'a hidden, a sample and an unfinished block are never public; a block whose product is gone is dropped',
  async (t) => {
    const creator = await s.creator();
    const product = await s.published(creator, { title: 'Sold today' });
    const never = '01890000-0000-7000-8000-00000000dead';
    const blocks: Block[] = [
      { id: 'a', visible: false, kind: 'text', text: 'hidden words' },
      {
        id: 'b',
        visible: true,
        example: true,
        kind: 'questions',
        entries: [{ question: 'sample words', answer: 'x' }],
      },
      { id: 'c', visible: true, kind: 'notice', text: 'no end', tone: 'info' },
      { id: 'd', visible: true, kind: 'product', productId: product.id, look: 'row' },
      { id: 'e', visible: true, kind: 'countdown', text: 'of nothing', endsAt: later(5), productId: never },
      { id: 'f', visible: true, kind: 'membership', heading: 'plans of nothing', productIds: [never] },
    ];
    t.equal((await s.save(creator, { blocks })).statusCode, 200);
    t.match((await s.publish(creator)).json(), { hiddenBlocks: 5 });
    const { body } = await read(creator.handle, 'en');
    t.match(body, /Sold today/);
    t.notMatch(body, /hidden words|sample words|no end|of nothing/);
    await s.call(creator, 'POST', `/v1/products/${product.id}/withdraw`);
    t.notMatch((await read(creator.handle, 'en')).body, /Sold today/);
  },
);

t.test('without delivery a booking is a link, and with nothing free it says so', async (t) => {
  const { creator, needed, content } = await publishEveryBlock(s, 'en');
  const blocks = content.blocks.filter((block) => block.kind === 'booking');
  s.freeTimes.delete(needed.booking);
  await s.save(creator, { blocks });
  await s.publish(creator);
  const alone = await read(creator.handle, 'en');
  t.match(
    alone.body,
    new RegExp(
      `<a class="btn wide" href="[^"]+/checkout/${needed.booking}[^"]*" rel="nofollow">${words.bookTime.en}</a>`,
    ),
  );
  t.notMatch(alone.body, /<time/);
  s.freeTimes.set(needed.booking, []);
  s.clock.set(new Date(s.clock.now().getTime() + 61_000).toISOString());
  t.match((await read(creator.handle, 'en')).body, words.noTimes.en);
});

t.test('an offer with an end is shown only where the price really rises then', async (t) => {
  const { creator, needed, content } = await publishEveryBlock(s, 'en');
  const blocks = content.blocks.filter((block) => block.kind === 'countdown');
  const [endsAt = ''] = blocks.map((block) => block.endsAt);
  await s.save(creator, { blocks });
  await s.publish(creator);
  const shown = async (price: Parameters<typeof s.prices.set>[1] | undefined): Promise<boolean> => {
    if (price === undefined) s.prices.delete(needed.download);
    else s.prices.set(needed.download, price);
    s.clock.advance(61);
    return /<time/.test((await read(creator.handle, 'en')).body);
  };
  t.ok(await shown({ listSantim: 100, nextChange: { at: endsAt, priceSantim: 200 } }));
  t.notOk(await shown({ listSantim: 100, nextChange: null }), 'no change at all');
  t.notOk(await shown({ listSantim: 200, nextChange: { at: endsAt, priceSantim: 100 } }), 'it becomes cheaper');
  t.notOk(await shown({ listSantim: 100, nextChange: { at: later(100), priceSantim: 200 } }), 'at another time');
  t.notOk(await shown(undefined), 'payments does not say');
  t.ok(await shown({ listSantim: 100, nextChange: { at: endsAt, priceSantim: 200 } }));
  s.clock.set(endsAt);
  t.notMatch((await read(creator.handle, 'en')).body, /<time/, 'and it goes at its end');
});
