import type { ProductDetails } from '@windsurf/contracts/product-types';
import { sql } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { paidOrder } from '../entitlements/entitlements.ts';
import type { Compile, Tx } from '../deps.ts';

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

/** What these products promise, as they were announced last. */
export const detailsOfProducts = (compile: Compile, creatorId: string, ids: readonly string[]) =>
  compile
    .selectFrom('delivery.products')
    .select(sql<ProductDetails>`details`.as('details'))
    .where('creatorId', '=', creatorId)
    .where(sql<boolean>`product_id = any (${ids}::uuid[])`)
    .compile() as CompiledQuery<{ details: ProductDetails }>;
