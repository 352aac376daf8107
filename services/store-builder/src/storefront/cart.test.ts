import t from 'tap';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { startTestStores } from '../testing.ts';
import { cartIn } from './cart.ts';

const s = await startTestStores(t);
const app = 'http://app.localhost:8080';
const decoded = (html: string): string => html.replaceAll('&amp;', '&');

async function shop() {
  const creator = await s.creator('Hanna', 'en');
  const [tea, fonts, notes] = [
    await s.published(creator, { title: 'Tea' }),
    await s.published(creator, { title: 'Fonts' }),
    await s.published(creator, { title: 'Notes' }),
  ];
  const tip = await s.published(creator, {
    title: 'Support',
    priceSantim: 1000,
    details: { type: 'tip', amounts: [5000, 10_000, 50_000], minSantim: 1000, showNames: false },
  });
  const card = (id: string, productId: string, look = 'card'): object => ({
    id,
    kind: 'product',
    visible: true,
    productId,
    look,
  });
  await s.save(creator, {
    blocks: [
      card('a', tea.id),
      card('b', fonts.id),
      card('c', tip.id),
      { id: 'd', kind: 'tip', visible: true, heading: 'Give', text: '', productId: tip.id },
    ] as never,
  });
  const published = await s.publish(creator);
  if (published.statusCode !== 200) throw new Error(published.body);
  const get = async (path = '', query = ''): Promise<string> =>
    decoded((await s.get(`/@${creator.handle}${path}?lang=en${query}`)).body);
  return { creator, tea, fonts, notes, tip, get };
}

t.test('what was chosen goes from page to page in the address, and is paid for together', async (t) => {
  const { creator, tea, fonts, get } = await shop();
  const store = `/@${creator.handle}?lang=en`;
  const empty = await get();
  t.notMatch(empty, 'in your cart');
  t.match(empty, `href="${store}&with=${tea.id}" rel="nofollow">Add to cart`);
  t.match(await get(`/${tea.slug}`), `href="${store}&with=${tea.id}" rel="nofollow">Add to cart`);

  const one = await get('', `&with=${tea.id}`);
  t.match(one, 'Things in your cart: 1');
  t.match(one, `href="${store}&with=${tea.id},${fonts.id}" rel="nofollow">Add to cart`, 'another thing joins it');
  t.match(one, `href="${store}" rel="nofollow">In the cart. Take it out`);
  t.match(one, `href="/@${creator.handle}/${fonts.slug}?lang=en&with=${tea.id}"`, 'pages of products keep it');
  t.match(one, `href="${app}/checkout/${tea.id}?lang=en"`);

  const two = await get(`/${fonts.slug}`, `&with=${tea.id},${fonts.id}`);
  t.match(two, 'Things in your cart: 2');
  t.match(two, `href="${app}/checkout/${tea.id}?lang=en&with=${fonts.id}"`, 'the bar leads to the payment of both');
  t.match(two, `href="${app}/checkout/${fonts.id}?lang=en&with=${tea.id}"`, 'and so does Buy');
  t.match(two, `href="${store}&with=${tea.id}" rel="nofollow">In the cart. Take it out`);
  t.match(two, `<a class="tap" href="${store}" rel="nofollow">Empty the cart`);
});

t.test('what cannot be bought with others leaves the cart alone, and says so by having no button', async (t) => {
  const { tea, tip, get } = await shop();
  const page = await get(`/${tip.slug}`, `&with=${tea.id}`);
  t.notMatch(page, `with=${tea.id},${tip.id}`);
  t.match(page, `href="${app}/checkout/${tip.id}?lang=en"`);
  const alone = await s.creator('Alone', 'en');
  const only = await s.published(alone, { title: 'Only' });
  await s.publish(alone);
  t.notMatch((await s.get(`/@${alone.handle}/${only.slug}?lang=en`)).body, 'Add to cart');
});

t.test('a cart is at most ten things, and nothing but ids', async (t) => {
  const { tea, get } = await shop();
  const ids = Array.from({ length: 12 }, (_, at) => `0190a000-0000-7000-8000-0000000000${String(at + 10)}`);
  t.equal(cartIn({ with: ids.join(',') }).length, 10);
  t.same(cartIn({ with: '"><script>,x,' }), []);
  t.same(cartIn({ with: [tea.id] }), []);
  t.same(cartIn({ with: `${tea.id},${tea.id}` }), [tea.id]);
  const full = await get('', `&with=${ids.join(',')}`);
  t.match(full, 'The cart is full');
  t.notMatch(full, 'Add to cart');
  const hostile = await get('', '&with=%22%3E%3Cscript%3E');
  t.notMatch(hostile, '<script>alert');
  t.notMatch(hostile, 'in your cart');
});

t.test(
  'a cart and a recommendation go together, also through the form of a tip and when a store has moved',
  async (t) => {
    const { creator, tea, fonts, tip, get } = await shop();
    const page = await get('', `&with=${tea.id}&ref=abebe7`);
    t.match(page, `href="/@${creator.handle}/${fonts.slug}?lang=en&with=${tea.id}&ref=abebe7"`);
    t.match(
      page,
      `<form action="${app}/checkout/${tip.id}" method="get" novalidate><input type="hidden" name="ref" value="abebe7">`,
    );
    const moved = await s.get(`/@${creator.handle.toUpperCase()}?lang=en&with=${tea.id}&ref=abebe7`);
    t.equal(moved.headers.location, `/@${creator.handle}?lang=en&with=${tea.id}&ref=abebe7`);
  },
);

t.test(
  'the page that everybody gets is the same with and without carts of others, and each has its own mark',
  async (t) => {
    const { creator, tea } = await shop();
    const plain = await s.get(`/@${creator.handle}?lang=am`);
    const filled = await s.get(`/@${creator.handle}?lang=am&with=${tea.id}`);
    const again = await s.get(`/@${creator.handle}?lang=am`);
    t.equal(again.body, plain.body);
    t.not(filled.headers.etag, plain.headers.etag);
    t.equal(filled.headers['set-cookie'], undefined);
    t.ok(brotliCompressSync(filled.body).length < 14_000);
  },
);

t.test('a page with a cart or a recommendation travels compressed, as the one without does', async (t) => {
  const { creator, tea } = await shop();
  for (const query of [`&with=${tea.id}`, '&ref=abebe7', `&with=${tea.id}&ref=abebe7`]) {
    const url = `/@${creator.handle}?lang=en${query}`;
    const plain = await s.get(url);
    t.equal(plain.headers['content-encoding'], undefined, 'who reads nothing else gets it plain');
    const packed = await s.app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
    t.equal(packed.headers['content-encoding'], 'br', query);
    t.equal(brotliDecompressSync(packed.rawPayload).toString(), plain.body);
    t.equal(Number(packed.headers['content-length']), packed.rawPayload.length);
    t.ok(packed.rawPayload.length < 14_000);
    const same = await s.app.inject({
      url,
      headers: { 'accept-encoding': 'br', 'if-none-match': String(packed.headers.etag) },
    });
    t.equal(same.statusCode, 304);
  }
});
