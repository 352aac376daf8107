import type { CreatorId } from '@windsurf/db/tenancy';
import type { TenantTx } from '../deps.ts';

/** Keeps the title of the highest version; what comes late or twice changes nothing. */
export async function keepTitle(
  tx: TenantTx,
  product: { productId: string; version: number; title: string },
): Promise<void> {
  await tx
    .insertInto('notifications.products')
    .values(product)
    .onConflict((c) =>
      c
        .columns(['creatorId', 'productId'])
        .doUpdateSet((e) => ({ version: e.ref('excluded.version'), title: e.ref('excluded.title') }))
        .whereRef('notifications.products.version', '<', (e) => e.ref('excluded.version')),
    )
    .execute();
}

export async function findTitle(tx: TenantTx, creatorId: CreatorId, productId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('notifications.products')
    .select('title')
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .executeTakeFirst();
  return row?.title;
}
