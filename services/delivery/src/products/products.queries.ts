import type { ProductDetails } from '@windsurf/contracts/product-types';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

export type ProductRow = {
  productId: string;
  version: number;
  title: string;
  slug: string;
  handle: string;
  storeName: string;
  coverUrl: string | null;
  fileId: string | null;
  /** What its type promises, the type included. */
  details: ProductDetails;
};
const columns = ['productId', 'version', 'title', 'slug', 'handle', 'storeName', 'coverUrl', 'fileId'] as const;

/**
 * Held until the transaction ends: a new version that comes meanwhile waits, and then sees who has bought. Orders do
 * not wait for each other.
 */
export async function holdProduct(tx: Tx, creatorId: string, productId: string): Promise<ProductRow | undefined> {
  return await tx
    .selectFrom('delivery.products')
    .select(columns)
    .select(sql<ProductDetails>`details`.as('details'))
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .forShare()
    .executeTakeFirst();
}

/** Keeps the newest version; false when a newer one is known already. */
export async function keepProduct(tx: Tx, creatorId: string, product: ProductRow): Promise<boolean> {
  const { details } = product;
  const row = { ...product, type: details.type, details: JSON.stringify(details), withdrawn: false };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery.products')
    .values({ creatorId, ...row })
    .onConflict((c) =>
      c.columns(['creatorId', 'productId']).doUpdateSet(row).where('delivery.products.version', '<=', product.version),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** False when a newer version is known already. */
export async function markWithdrawn(tx: Tx, creatorId: string, productId: string, version: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('delivery.products')
    .set({ withdrawn: true, version })
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('version', '<=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
