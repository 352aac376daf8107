import t from 'tap';
import type { Block } from '@windsurf/contracts/store-blocks';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const s = await startTestStores(t);
type List = Extract<Block, { kind: 'product-list' }>;
const list = (change: Partial<List>, id = 'list'): Block => ({
  id,
  visible: true,
  kind: 'product-list',
  heading: 'All of it',
  source: 'all',
  order: 'newest',
  columns: 1,
  addNew: true,
  ...change,
});
const open = async (of: TestCreator, blocks: Block[]): Promise<string> => {
  await s.save(of, { blocks });
  await s.publish(of);
  return await page(of);
};
const page = async (of: TestCreator, path = ''): Promise<string> => {
  s.clock.advance(61);
  return (await s.get(`/@${of.handle}${path}?lang=en`)).body;
};
/** Titles of the cards in their order. */
const cards = (body: string): string[] =>
  [...body.matchAll(/<a class="main"[^>]*>(item [^<]+)<\/a>/g)].map((m) => m[1] ?? '');
async function shop(count: number): Promise<TestCreator & { ids: string[] }> {
  const of = await s.creator('Selam', 'en');
  const ids: string[] = [];
  for (let at = 1; at <= count; at += 1) {
    s.clock.advance(1);
    const tags = at % 2 === 0 ? ['Grade 12'] : [];
    const { id } = await s.published(of, { title: `item ${at}`, priceSantim: 10_000 - at * 10, tags });
    ids.push(id);
  }
  return Object.assign(of, { ids });
}

t.test('a list shows all, chosen or tagged products in its order', async (t) => {
  const of = await shop(4);
  t.same(cards(await open(of, [list({})])), ['item 4', 'item 3', 'item 2', 'item 1']);
  t.same(cards(await open(of, [list({ source: 'tag', tag: 'grade 12', order: 'price' })])), ['item 4', 'item 2']);
  const [one = '', , three = ''] = of.ids;
  t.same(cards(await open(of, [list({ source: 'chosen', productIds: [three, one], order: 'own' })])), [
    'item 3',
    'item 1',
  ]);
  await s.call(of, 'POST', `/v1/products/${three}/withdraw`);
  t.same(cards(await page(of)), ['item 1'], 'what is sold no more is in no list');
});

t.test('new products join a list by themselves, except where the creator said that they do not', async (t) => {
  const of = await shop(2);
  const both = [list({ heading: 'open' }, 'open'), list({ heading: 'kept', addNew: false }, 'kept')];
  await open(of, both);
  await s.published(of, { title: 'item new' });
  const body = await page(of);
  const [first, second] = body.split('>kept<');
  t.same(cards(first ?? ''), ['item new', 'item 2', 'item 1']);
  t.same(cards(second ?? ''), ['item 2', 'item 1']);
});

t.test(
  'a page has 24 cards at most, then a link to all of them, 48 on each page, in an order of the reader',
  async (t) => {
    const of = await shop(50);
    const [large = ''] = of.ids;
    const body = await open(of, [
      { id: 'one', visible: true, kind: 'product', productId: large, look: 'large' },
      list({}),
      list({ heading: 'More' }, 'more'),
    ]);
    t.equal(cards(body).length, 24);
    t.equal(body.split(words.showAll.en).length - 1, 2, 'each list that is cut leads to all of it');
    t.match(body, `/@${of.handle}/list/list/1?lang=en`);
    const all = await page(of, '/list/list/1');
    t.equal(cards(all).length, 48);
    t.equal(cards(all)[0], 'item 50');
    t.match(all, `/@${of.handle}/list/list/2?lang=en`);
    t.same(cards(await page(of, '/list/list/2')), ['item 2', 'item 1']);
    t.equal(cards(await page(of, '/list/list/price-1'))[0], 'item 50', 'the cheapest');
    for (const path of ['/list/list/3', '/list/list/0', '/list/none/1', '/list/list/odd-1', '/list/one/1']) {
      t.equal((await s.get(`/@${of.handle}${path}`)).statusCode, 404, path);
    }
  },
);

t.test('tags are cleaned, each kept once, and too long ones are pointed at', async (t) => {
  const of = await s.creator();
  const made = await s.product(of, { tags: [' Grade  12 ', 'grade 12', '', 'ፊዚክስ'] });
  t.same(made.tags, ['grade 12', 'ፊዚክስ']);
  const body = { title: 'x', priceSantim: 10_000, tags: ['ok', 'x'.repeat(41)] };
  const answer = await s.call(of, 'POST', '/v1/products', body);
  t.match(answer, { statusCode: 422 });
  t.match(answer.json(), { fields: [{ pointer: '/tags/1' }] });
});
