// The proof of "never more than came in": in each round 20 refunds of parts of one order are asked for at once, together
// more than it brought. `node services/payments/src/refunds/parallel.test.ts 1000` takes the number of rounds (10 unless
// told) and prints its figures as one line of JSON.
import t from 'tap';
import type { Test } from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import { DatabaseFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';
import { refundOrder } from './refunds.ts';
import { sold, trialBalance, wrongBalances } from './testing.ts';

type Figures = {
  readonly rounds: number;
  readonly refunds: number;
  /** Orders of which more went back than came in: by their own figure, by their refunds, by the books. */
  readonly exceeded: number;
  readonly exceededByRefunds: number;
  readonly exceededByBooks: number;
  /** Orders whose own figure is not the sum of their refunds. */
  readonly differ: number;
  /** Orders that gave back more of the fee than it was. */
  readonly feeExceeded: number;
  /** Answers that were neither a refund nor a refusal in words. */
  readonly broken: number;
  /** Refusals by the database, which stands behind the code. */
  readonly caught: number;
  readonly trialBalance: number;
  readonly wrongBalances: number;
  readonly seconds: number;
};
/** Mistakes that the figures must show: no lock on rows, with and without the check of the database behind it. */
type Defect = 'no-lock' | 'no-lock-no-check';
const atOnce = 20;

async function run(t: Test, rounds: number, defect?: Defect): Promise<Figures> {
  const lab = await startTestPayments(t);
  if (defect) await plant(lab, defect);
  const seller = lab.people.person({ creator: true });
  const product = await lab.product(100_000, seller);
  const creatorId = asCreatorId(seller.creatorId ?? '');
  let refunds = 0;
  let broken = 0;
  let caught = 0;
  const from = performance.now();
  for (let round = 0; round < rounds; round++) {
    const price = 1_000 + ((round * 7919) % 99_000);
    const { orderId } = await sold(lab, product, price);
    const answers = await Promise.allSettled(
      Array.from({ length: atOnce }, async (_, at) => {
        // From a twentieth to a seventh of the price: together always more than all of it.
        const amount = santim(Math.ceil(price / (7 + ((at * 13 + round) % 13))));
        const wish = { orderId, amount, reason: 'goodwill', access: 'keep', by: 'creator', lang: 'en' } as const;
        await refundOrder(lab.deps, creatorId, { ...wish, key: newId() });
      }),
    );
    for (const answer of answers) {
      if (answer.status === 'fulfilled') refunds += 1;
      else if (answer.reason instanceof DatabaseFault && answer.reason.kind === 'check') caught += 1;
      else if (!(answer.reason instanceof Problem && answer.reason.type === 'refund-too-large')) {
        if (!(answer.reason instanceof Problem && answer.reason.type === 'already-refunded')) broken += 1;
      }
    }
  }
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  const byRefunds =
    "(select order_id, sum(amount_santim) as n, sum(fee_santim) as fee from payments.refunds where state <> 'failed' group by order_id) r";
  return {
    rounds,
    refunds,
    exceeded: await lab.count('payments.orders where refunded_santim > amount_santim or refunded_santim < 0'),
    exceededByRefunds: await lab.count(
      `payments.orders o join ${byRefunds} on r.order_id = o.id where r.n > o.amount_santim`,
    ),
    exceededByBooks:
      await lab.count(`payments.orders o where o.amount_santim < (select coalesce(-sum(p.amount_santim), 0)
      from payments.entries e join payments.postings p on p.creator_id = e.creator_id and p.entry_id = e.id
      where e.creator_id = o.creator_id and e.order_id = o.id and e.kind = 'refund' and p.account = 'refunds-in-transit')`),
    differ: await lab.count(
      `payments.orders o left join ${byRefunds} on r.order_id = o.id where o.refunded_santim <> coalesce(r.n, 0)`,
    ),
    feeExceeded: await lab.count(`payments.orders o join ${byRefunds} on r.order_id = o.id where r.fee > o.fee_santim`),
    broken,
    caught,
    trialBalance: await trialBalance(lab),
    wrongBalances: await wrongBalances(lab),
    seconds,
  };
}

/** Locks of rows do nothing, and, where asked, the database lets through what it would have refused. */
async function plant(lab: TestPayments, defect: Defect): Promise<void> {
  if (defect === 'no-lock-no-check') await lab.db.look('alter table payments.orders drop constraint orders_refunded');
  const inCreator = lab.deps.tenancy.inCreator.bind(lab.deps.tenancy);
  Object.assign(lab.deps, {
    tenancy: {
      ...lab.deps.tenancy,
      inCreator: async (id: CreatorId, work: Parameters<typeof inCreator>[1]) =>
        await inCreator(id, async (tx) => await work(lockless(tx))),
    },
  });
}

/** The same object, of which nothing that comes out of it locks a row. */
function lockless<T extends object>(of: T): T {
  return new Proxy(of, {
    get(target, name) {
      if (name === 'forUpdate') return () => lockless(target);
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        const answer: unknown = value.apply(target, given);
        return typeof answer === 'object' && answer !== null && 'forUpdate' in answer ? lockless(answer) : answer;
      };
    },
  });
}

const holds = (f: Figures): boolean =>
  f.exceeded + f.exceededByRefunds + f.exceededByBooks + f.differ + f.feeExceeded + f.broken + f.caught === 0 &&
  f.trialBalance === 0 &&
  f.wrongBalances === 0 &&
  f.refunds > f.rounds;

const rounds = Number(process.argv[2] ?? 10);
// Long runs are asked for by their number; a test ends by its own limit.
t.setTimeout(0);
t.test('20 refunds of parts at once never give back more than came in', { timeout: 1_800_000 }, async (t) => {
  const figures = await run(t, rounds);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  t.ok(holds(figures), JSON.stringify(figures));
});

t.test('a planted missing lock is found by the same figures', { timeout: 180_000 }, async (t) => {
  const figures = await run(t, 4, 'no-lock-no-check');
  t.notOk(holds(figures));
  // Each believed that it was the first; the papers, which are locked too, refused what went beyond.
  t.ok(figures.differ > 0 && figures.broken > 0, JSON.stringify(figures));
});

t.test('without the lock nothing more than came in goes back all the same', { timeout: 180_000 }, async (t) => {
  const figures = await run(t, 4, 'no-lock');
  t.notOk(holds(figures));
  t.equal(figures.exceeded + figures.exceededByRefunds + figures.exceededByBooks, 0);
  t.equal(figures.trialBalance, 0);
});
