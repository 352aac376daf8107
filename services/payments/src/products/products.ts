// What can be bought, and at what price: the shop's published products, kept here so that no price ever comes from a
// browser.
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import { notePublishedPrice, noteSeats } from '../sellable/sellable.ts';
import { putProduct, typeOf, versionOf, withdraw } from './products.queries.ts';
import type { ProductRow, PublishedProduct } from './products.queries.ts';

export { typeOf };
export type Product = Omit<ProductRow, 'creatorId'> & { readonly creatorId: CreatorId };

export async function keepPublished(tx: Tx, product: PublishedProduct, at: Date): Promise<void> {
  await putProduct(tx, product, at);
  await notePublishedPrice(tx, product.id, at);
}

/** The same, with the seats that an event announces counted like every limited quantity. */
export async function keepTyped(tx: Tx, creatorId: CreatorId, product: PublishedProduct, at: Date): Promise<void> {
  await keepPublished(tx, product, at);
  const { id, details } = product;
  if (details?.type !== 'event-ticket') return;
  // Heard after a newer one, it says what held before.
  if ((await versionOf(tx, creatorId, id)) === product.version) await noteSeats(tx, creatorId, id, details.seats, at);
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
