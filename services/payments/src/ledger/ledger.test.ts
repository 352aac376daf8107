import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { isFault } from '@windsurf/db/errors';
import { santim } from '@windsurf/money/money';
import { startTestPayments } from '../testing.ts';
import { feesAt } from '../plans/fees.ts';
import { balancesOf, book, lockBooks } from './ledger.ts';
import type { Line } from './ledger.ts';

t.test('the database refuses an entry that does not sum to zero, and what would change one', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const { orderId } = await lab.begin(product);
  await lab.outside.telebirr.approve(orderId);
  await lab.work();
  const [order] = await lab.db.look<{ id: string }>('select id from payments.orders');
  const { creatorId } = product;
  const write = async (lines: readonly Line[], aboutId = newId()): Promise<unknown> =>
    await lab.deps.tenancy
      .inCreator(creatorId, async (tx) => {
        await lockBooks(tx);
        await book(tx, { kind: 'sale', aboutId, at: lab.clock.now() }, lines);
      })
      .catch((error: unknown) => error);
  const lines = (debit: number, credit: number): readonly Line[] => [
    { account: 'clearing:telebirr', amount: santim(debit) },
    { account: 'creator-payable', amount: santim(credit) },
  ];
  t.ok(isFault(await write(lines(100, -99)), 'check', 'entries_balanced'), 'unbalanced');
  t.ok(isFault(await write(lines(100, -100).slice(0, 1)), 'check', 'entries_balanced'), 'one side only');
  t.ok(isFault(await write(lines(100, -100), order?.id), 'duplicate', 'entries_once'), 'one entry for a fact');
  t.ok(isFault(await write(lines(-20_000, 20_000)), 'check', 'accounts_side'), 'nothing is paid out that is not there');
  t.equal(await write(lines(100, -100)), undefined, 'a balanced one is taken');
  t.equal(await lab.count('payments.entries'), 2);

  await t.test('a line cannot be added to an entry that stands', async (t) => {
    const [entry] = await lab.db.look<{ id: string }>('select id from payments.entries limit 1');
    const add = lab.deps.tenancy.inCreator(creatorId, async (tx) => {
      const line = { entryId: entry?.id ?? '', account: 'platform-fee', currency: 'ETB' as const };
      const pair = [
        { ...line, line: 8, amountSantim: 5 },
        { ...line, line: 9, amountSantim: -5 },
      ];
      await tx.insertInto('payments.postings').values(pair).execute();
    });
    t.ok(isFault(await add.catch((error: unknown) => error), 'check', 'entries_whole'));
  });

  await t.test('an entry without postings does not commit', async (t) => {
    const empty = lab.deps.tenancy.inCreator(creatorId, async (tx) => {
      const entry = { id: newId(), kind: 'sale' as const, aboutId: newId(), orderId: null, at: lab.clock.now() };
      await tx.insertInto('payments.entries').values(entry).execute();
    });
    t.ok(isFault(await empty.catch((error: unknown) => error), 'check', 'entries_balanced'));
  });

  await t.test('balances are the sums of postings, and no scope can write one', async (t) => {
    const sums = await lab.db.look<{ account: string; sum: string }>(
      'select account, sum(amount_santim)::text as sum from payments.postings group by account',
    );
    const balances = await lab.deps.tenancy.inCreator(creatorId, async (tx) => await balancesOf(tx, creatorId));
    t.strictSame(Object.fromEntries(balances), Object.fromEntries(sums.map((row) => [row.account, Number(row.sum)])));
    t.equal(
      [...balances.values()].reduce((a, b) => a + b, 0),
      0,
      'the trial balance is zero',
    );
    const change = lab.deps.tenancy.inCreator(creatorId, async (tx) => {
      await tx.updateTable('payments.accounts').set({ balanceSantim: 0 }).execute();
    });
    t.ok(isFault(await change.catch((error: unknown) => error), 'wall'));
  });

  await t.test('entries and postings cannot be changed or removed, by no scope of the service', async (t) => {
    for (const table of ['entries', 'postings', 'accounts', 'intentEvents'] as const) {
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

t.test('the fee is the dated one, cut towards zero', async (t) => {
  const lab = await startTestPayments(t);
  const { creatorId } = await lab.product();
  const at = async (amount: number, moment: string) =>
    await lab.deps.tenancy.inCreator(
      creatorId,
      async (tx) => await feesAt(tx, creatorId, 'telebirr', santim(amount), new Date(moment)),
    );
  t.match(await at(10_000, '2026-11-20T00:00:00Z'), { platform: 500 });
  await lab.db.look("insert into payments.fee_rates values ('2027-01-01T00:00:00Z', 400)");
  t.match(await at(10_000, '2026-12-31T23:59:59Z'), { platform: 500 });
  t.match(await at(10_000, '2027-01-01T00:00:00Z'), { platform: 400 });
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
