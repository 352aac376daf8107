import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Santim } from '@windsurf/money/money';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type Account = Selectable<DB['payments.accounts']>['kind'];
export type Line = { readonly account: Account; readonly amount: Santim };

/** The fee in force at a moment, in basis points. */
export async function feeAt(tx: Tx, moment: Date): Promise<number> {
  const { rows } = await sql<{
    basisPoints: number | null;
  }>`select payments_doors.fee_at(${moment}) as basis_points`.execute(tx);
  const fee = rows[0]?.basisPoints;
  if (fee === null || fee === undefined) throw new Error('no fee is in force');
  return fee;
}

export async function writeEntry(
  tx: Tx,
  entry: { readonly id: string; readonly kind: 'sale'; readonly orderId: string; readonly at: Date },
  lines: readonly Line[],
): Promise<void> {
  await tx
    .insertInto('payments.accounts')
    .values(lines.map(({ account }) => ({ kind: account })))
    .onConflict((c) => c.doNothing())
    .execute();
  await tx.insertInto('payments.entries').values(entry).execute();
  await tx
    .insertInto('payments.postings')
    .values(
      lines.map(({ account, amount }, at) => ({
        entryId: entry.id,
        line: at + 1,
        account,
        amountSantim: amount,
        currency: 'ETB' as const,
      })),
    )
    .execute();
}

/** Sum of each account of the creator; debits are positive. */
export const balances = (compile: { selectFrom: Tx['selectFrom'] }, creatorId: string) =>
  compile
    .selectFrom('payments.postings')
    .select(['account', sql<number>`sum(amount_santim)::bigint`.as('total')])
    .where('creatorId', '=', creatorId)
    .groupBy('account');

/** Numbers of orders have no gaps, so that the last one is how many there are. */
export const lastNumber = (compile: { selectFrom: Tx['selectFrom'] }, creatorId: string) =>
  compile.selectFrom('payments.orderCounters').select('lastNumber').where('creatorId', '=', creatorId);
