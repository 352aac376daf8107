import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { queryWriter, templateByKeys } from '@windsurf/db/template';
import { later } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

type EntryRow = Selectable<DB['payments.entries']>;
type From = { selectFrom: Tx['selectFrom'] };

/** Takes the lock and gives the next number, and what the creator owes us, in one trip. */
export async function takeBooks(tx: Tx, step: 0 | 1): Promise<{ lastNumber: number; owed: number }> {
  return await tx
    .insertInto('payments.orderCounters')
    .values({ lastNumber: step })
    .onConflict((c) =>
      c.column('creatorId').doUpdateSet({ lastNumber: sql<number>`order_counters.last_number + ${step}` }),
    )
    .returning([
      'lastNumber',
      sql<number>`coalesce((select balance_santim from payments.accounts a where a.creator_id = order_counters.creator_id and a.kind = 'receivable'), 0)`.as(
        'owed',
      ),
    ])
    .executeTakeFirstOrThrow();
}

const write = queryWriter<DB>();
const entered = templateByKeys<Omit<EntryRow, 'creatorId'>>((entry) =>
  write.insertInto('payments.entries').values(entry),
);

export async function insertEntry(tx: Tx, entry: Omit<EntryRow, 'creatorId'>): Promise<void> {
  await later(tx, entered(entry));
}

/** Of the creator in whose scope it is asked. */
export async function entryAbout(tx: Tx, kind: EntryRow['kind'], aboutId: string): Promise<{ id: string } | undefined> {
  const found = tx.selectFrom('payments.entries').select('id').where('kind', '=', kind).where('aboutId', '=', aboutId);
  return await found.executeTakeFirst();
}

/** All lines of an entry in one statement: the database refuses half of one. */
export async function insertPostings(
  tx: Tx,
  entryId: string,
  lines: readonly { readonly account: string; readonly amount: number }[],
): Promise<void> {
  const values: Record<string, string | number> = { entryId };
  for (const [at, { account, amount }] of lines.entries()) {
    values[`account${at}`] = account;
    values[`amount${at}`] = amount;
  }
  await later(tx, posted(values as Posted));
}

type Posted = { readonly entryId: string } & Readonly<Record<`account${number}`, string>> &
  Readonly<Record<`amount${number}`, number>>;
const posted = templateByKeys<Posted>((values) => {
  const lines = (Object.keys(values).length - 1) / 2;
  const rows = Array.from({ length: lines }, (_, at) => ({
    entryId: values.entryId,
    line: sql<number>`${sql.lit(at + 1)}`,
    account: values[`account${at}`] ?? '',
    amountSantim: values[`amount${at}`] ?? 0,
    currency: sql<'ETB'>`'ETB'`,
  }));
  return write.insertInto('payments.postings').values(rows);
});

/** Balance of each account of the creator; debits are positive. */
export const balances = (from: From, creatorId: string) =>
  from.selectFrom('payments.accounts').select(['kind', 'balanceSantim']).where('creatorId', '=', creatorId);

/** What each account has seen on each side, from the postings themselves. */
export const turnover = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.postings')
    .select([
      'account',
      sql<number>`coalesce(sum(amount_santim) filter (where amount_santim > 0), 0)::bigint`.as('debits'),
      sql<number>`coalesce(-sum(amount_santim) filter (where amount_santim < 0), 0)::bigint`.as('credits'),
    ])
    .where('creatorId', '=', creatorId)
    .groupBy('account');

/** Sums of sales, from the orders: what a home page shows without reading the books. */
export const soldSums = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.orders')
    .select([
      sql<number>`coalesce(sum(amount_santim), 0)::bigint`.as('sold'),
      sql<number>`coalesce(sum(fee_santim), 0)::bigint`.as('fees'),
      sql<number>`count(*)::int`.as('orders'),
    ])
    .where('creatorId', '=', creatorId);
