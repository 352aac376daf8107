import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import { later } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type ShareRow = Selectable<DB['payments.shares']>;
export type MoveRow = Selectable<DB['payments.shareMoves']>;

export async function insertShares(
  tx: Tx,
  shares: readonly Omit<Insertable<DB['payments.shares']>, 'creatorId'>[],
): Promise<void> {
  for (const share of shares) await later(tx, tx.insertInto('payments.shares').values(share));
}

/** Basis points of the tax inside the creator's prices at a moment: zero while she is not registered. */
export async function vatRate(tx: Tx, creatorId: string, at: Date): Promise<number> {
  const { rows } = await sql<{ rate: number }>`
    select coalesce((select r.basis_points from payments.tax_profiles p, payments_doors.tax_rule_at('vat', ${at}::timestamptz) r
      where p.creator_id = ${creatorId}::uuid
        and p.vat_since <= (${at}::timestamptz at time zone 'Africa/Addis_Ababa')::date), 0)::int as rate`.execute(tx);
  return rows[0]?.rate ?? 0;
}

/** The parts of an order, locked in one order for everybody. */
export async function lockShares(tx: Tx, creatorId: string, orderId: string): Promise<ShareRow[]> {
  const found = tx.selectFrom('payments.shares').selectAll().where('creatorId', '=', creatorId);
  return await found.where('orderId', '=', orderId).orderBy('id').forUpdate().execute();
}

/** The same to look at. */
export async function sharesOf(tx: Tx, creatorId: string, orderId: string): Promise<ShareRow[]> {
  const found = tx.selectFrom('payments.shares').selectAll().where('creatorId', '=', creatorId);
  return await found.where('orderId', '=', orderId).orderBy('id').execute();
}

export async function lockShare(tx: Tx, creatorId: string, id: string): Promise<ShareRow | undefined> {
  const found = tx.selectFrom('payments.shares').selectAll().where('creatorId', '=', creatorId);
  return await found.where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function shareById(tx: Tx, creatorId: string, id: string): Promise<ShareRow | undefined> {
  const found = tx.selectFrom('payments.shares').selectAll().where('creatorId', '=', creatorId);
  return await found.where('id', '=', id).executeTakeFirst();
}

export async function changeShare(
  tx: Tx,
  creatorId: string,
  id: string,
  by: { readonly reversed?: number; readonly released?: number; readonly nextAt?: Date | null },
): Promise<void> {
  await tx
    .updateTable('payments.shares')
    .set({
      reversedSantim: sql<number>`reversed_santim + ${by.reversed ?? 0}`,
      releasedSantim: sql<number>`released_santim + ${by.released ?? 0}`,
      ...(by.nextAt === undefined ? {} : { nextAt: by.nextAt }),
    })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export async function insertMoves(tx: Tx, moves: readonly Omit<MoveRow, 'creatorId'>[]): Promise<void> {
  if (moves.length > 0)
    await tx
      .insertInto('payments.shareMoves')
      .values([...moves])
      .execute();
}

/** What a refund, or the reversal of an order, took and has not given back; it is marked as returned. */
export async function returnMoves(
  tx: Tx,
  creatorId: string,
  of: { readonly aboutId: string } | { readonly reversalOf: string },
): Promise<{ shareId: string; amountSantim: number; partyId: string; releaseAt: Date }[]> {
  const moves = tx
    .updateTable('payments.shareMoves as m')
    .from('payments.shares as s')
    .set({ returned: true })
    .whereRef('s.creatorId', '=', 'm.creatorId')
    .whereRef('s.id', '=', 'm.shareId')
    .where('m.creatorId', '=', creatorId)
    .where('m.returned', '=', false);
  const some =
    'aboutId' in of
      ? moves.where('m.aboutId', '=', of.aboutId)
      : moves.where('m.orderId', '=', of.reversalOf).where('m.kind', '=', 'reversal');
  return await some.returning(['m.shareId', 'm.amountSantim', 's.partyId', 's.releaseAt']).execute();
}
