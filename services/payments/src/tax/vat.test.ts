import fc from 'fast-check';
import t from 'tap';
import { santim } from '@windsurf/money/money';
import { vatInside, vatOfPart } from './vat.ts';

t.test('the tax inside of a price is its share, half a santim up, and never more than the price', async (t) => {
  t.equal(vatInside(santim(11_500), 1500), 1500);
  t.equal(vatInside(santim(19_950), 1500), 2602);
  t.equal(vatInside(santim(0), 1500), 0);
  t.equal(vatInside(santim(100), 0), 0);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
      const vat = vatInside(santim(amount), rate);
      // |vat − exact| is at most half a santim, in whole numbers.
      const off = 2n * (BigInt(vat) * BigInt(10_000 + rate) - BigInt(amount) * BigInt(rate));
      return vat >= 0 && vat <= amount && off <= BigInt(10_000 + rate) && off > -BigInt(10_000 + rate);
    }),
    { numRuns: 5000 },
  );
  for (const bad of [-1, 10_001, 1.5]) t.throws(() => vatInside(santim(1), bad), RangeError);
  t.throws(() => vatInside(santim(-1), 1500), RangeError);
});

t.test('credit notes over a whole receipt, however it is divided, hold exactly its tax', async (t) => {
  const parts = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(parts, (amounts) => {
      const total = santim(amounts.reduce((a, b) => a + b, 0));
      const vat = vatInside(total, 1500);
      let before = { total: santim(0), vat: santim(0) };
      for (const amount of amounts) {
        const part = vatOfPart({ total, vat }, before, santim(amount));
        if (part < 0 || part > amount) return false;
        before = { total: santim(before.total + amount), vat: santim(before.vat + part) };
      }
      return before.total === total && before.vat === vat;
    }),
    { numRuns: 5000 },
  );
  const receipt = { total: santim(100), vat: santim(13) };
  t.throws(
    () => vatOfPart(receipt, { total: santim(60), vat: santim(8) }, santim(41)),
    RangeError,
    'more than was paid',
  );
  t.throws(() => vatOfPart(receipt, { total: santim(0), vat: santim(0) }, santim(0)), RangeError);
});
