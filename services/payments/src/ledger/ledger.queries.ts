import { sql } from 'kysely';
import type { Selectable } from 'kysely';
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

export async function insertEntry(tx: Tx, entry: Omit<EntryRow, 'creatorId'>): Promise<void> {
  await later(tx, tx.insertInto('payments.entries').values(entry));
}

/** All lines of an entry in one statement: the database refuses half of one. */
export async function insertPostings(
  tx: Tx,
  entryId: string,
  lines: readonly { readonly account: string; readonly amount: number }[],
): Promise<void> {
  const rows = lines.map(({ account, amount }, at) => ({
    entryId,
    line: at + 1,
    account,
    amountSantim: amount,
    currency: 'ETB' as const,
  }));
  await later(tx, tx.insertInto('payments.postings').values(rows));
}

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
