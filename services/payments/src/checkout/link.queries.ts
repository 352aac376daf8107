import type { Tx } from '../deps.ts';

/** The attempt of an order; undefined when this creator has no such order. */
export async function intentOfOrder(tx: Tx, creatorId: string, orderId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('payments.orders')
    .select('intentId')
    .where('creatorId', '=', creatorId)
    .where('id', '=', orderId)
    .executeTakeFirst();
  return row?.intentId;
}

/** Twice is once. */
export async function keepLink(tx: Tx, creatorId: string, intentId: string, tokenHash: string): Promise<void> {
  await tx
    .insertInto('payments.followLinks')
    .values({ creatorId, intentId, tokenHash })
    .onConflict((c) => c.columns(['creatorId', 'intentId']).doNothing())
    .execute();
}
