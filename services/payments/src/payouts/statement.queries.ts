import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

type From = { selectFrom: Tx['selectFrom'] };

/**
 * Gives all that moved what the creator is owed since the payout before to this one, and says how much it is. The books
 * are locked, so nothing is booked meanwhile.
 */
export async function takeLines(tx: Tx, creatorId: string, payoutId: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    with taken as (
      insert into payments.payout_lines (entry_id, payout_id, net_santim)
      select p.entry_id, ${payoutId}::uuid, -sum(p.amount_santim)
      from payments.postings p
      join payments.entries e on e.creator_id = p.creator_id and e.id = p.entry_id
      where p.creator_id = ${creatorId} and p.account = 'creator-payable' and e.kind <> 'payout'
        and not exists (select from payments.payout_lines l where l.creator_id = p.creator_id and l.entry_id = p.entry_id)
      group by p.entry_id
      returning net_santim)
    select coalesce(sum(net_santim), 0)::bigint as total from taken`.execute(tx);
  return rows[0]?.total ?? 0;
}

/** Each booking of a payout: what was booked, of which order, our part of it, and what it changed for the creator. */
export const linesOf = (from: From, creatorId: string, payoutId: string, limit: number) =>
  from
    .selectFrom('payments.payoutLines as l')
    .innerJoin('payments.entries as e', (join) =>
      join.onRef('e.creatorId', '=', 'l.creatorId').onRef('e.id', '=', 'l.entryId'),
    )
    .leftJoin('payments.orders as o', (join) =>
      join.onRef('o.creatorId', '=', 'e.creatorId').onRef('o.id', '=', 'e.orderId'),
    )
    .select([
      'e.kind',
      'e.at',
      'e.orderId',
      'o.number as orderNumber',
      'o.title',
      'l.netSantim',
      sql<number>`coalesce((select -sum(p.amount_santim) from payments.postings p where p.creator_id = l.creator_id
        and p.entry_id = l.entry_id and p.account in ('platform-fee', 'provider-fee')), 0)::bigint`.as('feeSantim'),
    ])
    .where('l.creatorId', '=', creatorId)
    .where('l.payoutId', '=', payoutId)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit);

/** The payout that a sale went out with; none while it has not. */
export const payoutOfSale = (from: From, creatorId: string, orderId: string) =>
  from
    .selectFrom('payments.entries as e')
    .innerJoin('payments.payoutLines as l', (join) =>
      join.onRef('l.creatorId', '=', 'e.creatorId').onRef('l.entryId', '=', 'e.id'),
    )
    .innerJoin('payments.payouts as p', (join) =>
      join.onRef('p.creatorId', '=', 'l.creatorId').onRef('p.id', '=', 'l.payoutId'),
    )
    .select(['p.id', 'p.state', 'p.rail', 'p.requestedAt', 'p.sendingAt', 'p.endedAt', 'p.amountSantim'])
    .where('e.creatorId', '=', creatorId)
    .where('e.aboutId', '=', orderId)
    .where('e.kind', '=', 'sale');

/** The sums of all lines, however many there are. */
export const sumsOfLines = (from: From, creatorId: string, payoutId: string) =>
  from
    .selectFrom('payments.payoutLines as l')
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<number>`coalesce(sum(l.net_santim), 0)::bigint`.as('net'),
      sql<number>`coalesce(sum((select -sum(p.amount_santim) from payments.postings p where p.creator_id = l.creator_id
        and p.entry_id = l.entry_id and p.account in ('platform-fee', 'provider-fee'))), 0)::bigint`.as('fees'),
    ])
    .where('l.creatorId', '=', creatorId)
    .where('l.payoutId', '=', payoutId);
