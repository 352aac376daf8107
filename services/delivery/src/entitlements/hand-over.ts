// A file that is made for one buyer, beside what her product brings to everybody.
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

/** Adds a ready file behind those that she has; true also when she has it already. False for one that is not ready or not the creator's. */
export async function handOver(
  tx: Tx,
  creatorId: string,
  to: { readonly id: string; readonly buyerId: string },
  fileId: string,
): Promise<boolean> {
  const file = await tx
    .selectFrom('delivery.files')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('id', '=', fileId)
    .where('state', '=', 'ready')
    .executeTakeFirst();
  if (!file) return false;
  const position = sql<number>`(select count(*) from delivery.entitlement_files x
    where x.creator_id = ${creatorId} and x.entitlement_id = ${to.id})::int`;
  await tx
    .insertInto('delivery.entitlementFiles')
    .values({ creatorId, entitlementId: to.id, fileId, position, buyerId: to.buyerId })
    .onConflict((c) => c.doNothing())
    .execute();
  return true;
}
