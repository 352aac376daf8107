// The proof that nobody is paid out what is not there: in each round a creator asks for all of it twice at once, then for
// parts while refunds take from the same balance. `node services/payments/src/payouts/two-payouts.test.ts 1000` takes the
// number of rounds (10 unless told) and prints its figures as one line of JSON.
import t from 'tap';
import type { Test } from 'tap';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import { balancesOf, book, lockBooks } from '../ledger/ledger.ts';
import { requestPayout } from './payouts.ts';
import { startPayoutLab } from './testing.ts';
import type { PayoutLab } from './testing.ts';

type Figures = {
  readonly rounds: number;
  /** Rounds in which exactly one of two that each wanted all got it. */
  readonly exactlyOne: number;
  /** Refusals that said so in words; anything else is broken. */
  readonly refusals: number;
  /** Creators who were owed less than nothing, or entries that do not sum to zero. */
  readonly negative: number;
  readonly unbalanced: number;
  /** Races of three payouts and two refunds. */
  readonly races: number;
  readonly raceEvents: number;
  readonly seconds: number;
};
/** A mistake that the figures must show: no lock, and nothing in the database that refuses what it let through. */
type Defect = 'no-lock';
const all = santim(95_000);

async function run(t: Test, rounds: number, defect?: Defect): Promise<Figures> {
  const lab = await startPayoutLab(t);
  if (defect) await plant(lab);
  const from = performance.now();
  let exactlyOne = 0;
  let refusals = 0;
  let raceEvents = 0;
  for (let round = 0; round < rounds; round++) {
    const twice = await creator(lab);
    const answers = await Promise.allSettled(
      [1, 2].map(async () => await requestPayout(lab.deps, twice, { amount: all, requestKey: newId(), lang: 'en' })),
    );
    if (answers.filter(({ status }) => status === 'fulfilled').length === 1) exactlyOne += 1;
    refusals += answers.filter((one) => one.status === 'rejected' && isRefusal(one.reason)).length;

    const raced = await creator(lab);
    const race = await Promise.allSettled([
      ...[40_000, 50_000, 60_000].map(
        async (sum) => await requestPayout(lab.deps, raced, { amount: santim(sum), requestKey: newId(), lang: 'en' }),
      ),
      ...[30_000, 45_000].map(async (sum) => await refund(lab, raced, sum)),
    ]);
    raceEvents += race.filter((one) => one.status === 'fulfilled' || isRefusal(one.reason)).length;
  }
  return {
    rounds,
    exactlyOne,
    refusals,
    negative: await lab.count(`payments.accounts where (kind in ('creator-payable', 'payouts-in-transit',
      'refunds-in-transit') and balance_santim > 0) or (kind = 'receivable' and balance_santim < 0)`),
    unbalanced: await lab.count(
      '(select from payments.postings group by creator_id, entry_id having sum(amount_santim) <> 0) broken',
    ),
    races: rounds,
    raceEvents,
    seconds: Math.round((performance.now() - from) / 100) / 10,
  };
}

const isRefusal = (error: unknown): boolean => error instanceof Error && error.message === 'not-enough-money';

/** A creator with one settled sale and a wallet that may be used. */
async function creator(lab: PayoutLab): Promise<CreatorId> {
  const id = asCreatorId(newId());
  await lab.earn(100_000, { of: id });
  await lab.db.look(
    `insert into payments.payout_accounts (creator_id, id, kind, number_sealed, number_hint, holder, name_state, ready_at,
       added_at, added_by) values ($1, $2, 'telebirr', $3, '333', 'Selam Tesfaye', 'own-number', $4, $4, $1)`,
    [id, newId(), lab.deps.cipher.seal('+251911222333'), lab.clock.now()],
  );
  return id;
}

/** Takes from the creator what is there, and owes the rest: what a refund books. */
async function refund(lab: PayoutLab, creatorId: CreatorId, amount: number): Promise<void> {
  await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const there = -((await balancesOf(tx, creatorId)).get('creator-payable') ?? 0);
    const taken = Math.max(0, Math.min(there, amount));
    await book(tx, { kind: 'refund', aboutId: newId(), at: lab.clock.now() }, [
      { account: 'creator-payable', amount: santim(taken) },
      { account: 'receivable', amount: santim(amount - taken) },
      { account: 'refunds-in-transit', amount: santim(-amount) },
    ]);
  });
}

/**
 * The database lets everything through, and the row that the lock waits for is no row of this table any more. The first two
 * that come write only when both have read, so that the mistake shows whatever else the machine does.
 */
async function plant(lab: PayoutLab): Promise<void> {
  const bothRead = meeting(2);
  await lab.db.look('alter table payments.accounts drop constraint accounts_side');
  await lab.db.look('alter table payments.payouts drop constraint payouts_closing_santim_check');
  await lab.db.look('alter table payments.payout_lines drop constraint payout_lines_pkey');
  const inCreator = lab.deps.tenancy.inCreator.bind(lab.deps.tenancy);
  Object.assign(lab.deps, {
    tenancy: {
      ...lab.deps.tenancy,
      inCreator: async (id: CreatorId, work: Parameters<typeof inCreator>[1]) =>
        await inCreator(id, async (tx) => await work(unlocked(tx, bothRead))),
    },
  });
}

/** Waits until so many have come; who comes later goes on at once. */
function meeting(of: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let come = 0;
  return async () => {
    come += 1;
    if (come >= of) resolve(undefined);
    await promise;
  };
}

/** A transaction in which taking the books' lock does nothing, and whose payout is written after `beforeWriting`. */
function unlocked<T extends object>(tx: T, beforeWriting: () => Promise<void>): T {
  return new Proxy(tx, {
    get(target, name) {
      if (name !== 'insertInto') {
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (table: string) => {
        const insert = Reflect.get(target, 'insertInto') as (table: string) => object;
        if (table === 'payments.payouts') return lateInsert(() => insert.call(target, table) as Insert, beforeWriting);
        if (table !== 'payments.orderCounters') return insert.call(target, table);
        const answer: object = new Proxy(
          {},
          {
            get: (_, step) =>
              step === 'executeTakeFirstOrThrow' ? async () => ({ lastNumber: 0, owed: 0 }) : () => answer,
          },
        );
        return answer;
      };
    },
  });
}

type Insert = { values(row: object): { returningAll(): { executeTakeFirstOrThrow(): Promise<object> } } };
/** The insert of one row that `insertPayout` makes, begun when `before` has ended. */
const lateInsert = (insert: () => Insert, before: () => Promise<void>): Insert => ({
  values: (row) => ({
    returningAll: () => ({
      executeTakeFirstOrThrow: async () => {
        await before();
        return await insert().values(row).returningAll().executeTakeFirstOrThrow();
      },
    }),
  }),
});

const holds = (f: Figures): boolean =>
  f.exactlyOne === f.rounds &&
  f.refusals === f.rounds &&
  f.raceEvents === 5 * f.races &&
  f.negative === 0 &&
  f.unbalanced === 0;

const rounds = Number(process.argv[2] ?? 10);
t.setTimeout(1_800_000);
t.test(
  'two payouts of everything at once: exactly one, and no balance below zero, also beside refunds',
  { timeout: 1_800_000 },
  async (t) => {
    const figures = await run(t, rounds);
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    t.match(figures, { exactlyOne: rounds, refusals: rounds, negative: 0, unbalanced: 0, raceEvents: 5 * rounds });
    t.ok(holds(figures));
  },
);

t.test('a planted missing lock is found by the same figures when nothing else stands behind it', async (t) => {
  const figures = await run(t, 10, 'no-lock');
  t.notOk(holds(figures));
  t.ok(figures.negative > 0, JSON.stringify(figures));
});

t.test('without the lock the database still refuses a balance below zero', async (t) => {
  const lab = await startPayoutLab(t);
  const id = await creator(lab);
  const tooMuch = lab.deps.tenancy.inCreator(id, async (tx) => {
    await book(tx, { kind: 'payout', aboutId: newId(), at: lab.clock.now() }, [
      { account: 'creator-payable', amount: santim(all + 1) },
      { account: 'payouts-in-transit', amount: santim(-1 - Number(all)) },
    ]);
  });
  const error: unknown = await tooMuch.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  t.ok(isFault(error, 'check', 'accounts_side'), String(error));
});
