// Seeded carts, added up by another hand: nothing is lost to rounding, and nobody has a part of tax or fee.
import fc from 'fast-check';
import t from 'tap';
import { priceOf } from '../sellable/sellable.ts';
import type { Total } from '../sellable/sellable.ts';
import { promises } from './promised.ts';
import { basesOf, givenBack, splitOf } from './split.ts';
import type { Part, Promised, SplitSale } from './split.ts';

const carts = 3000;
const product = (at: number): string => `p${String(at)}`;
const cart = fc
  .record({
    lines: fc.array(fc.oneof(fc.nat(60), fc.integer({ min: 0, max: 3_000_000 })), { minLength: 1, maxLength: 6 }),
    fee: fc.nat(1500),
    provider: fc.nat(400),
    vat: fc.constantFrom(0, 1500),
    affiliate: fc.integer({ min: 0, max: 75 }),
    partners: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }),
  })
  .map(({ lines, fee, provider, vat, affiliate, partners }) => {
    const amountSantim = lines.reduce((sum, line) => sum + line, 0);
    const sale: SplitSale = {
      lines: lines.map((sum, at) => ({ productId: product(at), amountSantim: sum })),
      amountSantim,
      feeSantim: Math.floor((amountSantim * fee) / 10_000),
      providerFeeSantim: Math.floor((amountSantim * provider) / 10_000),
      vatSantim: Math.floor((amountSantim * vat) / (10_000 + vat)),
    };
    const one = { payeeId: 'x', holdDays: 14 };
    const all = (percent: number): Record<string, number> =>
      Object.fromEntries(lines.map((_, at) => [product(at), percent]));
    const promised: Promised[] = [
      { ...one, kind: 'affiliate', partyId: 'affiliate', percents: all(affiliate) },
      ...partners.map(
        (percent, at): Promised => ({
          ...one,
          kind: 'collaborator',
          partyId: `c${String(at)}`,
          percents: all(percent),
        }),
      ),
    ];
    return { sale, promised, affiliate, partners };
  });
type Cart = typeof cart extends fc.Arbitrary<infer C> ? C : never;

/** What is wrong with a split, by sums that were added another way: in big integers, from what is left. */
function wrong({ sale, affiliate, partners }: Cart, parts: readonly Part[]): string[] {
  const net = BigInt(sale.amountSantim - sale.feeSantim - sale.providerFeeSantim - sale.vatSantim);
  const all = parts.reduce((sum, part) => sum + BigInt(part.amountSantim), 0n);
  const found: string[] = [];
  const rest = BigInt(sale.amountSantim) - BigInt(sale.feeSantim) - BigInt(sale.providerFeeSantim) - all;
  if (rest < BigInt(sale.vatSantim)) found.push('a part of the tax or of a fee was given away');
  if (all > net) found.push('more than there is');
  // Each line is cut to whole santim once for each part: never more than that is missing, and never anything too much.
  const lines = BigInt(sale.lines.length);
  const due = (of: bigint, percent: number): bigint => (of * BigInt(percent)) / 100n;
  const sum = (id: string): bigint => BigInt(parts.find((part) => part.partyId === id)?.amountSantim ?? 0);
  const hers = sum('affiliate');
  if (hers > due(net, affiliate) || hers + lines < due(net, affiliate)) found.push('the affiliate');
  for (const [at, percent] of partners.entries()) {
    const theirs = sum(`c${String(at)}`);
    const of = net - hers;
    if (theirs > due(of, percent) || theirs + lines < due(of, percent)) found.push('a collaborator');
  }
  return found;
}

const tried = (split: (cart: Cart) => readonly Part[]): { seen: number; parts: number; found: Set<string> } => {
  const result = { seen: 0, parts: 0, found: new Set<string>() };
  for (const one of fc.sample(cart, { numRuns: carts, seed: 20_260 })) {
    const parts = split(one);
    result.seen += 1;
    result.parts += parts.length;
    for (const fault of wrong(one, parts)) result.found.add(fault);
  }
  return result;
};

t.test('whatever is in a cart, tax, fees, parts and the rest add up to the santim', async (t) => {
  const result = tried(({ sale, promised }) => splitOf(sale, promised));
  t.same([...result.found], []);
  t.equal(result.seen, carts);
  t.ok(result.parts > carts, 'most carts have parts');
});

t.test('the lines of a sale hold exactly what is the creator’s', async (t) => {
  for (const { sale } of fc.sample(cart, { numRuns: 500, seed: 5 })) {
    const net = sale.amountSantim - sale.feeSantim - sale.providerFeeSantim - sale.vatSantim;
    t.equal(
      basesOf(sale).reduce((sum, base) => sum + base, 0),
      Math.max(0, net),
    );
  }
});

t.test(
  'however an order is refunded, exactly its parts have gone back, and never more than went to the buyer',
  async (t) => {
    let refunds = 0;
    for (const { sale, promised } of fc.sample(cart, { numRuns: 800, seed: 8 })) {
      if (sale.amountSantim < 4) continue;
      const shares = splitOf(sale, promised).map((part) => ({
        id: part.partyId,
        partyId: part.partyId,
        amountSantim: part.amountSantim,
        reversedSantim: 0,
        releasedSantim: 0,
      }));
      const steps = [Math.floor(sale.amountSantim / 3), 1, Math.floor(sale.amountSantim / 7)];
      let left = sale.amountSantim;
      for (const step of [...steps, sale.amountSantim]) {
        const part = Math.min(step, left);
        left -= part;
        refunds += 1;
        let back = 0;
        for (const { share, amount } of givenBack(shares, sale, left, part)) {
          const row = shares.find((one) => one.id === share.id);
          if (row) row.reversedSantim += amount;
          back += amount;
        }
        if (back > part) t.fail(`${String(back)} of ${String(part)} went back`);
      }
      for (const share of shares)
        if (share.reversedSantim !== share.amountSantim)
          t.fail(`${String(share.reversedSantim)} of ${String(share.amountSantim)} went back`);
    }
    t.ok(refunds > 1000, String(refunds));
  },
);

const wish = fc.record({
  main: fc.integer({ min: 100, max: 2_000_000 }),
  open: fc.option(fc.integer({ min: 100, max: 2_000_000 }), { nil: undefined }),
  bump: fc.option(fc.integer({ min: 100, max: 500_000 }), { nil: undefined }),
  more: fc.array(fc.integer({ min: 100, max: 500_000 }), { maxLength: 4 }),
  percent: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  fixed: fc.integer({ min: 100, max: 900_000 }),
  coded: fc.boolean(),
  fee: fc.constantFrom(0, 500),
  affiliate: fc.integer({ min: 1, max: 75 }),
});

t.test(
  'a price of her own, an extra, a cart, a code and an affiliate together: total, fees, parts and rest add up',
  async (t) => {
    let seen = 0;
    for (const one of fc.sample(wish, { numRuns: 1500, seed: 61 })) {
      const thing = (id: string) => ({ id, title: id, slug: id, version: 1 });
      const at = new Date(0);
      const gives =
        one.percent === undefined
          ? { percent: null, fixedSantim: one.fixed }
          : { percent: one.percent, fixedSantim: null };
      const code = { id: 'c', code: 'C', ...gives, fromAt: at, toAt: null, endedAt: null, productIds: null };
      const offer = {
        product: thing('main'),
        priceSantim: one.main,
        openAmount: one.open === undefined ? null : { minSantim: 100, suggestedSantim: [] },
        bump: one.bump === undefined ? null : { product: thing('bump'), priceSantim: one.bump },
        more: one.more.map((priceSantim, n) => ({ product: thing(`more${String(n)}`), priceSantim })),
      };
      const choice = { amount: one.open, bump: true, code: one.coded ? code : undefined };
      let total: Total;
      try {
        total = priceOf(offer, choice, 'en');
      } catch {
        // The code leaves nothing: that is refused, and split by nobody.
        continue;
      }
      // Another hand: what is bought, less what the code may take of it, cent by cent in order.
      const bases = [one.open ?? one.main, ...one.more];
      let left = one.fixed;
      const paid = bases.map((base) => {
        const off = !one.coded
          ? 0
          : one.percent === undefined
            ? Math.min(base, left)
            : Math.trunc((base * one.percent) / 100);
        left -= off;
        return base - off;
      });
      const due = paid.reduce((sum, each) => sum + each, 0) + (one.bump ?? 0);
      if (total.totalSantim !== due) t.fail(`${String(total.totalSantim)} is not ${String(due)}`);
      const feeSantim = Math.floor((due * one.fee) / 10_000);
      const sale = { lines: total.items, amountSantim: due, feeSantim, providerFeeSantim: 0, vatSantim: 0 };
      const parts = splitOf(
        sale,
        promises(total.items, { id: 'a', payeeId: 'x', percent: one.affiliate, holdDays: 14 }, []),
      );
      const part = parts.reduce((sum, each) => sum + each.amountSantim, 0);
      const exact = ((due - feeSantim) * one.affiliate) / 100;
      if (part > exact || part + total.items.length < Math.floor(exact)) t.fail(`${String(part)} of ${String(exact)}`);
      seen += 1;
    }
    t.ok(seen > 1200, `${String(seen)} carts`);
  },
);

t.test('planted: rounding up, a part of the fee, a part of the tax, a line forgotten are all found', async (t) => {
  const planted: Readonly<Record<string, (cart: Cart) => readonly Part[]>> = {
    'rounded up': ({ sale, promised }) =>
      splitOf(sale, promised).map((part) => ({ ...part, amountSantim: part.amountSantim + sale.lines.length + 1 })),
    'of the fee': ({ sale, promised }) => splitOf({ ...sale, feeSantim: 0, providerFeeSantim: 0 }, promised),
    'of the tax': ({ sale, promised }) => splitOf({ ...sale, vatSantim: 0 }, promised),
    'a line lost': ({ sale, promised }) => splitOf({ ...sale, lines: sale.lines.slice(1) }, promised),
  };
  for (const [name, split] of Object.entries(planted)) t.not(tried(split).found.size, 0, name);
});
