import t from 'tap';
import { nextOf, stageOf, stepsOf, sumOf, worstLoss } from './stage.ts';

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

const ids = (more: Partial<Parameters<typeof stepsOf>[0]>): string[] =>
  stepsOf({ ...facts, views: 5, ...more }).map(({ id, done }) => `${id} ${done}`);

t.test('a row is there once it can be done, and never while its fact is not known', async (t) => {
  t.same(ids({ published: false }), ['publish false', 'product false'], 'nobody can be shown what is not public');
  t.same(ids({}), ['publish true', 'product false', 'share true']);
  t.same(
    ids({ priced: true, hasAccount: false }),
    ['publish true', 'product false', 'share true', 'money false'],
    'a draft with a price is enough to say where its money goes',
  );
  t.same(ids({ hasAccount: false }).length, 3, 'and what is free needs no account');
  t.notOk(
    ids({ priced: true }).some((row) => row.startsWith('money')),
    'nobody knows',
  );
  const sold = { productsForSale: 1, orders: 1, hasAccount: true };
  t.same(ids(sold), ['publish true', 'product true', 'share true', 'money true', 'sale true']);
  t.same(
    ids({ productsForSale: 1, tried: false }).slice(3),
    ['try false', 'sale false'],
    'UC-4: she can buy from herself',
  );
  t.same(ids({ productsForSale: 1, tried: true }).slice(3), ['try true', 'sale false'], 'and that is no sale');
  t.same(ids({ tried: false }).length, 3, 'there is nothing to buy yet');
  t.same(ids({ ...sold, canPayOut: true, paidOut: false, wrote: false }).slice(5), ['payout false', 'answer false']);
  t.same(ids({ ...sold, canPayOut: false, paidOut: true, wrote: true }).slice(5), ['payout true', 'answer true']);
  t.same(ids({ ...sold, canPayOut: false, paidOut: false }).length, 5, 'too little for a payout');
});

t.test('exactly one row is the next step, and what is put aside is none', async (t) => {
  const steps = stepsOf({ ...facts, views: 0, priced: true, hasAccount: false });
  t.equal(nextOf(steps, []), 'product');
  t.equal(nextOf(steps, ['product']), 'share');
  t.equal(nextOf(steps, ['share']), 'product', 'in any order');
  t.equal(nextOf(steps, ['product', 'share', 'money']), undefined);
});

t.test('a number of several days is the sum of its rows', async (t) => {
  const one = {
    views: 3,
    productViews: 2,
    checkouts: 1,
    sales: 1,
    revenueSantim: 900,
    refundedSantim: 0,
    netSantim: 900,
  };
  const two = { ...one, views: 4, refundedSantim: 1_000, netSantim: -100 };
  t.match(sumOf([one, two]), { views: 7, sales: 2, revenueSantim: 1_800, refundedSantim: 1_000, netSantim: 800 });
  t.match(sumOf([]), { views: 0, netSantim: 0 });
});
