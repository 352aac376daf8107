import t from 'tap';
import { categories } from '@windsurf/contracts/store-categories';
import type { SoldInCategoryPage } from '@windsurf/contracts/store-categories';
import { makingWords } from '@windsurf/language/words-dashboard';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const s = await startTestStores(t);
async function seller(making: string): Promise<TestCreator> {
  const creator = await s.creator('Selam', 'en');
  await s.call(creator, 'POST', '/v1/stores/mine/onboarding', { making, step: 'page' });
  await s.publish(creator);
  return creator;
}
const list = async (query: string, of?: TestCreator) => await s.call(of, 'GET', `/v1/products?${query}`);
const pageOf = async (query: string): Promise<SoldInCategoryPage> => (await list(query)).json<SoldInCategoryPage>();
const idsIn = async (category: string): Promise<string[]> =>
  (await pageOf(`category=${category}&limit=50`)).items.map(({ id }) => id);

t.test('the rows of the database are the words of the contract, with the names that pages use', async (t) => {
  const rows = await s.db.look('select slug, name_en, name_am from store.categories order by position');
  const named = categories.map((slug) => ({
    slug,
    name_en: makingWords[slug].name.en,
    name_am: makingWords[slug].name.am,
  }));
  t.same(rows, named);
});

t.test(
  'anybody reads what is sold in a category, newest first, page by page; a product may have its own',
  async (t) => {
    const [cook, singer] = [await seller('cook'), await seller('musician')];
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { id } = await s.published(cook, { title: `Recipe ${n}` });
      made.unshift(id);
      s.clock.advance(60);
    }
    const song = await s.published(singer, { title: 'Song' });
    const dish = await s.published(singer, { title: 'The singer’s dish', category: 'cook' });
    t.same(await idsIn('cook'), [dish.id, ...made]);
    t.same(await idsIn('musician'), [song.id]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: SoldInCategoryPage = await pageOf(`category=cook&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      t.ok(page.items.length <= 2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    t.same(seen, [dish.id, ...made], 'each once, none left out');
    const [first] = (await pageOf('category=cook&limit=1')).items;
    t.match(first, { title: 'The singer’s dish', category: 'cook', handle: singer.handle, currency: 'ETB' });
    t.match(first?.url, new RegExp(`/@${singer.handle}/`));

    await s.call(cook, 'POST', `/v1/products/${made[0]}/withdraw`);
    await s.db.look('update store.published_products set approved = false where id = $1', [made[1]]);
    t.same(await idsIn('cook'), [dish.id, ...made.slice(2)], 'what readers may not see is not there');
    await s.call(singer, 'POST', '/v1/stores/mine/unpublish');
    t.same(await idsIn('cook'), made.slice(2), 'nor what stands in a store that is not public');
  },
);

t.test(
  'an unknown category names those that there are, in the reader’s language; a cursor of somebody’s own is refused',
  async (t) => {
    for (const [lang, says] of [
      ['en', /There is no category “shoes”\. There are: teacher \(Teaching\), cook \(Cooking\)/],
      ['am', /«shoes» የሚባል ምድብ የለም።.*teacher \(ማስተማር\)/],
    ] as const) {
      const answer = await s.app.inject({ url: '/v1/products?category=shoes', headers: { 'accept-language': lang } });
      t.equal(answer.statusCode, 422);
      const body = answer.json<{ detail: string; categories: { slug: string }[] }>();
      t.match(body.detail, says);
      t.same(
        body.categories.map(({ slug }) => slug),
        [...categories],
      );
    }
    // A day that the language knows and the database does not.
    const beforeAllTime = Buffer.from('-271000-01-01T00:00:00Z_0190a000-0000-7000-8000-000000000010').toString(
      'base64url',
    );
    for (const query of [
      'category=cook&cursor=nonsense',
      `category=cook&cursor=${beforeAllTime}`,
      'category=cook&limit=0',
      'category=cook&limit=51',
      'category=',
    ]) {
      t.equal((await list(query)).statusCode, 422, query);
    }
  },
);

t.test('without a category it stays what it was: the own products, and nobody’s without signing in', async (t) => {
  const [cook, other] = [await seller('cook'), await seller('cook')];
  const { id } = await s.published(cook);
  t.match((await list('', cook)).json<{ items: object[] }>().items[0], { id, category: null });
  const own = (await list('', other)).json<{ items: { id: string }[] }>().items;
  t.notOk(
    own.some((product) => product.id === id),
    'of her own',
  );
  t.equal((await list('')).statusCode, 401);
});

t.test('a product’s category is one of the list, and what people look for finds it there', async (t) => {
  const singer = await seller('musician');
  const body = { title: 'A thing', priceSantim: 1_000, category: 'shoes' };
  t.equal((await s.call(singer, 'POST', '/v1/products', body)).statusCode, 422);
  const { id } = await s.published(singer, { title: 'Berbere', category: 'cook' });
  await s.work();
  const found = (await s.call(undefined, 'GET', '/v1/products/search?search=berbere&category=cook')).json<{
    items: { id: string }[];
  }>();
  t.same(
    found.items.map((item) => item.id),
    [id],
  );
  const page = await s.get('/discover?q=berbere&in=cook&lang=en');
  t.match(page.body, /Berbere/);
  t.notMatch((await s.get('/discover?q=berbere&in=musician&lang=en')).body, /\/@[^"]*berbere/);
});
