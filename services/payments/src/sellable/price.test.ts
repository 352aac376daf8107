import * as fc from 'fast-check';
import t from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import { codeFault, discountOf, nextChange, priceAt, priceOf } from './price.ts';
import type { Choice, Code, Offer, ScheduledPrice } from './price.ts';

const product = { id: 'p', title: 'Tea', slug: 'tea', version: 1 };
const extra = { id: 'b', title: 'Cup', slug: 'cup', version: 3 };
const offer = (over: Partial<Offer> = {}): Offer => ({
  product,
  priceSantim: 19_950,
  openAmount: null,
  bump: null,
  ...over,
});
const code = (over: Partial<Code> = {}): Code => ({
  id: 'c',
  code: 'MESKEL20',
  percent: 20,
  fixedSantim: null,
  fromAt: new Date('2026-11-01T00:00:00Z'),
  toAt: null,
  endedAt: null,
  productIds: null,
  ...over,
});
const choice = (over: Partial<Choice> = {}): Choice => ({ amount: undefined, bump: false, code: undefined, ...over });
const problemOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    if (error instanceof Problem) return error.type;
    throw error;
  }
};

const price = fc.integer({ min: 100, max: 100_000_000 });
const gives = fc.oneof(
  fc.record({ percent: fc.integer({ min: 1, max: 100 }), fixedSantim: fc.constant(null) }),
  fc.record({ percent: fc.constant(null), fixedSantim: price }),
);
const offers = fc.record({
  product: fc.constant(product),
  priceSantim: price,
  openAmount: fc.option(fc.record({ minSantim: price, suggestedSantim: fc.constant([]) })),
  bump: fc.option(fc.record({ product: fc.constant(extra), priceSantim: price })),
});

t.test('whatever is offered and chosen: sums add up to the santim and a discount is between 0 and the price', (t) => {
  let sold = 0;
  let free = 0;
  fc.assert(
    fc.property(offers, price, fc.boolean(), fc.option(gives), (given, named, bump, off) => {
      const amount = given.openAmount === null ? undefined : Math.max(named, given.openAmount.minSantim);
      const chosen = choice({ amount, bump, code: off === null ? undefined : code(off) });
      try {
        const total = priceOf(given, chosen, 'en');
        sold += 1;
        const sum = (of: 'listSantim' | 'discountSantim' | 'amountSantim'): number =>
          total.items.reduce((all, item) => all + item[of], 0);
        const [main] = total.items;
        return (
          total.totalSantim === sum('amountSantim') &&
          total.listSantim === sum('listSantim') &&
          total.discountSantim === sum('discountSantim') &&
          total.listSantim - total.discountSantim === total.totalSantim &&
          total.totalSantim > 0 &&
          total.items.every(
            (item) =>
              Number.isSafeInteger(item.amountSantim) &&
              item.discountSantim >= 0 &&
              item.discountSantim <= item.listSantim &&
              item.listSantim - item.discountSantim === item.amountSantim,
          ) &&
          main?.listSantim === (amount ?? given.priceSantim) &&
          total.items.length === (bump && given.bump ? 2 : 1) &&
          (total.items[1]?.amountSantim ?? given.bump?.priceSantim) === given.bump?.priceSantim
        );
      } catch (error) {
        // The only thing that is refused here is a purchase of nothing.
        free += 1;
        return error instanceof Problem && error.type === 'code-leaves-nothing' && off !== null;
      }
    }),
    { numRuns: 5000 },
  );
  t.ok(sold > 1000 && free > 10, `${sold} sold, ${free} would have been free`);
  t.end();
});

t.test('a percentage is never more than it says, and less than a santim is given up only', (t) => {
  fc.assert(
    fc.property(price, fc.integer({ min: 1, max: 100 }), (base, percent) => {
      const off = discountOf(base, { percent, fixedSantim: null });
      const exact = BigInt(base) * BigInt(percent);
      return BigInt(off) * 100n <= exact && exact - BigInt(off) * 100n < 100n;
    }),
    { numRuns: 3000 },
  );
  t.equal(discountOf(19_995, { percent: 20, fixedSantim: null }), 3999);
  t.equal(discountOf(101, { percent: 50, fixedSantim: null }), 50, 'half a santim stays with the creator');
  t.equal(discountOf(5000, { percent: null, fixedSantim: 9000 }), 5000);
  t.end();
});

t.test('code, extra and named amount together: 300 birr named, a fifth off, an extra of 50', (t) => {
  const given = offer({
    openAmount: { minSantim: 10_000, suggestedSantim: [] },
    bump: { product: extra, priceSantim: 5000 },
  });
  const total = priceOf(given, choice({ amount: 30_000, bump: true, code: code() }), 'en');
  t.match(total, { listSantim: 35_000, discountSantim: 6000, totalSantim: 29_000 });
  t.match(total.items, [
    { productId: 'p', listSantim: 30_000, discountSantim: 6000, amountSantim: 24_000, kind: 'main' },
    { productId: 'b', listSantim: 5000, discountSantim: 0, amountSantim: 5000, kind: 'bump' },
  ]);
  t.end();
});

t.test('an amount is asked for, bounded below, and taken only where the product leaves it open', (t) => {
  const open = offer({ openAmount: { minSantim: 10_000, suggestedSantim: [] } });
  t.equal(
    problemOf(() => priceOf(open, choice({ amount: 9999 }), 'en')),
    'amount-too-small',
  );
  t.equal(
    problemOf(() => priceOf(open, choice(), 'en')),
    'amount-missing',
  );
  t.equal(
    problemOf(() => priceOf(offer(), choice({ amount: 100 }), 'en')),
    'amount-not-open',
  );
  t.equal(
    problemOf(() => priceOf(offer(), choice({ code: code({ percent: 100 }) }), 'en')),
    'code-leaves-nothing',
  );
  const withCup = offer({ bump: { product: extra, priceSantim: 5000 } });
  t.equal(
    priceOf(withCup, choice({ bump: true, code: code({ percent: 100 }) }), 'en').totalSantim,
    5000,
    'with an extra there is something to pay',
  );
  t.end();
});

t.test('a code works in its time and for its products', (t) => {
  const at = new Date('2026-11-20T12:00:00Z');
  const fault = (over: Partial<Code>): string | undefined => codeFault(code(over), ['p'], at, 'en')?.type;
  t.equal(fault({}), undefined);
  t.equal(fault({ toAt: at }), 'code-expired', 'its last moment is over');
  t.equal(fault({ toAt: new Date(at.getTime() + 1) }), undefined);
  t.equal(fault({ endedAt: at }), 'code-expired');
  t.equal(fault({ fromAt: at }), undefined, 'from its first moment');
  t.equal(fault({ fromAt: new Date(at.getTime() + 1) }), 'code-not-yet');
  t.equal(fault({ productIds: ['x'] }), 'code-not-for-this');
  t.equal(fault({ productIds: ['x', 'p'] }), undefined);
  t.end();
});

t.test('a scheduled price runs from its first moment to just before its last, and what comes next is known', (t) => {
  const day = (d: number): Date => new Date(`2026-11-${String(d).padStart(2, '0')}T00:00:00Z`);
  const schedule: readonly ScheduledPrice[] = [
    { fromAt: day(10), toAt: day(12), priceSantim: 10_000 },
    { fromAt: day(12), toAt: day(13), priceSantim: 12_000 },
    { fromAt: day(20), toAt: null, priceSantim: 25_000 },
  ];
  const at = (d: number): number => priceAt(20_000, schedule, day(d));
  t.strictSame(
    [9, 10, 11, 12, 13, 19, 20, 30].map(at),
    [20_000, 10_000, 10_000, 12_000, 20_000, 20_000, 25_000, 25_000],
  );
  const next = (d: number): unknown => nextChange(20_000, schedule, day(d));
  t.strictSame(next(9), { at: day(10), priceSantim: 10_000 });
  t.strictSame(next(10), { at: day(12), priceSantim: 12_000 });
  t.strictSame(next(12), { at: day(13), priceSantim: 20_000 });
  t.strictSame(next(15), { at: day(20), priceSantim: 25_000 });
  t.equal(next(20), null);
  t.equal(nextChange(20_000, [], day(1)), null);
  t.end();
});
