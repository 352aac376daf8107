// What can be bought, and at what price: the shop's published products, kept here so that no price ever comes from a
// browser.
import { notForSale } from '@windsurf/contracts/payments';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { notePublishedPrice } from '../sellable/sellable.ts';
import { productForSale, publishedProduct, putProduct, versionOf, withdraw } from './products.queries.ts';
import type { ProductRow, PublishedProduct } from './products.queries.ts';

export type Product = Omit<ProductRow, 'creatorId'> & { readonly creatorId: CreatorId };

/** A published product with a price, whoever sells it. Throws notForSale. */
export async function findForSale(deps: Deps, id: string): Promise<Product> {
  const [rows] = await deps.tenancy.batchInPublic([publishedProduct(deps.tenancy.compile, id)]);
  const row = rows[0];
  if (!row || row.priceSantim <= 0) throw notForSale();
  return { ...row, creatorId: asCreatorId(row.creatorId) };
}

/** The same inside of the seller's transaction, where its price holds still. Throws notForSale. */
export async function holdForSale(tx: Tx, creatorId: CreatorId, id: string): Promise<Product> {
  const row = await productForSale(tx, creatorId, id);
  if (!row || row.priceSantim <= 0) throw notForSale();
  return { ...row, creatorId };
}

export async function keepPublished(tx: Tx, product: PublishedProduct, at: Date): Promise<void> {
  await putProduct(tx, product, at);
  await notePublishedPrice(tx, product.id, at);
}

/** Throws when the product has not been heard of yet: the message comes again after the one that is still on its way. */
export async function keepWithdrawn(
  tx: Tx,
  creatorId: CreatorId,
  product: { readonly productId: string; readonly version: number },
  at: Date,
): Promise<void> {
  if ((await withdraw(tx, creatorId, product.productId, product.version, at)) > 0) return;
  if ((await versionOf(tx, creatorId, product.productId)) === undefined)
    throw new Error('withdrawn before it was published here');
}
