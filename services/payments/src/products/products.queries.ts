import { releaseOf } from '@windsurf/contracts/product-types';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type ProductRow = Omit<Selectable<DB['payments.products']>, 'details'> & { readonly details: ProductDetails };

/** Without details it is a download that asks nothing. */
export type PublishedProduct = Omit<
  ProductRow,
  'creatorId' | 'state' | 'changedAt' | 'type' | 'details' | 'releaseAt' | 'releasedAt'
> & {
  readonly details?: ProductDetails;
};
const plain: ProductDetails = { type: 'digital-download' };

/**
 * Versions may arrive in any order: an older one changes nothing. One that is for sale is said again when its store has
 * another name or address; one that was withdrawn does not come back by that.
 */
export async function putProduct(tx: Tx, product: PublishedProduct, at: Date): Promise<void> {
  const { details = plain } = product;
  const typed = { type: details.type, details: JSON.stringify(details) };
  const releaseAt = releaseOf(details);
  const row = { ...product, ...typed, state: 'published' as const, changedAt: at };
  // Without a day it is about to be out: its money waits until delivery has said so.
  const release = releaseAt === undefined ? {} : { releaseAt: new Date(releaseAt) };
  await tx
    .insertInto('payments.products')
    .values({ ...row, ...release })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'id'])
        .doUpdateSet({ ...row, ...release })
        .where(
          sql<boolean>`payments.products.version < excluded.version
            or (payments.products.version = excluded.version and payments.products.state = 'published')`,
        ),
    )
    .execute();
}

/** Returns how many rows there were to withdraw: 0 when the product, or this version of it, has not been heard of. */
export async function withdraw(tx: Tx, creatorId: string, id: string, version: number, at: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('payments.products')
    .set({ state: 'withdrawn', version: sql<number>`greatest(version, ${version}::bigint)`, changedAt: at })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('version', '<=', version)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export async function versionOf(tx: Tx, creatorId: string, id: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('payments.products')
    .select('version')
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.version;
}

/** Withdrawn or not; undefined for what has not been heard of. */
export async function typeOf(tx: Tx, creatorId: string, id: string): Promise<ProductRow['type'] | undefined> {
  const row = await tx
    .selectFrom('payments.products')
    .select('type')
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.type;
}
