import t from 'tap';
import type { Test } from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import { isFault } from '@windsurf/db/errors';
import type { TestProduct } from '../testing.ts';
import { changeCodeOf, makeCodeOf } from './codes.ts';
import type { CodeWanted } from './codes.ts';
import { changeTermsOf, readTerms } from './terms.ts';
import { declines, pays, rush, startCrowd } from './testing.ts';
import type { Crowd } from './testing.ts';

const price = 10_000;
async function open(t: Test) {
  const crowd = await startCrowd(t);
  const product = await crowd.lab.product(price);
  const { creatorId } = product;
  const limit = async (stock: number | null, baseVersion: number, of: TestProduct = product) =>
    await changeTermsOf(
      crowd.deps,
      creatorId,
      of.id,
      { baseVersion, payWhatYouWant: null, stock, bump: null, scheduledPrices: [] },
      'en',
    ).catch((error: unknown) => (error instanceof Problem ? error.type : Promise.reject(error)));
  const stock = async () => (await readTerms(crowd.deps, creatorId, product.id)).stock;
  /** One buyer more; her attempt, or why she has none. */
  const buyer = async (code = '', of: TestProduct = product): Promise<string> => {
    const { won, refused, broke } = await rush(crowd, creatorId, { productId: of.id, code }, 1);
    return won[0] ?? [...refused.keys()][0] ?? `broke ${String(broke)}`;
  };
  return { crowd, product, creatorId, limit, stock, buyer };
}
const code = (over: Partial<CodeWanted> = {}): CodeWanted => ({
  code: 'LAST',
  gives: { percent: 10 },
  toAt: null,
  maxUses: 1,
  perBuyer: 1,
  productIds: null,
  ...over,
});
const uses = async ({ lab }: Crowd): Promise<unknown> =>
  (await lab.db.look('select taken::int, held::int from payments.codes order by created_at'))[0];

t.test(
  'a piece is held while it is being paid for, sold when it is paid, and free again when that fails',
  async (t) => {
    const { crowd, creatorId, limit, stock, buyer } = await open(t);
    await limit(1, 0);
    const first = await buyer();
    t.match(await stock(), { quantity: 1, taken: 0, held: 1, left: 0 });
    t.equal(await buyer(), 'last-one-held');
    t.equal(await declines(crowd, creatorId, first), 'failed');
    t.match(await stock(), { taken: 0, held: 0, left: 1 });
    t.equal(await declines(crowd, creatorId, first), 'failed', 'twice is once');
    t.match(await stock(), { held: 0 });
    const second = await buyer();
    t.equal(await pays(crowd, creatorId, second, price), 'succeeded');
    t.equal(await pays(crowd, creatorId, second, price), 'succeeded', 'twice is once');
    t.match(await stock(), { taken: 1, held: 0, left: 0 });
    t.equal(await buyer(), 'sold-out');

    await t.test(
      'money that comes late and finds nothing left is kept for its buyer, and nothing is sold',
      async (t) => {
        t.equal(await pays(crowd, creatorId, first, price), 'surplus');
        t.match(await stock(), { taken: 1, held: 0 });
        t.equal(await crowd.lab.count('payments.orders'), 1);
      },
    );
    await t.test('money that comes late and finds one left is a sale', async (t) => {
      await limit(2, 1);
      const late = await buyer();
      await declines(crowd, creatorId, late);
      t.match(await stock(), { left: 1 });
      t.equal(await pays(crowd, creatorId, late, price), 'succeeded');
      t.match(await stock(), { taken: 2, held: 0, left: 0 });
    });
  },
);

t.test('a limit that is set later counts who bought before it and who is paying', async (t) => {
  const { crowd, creatorId, limit, stock, buyer } = await open(t);
  const [paid, paying, failed] = [await buyer(), await buyer(), await buyer()];
  await pays(crowd, creatorId, paid, price);
  await declines(crowd, creatorId, failed);
  t.equal(await limit(1, 0), 'stock-below-taken');
  t.equal(await stock(), null);
  await limit(2, 0);
  t.match(await stock(), { quantity: 2, taken: 1, held: 1, left: 0 });
  t.equal(
    await pays(crowd, creatorId, failed, price),
    'surplus',
    'she had ended before the limit, and nothing is left',
  );
  t.equal(await pays(crowd, creatorId, paying, price), 'succeeded');
  t.match(await stock(), { taken: 2, held: 0 });
  await limit(null, 1);
  t.equal(await stock(), null);
  const after = await buyer();
  await pays(crowd, creatorId, after, price);
  await limit(5, 2);
  t.match(await stock(), { quantity: 5, taken: 3, held: 0, left: 2 }, 'counted anew');
});

t.test(
  'a use of a code is held, taken and released with its payment, and counted whether it is limited or not',
  async (t) => {
    const { crowd, product, creatorId, buyer } = await open(t);
    const { id } = await makeCodeOf(crowd.deps, creatorId, code());
    const first = await buyer('last');
    t.match(await uses(crowd), { taken: 0, held: 1 });
    t.equal(await buyer('LAST'), 'code-used-up');
    await declines(crowd, creatorId, first);
    t.match(await uses(crowd), { taken: 0, held: 0 });
    const second = await buyer('LAST');
    t.equal(await pays(crowd, creatorId, second, 9000), 'succeeded');
    t.match(await uses(crowd), { taken: 1, held: 0 });
    t.equal(await pays(crowd, creatorId, first, 9000), 'surplus', 'late, and its use is gone');

    const unlimited = await changeCodeOf(crowd.deps, creatorId, id, { maxUses: null });
    t.match(unlimited, { taken: 1, held: 0, maxUses: null });
    const third = await buyer('LAST');
    await pays(crowd, creatorId, await buyer('LAST'), 9000);
    const limited = await changeCodeOf(crowd.deps, creatorId, id, { maxUses: 3 });
    t.match(limited, { taken: 2, held: 1, maxUses: 3 });
    t.equal(await buyer('LAST'), 'code-used-up');
    await pays(crowd, creatorId, third, 9000);
    t.match(await uses(crowd), { taken: 3, held: 0 });
    const below = await changeCodeOf(crowd.deps, creatorId, id, { maxUses: 2 }).catch((error: unknown) => error);
    t.match(below, { type: 'uses-below-taken', params: { count: 3 } });
    await changeCodeOf(crowd.deps, creatorId, id, { end: true });
    t.equal(await buyer('LAST', product), 'code-expired');
  },
);

t.test('the database itself refuses to hold or sell more than there is', async (t) => {
  const { crowd, creatorId, limit, product } = await open(t);
  await limit(3, 0);
  await makeCodeOf(crowd.deps, creatorId, code({ maxUses: 3 }));
  for (const [table, limits] of [
    ['payments.terms', 'terms_stock'],
    ['payments.codes', 'codes_uses'],
  ] as const) {
    for (const counts of [{ taken: 4 }, { held: 4 }, { taken: 2, held: 2 }]) {
      const attempt = await crowd.deps.tenancy
        .inCreator(creatorId, async (tx) => await tx.updateTable(table).set(counts).execute())
        .catch((error: unknown) => error);
      t.ok(isFault(attempt, 'check', limits), `${table} ${JSON.stringify(counts)}`);
    }
    const below = await crowd.deps.tenancy
      .inCreator(creatorId, async (tx) => await tx.updateTable(table).set({ held: -1 }).execute())
      .catch((error: unknown) => error);
    t.ok(isFault(below, 'check'), `${table} below zero`);
  }
  const rewrite = await crowd.deps.tenancy
    .inCreator(
      creatorId,
      async (tx) => await tx.updateTable('payments.priceVersions').set({ priceSantim: 1 }).execute(),
    )
    .catch((error: unknown) => error);
  t.ok(isFault(rewrite, 'wall'), 'a price that was is never rewritten');
  t.ok(product.id);
});

t.test(
  'limits are set and payments settled at the same time: nobody waits for ever and every piece is counted',
  async (t) => {
    const { crowd, creatorId, product, stock } = await open(t);
    const started = await rush(crowd, creatorId, { productId: product.id, code: '' }, 12);
    t.equal(started.won.length, 12);
    const change = async (stock: number | null): Promise<void> => {
      const { version } = await readTerms(crowd.deps, creatorId, product.id);
      const wanted = { baseVersion: version, payWhatYouWant: null, stock, bump: null, scheduledPrices: [] };
      await changeTermsOf(crowd.deps, creatorId, product.id, wanted, 'en').catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
      });
    };
    await Promise.all([
      ...started.won.map(async (id, at) =>
        at % 2 === 0 ? await pays(crowd, creatorId, id, price) : await declines(crowd, creatorId, id),
      ),
      change(100),
      rush(crowd, creatorId, { productId: product.id, code: '' }, 6),
      change(50),
    ]);
    await change(null);
    await change(40);
    const sold = await crowd.lab.count('payments.order_lines');
    t.match(await stock(), { quantity: 40, taken: sold, held: 6, left: 34 - sold });
    t.equal(sold, 6);
  },
);
