// What store-builder published, kept here so that delivering asks nobody.
import type { ProductDetails } from '@windsurf/contracts/product-types';
import type { PublishedProduct } from '@windsurf/contracts/store';
import type { Tx } from '../deps.ts';
import { holdProduct, keepProduct, markWithdrawn } from './products.queries.ts';
import type { ProductRow } from './products.queries.ts';

export type { ProductRow } from './products.queries.ts';

/**
 * A product as its creator last published it, sold still or not: a paid order is delivered in any case. It stays so
 * until the transaction ends.
 */
export async function productOf(tx: Tx, creatorId: string, productId: string): Promise<ProductRow | undefined> {
  return await holdProduct(tx, creatorId, productId);
}

/** Events may come late or twice; the highest version wins. True when this one is now what we know. */
export async function rememberProduct(tx: Tx, creatorId: string, payload: PublishedProduct): Promise<boolean> {
  const { productId, version, title, slug, handle, storeName, coverUrl, fileId, details = plain } = payload;
  const words = { title, slug, handle, storeName, coverUrl };
  return await keepProduct(tx, creatorId, { productId, version, ...words, fileId, details });
}
const plain: ProductDetails = { type: 'digital-download' };

/** Off the shelf; who bought it keeps it. False when it was published anew since. */
export async function forgetOffer(tx: Tx, creatorId: string, productId: string, version: number): Promise<boolean> {
  return await markWithdrawn(tx, creatorId, productId, version);
}
