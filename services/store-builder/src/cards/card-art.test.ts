import sharp from 'sharp';
import t from 'tap';
import { themes } from '@windsurf/html/themes';
import { cardHeight, cardSvg, cardWidth, drawCard, mostCardBytes } from './card-art.ts';
import { drawable, widthOf, wrap } from './card-words.ts';
import { cardHash, cardImage, cardOf, cardPath } from './card.ts';
import type { Card } from './card.ts';

const theme = { id: 'buna', overrides: {} } as const;
const card: Card = cardOf({
  lang: 'am',
  handle: 'abeba',
  slug: 'algebra',
  name: 'የሒሳብ ማጠቃለያ ለ12ኛ ክፍል',
  fact: '199.50 ብር',
  from: 'አበባ መጻሕፍት',
  theme,
  image: null,
});

/** How many paths are drawn in a colour. */
const shapes = (svg: string, fill: string): number =>
  [...svg.matchAll(new RegExp(`<g fill="${fill}"[^>]*>(.*?)</g>`, 'g'))].reduce(
    (sum, match) => sum + (match[1]?.match(/<path/g)?.length ?? 0),
    0,
  );

t.test('a card is a JPEG of 1200 × 630 below 200 KB, with a picture and without', async (t) => {
  // Grain is the hardest thing to make small.
  const noise = await sharp({
    create: {
      width: 720,
      height: 720,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
      background: '#000',
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer();
  for (const picture of [undefined, noise]) {
    const bytes = await drawCard(card, picture);
    t.match(await sharp(bytes).metadata(), { format: 'jpeg', width: cardWidth, height: cardHeight, channels: 3 });
    t.ok(bytes.length <= mostCardBytes, `${bytes.length} bytes`);
  }
});

t.test(
  'words are outlines of our own font: every letter has its shape, and no text is left to the machine',
  async (t) => {
    const svg = cardSvg(card, false);
    t.notMatch(svg, /<text|font-family/);
    const letters = (text: string): number => [...text.replace(/\s/gu, '')].length;
    t.equal(shapes(svg, card.colours.text), letters(card.name));
    t.equal(shapes(svg, card.colours.link), letters(card.fact));
    t.equal(shapes(svg, card.colours.onAccent), 1, 'the first letter, because a picture is missing');
    t.equal(shapes(cardSvg(card, true), card.colours.onAccent), 0);
    t.equal(drawable('ሰላም 🎉 Book'), 'ሰላም Book', 'what the font has not is left out');
    // Planted: a letter without an outline would be counted as missing.
    t.not(shapes(svg.replace(/<path[^>]*\/>/, ''), card.colours.onAccent), 1);
  },
);

t.test('names of every length stay inside their half, however they are written', async (t) => {
  const names = ['ሀ', 'A', 'ሒሳብ '.repeat(40), 'ሒሳብ፡ለሁሉም፡'.repeat(12), 'ኢትዮጵያ'.repeat(20), 'W'.repeat(120), '🎉🎉'];
  const right = cardWidth - 56;
  for (const name of names) {
    const svg = cardSvg({ ...card, name, fact: name.length > 100 ? name : card.fact }, true);
    const drawn = [
      ...svg.matchAll(/<g fill="[^"]*" transform="translate\((\d+) (\d+)\) scale\(([\d.]+)[^>]*>(.*?)<\/g>/g),
    ];
    t.ok(drawn.length >= 3, `${name.slice(0, 12)}: name, price and store`);
    for (const [, x = '', y = '', scale = '', inside = ''] of drawn) {
      const last = Number([...inside.matchAll(/translate\(([\d.]+)\)/g)].at(-1)?.[1] ?? 0);
      t.ok(Number(x) + last * Number(scale) < right, `${name.slice(0, 12)} ends before the edge`);
      t.ok(Number(y) > 30 && Number(y) < cardHeight, `${name.slice(0, 12)} at ${y}`);
    }
  }
});

t.test('lines break between words and after ፡, and what is too much ends in …', async (t) => {
  t.same(wrap('aa bb cc', 50, widthOf('aa bb', 50) + 1, 3), ['aa bb', 'cc']);
  t.same(wrap('ሰላም፡ለሁሉ', 50, widthOf('ሰላም፡', 50) + 1, 3), ['ሰላም፡', 'ለሁሉ']);
  const cut = wrap('one two three four five six', 50, 200, 2);
  t.equal(cut.length, 2);
  t.match(cut[1], /…$/);
  t.ok(widthOf(cut[1] ?? '', 50) <= 200);
});

t.test(
  'another name, price, picture, look or language is another address; another handle alone is the same card',
  async (t) => {
    const changes: Partial<Card>[] = [
      { name: 'B' },
      { fact: '200 ብር' },
      { from: 'C' },
      { lang: 'en' },
      { picture: { id: 'p', width: 720 } },
      { colours: { ...card.colours, accent: themes.tana.colours.accent } },
    ];
    const hashes = changes.map((change) => cardHash({ ...card, ...change }));
    t.equal(new Set([cardHash(card), ...hashes]).size, changes.length + 1);
    t.equal(cardHash({ ...card, handle: 'abeba-two' }), cardHash(card));
    t.match(cardPath(card), /^\/@abeba\/algebra\/card\/am\/[0-9a-f]{32}\.jpg$/);
    t.same(cardImage('https://store.example', card), {
      url: `https://store.example${cardPath(card)}`,
      width: 1200,
      height: 630,
      alt: 'የሒሳብ ማጠቃለያ ለ12ኛ ክፍል – 199.50 ብር',
    });
  },
);

t.test('a name of any length, as a translation may be, is drawn without keeping everybody waiting', (t) => {
  for (const long of ['ሰላም '.repeat(50_000), 'ሰ'.repeat(200_000), '🎉'.repeat(100_000)])
    t.ok([...drawable(long)].length <= 240);
  t.equal(drawable('ሰላም 🎉 Selam'), 'ሰላም Selam');
  t.end();
});
