import sharp from 'sharp';
import t from 'tap';
import { startTestStores, tinyPng } from '../testing.ts';

const s = await startTestStores(t);
const telegram = { 'user-agent': 'TelegramBot (like TwitterBot)' };
const shop = async (title = 'የሒሳብ ማጠቃለያ') => {
  const of = await s.creator('አበባ መጻሕፍት');
  const headers = { ...of.headers, 'content-type': 'image/png' };
  const answer = await s.app.inject({
    method: 'POST',
    url: '/v1/stores/mine/images',
    headers,
    payload: tinyPng(640, 360),
  });
  await s.work();
  const product = await s.published(of, { title, coverImageId: answer.json().imageId });
  await s.publish(of);
  return { of, product, path: `/@${of.handle}/${product.slug}` };
};

/** Address of the card that a page names, on our own origin. */
const cardOf = (html: string): string =>
  new URL(/property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '').pathname;
/** The share tags of a page, read as a messenger does: from the first bytes of it, by their names. */
const tagsIn = (bytes: Buffer): Map<string, string> =>
  new Map(
    [...bytes.toString('utf8').matchAll(/<meta (?:property|name)="((?:og|twitter):[a-z_:]+)" content="([^"]*)"/g)].map(
      ([, name = '', content = '']) => [name, content],
    ),
  );
const wanted = [
  'og:title',
  'og:description',
  'og:type',
  'og:url',
  'og:site_name',
  'og:locale',
  'og:locale:alternate',
  'og:image',
  'og:image:width',
  'og:image:height',
  'og:image:alt',
  'twitter:card',
];

t.test('all share tags of a store and of a product stand within the first 4 096 bytes', async (t) => {
  const { of, path, product } = await shop('ሒሳብ '.repeat(24).trim());
  for (const url of [path, `/@${of.handle}`]) {
    for (const lang of ['am', 'en']) {
      const first = (await s.get(`${url}?lang=${lang}`, telegram)).rawPayload.subarray(0, 4096);
      const tags = tagsIn(first);
      t.same([...tags.keys()].toSorted(), wanted.toSorted(), `${url === path ? 'product' : 'store'} in ${lang}`);
      t.match(Object.fromEntries(tags), {
        'og:image:width': '1200',
        'og:image:height': '630',
        'og:locale': lang === 'am' ? 'am_ET' : 'en_US',
        'og:locale:alternate': lang === 'am' ? 'en_US' : 'am_ET',
        'twitter:card': 'summary_large_image',
      });
      t.match(tags.get('og:image'), /^https?:\/\/.*\.jpg$/, 'an absolute address of a JPEG');
    }
  }
  // Planted: behind a sheet, as some pages have it, they would not be seen.
  const late = Buffer.concat([Buffer.from(`<style>${'x'.repeat(4096)}</style>`), (await s.get(path)).rawPayload]);
  t.equal(tagsIn(late.subarray(0, 4096)).size, 0);
  t.ok(product.slug);
});

t.test('the card is a JPEG that messengers take, in the language of the page, and anybody may fetch it', async (t) => {
  const { path } = await shop();
  const cards = new Set<string>();
  for (const lang of ['am', 'en']) {
    const card = cardOf((await s.get(`${path}?lang=${lang}`)).body);
    cards.add(card);
    const found = await s.get(card, telegram);
    t.equal(found.statusCode, 200, found.body.slice(0, 200));
    t.match(found.headers, { 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
    t.match(await sharp(found.rawPayload).metadata(), { format: 'jpeg', width: 1200, height: 630 });
    t.ok(found.rawPayload.length <= 200_000, `${found.rawPayload.length} bytes`);
    const again = await s.get(card, { ...telegram, 'if-none-match': String(found.headers.etag) });
    t.equal(again.statusCode, 304);
  }
  t.equal(cards.size, 2);
});

t.test('another picture or price is another address; the old one still shows the old card', async (t) => {
  const { of, path, product } = await shop();
  const before = cardOf((await s.get(path)).body);
  const old = (await s.get(before)).rawPayload;
  await s.call(of, 'PATCH', `/v1/products/${product.id}`, { baseVersion: product.version, priceSantim: 25_000 });
  await s.call(of, 'POST', `/v1/products/${product.id}/publish`);
  const after = cardOf((await s.get(path)).body);
  t.not(after, before);
  t.ok((await s.get(before)).rawPayload.equals(old), 'messages that are out there keep their card');
  t.notOk((await s.get(after)).rawPayload.equals(old));
  const never = before.replace(/[0-9a-f]{32}/, 'f'.repeat(32));
  const moved = await s.get(never);
  t.equal(moved.statusCode, 302);
  t.equal(moved.headers.location, after, 'one that never was leads to the present one');
});

t.test('a card of nobody, of what is not public, or under a mangled address is 404', async (t) => {
  const { of, product, path } = await shop();
  const card = cardOf((await s.get(path)).body);
  const hidden = await s.creator();
  const none = 'a'.repeat(32);
  const refused = [
    `/@${hidden.handle}/card/am/${none}.jpg`,
    `/@nobody-at-all/card/am/${none}.jpg`,
    `/@${of.handle}/card/fr/${none}.jpg`,
    `/@${of.handle}/${product.slug}/card/am/short.jpg`,
    `/@${of.handle}/%00/card/am/${none}.jpg`,
    card.replace('.jpg', '.png'),
  ];
  for (const url of refused) t.equal((await s.get(url)).statusCode, 404, url);
});

t.test('a messenger gets the same page as a person and is counted as a preview, a person is not', async (t) => {
  const { of, path, product } = await shop();
  const person = await s.get(path, { 'user-agent': 'Mozilla/5.0 (Linux; Android 12) Chrome/120', accept: 'text/html' });
  const preview = await s.get(path, telegram);
  t.equal(preview.body, person.body);
  const card = cardOf(preview.body);
  const share = async () => (await s.call(of, 'GET', `/v1/stores/mine/share?productId=${product.id}`)).json();
  await s.get(card, { 'user-agent': 'Mozilla/5.0 (Linux; Android 12) Chrome/120', 'sec-fetch-dest': 'image' });
  t.equal((await share()).previews, 0);
  await s.get(card, telegram);
  await s.get(card, { 'user-agent': 'WhatsApp/2.24.6.77 A' });
  t.match(await share(), {
    previews: 2,
    live: true,
    title: 'የሒሳብ ማጠቃለያ',
    card: { url: new RegExp(`${card}$`) },
    code: { svg: `/@${of.handle}/${product.slug}/code.svg` },
  });
});

t.test(
  'what is shared: a stranger reads the same 404, a bad id 422, nobody 401; before it is public it says so',
  async (t) => {
    const [{ product }, other] = [await shop(), await s.creator()];
    const url = `/v1/stores/mine/share?productId=${product.id}`;
    t.equal((await s.call(other, 'GET', url)).statusCode, 404);
    t.equal((await s.call(other, 'GET', '/v1/stores/mine/share?productId=one')).statusCode, 422);
    t.equal((await s.get('/v1/stores/mine/share')).statusCode, 401);
    t.match((await s.call(other, 'GET', '/v1/stores/mine/share')).json(), { live: false, previews: 0 });
  },
);

t.test('the code leads to the address: as a drawing, and as a picture to print', async (t) => {
  const { of, path } = await shop();
  const svg = await s.get(`/@${of.handle}/code.svg`);
  t.equal(svg.statusCode, 200);
  t.match(svg.headers, { 'content-type': /image\/svg\+xml/, 'x-content-type-options': 'nosniff' });
  t.match(svg.body, /^<svg .*<path d="M4 4h1v1h-1z/, 'four light modules, then the corner of the code');
  const png = await s.get(`${path}/code.png`);
  t.match(await sharp(png.rawPayload).metadata(), { format: 'png', width: 1200 });
  t.not((await s.get(`${path}/code.svg`)).body, svg.body);
  for (const url of ['nobody-at-all/code.svg', `${of.handle}/code.gif`, '..%2f/code.svg']) {
    t.equal((await s.get(`/@${url}`)).statusCode, 404, url);
  }
});

/** The longest rule of a robots.txt that fits a path decides (RFC 9309, 2.2.2). */
function mayFetch(text: string, path: string): boolean {
  const rules = [...text.matchAll(/^(Allow|Disallow): (.*)$/gm)].map(([, verb, prefix = '']) => ({ verb, prefix }));
  const [rule] = rules
    .filter(({ prefix }) => path.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length || (a.verb === 'Allow' ? -1 : 1));
  return rule?.verb !== 'Disallow';
}

t.test('robots may fetch pages, pictures and cards of stores, and nothing of the app but pictures', async (t) => {
  const { path } = await shop();
  const page = (await s.get(path)).body;
  const pictures = [...page.matchAll(/\/media\/[^" ,]+/g)].map(([found]) => found);
  t.ok(pictures.length > 4, 'the page has some');
  const { body } = await s.get('/robots.txt');
  for (const each of [path, cardOf(page), ...pictures]) t.ok(mayFetch(body, each), each);
  t.notOk(mayFetch(body, '/v1/analytics/view.gif'), 'the counting picture is for people');
  const app = await s.get('/robots.txt', { host: new URL(s.deps.appOrigin).host });
  t.notOk(mayFetch(app.body, '/checkout/1'));
  // Planted: one prefix rule, as it once hid every picture of another site.
  t.notOk(mayFetch(`${body}Disallow: /@`, cardOf(page)));
});
