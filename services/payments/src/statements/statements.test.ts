import fc from 'fast-check';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Tx } from '../deps.ts';
import { lockIntent } from '../intents/intents.ts';
import { balancesOf, lockBooks } from '../ledger/ledger.ts';
import { bookAsked, bookBack, bookPaid } from '../payouts/books.ts';
import { endFailed, endSent, openRefund } from '../refunds/ends.ts';
import { reserve } from '../refunds/refunds.ts';
import { payAgain, sell, takeBack } from '../settle/money.ts';
import { saveProfile } from '../tax/tax.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';
import { monthOf, periodOfMonth } from './period.ts';
import { addUp, linesOf, listStatements } from './statements.ts';

type Sold = {
  intentId: string;
  orderId: string;
  left: number;
  refunds: { id: string; amount: number }[];
  taken: boolean;
};

/** A creator whose money is moved by the functions that move everybody's. */
async function trader(lab: TestPayments) {
  const person = lab.people.person({ creator: true });
  const creatorId: CreatorId = asCreatorId(person.creatorId ?? '');
  const product = await lab.product(10_000, person);
  const orders: Sold[] = [];
  const now = (): Date => lab.clock.now();
  const run = async <R>(work: (tx: Tx) => Promise<R>): Promise<R> => await lab.deps.tenancy.inCreator(creatorId, work);
  return {
    person,
    creatorId,
    orders,
    async sale(amount: number) {
      const intentId = newId();
      await lab.db.look(
        `insert into payments.intents (creator_id, id, buyer_id, buyer_hint, product_id, product_version, title, handle, slug,
           store_name, amount_santim, currency, rail, lang, state, provider_order_id, opened_with, started_at, reference)
         values ($1, $2, $3, '567', $4, 1, 'Tea', 'selam-books', 'tea', 'Selam Books', $5, 'ETB', 'telebirr', 'en', 'pending', $6, '', $7, 'r')`,
        [creatorId, intentId, newId(), product.id, amount, intentId.replaceAll('-', ''), now()],
      );
      await run(async (tx) => {
        const intent = await lockIntent(tx, creatorId, intentId);
        if (!intent) throw new Error('no intent');
        await sell(lab.deps, tx, creatorId, intent, now(), async () => undefined);
      });
      const [order] = await lab.db.look<{ id: string }>('select id from payments.orders where intent_id = $1', [
        intentId,
      ]);
      orders.push({ intentId, orderId: order?.id ?? '', left: amount, refunds: [], taken: false });
    },
    async refund(order: Sold, amount: number) {
      const { id } = await run(
        async (tx) =>
          await reserve(lab.deps, tx, creatorId, {
            orderId: order.orderId,
            amount: santim(amount),
            access: 'keep',
            reason: 'goodwill',
            by: 'creator',
            lang: 'en',
          }),
      );
      order.refunds.push({ id, amount });
      order.left -= amount;
    },
    async endRefund(order: Sold, how: 'sent' | 'failed' | 'taken') {
      const refund = order.refunds.pop();
      if (!refund) return;
      await run(async (tx) => {
        const opened = await openRefund(tx, creatorId, refund.id);
        if (!opened) throw new Error('no refund');
        if (how === 'sent') await endSent(tx, creatorId, opened, { who: 'we', txnId: newId() }, now());
        else {
          const end = { who: 'we', why: 'test', taken: how === 'taken' };
          await endFailed(lab.deps, tx, creatorId, opened, end, now());
        }
      });
      if (how === 'failed' && !order.taken) order.left += refund.amount;
    },
    async reverse(order: Sold) {
      await run(async (tx) => {
        const intent = await lockIntent(tx, creatorId, order.intentId);
        if (intent) await takeBack(tx, creatorId, intent, now(), 'reversal');
      });
      order.taken = true;
    },
    async payAgain(order: Sold) {
      await run(async (tx) => {
        const intent = await lockIntent(tx, creatorId, order.intentId);
        if (intent) await payAgain(tx, creatorId, intent, now());
      });
      order.taken = false;
    },
    async payout(back: boolean) {
      await run(async (tx) => {
        await lockBooks(tx);
        const there = -((await balancesOf(tx, creatorId)).get('creator-payable') ?? 0);
        if (there <= 0) return;
        const payout = { id: newId(), amountSantim: there, rail: 'telebirr' };
        await bookAsked(tx, payout, now());
        if (back) await bookBack(tx, creatorId, payout, now());
        else await bookPaid(tx, payout, now());
      });
    },
    balances: async () => await run(async (tx) => await balancesOf(tx, creatorId)),
  };
}

const act = fc.record({
  kind: fc.constantFrom('sale', 'sale', 'sale', 'refund', 'refund', 'end', 'reverse', 'again', 'payout', 'vat'),
  at: fc.nat({ max: 20 }),
  amount: fc.integer({ min: 100, max: 5_000_000 }),
  share: fc.integer({ min: 1, max: 100 }),
  days: fc.integer({ min: 0, max: 12 }),
  how: fc.constantFrom('sent' as const, 'failed' as const, 'taken' as const),
});

t.test(
  'receipts less credit notes are sales less refunds are the statement, to the santim, whatever happened',
  async (t) => {
    const lab = await startTestPayments(t);
    let acts = 0;
    let months = 0;
    const property = fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 18 }), async (history) => {
      const one = await trader(lab);
      for (const { kind, at, amount, share, days, how } of history) {
        acts += 1;
        lab.clock.advance(days * 86_400 + 60);
        const order = one.orders.length > 0 ? one.orders[at % one.orders.length] : undefined;
        if (kind === 'sale') await one.sale(amount);
        if (kind === 'vat') {
          const vat = share > 50 ? { number: 'ET-0012', since: '2026-01-01' } : null;
          await saveProfile(lab.deps, one.creatorId, { legalName: 'Selam', address: 'Bole', vat });
        }
        if (kind === 'payout') await one.payout(share > 80);
        if (!order) continue;
        if (kind === 'refund' && !order.taken && order.left > 0) {
          await one.refund(order, Math.max(1, Math.floor((order.left * share) / 100)));
        }
        // The bank takes on its way only what belongs to a payment that it takes back.
        if (kind === 'end') await one.endRefund(order, how === 'taken' && !order.taken ? 'failed' : how);
        if (kind === 'reverse' && !order.taken && order.left > 0) await one.reverse(order);
        if (kind === 'again' && order.taken && order.refunds.length === 0) await one.payAgain(order);
      }
      const { months: listed } = await listStatements(lab.deps, one.creatorId);
      let standing = 0;
      for (const { month, sums } of listed.toReversed()) {
        months += 1;
        const statement = await addUp(lab.deps, one.creatorId, periodOfMonth(month));
        const { sums: same, openingSantim, closingSantim } = statement;
        if (JSON.stringify(same) !== JSON.stringify(sums)) throw new Error(`${month}: two answers`);
        const papers = same.receiptsSantim - same.creditNotesSantim;
        const sales = same.salesSantim - same.refundsSantim;
        if (papers !== sales) throw new Error(`${month}: papers ${papers}, ledger ${sales}`);
        if (same.receiptsSantim !== same.salesSantim) throw new Error(`${month}: receipts are not sales`);
        if (openingSantim !== standing) throw new Error(`${month}: opens with ${openingSantim}, ${standing} was there`);
        if (same.otherSantim !== 0) throw new Error(`${month}: ${same.otherSantim} that nobody explains`);
        const { platformFeeSantim: fee, providerFeeSantim: rail, payoutsSantim: out } = same;
        if (closingSantim !== openingSantim + sales - fee - rail - out) throw new Error(`${month}: does not add up`);
        const lines = await linesOf(lab.deps, one.creatorId, statement.period);
        const of = (...kinds: string[]): number =>
          lines.filter(({ what }) => kinds.includes(what)).reduce((sum, { amountSantim }) => sum + amountSantim, 0);
        if (of('receipt', 'credit-note') !== sales || of('payout', 'payout-back') !== -out)
          throw new Error('lines differ');
        const vat = lines.reduce((sum, { vatSantim }) => sum + vatSantim, 0);
        if (vat !== same.vatSantim)
          throw new Error(`${month}: VAT of the lines ${vat}, of the statement ${same.vatSantim}`);
        const fees = lines.reduce((sum, { feeSantim }) => sum + feeSantim, 0);
        if (fees !== fee + rail) throw new Error(`${month}: fees of the lines ${fees}, of the statement ${fee + rail}`);
        standing = closingSantim;
      }
      const balances = await one.balances();
      const owed = -(balances.get('creator-payable') ?? 0) - (balances.get('receivable') ?? 0);
      if (owed !== standing) throw new Error(`the ledger owes ${owed}, the statements ${standing}`);
      const gaps = await lab.db.look<{ n: number; most: number }>(
        'select count(*)::int as n, coalesce(max(number), 0)::int as most from payments.receipts where creator_id = $1',
        [one.creatorId],
      );
      if (gaps[0]?.n !== gaps[0]?.most) throw new Error('a number is missing');
    });
    const run = await fc.check(property, { numRuns: 60, endOnFailure: true });
    t.notOk(
      run.failed,
      run.failed ? `${fc.defaultReportMessage(run)}\n${(run.errorInstance as Error)?.stack ?? ''}` : '',
    );
    t.comment(`${acts} acts, ${months} months`);
    t.ok(acts > 500 && months > 60, `${acts} acts, ${months} months`);

    await t.test('a receipt that says one santim more is found', async (t) => {
      const one = await trader(lab);
      await one.sale(10_000);
      await lab.db.look('update payments.receipts set total_santim = total_santim + 1 where creator_id = $1', [
        one.creatorId,
      ]);
      const { sums } = await addUp(lab.deps, one.creatorId, periodOfMonth(monthOf(lab.clock.now())));
      t.not(sums.receiptsSantim, sums.salesSantim);
    });
  },
);
