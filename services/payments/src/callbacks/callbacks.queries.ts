import { sql } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Platform } from '../deps.ts';

export type Outcome = NonNullable<DB['payments.callbacks']['outcome']>;

/** Keeps what came; the same bytes again only count. Returns the id of the kept one. */
export async function keepCallback(
  tx: Platform,
  callback: {
    readonly id: string;
    readonly rail: string;
    readonly body: Buffer;
    readonly bodyHash: string;
    readonly headers: string;
    readonly receivedAt: Date;
  },
): Promise<{ id: string; copies: number }> {
  return await tx
    .insertInto('payments.callbacks')
    .values({ ...callback, lastReceivedAt: callback.receivedAt })
    .onConflict((c) =>
      c.columns(['rail', 'bodyHash']).doUpdateSet({
        copies: sql<number>`callbacks.copies + 1`,
        lastReceivedAt: callback.receivedAt,
      }),
    )
    .returning(['id', 'copies'])
    .executeTakeFirstOrThrow();
}

export async function markCallback(
  tx: Platform,
  id: string,
  result: { readonly verified: boolean; readonly outcome: Outcome; readonly providerOrderId: string | null },
): Promise<void> {
  await tx.updateTable('payments.callbacks').set(result).where('id', '=', id).execute();
}

export async function writeAudit(
  tx: Platform,
  line: { readonly who: string; readonly what: string; readonly about: string; readonly at: Date },
): Promise<void> {
  await tx.insertInto('payments.audit').values(line).execute();
}

export async function noticesOfOrder(tx: Platform, rail: string, providerOrderId: string) {
  return await tx
    .selectFrom('payments.callbacks')
    .select(['id', 'receivedAt', 'copies', 'verified', 'outcome'])
    .where('rail', '=', rail)
    .where('providerOrderId', '=', providerOrderId)
    .orderBy('receivedAt', 'desc')
    .limit(50)
    .execute();
}
