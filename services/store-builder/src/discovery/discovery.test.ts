import t from 'tap';
import type { FoundCreator, FoundProduct } from '@windsurf/contracts/store-discovery';
import { asCreatorId } from '@windsurf/db/tenancy';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { discoveryConsumers } from './discovery.consumers.ts';
import { findProducts, hitsPerPage, listProduct, listStore } from './discovery.ts';
import { searchPairs } from './search-pairs.ts';

const lab = await startTestStores(t);
const { app, deps } = lab;
type Answer<T> = { items: T[]; exact: boolean; nextPage: number | null };
const get = async (url: string) => await lab.get(encodeURI(url), { accept: 'application/json' });
const creators = async (query: string): Promise<Answer<FoundCreator>> =>
  (await get(`/v1/creators${query}`)).json<Answer<FoundCreator>>();
const products = async (query: string): Promise<Answer<FoundProduct>> =>
  (await get(`/v1/products/search${query}`)).json<Answer<FoundProduct>>();

const operator = lab.people.person({ operator: true });
/** An operator says how far she is trusted. */
async function trust(of: TestCreator, tier: 'VERIFIED' | 'PROVEN'): Promise<void> {
  const body = { tier, seenTier: 'NEW', reason: 'known-in-public', note: 'a well known weaver' };
  const answer = await lab.call(operator, 'POST', `/v1/stores/operator/creators/${of.creatorId}/trust`, body);
  if (answer.statusCode !== 200) throw new Error(answer.body);
}

/** A store that is public and listed, with what it sells. */
async function listed(name: string, titles: readonly string[] = [], making?: string): Promise<TestCreator> {
  const creator = await lab.creator(name, 'am');
  if (making !== undefined) {
    await lab.call(creator, 'POST', '/v1/stores/mine/onboarding', { making, step: 'page' });
  }
  const answer = await lab.publish(creator);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  for (const title of titles) await lab.published(creator, { title });
  await listStore(deps, asCreatorId(creator.creatorId));
  return creator;
}

t.test('200 pairs of what is typed and what is meant: at least 95 % stand among the first ten', async (t) => {
  await listed(
    'Yared',
    searchPairs.map(({ title }) => title),
  );
  // What nobody looks for here, made of the same letters and words.
  const words = [...new Set(searchPairs.flatMap(({ title }) => title.split(/\s+/)))];
  const noise = Array.from({ length: 30 }, (_, at) =>
    [0, 1, 2].map((step) => words[(at * 7 + step * 31) % words.length]?.split('').reverse().join('')).join(' '),
  );
  await listed('Noise', noise);
  const pairs = searchPairs.flatMap(({ title, typed }) => typed.map((words) => ({ title, words })));
  t.ok(pairs.length >= 200, `${pairs.length} pairs`);
  const judge = async (of: typeof pairs, change: (words: string) => string) => {
    let ten = 0;
    let first = 0;
    const missed: string[] = [];
    for (const { title, words } of of) {
      const { items, exact } = await findProducts(deps, { search: change(words) });
      const at = exact ? items.slice(0, 10).findIndex((item) => item.title === title) : -1;
      if (at >= 0) ten += 1;
      else missed.push(`${words} → ${title}`);
      if (at === 0) first += 1;
    }
    return { pairs: of.length, recall: ten / of.length, first: first / of.length, missed };
  };
  const figures = await judge(pairs, (words) => words);
  process.stdout.write(`${JSON.stringify({ ...figures, missed: figures.missed.length })}\n`);
  t.ok(figures.recall >= 0.95, figures.missed.join('; '));
  // Planted: letters that are not what was typed, as a fold that goes wrong would make of them.
  const some = pairs.filter((_, at) => at % 8 === 0);
  const wrong = await judge(some, (words) => words.replace(/[ሀ-ፚ]/g, 'ቨ').replace(/[a-z]/g, 'v'));
  t.ok(wrong.recall < 0.5, 'a search that folds wrongly is seen');
});

t.test('at an equal match the proven stands before the verified, and that before the new', async (t) => {
  const [fresh, verified, proven] = [
    await listed('Kidane one', ['Weaving patterns']),
    await listed('Kidane two', ['Weaving patterns']),
    await listed('Kidane three', ['Weaving patterns']),
  ];
  const order = async () => ({
    products: (await products('?search=weaving')).items.map(({ handle }) => handle),
    creators: (await creators('?search=kidane')).items.map(({ handle }) => handle),
  });
  const before = await order();
  t.same(new Set(before.products), new Set([fresh.handle, verified.handle, proven.handle]));
  for (const [creator, tier] of [
    [verified, 'VERIFIED'],
    [proven, 'PROVEN'],
  ] as const) {
    await trust(creator, tier);
  }
  const after = await order();
  t.same(after.products, [proven.handle, verified.handle, fresh.handle]);
  t.same(after.creators, after.products);
  t.same(
    (await products('?search=weaving')).items.map(({ trustTier }) => trustTier),
    ['PROVEN', 'VERIFIED', 'NEW'],
  );
  // What is published later is as trusted as she is.
  const later = await lab.published(proven, { title: 'Weaving looms' });
  await listProduct(deps, asCreatorId(proven.creatorId), later.id);
  t.same((await products('?search=looms')).items[0]?.trustTier, 'PROVEN');
});

t.test('a better match stands before a more trusted one', async (t) => {
  const exact = await listed('Rahel', ['Leatherwork']);
  const near = await listed('Meron', ['Bags', 'Shoes']);
  const id = asCreatorId(near.creatorId);
  await lab.published(near, { title: 'Belts', description: 'All leatherwork by hand.' });
  await listStore(deps, id);
  await trust(near, 'PROVEN');
  t.same(
    (await products('?search=leatherwork')).items.map(({ handle }) => handle),
    [exact.handle, near.handle],
  );
});

t.test('what is not public is not found, from the moment on, whatever the worker has done', async (t) => {
  const creator = await lab.creator('Hidden Hand');
  const draft = await lab.product(creator, { title: 'Zebra drawing' });
  await listStore(deps, asCreatorId(creator.creatorId));
  await listProduct(deps, asCreatorId(creator.creatorId), draft.id);
  t.same((await creators('?search=hidden hand')).items, [], 'a store that was never published');
  t.same((await products('?search=zebra')).items, [], 'a draft');

  await lab.publish(creator);
  const sold = await lab.published(creator, { title: 'Zebra painting' });
  await listStore(deps, asCreatorId(creator.creatorId));
  t.equal((await products('?search=zebra')).items.length, 1);
  t.equal((await creators('?search=hidden')).items.length, 1);
  await lab.call(creator, 'POST', `/v1/products/${sold.id}/withdraw`);
  t.same((await products('?search=zebra')).items, [], 'withdrawn');
  await listProduct(deps, asCreatorId(creator.creatorId), sold.id);
  t.equal(await count('store.search_entries where id = $1', sold.id), 0, 'and the worker forgets it');
  await lab.call(creator, 'POST', '/v1/stores/mine/unpublish');
  t.same((await creators('?search=hidden')).items, [], 'taken off');
});

const count = async (what: string, ...values: unknown[]): Promise<number> => {
  const [row] = await lab.db.look(`select count(*)::int as n from ${what}`, values);
  return Number((row as { n: number }).n);
};

t.test('the worker lists what was announced, also when it hears it twice or late', async (t) => {
  const creator = await lab.creator('Announced Arts');
  await lab.publish(creator);
  const { id } = await lab.published(creator, { title: 'Announced poster' });
  const heard = discoveryConsumers(deps);
  t.equal(heard.length, 5);
  const creatorId = asCreatorId(creator.creatorId);
  for (let twice = 0; twice < 2; twice += 1) {
    await listStore(deps, creatorId);
    await listProduct(deps, creatorId, id);
  }
  t.equal(await count('store.search_entries where creator_id = $1', creatorId), 2);
  t.equal((await products('?search=announced poster')).items[0]?.id, id);
});

t.test('bad questions are answered with what to do, and strange words find nothing', async (t) => {
  for (const wrong of ['?page=0', '?page=99', '?category=banker', `?search=${'x'.repeat(201)}`]) {
    const answer = await get(`/v1/creators${wrong}`);
    t.equal(answer.statusCode, 422, wrong);
    t.match(answer.json(), { detail: /./, type: /./ }, wrong);
  }
  for (const strange of ["'; drop table x --", "a' & 'b", '\\', '!!! ((', ':*', '\u0000', '<script>', '🎉']) {
    const answer = await get(`/v1/products/search?search=${encodeURIComponent(strange)}`);
    t.equal(answer.statusCode, 200, strange);
  }
});

t.test('categories narrow, pages follow each other without a gap, and nothing comes twice', async (t) => {
  const titles = Array.from({ length: hitsPerPage + 6 }, (_, at) => `Kebero rhythm ${at + 1}`);
  await listed('Kebero House', titles, 'musician');
  const first = await products('?search=kebero&category=musician');
  t.equal(first.items.length, hitsPerPage);
  t.equal(first.nextPage, 2);
  const second = await products('?search=kebero&category=musician&page=2');
  t.equal(second.nextPage, null);
  t.same(new Set([...first.items, ...second.items].map(({ title }) => title)), new Set(titles));
  t.same((await products('?search=kebero&category=cook')).items, []);
  const some = await products('?search=kebero spaceship');
  t.equal(some.exact, false, 'nothing has both words');
  t.equal(some.items.length, hitsPerPage);
});

for (const lang of ['am', 'en'] as const)
  await t.test(`the page finds, says what it found, and is whole without scripts, in ${lang}`, async (t) => {
    const open = async (query: string) => await lab.get(encodeURI(`/discover?lang=${lang}${query}`));
    const all = await open('');
    t.equal(all.statusCode, 200);
    t.match(all.body, `<html lang="${lang}">`);
    t.notMatch(all.body, /<script| style=/);
    t.match(all.headers['cache-control'], /public/);
    const found = await open('&q=kebero');
    t.match(found.body, /Kebero rhythm/);
    t.match(found.body, 'noindex', 'results are nobody’s entry page');
    t.match(found.body, /rel="next"/);
    t.match((await open('&q=kebero&page=2')).body, /rel="prev"/);
    t.match((await open('&q=kebero house&of=creators')).body, /Kebero House/);
    t.match((await open('&q=kebero spaceship')).body, /role="status"/);
    const none = await open('&q=qqqqqq');
    t.match(none.body, 'class="empty"');
    const long = await open(`&q=${'ሀ'.repeat(201)}`);
    t.equal(long.statusCode, 422);
    t.match(long.body, lang === 'am' ? '<title>ስህተት፦' : '<title>Error:');
    const markup = await open('&q=<img src=x onerror=1>');
    t.notMatch(markup.body, '<img src=x');
    for (const odd of ['&page=abc', '&page=-1', '&in=banker', '&of=x']) t.equal((await open(odd)).statusCode, 200, odd);
  });

t.test('nobody has to be signed in, and no cookie is set', async (t) => {
  const answer = await app.inject({ url: '/v1/creators' });
  t.equal(answer.statusCode, 200);
  t.equal((await app.inject({ url: '/discover' })).headers['set-cookie'], undefined);
});
