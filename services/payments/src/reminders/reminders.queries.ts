import { sql } from 'kysely';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export const settingOf = (from: { selectFrom: Tx['selectFrom'] }, creatorId: string) =>
  from.selectFrom('payments.reminderSettings').select('abandoned').where('creatorId', '=', creatorId);
export const settingQuery = (compile: Tenancy<DB>['compile'], creatorId: string) =>
  settingOf(compile, creatorId).compile();

export async function putSetting(tx: Tx, abandoned: boolean, at: Date): Promise<void> {
  await tx
    .insertInto('payments.reminderSettings')
    .values({ abandoned, changedAt: at })
    .onConflict((c) => c.column('creatorId').doUpdateSet({ abandoned, changedAt: at }))
    .execute();
}

/** Whether this buyer has this product, is paying for it now, or was reminded of it after a moment. */
export async function needsNone(
  tx: Tx,
  creatorId: string,
  of: { readonly buyerId: string; readonly productId: string; readonly since: Date },
): Promise<boolean> {
  const { rows } = await sql<{ none: boolean }>`
    select exists (select from payments.order_lines l where l.creator_id = ${creatorId}::uuid and l.buyer_id = ${of.buyerId}::uuid
        and l.product_id = ${of.productId}::uuid and l.owned)
      or exists (select from payments.intents i where i.creator_id = ${creatorId}::uuid and i.buyer_id = ${of.buyerId}::uuid
        and i.product_id = ${of.productId}::uuid
        and (i.state in ('created', 'pending', 'unknown', 'parked') or i.reminded_at > ${of.since}::timestamptz)) as none`.execute(
    tx,
  );
  return rows[0]?.none ?? true;
}
