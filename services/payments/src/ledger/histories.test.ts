// Random histories of a creator's money: sales, refunds that arrive, fail, hang or come late, reversals, disputes, sums that
// bought nothing, payouts. Whatever happens in whatever order, the books hold what they promise.
// `node services/payments/src/ledger/histories.test.ts 2000` takes the number of histories (40 unless told) and prints its
// figures as one line of JSON; a seed may follow.
import fc from 'fast-check';
import t from 'tap';
import type { Test } from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import { DatabaseFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import { lockIntent } from '../intents/intents.ts';
import type { Sent } from '../rails/rails.ts';
import { endDispute, openDispute } from '../refunds/disputes.ts';
import { refundOrder } from '../refunds/refunds.ts';
import { applySent } from '../refunds/send.ts';
import { sold } from '../refunds/testing.ts';
import { keepSurplus } from '../settle/money.ts';
import { settle } from '../settle/settle.ts';
import { releaseShare } from '../shares/release.ts';
import type { Promised } from '../shares/shares.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { laws } from './laws.ts';
import { balancesOf, book, lockBooks } from './ledger.ts';

type Step =
  | { readonly do: 'sell'; readonly price: number; readonly affiliate: number; readonly partner: number }
  | { readonly do: 'refund'; readonly of: number; readonly share: number; readonly revoke: boolean }
  | { readonly do: 'answer'; readonly of: number; readonly says: Sent['kind'] }
  | { readonly do: 'reverse' | 'pay-again' | 'dispute' | 'win' | 'lose'; readonly of: number }
  | { readonly do: 'surplus'; readonly of: number; readonly amount: number }
  | { readonly do: 'payout'; readonly share: number }
  | { readonly do: 'payout-back' }
  | { readonly do: 'release'; readonly of: number };

const at = fc.nat(7);
const price = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 300_000 }));
/** Of what is left after the fees; often nobody has a part. */
const percent = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 75 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('sell' as const), price, affiliate: percent, partner: percent }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      of: at,
      share: fc.integer({ min: 1, max: 130 }),
      revoke: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      of: at,
      says: fc.constantFrom<Sent['kind']>('done', 'done', 'failed', 'pending', 'unknown', 'down'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'reverse' as const,
        'pay-again' as const,
        'dispute' as const,
        'win' as const,
        'lose' as const,
      ),
      of: at,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('surplus' as const), of: at, amount: fc.integer({ min: 1, max: 900_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('payout' as const), share: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('payout-back' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), of: at }) },
);
const history = fc
  .tuple(
    fc.record({ do: fc.constant('sell' as const), price, affiliate: percent, partner: percent }),
    fc.array(step, { minLength: 2, maxLength: 12 }),
  )
  .map(([first, rest]): Step[] => [first, ...rest]);

/** Mistakes that the checks must find. */
type Defect = 'part-kept' | 'balances-asleep' | 'not-put-back' | 'sent-twice' | 'sides-open' | 'fee-kept';
type Sold = { readonly orderId: string; readonly intentId: string };
type World = {
  readonly lab: TestPayments;
  readonly product: TestProduct;
  readonly creatorId: CreatorId;
  readonly orders: Sold[];
  readonly refunds: string[];
  readonly payouts: { readonly id: string; readonly amount: number; back: boolean }[];
  readonly operatorId: string;
  readonly affiliateId: string;
  readonly partnerId: string;
  readonly defect: Defect | undefined;
};

const minus = (amount: number) => santim(-amount);

/** A refusal in words is an answer; so is the database's refusal of a wrong side. Anything else is a fault. */
const refusal = (error: unknown): boolean => error instanceof Problem;

async function take(world: World, now: Step): Promise<void> {
  const { lab, creatorId, orders, refunds, payouts, operatorId } = world;
  const { deps } = lab;
  lab.clock.advance(1);
  const moment = lab.clock.now();
  const order = 'of' in now ? orders[now.of % Math.max(1, orders.length)] : undefined;
  switch (now.do) {
    case 'sell':
      return void orders.push(await sold(lab, world.product, now.price, promisedTo(world, now)));
    case 'refund': {
      if (!order) return;
      const [row] = await lab.db.look<{ n: string }>('select amount_santim as n from payments.orders where id = $1', [
        order.orderId,
      ]);
      const amount = santim(Math.max(1, Math.floor((Number(row?.n) * now.share) / 100)));
      const access = now.revoke ? 'revoke' : 'keep';
      const wish = { orderId: order.orderId, amount, reason: 'goodwill', access, by: 'creator', lang: 'en' } as const;
      return void refunds.push((await refundOrder(deps, creatorId, wish)).id);
    }
    case 'answer': {
      const refundId = refunds[now.of % Math.max(1, refunds.length)];
      if (refundId === undefined) return;
      const sent: Sent =
        now.says === 'done'
          ? { kind: 'done', txnId: `RF${refundId}` }
          : now.says === 'pending'
            ? { kind: 'pending', reference: 'R' }
            : { kind: now.says, why: 'drawn' };
      await applySent(deps, creatorId, refundId, sent, moment, now.says === 'down');
      if (world.defect === 'sent-twice' && sent.kind === 'done') await sentTwice(world, refundId);
      return;
    }
    case 'reverse':
    case 'pay-again': {
      if (!order) return;
      const [row] = await lab.db.look<{ txn: string; n: string; ref: string }>(
        'select provider_txn_id as txn, amount_santim as n, provider_order_id as ref from payments.intents where id = $1',
        [order.intentId],
      );
      const { txn = '', n = '0', ref = '' } = row ?? {};
      const paid = {
        kind: 'paid',
        orderId: ref,
        amount: santim(Number(n)),
        currency: 'ETB',
        txnId: `AGAIN${newId()}`,
      } as const;
      const answer = now.do === 'reverse' ? ({ kind: 'reversed', txnId: txn } as const) : paid;
      return void (await settle(deps, creatorId, order.intentId, { answer, asker: 'callback', at: moment }));
    }
    case 'dispute':
    case 'win':
    case 'lose': {
      if (!order) return;
      const by = { operatorId, note: 'drawn by chance' };
      if (now.do === 'dispute') return void (await openDispute(deps, order.intentId, by));
      return void (await endDispute(deps, order.intentId, now.do === 'win' ? 'won' : 'lost', by));
    }
    case 'surplus':
      if (!order) return;
      return await deps.tenancy.inCreator(creatorId, async (tx) => {
        const intent = await lockIntent(tx, creatorId, order.intentId);
        if (!intent) return;
        const surplus = { txnId: `S${newId()}`, santim: now.amount, why: 'overpaid' } as const;
        await keepSurplus(deps, tx, creatorId, intent, surplus, moment);
      });
    case 'payout':
      return await payOut(world, now.share);
    case 'release': {
      if (!order) return;
      const parts = await lab.db.look<{ id: string }>(
        'select id from payments.shares where order_id = $1 order by id',
        [order.orderId],
      );
      const part = parts[now.of % Math.max(1, parts.length)];
      if (part) await releaseShare(deps, creatorId, part.id);
      return;
    }
    case 'payout-back': {
      const last = payouts.findLast((payout) => !payout.back);
      if (!last) return;
      await deps.tenancy.inCreator(creatorId, async (tx) => {
        await lockBooks(tx);
        const amount = santim(last.amount);
        await book(tx, { kind: 'payout-back', aboutId: last.id, at: moment }, [
          { account: 'payouts-in-transit', amount },
          { account: 'creator-payable', amount: minus(amount) },
        ]);
      });
      last.back = true;
    }
  }
}

/** One of them is let go of at once, so that it may come before a refund of the same order. */
const promisedTo = (
  { product, affiliateId, partnerId }: World,
  { affiliate, partner }: { affiliate: number; partner: number },
): Promised[] =>
  [
    { kind: 'affiliate', partyId: affiliateId, percent: affiliate } as const,
    { kind: 'collaborator', partyId: partnerId, percent: partner } as const,
  ].map(({ kind, partyId, percent }) => {
    const percents = percent === 0 ? {} : { [product.id]: percent };
    return { kind, partyId, payeeId: partyId, holdDays: 0, percents };
  });

async function payOut({ lab, creatorId, payouts, defect }: World, share: number): Promise<void> {
  await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const there = -((await balancesOf(tx, creatorId)).get('creator-payable') ?? 0);
    const amount = santim(defect === 'sides-open' ? there + share : Math.floor((there * share) / 100));
    if (amount <= 0) return;
    const id = newId();
    await book(tx, { kind: 'payout', aboutId: id, at: lab.clock.now() }, [
      { account: 'creator-payable', amount },
      { account: 'payouts-in-transit', amount: minus(amount) },
    ]);
    payouts.push({ id, amount, back: false });
  });
}

/** The mistake of a process that books what it has booked, under another name. */
async function sentTwice({ lab, creatorId }: World, refundId: string): Promise<void> {
  const [row] = await lab.db.look<{ n: string }>(
    "select amount_santim as n from payments.refunds where id = $1 and state = 'sent'",
    [refundId],
  );
  if (!row) return;
  await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
    await book(tx, { kind: 'correction', aboutId: newId(), at: lab.clock.now() }, [
      { account: 'refunds-in-transit', amount: santim(Number(row.n)) },
      { account: 'clearing:telebirr', amount: santim(-Number(row.n)) },
    ]);
  });
}

async function broken({ lab, creatorId }: World): Promise<string[]> {
  const found: string[] = [];
  for (const [law, query] of Object.entries(laws))
    if ((await lab.db.look(query, [creatorId])).length > 0) found.push(law);
  return found;
}

type Figures = {
  histories: number;
  steps: number;
  refused: number;
  refunds: number;
  broken: string[];
  seconds: number;
  seed: number;
};

async function run(t: Test, histories: number, seed: number, defect?: Defect): Promise<Figures> {
  const lab = await startTestPayments(t);
  if (defect) await plant(lab, defect);
  const figures: Figures = { histories: 0, steps: 0, refused: 0, refunds: 0, broken: [], seconds: 0, seed };
  const from = performance.now();
  const property = fc.asyncProperty(history, async (steps) => {
    const seller = lab.people.person({ creator: true });
    const world: World = {
      lab,
      defect,
      orders: [],
      refunds: [],
      payouts: [],
      operatorId: newId(),
      affiliateId: newId(),
      partnerId: newId(),
      product: await lab.product(1_000, seller),
      creatorId: asCreatorId(seller.creatorId ?? ''),
    };
    figures.histories += 1;
    for (const now of steps) {
      figures.steps += 1;
      try {
        await take(world, now);
      } catch (error) {
        const side = error instanceof DatabaseFault && error.constraint === 'accounts_side';
        if (!refusal(error) && !(side && defect !== undefined)) throw error;
        figures.refused += 1;
      }
    }
    figures.refunds += world.refunds.length;
    const wrong = await broken(world);
    for (const law of wrong) if (!figures.broken.includes(law)) figures.broken.push(law);
    if (wrong.length > 0) throw new Error(`broken: ${wrong.join('; ')}`);
  });
  const result = await fc.check(property, { numRuns: histories, seed, endOnFailure: defect !== undefined });
  figures.seconds = Math.round((performance.now() - from) / 100) / 10;
  if (result.failed && defect === undefined) {
    t.comment(
      JSON.stringify({ seed: result.seed, path: result.counterexamplePath, steps: result.counterexample }, null, 1),
    );
    const why = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
    if (!figures.broken.some((law) => why.includes(law))) figures.broken.push(why);
  }
  return figures;
}

async function plant(lab: TestPayments, defect: Defect): Promise<void> {
  if (defect === 'balances-asleep') await lab.db.look('alter table payments.postings disable trigger postings_posted');
  if (defect === 'sides-open') await lab.db.look('alter table payments.accounts drop constraint accounts_side');
  if (defect === 'not-put-back')
    await lab.db.look(`create function public.keep() returns trigger language plpgsql as $$ begin
      new.refunded_santim := greatest(new.refunded_santim, old.refunded_santim); return new; end $$;
      create trigger keep before update on payments.orders for each row execute function public.keep()`);
  if (defect === 'part-kept')
    await lab.db.look(`create function public.keep() returns trigger language plpgsql as $$ begin
      new.reversed_santim := old.reversed_santim; return new; end $$;
      create trigger keep before update on payments.shares for each row execute function public.keep()`);
  if (defect === 'fee-kept')
    await lab.db.look(`create function public.keep() returns trigger language plpgsql as $$ begin
      if new.source = 'order' then new.owed_santim := new.owed_santim + new.fee_santim; new.fee_santim := 0; end if; return new; end $$;
      create trigger keep before insert on payments.refunds for each row execute function public.keep()`);
}

const histories = Number(process.argv[2] ?? 40);
// Everybody's test is the same one; a long run, which is asked for by its number, draws what nobody has seen.
const drawn = process.argv[2] === undefined ? 20_261_120 : Math.floor(Math.random() * 2 ** 31);
const seed = Number(process.argv[3] ?? drawn);
// Long runs are asked for by their number; a test ends by its own limit.
t.setTimeout(0);
t.test('whatever happens in whatever order, the books hold what they promise', { timeout: 3_600_000 }, async (t) => {
  const figures = await run(t, histories, seed);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  t.same(figures.broken, []);
  t.equal(figures.histories, histories);
  t.ok(figures.refunds > histories / 2 && figures.refused > 0, 'the histories are not empty');
});

for (const [defect, law] of [
  ['balances-asleep', 'every balance is the sum of its postings'],
  ['not-put-back', 'an order says what its refunds say'],
  ['sent-twice', 'what is in transit is what was asked and has not ended'],
  ['sides-open', 'no account stands on its wrong side'],
  ['part-kept', 'what is held for somebody is what her parts say'],
  ['fee-kept', 'the creator has what she sold, less what went back and what she took'],
] as const)
  await t.test(`planted, ${defect}: found`, { timeout: 300_000 }, async (t) => {
    const figures = await run(t, 120, 7, defect);
    t.ok(figures.broken.includes(law), JSON.stringify(figures));
  });
