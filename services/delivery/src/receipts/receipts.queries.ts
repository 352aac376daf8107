import { paidOrder } from '../entitlements/entitlements.ts';
import type { Tx } from '../deps.ts';

/** The order whose payment brought an entitlement; of a part of a bundle, the bundle's. */
export async function orderOfEntitlement(tx: Tx, creatorId: string, id: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('delivery.entitlements')
    .select(paidOrder.as('orderId'))
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.orderId;
}
