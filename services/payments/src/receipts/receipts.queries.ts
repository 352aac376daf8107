import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import { later } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type ReceiptRow = Selectable<DB['payments.receipts']>;
type From = { selectFrom: Tx['selectFrom'] };

export type ReceiptOrder = {
  readonly id: string;
  readonly number: number;
  readonly intentId: string;
  readonly buyerHint: string;
  readonly amountSantim: number;
  readonly currency: 'ETB';
  readonly rail: string;
  readonly lang: 'am' | 'en';
  readonly lines: readonly {
    readonly title: string;
    readonly listSantim: number;
    readonly discountSantim: number;
    readonly amountSantim: number;
  }[];
};

/**
 * The receipt of an order in one statement: the next number (its row stays locked until the commit), the seller as she
 * stands on file, and the tax inside of the price if she was registered on that day. The split is that of `vatInside`.
 */
export async function insertReceipt(tx: Tx, creatorId: string, order: ReceiptOrder, at: Date): Promise<void> {
  const lines = order.lines.map(({ title, listSantim, discountSantim, amountSantim }) => ({
    title,
    listSantim,
    discountSantim,
    amountSantim,
  }));
  const insert = sql`
    with counter as (
      insert into payments.receipt_counters as c (last_number) values (1)
      on conflict (creator_id) do update set last_number = c.last_number + 1 returning c.last_number
    ), seller as (
      select jsonb_build_object('storeName', i.store_name, 'legalName', p.legal_name, 'address', p.address,
          'tinSealed', p.tin_sealed, 'tinHint', p.tin_hint,
          'vatNumber', case when v.registered then p.vat_number end) as seller,
        case when v.registered then coalesce((select r.basis_points
          from payments_doors.tax_rule_at('vat', ${at}::timestamptz) r), 0) else 0 end as rate
      from payments.intents i
      left join payments.tax_profiles p on p.creator_id = i.creator_id
      cross join lateral (
        select coalesce(p.vat_since <= (${at}::timestamptz at time zone 'Africa/Addis_Ababa')::date, false) as registered
      ) v
      where i.creator_id = ${creatorId}::uuid and i.id = ${order.intentId}::uuid
    )
    insert into payments.receipts (number, kind, order_id, order_number, issued_at, lang, rail, seller, buyer_hint, lines,
        total_santim, currency, vat_basis_points, vat_santim)
      select c.last_number, 'receipt', ${order.id}::uuid, ${order.number}::bigint, ${at}::timestamptz, ${order.lang}::text,
        ${order.rail}::text, s.seller, ${order.buyerHint}::text, ${JSON.stringify(lines)}::jsonb,
        ${order.amountSantim}::bigint, ${order.currency}::text, s.rate,
        (2 * ${order.amountSantim}::bigint * s.rate + 10000 + s.rate) / (2 * (10000 + s.rate))
      from counter c cross join seller s`;
  await later(tx, { compile: () => insert.compile(tx) });
}

/** Takes the lock on the numbers of a creator. */
export async function lockNumbers(tx: Tx, creatorId: string): Promise<number> {
  const row = await tx
    .selectFrom('payments.receiptCounters')
    .select('lastNumber')
    .where('creatorId', '=', creatorId)
    .forUpdate()
    .executeTakeFirst();
  return row?.lastNumber ?? 0;
}

/** After `lockNumbers`. */
export async function insertNumbered(
  tx: Tx,
  creatorId: string,
  last: number,
  receipt: Omit<Insertable<DB['payments.receipts']>, 'creatorId' | 'number'>,
): Promise<void> {
  await tx
    .updateTable('payments.receiptCounters')
    .set({ lastNumber: last + 1 })
    .where('creatorId', '=', creatorId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('payments.receipts')
    .values({ ...receipt, number: last + 1 })
    .execute();
}

/** A receipt and what corrects it, in the order of their numbers. */
export const receiptsOfOrder = (from: From, creatorId: string, orderId: string) =>
  from
    .selectFrom('payments.receipts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .orderBy('number');

/** Issued from a moment on, until before another one. */
export const receiptsBetween = (from: From, creatorId: string, begin: Date, end: Date) =>
  from
    .selectFrom('payments.receipts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('issuedAt', '>=', begin)
    .where('issuedAt', '<', end)
    .orderBy('number');

/** The last time that the bank took this order's payment back, as the books call it. */
export async function lastReversal(tx: Tx, creatorId: string, orderId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('payments.entries')
    .select('aboutId')
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .where('kind', '=', 'reversal')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.aboutId;
}
