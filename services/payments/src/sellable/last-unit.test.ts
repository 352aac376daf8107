// The proof of the last one: in each round a hundred buyers begin to pay at once for the last piece of a product, and a
// hundred others with the last use of a code. `node services/payments/src/sellable/last-unit.test.ts 1000` takes the number
// of rounds (2 unless told) and prints its figures as one line of JSON.
import t from 'tap';
import type { Test } from 'tap';
import { newId } from '@windsurf/db/ids';
import type { TestPayments } from '../testing.ts';
import { makeCodeOf } from './codes.ts';
import { changeTermsOf } from './terms.ts';
import { pays, rush, startCrowd } from './testing.ts';

const buyers = 100;
type Figures = {
  readonly rounds: number;
  readonly buyers: number;
  /** Rounds in which exactly one began and all others were told why not, in words of ours. */
  readonly units: number;
  readonly codes: number;
  /** What the tables say of all rounds together. */
  readonly begun: number;
  readonly sold: number;
  readonly counted: number;
  readonly oversold: number;
  readonly seconds: number;
};
/** A mistake that the figures must show: the counter of pieces, or of uses, forgets what is held. */
type Defect = 'stock-not-counted' | 'uses-not-counted';

async function plant(lab: TestPayments, defect: Defect): Promise<void> {
  const [table, limit] = defect === 'stock-not-counted' ? ['terms', 'terms_stock'] : ['codes', 'codes_uses'];
  // The database would still refuse to count a second sale.
  await lab.db.look(`alter table payments.${table} drop constraint ${limit}, drop constraint ${table}_held_check`);
  await lab.db.look(`create function public.forget() returns trigger language plpgsql as $$
    begin new.held := old.held; return new; end $$`);
  await lab.db.look('grant execute on function public.forget() to public');
  await lab.db.look(
    `create trigger forget before update on payments.${table} for each row execute function public.forget()`,
  );
}

async function prove(t: Test, rounds: number, defect?: Defect): Promise<Figures> {
  const crowd = await startCrowd(t);
  const { lab, deps } = crowd;
  if (defect) await plant(lab, defect);
  let units = 0;
  let codes = 0;
  const from = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const [last, plenty] = [await lab.product(10_000), await lab.product(10_000)];
    const { creatorId } = last;
    const one = { baseVersion: 0, payWhatYouWant: null, stock: 1, bump: null, scheduledPrices: [] };
    await changeTermsOf(deps, creatorId, last.id, one, 'en');
    const name = `LAST-${newId().slice(-12)}`;
    const gives = { percent: 10 };
    const only = { code: name, gives, toAt: null, maxUses: 1, perBuyer: 1 as const, productIds: null };
    await makeCodeOf(deps, creatorId, only);

    const piece = await rush(crowd, creatorId, { productId: last.id, code: '' }, buyers);
    const told = (piece.refused.get('sold-out') ?? 0) + (piece.refused.get('last-one-held') ?? 0);
    if (piece.won.length === 1 && piece.broke === 0 && told === buyers - 1) units += 1;
    for (const id of piece.won) await pays(crowd, creatorId, id, 10_000);

    const use = await rush(crowd, creatorId, { productId: plenty.id, code: name }, buyers);
    if (use.won.length === 1 && use.broke === 0 && use.refused.get('code-used-up') === buyers - 1) codes += 1;
    for (const id of use.won) await pays(crowd, creatorId, id, 9000);
  }
  return {
    rounds,
    buyers,
    units,
    codes,
    begun: await lab.count('payments.intents'),
    sold: await lab.count('payments.order_lines'),
    counted:
      (await lab.count('payments.terms where quantity = 1 and taken = 1 and held = 0')) +
      (await lab.count('payments.codes where max_uses = 1 and taken = 1 and held = 0')),
    oversold: await lab.count(
      `(select from payments.order_lines l join payments.terms t using (creator_id, product_id)
        group by creator_id, product_id, t.quantity having count(*) > t.quantity) too_many`,
    ),
    seconds: Math.round((performance.now() - from) / 100) / 10,
  };
}

const isProven = (f: Figures): boolean =>
  f.units === f.rounds &&
  f.codes === f.rounds &&
  f.begun === 2 * f.rounds &&
  f.sold === 2 * f.rounds &&
  f.counted === 2 * f.rounds &&
  f.oversold === 0;

const rounds = Number(process.argv[2] ?? 2);
t.setTimeout(3_600_000);
t.test(
  'a hundred buyers and the last piece, a hundred buyers and the last use of a code: exactly one wins, every time',
  async (t) => {
    const figures = await prove(t, rounds);
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    t.match(figures, { units: rounds, codes: rounds, begun: 2 * rounds, sold: 2 * rounds, oversold: 0 });
    t.ok(isProven(figures));
  },
);

t.test('a counter that forgets what is held is found by the same figures', async (t) => {
  const stock = await prove(t, 1, 'stock-not-counted');
  t.ok(!isProven(stock) && stock.units === 0 && stock.codes === 1, 'of pieces');
  const uses = await prove(t, 1, 'uses-not-counted');
  t.ok(!isProven(uses) && uses.codes === 0 && uses.units === 1, 'of uses');
});
