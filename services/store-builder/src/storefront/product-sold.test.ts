import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { nothingShown } from '@windsurf/contracts/product-types';
import { hearOfPurchase } from '../reviews/reviews.ts';
import { saleConsumers } from '../sales/sales.consumers.ts';
import { dropSale, keepSale } from '../sales/sales.ts';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { readyPicture } from './blocks/testing.ts';

const s = await startTestStores(t);
const day = 86_400_000;
const minute = 60_000;

/** The page as it is made now: whatever was kept of it before is too old. */
async function pageOf(of: TestCreator, slug = '', lang = 'en'): Promise<string> {
  s.clock.advance(minute);
  const answer = await s.get(`/@${of.handle}${slug === '' ? '' : `/${slug}`}?lang=${lang}`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.body;
}
const buy = async (of: TestCreator, productId: string, access: 'active' | 'revoked' = 'active', buyerId = newId()) => {
  const creatorId = asCreatorId(of.creatorId);
  const bought = { entitlementId: newId(), productId, buyerId };
  await s.deps.tenancy.inCreator(creatorId, async (tx) => {
    await hearOfPurchase(tx, creatorId, { ...bought, access: 'active', changedAt: null });
    if (access === 'revoked') await hearOfPurchase(tx, creatorId, { ...bought, access, changedAt: s.clock.now() });
  });
};
const order = (productId: string, over: object = {}) => ({
  orderId: newId(),
  intentId: newId(),
  productId,
  buyerId: newId(),
  amountSantim: 10_000,
  feeSantim: 500,
  netSantim: 9500,
  currency: 'ETB' as const,
  lang: 'en' as const,
  paidAt: s.clock.now().toISOString(),
  ...over,
});
const sell = async (of: TestCreator, productId: string, times: number, over: object = {}) => {
  const creatorId = asCreatorId(of.creatorId);
  await s.deps.tenancy.inCreator(creatorId, async (tx) => {
    for (let at = 0; at < times; at += 1) await keepSale(tx, creatorId, order(productId, over));
  });
};

t.test(
  'the page says what payments says: the price now, few left, sold out; without its word it says what was published',
  async (t) => {
    const creator = await s.creator('Hanna', 'en');
    await s.publish(creator);
    const { id, slug } = await s.published(creator, { title: 'Prints', priceSantim: 20_000 });
    const quiet = await pageOf(creator, slug);
    t.match(quiet, '200\u00a0birr');
    t.notMatch(quiet, /\d left</);
    s.prices.set(id, { listSantim: 15_000, nextChange: null, left: 3 });
    const few = await pageOf(creator, slug);
    t.match(few, 'Only 3 left');
    t.match(few, '150\u00a0birr');
    t.match(few, '"price":"150.00"');
    s.prices.set(id, { listSantim: 15_000, nextChange: null, left: 6 });
    t.notMatch(await pageOf(creator, slug), /\d left</);
    s.prices.set(id, { listSantim: 15_000, nextChange: null, left: 0 });
    const none = await pageOf(creator, slug);
    t.match(none, 'Sold out');
    t.match(none, 'schema.org/SoldOut');
    t.notMatch(none, '/checkout/', 'nothing leads to a payment that would be refused');
    t.match(await pageOf(creator, slug, 'am'), 'አልቋል');
    s.prices.set(id, { listSantim: 15_000, nextChange: null, left: null, payWhatYouWant: { minSantim: 10_000 } });
    t.match(await pageOf(creator, slug), /From .*100\u00a0birr<\/span>, you choose/);
  },
);

t.test(
  'a sample, the refund rule, how many bought it and since when she sells: each only where it is so',
  async (t) => {
    const creator = await s.creator('Hanna', 'en');
    await s.publish(creator);
    const bare = await s.published(creator, { title: 'Bare' });
    const plain = await pageOf(creator, bare.slug);
    for (const words of ['Look inside', 'Money back', 'Bought by']) t.notMatch(plain, words);
    t.match(plain, 'Selling here since');

    const sampleImageId = await readyPicture(s, creator);
    const shown = { ...nothingShown, showBuyers: true, sampleImageId, refundRule: 'ask-7' };
    const { id, slug } = await s.published(creator, { title: 'Full', shown });
    const first = await pageOf(creator, slug);
    t.match(first, 'Look inside, free');
    t.match(first, `/${sampleImageId}/`);
    t.match(first, 'ask within 7 days');
    t.notMatch(first, 'Bought by', 'nobody has');
    const twice = newId();
    await buy(creator, id, 'active', twice);
    await buy(creator, id, 'active', twice);
    t.match(await pageOf(creator, slug), 'Bought by 1 person');
    await buy(creator, id);
    await buy(creator, id, 'revoked');
    await buy(creator, id, 'active', creator.creatorId);
    t.match(await pageOf(creator, slug), 'Bought by 2 people');
    t.match(await pageOf(creator, slug, 'am'), '2 ሰዎች ገዝተውታል');
    await buy(creator, bare.id);
    t.notMatch(await pageOf(creator, bare.slug), 'Bought by', 'she did not allow it there');
  },
);

t.test('only an own picture is a sample, and what is shown is kept with the product', async (t) => {
  const creator = await s.creator('Hanna', 'en');
  const other = await s.creator('Sara', 'en');
  const theirs = await readyPicture(s, other);
  const body = { title: 'A', priceSantim: 1000, shown: { ...nothingShown, sampleImageId: theirs } };
  const refused = await s.call(creator, 'POST', '/v1/products', body);
  t.equal(refused.statusCode, 422);
  t.match(refused.json(), { fields: [{ pointer: '/shown/sampleImageId' }] });
  const wrong = { ...body, shown: { ...nothingShown, refundRule: 'never' } };
  t.equal((await s.call(creator, 'POST', '/v1/products', wrong)).statusCode, 422);
  const { id, version } = await s.product(creator);
  const shown = { ...nothingShown, refundRule: 'none', translation: { title: '  አንድ ', description: '' } };
  const changed = await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: version, shown });
  t.match(changed.json(), { shown: { refundRule: 'none', translation: { title: 'አንድ' } } });
  const again = await s.call(creator, 'PATCH', `/v1/products/${id}`, {
    baseVersion: version,
    shown: { ...shown, translation: { title: 'አንድ', description: '' } },
  });
  t.equal(again.statusCode, 200, 'the same change again is no conflict');
  t.equal((await s.call(undefined, 'PATCH', `/v1/products/${id}`, { baseVersion: 2, shown })).statusCode, 401);
  t.equal((await s.call(other, 'PATCH', `/v1/products/${id}`, { baseVersion: 2, shown })).statusCode, 404);
});

t.test(
  'name and description are said in the reader’s language, on cards, lists and the own page, once published',
  async (t) => {
    const creator = await s.creator('Hanna', 'en');
    const translation = { title: 'የሻይ መጽሐፍ', description: 'ስለ ሻይ ሁሉ።' };
    const { id, slug } = await s.published(creator, { title: 'Tea book', description: 'All about tea.' });
    await s.save(creator, {
      blocks: [
        { id: 'a', kind: 'product', visible: true, productId: id, look: 'card' },
        {
          id: 'b',
          kind: 'product-list',
          visible: true,
          heading: '',
          source: 'all',
          order: 'newest',
          columns: 1,
          addNew: true,
        },
      ] as never,
    });
    await s.publish(creator);
    const { version } = (await s.call(creator, 'GET', `/v1/products/${id}`)).json<{ version: number }>();
    await s.call(creator, 'PATCH', `/v1/products/${id}`, {
      baseVersion: version,
      shown: { ...nothingShown, translation },
    });
    t.match(await pageOf(creator, slug, 'am'), 'Tea book', 'not before it is published');
    t.equal((await s.call(creator, 'POST', `/v1/products/${id}/publish`)).statusCode, 200);
    const amharic = await pageOf(creator, slug, 'am');
    t.match(amharic, /<h1>የሻይ መጽሐፍ<\/h1>/);
    t.match(amharic, 'ስለ ሻይ ሁሉ።');
    t.notMatch(amharic, 'All about tea');
    t.match(await pageOf(creator, slug, 'en'), /<h1>Tea book<\/h1>/);
    for (const place of ['', 'list/b/1']) {
      const page = await pageOf(creator, place, 'am');
      t.match(page, 'የሻይ መጽሐፍ</a>', place);
      t.notMatch(page, 'Tea book</a>', place);
      t.match(await pageOf(creator, place, 'en'), 'Tea book</a>', place);
    }
    const card = /og:image" content="http:\/\/[^/]+([^"]+)"/.exec(amharic)?.[1] ?? '';
    t.equal((await s.get(card)).statusCode, 200, 'the share card of its page is there');
  },
);

t.test(
  '“most chosen” is counted: five orders in thirty days, more than any other, none that went back or was her own',
  async (t) => {
    const creator = await s.creator('Hanna', 'en');
    const creatorId = asCreatorId(creator.creatorId);
    const [tea, notes] = [await s.published(creator, { title: 'Tea' }), await s.published(creator, { title: 'Notes' })];
    const card = (id: string, productId: string): object => ({
      id,
      kind: 'product',
      visible: true,
      productId,
      look: 'card',
    });
    await s.save(creator, { blocks: [card('a', tea.id), card('b', notes.id)] as never });
    await s.publish(creator);
    const marked = async (): Promise<number> => (await pageOf(creator)).split('Most chosen').length - 1;
    await sell(creator, tea.id, 4);
    await sell(creator, tea.id, 3, { buyerId: creator.creatorId });
    await sell(creator, tea.id, 3, { amountSantim: 0 });
    const told = order(tea.id, { orderId: newId() });
    await s.deps.tenancy.inCreator(creatorId, async (tx) => await keepSale(tx, creatorId, told));
    await s.deps.tenancy.inCreator(creatorId, async (tx) => await keepSale(tx, creatorId, told));
    t.equal(await marked(), 1);
    t.match(await pageOf(creator, tea.slug), 'Most chosen');
    t.notMatch((await pageOf(creator, notes.slug)).split('<h2>')[0] ?? '', 'Most chosen');
    const back = { orderId: told.orderId, productId: tea.id, buyerId: told.buyerId, amountSantim: 10_000 };
    const refund = { ...back, currency: 'ETB' as const, full: true, state: 'sent' as const };
    const drop = async (over: object): Promise<void> =>
      await s.deps.tenancy.inCreator(creatorId, async (tx) => {
        await dropSale(tx, creatorId, { ...refund, ...over } as never, s.clock.now());
      });
    await drop({ full: false });
    await drop({ state: 'failed' });
    t.equal(await marked(), 1, 'a part of the money is not the sale');
    await drop({});
    t.equal(await marked(), 0, 'four are too few to say so');
    await sell(creator, tea.id, 2);
    await sell(creator, notes.id, 6);
    t.equal(await marked(), 0, 'two that are chosen alike have no mark');
    await sell(creator, notes.id, 1);
    t.equal(await marked(), 1);
    s.clock.advance(31 * day);
    t.equal(await marked(), 0, 'what was long ago does not count');
    t.same(
      saleConsumers(s.deps).map(({ event }) => event.name),
      ['order.paid', 'order.refunded'],
    );
  },
);
