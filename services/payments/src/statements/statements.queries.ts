import { sql } from 'kysely';
import type { Tx } from '../deps.ts';
import type { Period } from './period.ts';

type From = { selectFrom: Tx['selectFrom'] };
const zone = sql.lit('Africa/Addis_Ababa');

/** The first and the last thing that was booked. */
export const bookedFrom = (from: From, creatorId: string) =>
  from.selectFrom('payments.entries').select(['at']).where('creatorId', '=', creatorId).orderBy('at').limit(1);

/** Sums of postings by day (East Africa Time), kind and account. */
export const bookedByDay = (from: From, creatorId: string, { begin, end }: Period) =>
  from
    .selectFrom('payments.entries as e')
    .innerJoin('payments.postings as p', (join) =>
      join.onRef('p.creatorId', '=', 'e.creatorId').onRef('p.entryId', '=', 'e.id'),
    )
    .select([
      sql<string>`to_char(e.at at time zone ${zone}, 'YYYY-MM-DD')`.as('day'),
      'e.kind',
      'p.account',
      sql<boolean>`e.order_id is not null`.as('ordered'),
      sql<number>`sum(p.amount_santim)::bigint`.as('total'),
    ])
    .where('e.creatorId', '=', creatorId)
    .where('e.at', '>=', begin)
    .where('e.at', '<', end)
    .groupBy([sql`1`, 'e.kind', 'p.account', sql`4`]);

/** Sums of receipts and credit notes by day. */
export const papersByDay = (from: From, creatorId: string, { begin, end }: Period) =>
  from
    .selectFrom('payments.receipts as r')
    .select([
      sql<string>`to_char(r.issued_at at time zone ${zone}, 'YYYY-MM-DD')`.as('day'),
      'r.kind',
      sql<boolean>`r.kind = 'receipt' and r.corrects is not null`.as('corrects'),
      sql<number>`count(*)::int`.as('count'),
      sql<number>`sum(r.total_santim)::bigint`.as('total'),
      sql<number>`sum(r.vat_santim)::bigint`.as('vat'),
    ])
    .where('r.creatorId', '=', creatorId)
    .where('r.issuedAt', '>=', begin)
    .where('r.issuedAt', '<', end)
    .groupBy([sql`1`, 'r.kind', sql`3`]);

/** What we owed the creator before a moment, less what she owed us. */
export const standingBefore = (from: From, creatorId: string, moment: Date) =>
  from
    .selectFrom('payments.entries as e')
    .innerJoin('payments.postings as p', (join) =>
      join.onRef('p.creatorId', '=', 'e.creatorId').onRef('p.entryId', '=', 'e.id'),
    )
    .select(sql<number>`coalesce(-sum(p.amount_santim), 0)::bigint`.as('total'))
    .where('e.creatorId', '=', creatorId)
    .where('e.at', '<', moment)
    .where('p.account', 'in', ['creator-payable', 'receivable']);

/** Receipts and credit notes with what each moved in fees. */
export const papersWithFees = (from: From, creatorId: string, { begin, end }: Period) =>
  from
    .selectFrom('payments.receipts as r')
    .select([
      'r.number',
      'r.kind',
      'r.corrects',
      'r.orderNumber',
      'r.issuedAt',
      'r.rail',
      'r.lines',
      'r.totalSantim',
      'r.vatBasisPoints',
      'r.vatSantim',
      sql<number>`(select coalesce(-sum(p.amount_santim), 0)::bigint from payments.entries e
        join payments.postings p on p.creator_id = e.creator_id and p.entry_id = e.id
        where e.creator_id = r.creator_id and p.account in ('platform-fee', 'provider-fee') and (
          (e.about_id = coalesce(r.refund_id, r.order_id) and e.kind = any (case
            when r.refund_id is null then '{sale}'::text[]
            when r.kind = 'credit-note' then '{refund,reversal}'::text[] else '{refund-back}'::text[] end))
          or (r.kind = 'receipt' and r.refund_id is not null and e.kind = 'reversal-undone' and e.order_id = r.order_id
            and e.at = r.issued_at)))`.as('feeSantim'),
    ])
    .where('r.creatorId', '=', creatorId)
    .where('r.issuedAt', '>=', begin)
    .where('r.issuedAt', '<', end)
    .orderBy('r.number');

/** Payouts that left and those that came back. */
export const payoutsBetween = (from: From, creatorId: string, { begin, end }: Period) =>
  from
    .selectFrom('payments.entries as e')
    .innerJoin('payments.postings as p', (join) =>
      join.onRef('p.creatorId', '=', 'e.creatorId').onRef('p.entryId', '=', 'e.id'),
    )
    .select(['e.at', 'e.kind', 'p.amountSantim'])
    .where('e.creatorId', '=', creatorId)
    .where('e.kind', 'in', ['payout', 'payout-back'])
    .where('p.account', '=', 'payouts-in-transit')
    .where('e.at', '>=', begin)
    .where('e.at', '<', end)
    .orderBy('e.at')
    .orderBy('e.id');

/** The seller as she stands on file today, and her store's name as her last receipt has it. */
export const sellerToday = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.receipts as r')
    .leftJoin('payments.taxProfiles as t', 't.creatorId', 'r.creatorId')
    .select(['r.seller', 't.legalName', 't.address', 't.tinSealed', 't.tinHint', 't.vatNumber'])
    .where('r.creatorId', '=', creatorId)
    .orderBy('r.number', 'desc')
    .limit(1);
