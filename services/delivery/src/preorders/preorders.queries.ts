import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

/** What its buyer is told about. */
export type Waiting = {
  readonly id: string;
  readonly productId: string;
  readonly buyerId: string;
  readonly lang: 'am' | 'en';
  readonly paidOrder: string;
  /** The thing that was ordered; false for what came with it. */
  readonly main: boolean;
  /** False when it was closed otherwise meanwhile: she is told nothing more. */
  readonly active: boolean;
};
/** `notFor`: those who were told of another day. */
type Which = 'all' | 'not-late' | { readonly notFor: Date };
type To = { readonly preorder: 'waiting' | 'late' | 'open' | 'returned'; readonly opensAt?: Date };

/** The order in which it was bought, as entitlements keep it. */
const paidOrder = sql<string>`coalesce(order_id, beside_order_id)`;
const waits = sql<boolean>`preorder in ('waiting', 'late')`;
const columns = ['id', 'productId', 'buyerId', 'lang'] as const;
const derived = [
  paidOrder.as('paidOrder'),
  sql<boolean>`order_id is not null`.as('main'),
  sql<boolean>`state = 'active'`.as('active'),
] as const;

/**
 * Takes at most `page` of those who wait for a product and puts them into another state, each in one transaction only: the
 * one that changes a row is the one that tells its buyer.
 */
export async function takeWaiting(
  tx: Tx,
  creatorId: string,
  productId: string,
  which: Which,
  to: To,
  page: number,
): Promise<Waiting[]> {
  let found = tx
    .selectFrom('delivery.entitlements')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('preorderOf', '=', productId)
    .where(waits);
  if (which === 'not-late') found = found.where('preorder', '=', 'waiting');
  else if (which !== 'all') found = found.where('opensAt', '!=', which.notFor);
  const ids = await found.orderBy('id').limit(page).forUpdate().execute();
  if (ids.length === 0) return [];
  return await tx
    .updateTable('delivery.entitlements')
    .set(to)
    .where('creatorId', '=', creatorId)
    .where(
      'id',
      'in',
      ids.map((row) => row.id),
    )
    .where(waits)
    .returning([...columns, ...derived])
    .execute();
}

/** The files of what opens, as they are published now; an entitlement that has one keeps it. */
export async function attachFiles(tx: Tx, creatorId: string, ids: readonly string[]): Promise<void> {
  await tx
    .insertInto('delivery.entitlementFiles')
    .columns(['creatorId', 'entitlementId', 'fileId', 'position', 'buyerId'])
    .expression(
      tx
        .selectFrom('delivery.entitlements as e')
        .innerJoin('delivery.products as p', (join) =>
          join.onRef('p.creatorId', '=', 'e.creatorId').onRef('p.productId', '=', 'e.productId'),
        )
        .innerJoin('delivery.files as f', (join) =>
          join.onRef('f.creatorId', '=', 'p.creatorId').onRef('f.id', '=', 'p.fileId').on('f.state', '!=', 'refused'),
        )
        .select(['e.creatorId', 'e.id as entitlementId', 'f.id as fileId', sql<number>`0`.as('position'), 'e.buyerId'])
        .where('e.creatorId', '=', creatorId)
        .where('e.id', 'in', [...ids]),
    )
    .onConflict((c) => c.doNothing())
    .execute();
}

/** All of an order that waits, given back; nothing when it does not wait any more. */
export async function returnOrder(tx: Tx, creatorId: string, orderId: string): Promise<Waiting[]> {
  return await tx
    .updateTable('delivery.entitlements')
    .set({ preorder: 'returned' })
    .where('creatorId', '=', creatorId)
    .where(paidOrder, '=', orderId)
    .where(waits)
    .returning([...columns, ...derived])
    .execute();
}

/** How one is now, held until the transaction ends. */
export async function lockPreorder(tx: Tx, creatorId: string, id: string) {
  return await tx
    .selectFrom('delivery.entitlements')
    .select(['preorder', 'promisedAt', 'opensAt', 'amountSantim', 'state', paidOrder.as('paidOrder')])
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** What of an order was given back already; nothing for most. */
export async function returnedOf(tx: Tx, creatorId: string, orderId: string): Promise<Waiting[]> {
  return await tx
    .selectFrom('delivery.entitlements')
    .select([...columns, ...derived])
    .where('creatorId', '=', creatorId)
    .where(paidOrder, '=', orderId)
    .where('preorder', '=', 'returned')
    .execute();
}
