import type { Tx } from '../deps.ts';

/** False when it was out already, or was never to come out. */
export async function markReleased(tx: Tx, creatorId: string, productId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('payments.products')
    .set({ releasedAt: at })
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .where('releaseAt', 'is not', null)
    .where('releasedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

const product = (tx: Tx, creatorId: string, productId: string) =>
  tx.selectFrom('payments.products').select('releaseAt').where('creatorId', '=', creatorId).where('id', '=', productId);

/** Its day has been heard of. */
export async function isKnown(tx: Tx, creatorId: string, productId: string): Promise<boolean> {
  const row = await product(tx, creatorId, productId).executeTakeFirst();
  return row !== undefined && row.releaseAt !== null;
}

/** The day that an order's money waits for; undefined when it waits for none. */
export async function waitsForRelease(tx: Tx, creatorId: string, productId: string): Promise<Date | undefined> {
  const row = await product(tx, creatorId, productId).where('releasedAt', 'is', null).executeTakeFirst();
  return row?.releaseAt ?? undefined;
}
