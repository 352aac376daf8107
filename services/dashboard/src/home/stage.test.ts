import t from 'tap';
import { stageOf, stepsOf, worstLoss } from './stage.ts';

const day = 86_400_000;
const now = 100 * day;
const facts = { published: true, productsForSale: 0, orders: 0, oldestSaleAt: undefined };

t.test('the stage of a store follows from its facts', async (t) => {
  t.equal(stageOf({ ...facts, published: false }, now), 'no-page');
  t.equal(stageOf(facts, now), 'page');
  t.equal(stageOf({ ...facts, productsForSale: 1 }, now), 'product');
  t.equal(stageOf({ ...facts, orders: 1, oldestSaleAt: now - day }, now), 'first-sale');
  t.equal(stageOf({ ...facts, orders: 1, oldestSaleAt: now - 31 * day }, now), 'daily');
  t.equal(stageOf({ ...facts, orders: 6, oldestSaleAt: now - day }, now), 'daily');
});

t.test('each row of the checklist is ticked by a fact', async (t) => {
  const done = (more: Partial<typeof facts & { views: number }>): string =>
    stepsOf({ ...facts, views: 0, ...more })
      .filter((step) => step.done)
      .map(({ id }) => id)
      .join(' ');
  t.equal(done({ published: false }), '');
  t.equal(done({}), 'publish');
  t.equal(done({ productsForSale: 1, views: 3 }), 'publish product share');
  t.equal(done({ productsForSale: 1, orders: 1 }), 'publish product share sale');
});

t.test('the step that loses most is named, and none where too few came', async (t) => {
  t.same(worstLoss({ views: 40, productViews: 31, checkouts: 0, sales: 0 }), { step: 'buy', from: 31, to: 0 });
  t.same(worstLoss({ views: 100, productViews: 10, checkouts: 8, sales: 6 }), { step: 'product', from: 100, to: 10 });
  t.same(worstLoss({ views: 4, productViews: 0, checkouts: 4, sales: 0 }), { step: 'pay', from: 4, to: 0 });
  t.equal(worstLoss({ views: 2, productViews: 0, checkouts: 0, sales: 0 }), undefined);
  t.equal(worstLoss({ views: 5, productViews: 5, checkouts: 5, sales: 5 }), undefined);
});

t.test('where her money goes is a step before the first sale, left out while nobody knows', async (t) => {
  const facts = { published: true, productsForSale: 1, orders: 0, oldestSaleAt: undefined, views: 5 };
  const ids = (hasAccount?: boolean) => stepsOf({ ...facts, hasAccount }).map(({ id, done }) => `${id} ${done}`);
  t.same(ids(false), ['publish true', 'product true', 'share true', 'money false', 'sale false']);
  t.equal(ids(true)[3], 'money true');
  t.same(ids(), ['publish true', 'product true', 'share true', 'sale false']);
});
