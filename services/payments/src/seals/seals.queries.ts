import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Platform, Tx } from '../deps.ts';

export type SealRow = Selectable<DB['payments.ledgerSeals']>;
export type DayRow = Selectable<DB['payments.ledgerDays']>;
type From = { selectFrom: Tx['selectFrom'] };

/** An entry and one of its postings, exactly as they stand; amounts and times as text, so that nothing rounds them. */
export type BookedLine = {
  readonly id: string;
  readonly kind: string;
  readonly aboutId: string;
  readonly orderId: string | null;
  readonly at: string;
  readonly line: number | null;
  readonly account: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
};

/** UTC with microseconds. */
const moment = sql<string>`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Entries of one day in the order in which it is sealed: by time, then id; after the entry `after`, at most `page`. */
export async function linesOfDay(
  tx: Tx,
  creatorId: string,
  day: string,
  after: { readonly at: string; readonly id: string } | undefined,
  page: number,
): Promise<BookedLine[]> {
  const later = after ? sql`and (e.at, e.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``;
  const { rows } = await sql<BookedLine>`
    select e.id, e.kind, e.about_id, e.order_id, ${moment} as at, p.line, p.account, p.amount_santim::text as amount, p.currency
    from (select * from payments.entries e where e.creator_id = ${creatorId}
        and e.at >= (${day}::date)::timestamp at time zone 'UTC' - interval '3 hours'
        and e.at < (${day}::date + 1)::timestamp at time zone 'UTC' - interval '3 hours' ${later}
      order by e.at, e.id limit ${page}) e
    left join payments.postings p on p.creator_id = e.creator_id and p.entry_id = e.id
    order by e.at, e.id, p.line`.execute(tx);
  return rows;
}

export const sealsOf = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.ledgerSeals')
    .select(['day', 'entries', 'postings', 'debitsSantim', 'previous', 'hash', 'sealedAt'])
    .where('creatorId', '=', creatorId);

/** The last day that is sealed, and the days after it that have entries and are over. */
export async function openDays(tx: Tx, creatorId: string, until: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select to_char(d.day, 'YYYY-MM-DD') as day from (
      select distinct (e.at at time zone 'UTC' + interval '3 hours')::date as day from payments.entries e
      where e.creator_id = ${creatorId}
        and e.at < (${until}::date + 1)::timestamp at time zone 'UTC' - interval '3 hours'
        and e.at >= coalesce(((select max(s.day) from payments.ledger_seals s where s.creator_id = ${creatorId}) + 1)::timestamp
          at time zone 'UTC' - interval '3 hours', '-infinity')) d
    order by d.day`.execute(tx);
  return rows.map(({ day }) => day);
}

/** Days that have entries, whether or not they are sealed, oldest first. */
export async function daysWithEntries(tx: Tx, creatorId: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select to_char(d.day, 'YYYY-MM-DD') as day from (
      select distinct (e.at at time zone 'UTC' + interval '3 hours')::date as day from payments.entries e
      where e.creator_id = ${creatorId}) d order by d.day`.execute(tx);
  return rows.map(({ day }) => day);
}

/** The last seal of a creator; undefined before the first. */
export async function lastSeal(tx: Tx, creatorId: string): Promise<{ hash: string } | undefined> {
  return await tx
    .selectFrom('payments.ledgerSeals')
    .select('hash')
    .where('creatorId', '=', creatorId)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertSeal(tx: Tx, seal: Omit<SealRow, 'creatorId'>): Promise<void> {
  await tx.insertInto('payments.ledgerSeals').values(seal).execute();
}

/** Accounts whose balance is not the sum of their postings. */
export async function wrongBalances(tx: Tx, creatorId: string): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select coalesce(a.kind, s.account) as kind from (select kind, balance_santim from payments.accounts where creator_id = ${creatorId}) a
    full join (select account, sum(amount_santim) as total from payments.postings where creator_id = ${creatorId} group by account) s
      on s.account = a.kind
    where coalesce(a.balance_santim, 0) <> coalesce(s.total, 0) order by 1`.execute(tx);
  return rows.map(({ kind }) => kind);
}

/** Debits less credits, and how many entries there are. */
export async function totals(tx: Tx, creatorId: string): Promise<{ entries: number; total: number }> {
  const { rows } = await sql<{ entries: number; total: number }>`
    select (select count(*) from payments.entries where creator_id = ${creatorId})::int as entries,
      coalesce((select sum(amount_santim) from payments.postings where creator_id = ${creatorId}), 0)::bigint as total`.execute(
    tx,
  );
  return rows[0] ?? { entries: 0, total: 0 };
}

/** A page of entries with their postings, newest first. */
export async function entriesBefore(
  tx: Tx,
  creatorId: string,
  before: { readonly at: string; readonly id: string } | undefined,
  page: number,
): Promise<BookedLine[]> {
  const earlier = before ? sql`and (e.at, e.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``;
  const { rows } = await sql<BookedLine>`
    select e.id, e.kind, e.about_id, e.order_id, ${moment} as at, p.line, p.account, p.amount_santim::text as amount, p.currency
    from (select * from payments.entries e where e.creator_id = ${creatorId} ${earlier}
      order by e.at desc, e.id desc limit ${page}) e
    left join payments.postings p on p.creator_id = e.creator_id and p.entry_id = e.id
    order by e.at desc, e.id desc, p.line`.execute(tx);
  return rows;
}

/** Sealed days of the platform, oldest first. */
export async function platformDays(tx: Platform): Promise<DayRow[]> {
  return await tx.selectFrom('payments.ledgerDays').selectAll().orderBy('day').execute();
}
export async function lastPlatformDay(tx: Platform): Promise<DayRow | undefined> {
  return await tx.selectFrom('payments.ledgerDays').selectAll().orderBy('day', 'desc').limit(1).executeTakeFirst();
}

export async function insertPlatformDay(tx: Platform, row: DayRow): Promise<void> {
  await tx
    .insertInto('payments.ledgerDays')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute();
}
