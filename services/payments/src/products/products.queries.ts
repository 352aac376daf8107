import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type ProductRow = Selectable<DB['payments.products']>;

export type PublishedProduct = Omit<ProductRow, 'creatorId' | 'state' | 'changedAt'>;

/**
 * Versions may arrive in any order: an older one changes nothing. One that is for sale is said again when its store has
 * another name or address; one that was withdrawn does not come back by that.
 */
export async function putProduct(tx: Tx, product: PublishedProduct, at: Date): Promise<void> {
  const row = { ...product, state: 'published' as const, changedAt: at };
  await tx
    .insertInto('payments.products')
    .values(row)
    .onConflict((c) =>
      c
        .columns(['creatorId', 'id'])
        .doUpdateSet(row)
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
