import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { isFault } from '@windsurf/db/errors';
import { santim } from '@windsurf/money/money';
import { startTestPayments } from '../testing.ts';
import { feeOf } from './ledger.ts';
import { writeEntry } from './ledger.queries.ts';

t.test('the database refuses an entry that does not sum to zero, and what would change one', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const { orderId } = await lab.begin(product);
  await lab.outside.telebirr.approve(orderId);
  await lab.work();
  const [order] = await lab.db.look<{ id: string }>('select id from payments.orders');
  // A second entry of the order would be a second sale; the planted ones belong to an order of their own.
  const planted = newId();
  await lab.db.look(
    `insert into payments.orders (creator_id, id, number, intent_id, buyer_id, buyer_hint, product_id, title, amount_santim, fee_santim, net_santim, currency, rail, paid_at)
     select creator_id, $1, 99, $2, buyer_id, buyer_hint, product_id, title, amount_santim, fee_santim, net_santim, currency, rail, paid_at from payments.orders`,
    [planted, await secondIntent(lab)],
  );
  const { creatorId } = product;
  const write = async (lines: Parameters<typeof writeEntry>[2], of = planted): Promise<unknown> =>
    await lab.deps.tenancy
      .inCreator(creatorId, async (tx) => {
        await writeEntry(tx, { id: newId(), kind: 'sale', orderId: of, at: lab.clock.now() }, lines);
      })
      .catch((error: unknown) => error);
  const lines = (debit: number, credit: number) =>
    [
      { account: 'clearing:telebirr', amount: santim(debit) },
      { account: 'creator-payable', amount: santim(credit) },
    ] as const;
  t.ok(isFault(await write(lines(100, -99)), 'check', 'entries_balanced'), 'unbalanced');
  t.ok(isFault(await write(lines(100, -100).slice(0, 1)), 'check', 'entries_balanced'), 'one side only');
  t.ok(isFault(await write(lines(100, -100), order?.id), 'duplicate', 'entries_once'), 'one entry for an order');
  t.equal(await write(lines(100, -100)), undefined, 'a balanced one is taken');
  t.equal(await lab.count('payments.entries'), 2);

  t.test('entries and postings cannot be changed or removed, by no scope of the service', async (t) => {
    for (const table of ['entries', 'postings', 'accounts', 'orders', 'intentEvents'] as const) {
      const attempt = async (change: 'update' | 'delete'): Promise<unknown> =>
        await lab.deps.tenancy
          .inCreator(creatorId, async (tx) => {
            if (change === 'delete') await tx.deleteFrom(`payments.${table}`).execute();
            else await tx.updateTable(`payments.${table}`).set({ creatorId }).execute();
          })
          .catch((error: unknown) => error);
      t.ok(isFault(await attempt('update'), 'wall'), `update ${table}`);
      t.ok(isFault(await attempt('delete'), 'wall'), `delete ${table}`);
    }
  });
});

async function secondIntent(lab: Awaited<ReturnType<typeof startTestPayments>>): Promise<string> {
  return (await lab.begin(await lab.product(), '0911000009')).intentId;
}

t.test('the fee is the dated one, cut towards zero', async (t) => {
  const lab = await startTestPayments(t);
  const { creatorId } = await lab.product();
  const at = async (amount: number, moment: string) =>
    await lab.deps.tenancy.inCreator(creatorId, async (tx) => await feeOf(tx, santim(amount), new Date(moment)));
  t.same(await at(10_000, '2026-11-20T00:00:00Z'), { fee: 500, net: 9500 });
  t.same(await at(19, '2026-11-20T00:00:00Z'), { fee: 0, net: 19 });
  await lab.db.look("insert into payments.fee_rates values ('2027-01-01T00:00:00Z', 400)");
  t.same(await at(10_000, '2026-12-31T23:59:59Z'), { fee: 500, net: 9500 });
  t.same(await at(10_000, '2027-01-01T00:00:00Z'), { fee: 400, net: 9600 });
  await t.rejects(at(10_000, '2025-01-01T00:00:00Z'), /no fee/);
});

t.test('a sale without a fee is still balanced', async (t) => {
  const lab = await startTestPayments(t);
  await lab.db.look('update payments.fee_rates set basis_points = 0');
  const { orderId } = await lab.begin(await lab.product(100));
  await lab.outside.telebirr.approve(orderId);
  await lab.work();
  t.strictSame(await lab.db.look('select amount_santim::int as a from payments.postings order by line'), [
    { a: 100 },
    { a: -100 },
  ]);
});
