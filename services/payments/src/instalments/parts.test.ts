import t from 'tap';
import { digitsOf, divide, numbersIn, pausesAt, planned, standingOf } from './parts.ts';
import type { Part, PartState } from './parts.ts';

const day = 86_400_000;
const from = new Date('2026-01-31T07:30:00Z');

/** Numbers that look like chance and are the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
/** Hands out santim one by one, the last person first, until nothing is left: it knows no division. */
function dealt(sum: number, parts: number): number[] {
  const hands = Array.from({ length: parts }, () => 0);
  const rounds = BigInt(sum) / BigInt(parts);
  for (let at = 0; at < parts; at++) hands[at] = Number(rounds);
  let rest = BigInt(sum) - rounds * BigInt(parts);
  while (rest > 0n) {
    hands[0] = (hands[0] ?? 0) + 1;
    rest -= 1n;
  }
  return hands;
}

type Divide = typeof divide;
/** Prices of whose parts the sum is another one, or which are not as they were dealt. */
function wrong(rule: Divide): number {
  const random = seeded(316);
  let found = 0;
  for (let n = 0; n < 1000; n++) {
    const price = 50_000 + Math.floor(random() * (n % 3 === 0 ? 100 : 100_000_000));
    const parts = 2 + Math.floor(random() * 5);
    const hands = rule(price, parts);
    const sum = hands.reduce((all, one) => all + BigInt(one), 0n);
    if (sum !== BigInt(price) || JSON.stringify(hands) !== JSON.stringify(dealt(price, parts))) found += 1;
  }
  return found;
}

t.test('the parts of 1,000 prices add up to the price to the santim, and the first carries what is over', async (t) => {
  t.equal(wrong(divide), 0);
  // Planted: every part is rounded for itself; the last one carries what is over.
  t.ok(
    wrong((sum, parts) => Array.from({ length: parts }, () => Math.round(sum / parts))) > 100,
    'rounding each is seen',
  );
  t.ok(wrong((sum, parts) => divide(sum, parts).toReversed()) > 100, 'another order is seen');
  t.throws(() => divide(1.5, 2), RangeError);
  t.throws(() => divide(-1, 2), RangeError);
});

t.test('what a code takes off is divided as the price is: each line adds up, and so do all of them', async (t) => {
  const random = seeded(7);
  for (let n = 0; n < 1000; n++) {
    const amountSantim = 50_000 + Math.floor(random() * 900_000);
    const discountSantim = Math.floor(random() * 100_000);
    const { wholeSantim, parts } = planned({ amountSantim, discountSantim }, 2 + (n % 5), from);
    const all = (of: 'listSantim' | 'discountSantim' | 'amountSantim'): number =>
      parts.reduce((sum, part) => sum + part[of], 0);
    const sums = [all('amountSantim'), all('discountSantim'), all('listSantim')];
    if (
      sums.join() !== [amountSantim, discountSantim, amountSantim + discountSantim].join() ||
      wholeSantim !== amountSantim ||
      parts.some((part) => part.listSantim - part.discountSantim !== part.amountSantim)
    )
      t.fail(`${amountSantim} ${discountSantim}`);
  }
  t.equal(parts4().length, 4);
});
const parts4 = () => planned({ amountSantim: 200_001, discountSantim: 0 }, 4, from).parts;

t.test('a part is due a month after the one before, and the 31st comes again after a February', async (t) => {
  const days = parts4().map(({ dueAt }) => dueAt.toISOString());
  t.same(days, [
    '2026-01-31T07:30:00.000Z',
    '2026-02-28T07:30:00.000Z',
    '2026-03-31T07:30:00.000Z',
    '2026-04-30T07:30:00.000Z',
  ]);
  t.same(
    parts4().map(({ amountSantim }) => amountSantim),
    [50_001, 50_000, 50_000, 50_000],
  );
});

const at = (days: number): Date => new Date(from.getTime() + days * day);
const plan = (...states: PartState[]): Part[] => parts4().map((part, n) => ({ ...part, state: states[n] ?? 'due' }));

t.test('it is open until a part is unpaid for 14 days, and opens when that is paid', async (t) => {
  const parts = plan('paid');
  const closes = pausesAt(parts[1] ?? { dueAt: from });
  const before = new Date(closes.getTime() - 1);
  t.equal(closes.toISOString(), '2026-03-14T07:30:00.000Z');
  t.match(standingOf(parts, null, before), { state: 'running', access: 'active', leftSantim: 150_000 });
  t.match(standingOf(parts, null, closes), { state: 'paused', access: 'paused' });
  t.match(standingOf(plan('paid', 'paid'), null, closes), { state: 'running', access: 'active' });
  t.match(standingOf(plan('paid', 'paid', 'paid', 'paid'), null, at(999)), { state: 'done', leftSantim: 0 });
});

t.test('what a bank looks at or took closes it; what was given back is not asked for again', async (t) => {
  t.match(standingOf(plan('paid', 'disputed'), null, at(1)), { state: 'paused', access: 'paused' });
  t.match(standingOf(plan('reversed'), null, at(1)), { state: 'paused', unpaid: { length: 4 } });
  t.match(standingOf(plan('paid', 'given-back'), null, at(1)), { state: 'running', unpaid: { length: 2 } });
  t.match(standingOf(plan('given-back'), 'given-back', at(99)), { state: 'ended', access: 'active', unpaid: [] });
  t.match(standingOf(plan('given-back'), 'closed', at(1)), { state: 'ended', access: 'revoked', leftSantim: 0 });
});

t.test('the numbers of parts travel as one integer', async (t) => {
  for (const numbers of [[1], [2, 4], [2, 3, 4, 5, 6]])
    t.same(numbersIn(digitsOf(numbers.map((number) => ({ number })))), numbers);
});
