import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

type From = { selectFrom: Tx['selectFrom'] };
export type UpsellRow = Selectable<DB['payments.upsells']>;

/** A product of the creator and what is offered after it; one row, or none when it is not hers. */
export const upsellOf = (from: From, creatorId: string, productId: string) =>
  from
    .selectFrom('payments.products as p')
    .leftJoin('payments.upsells as u', (join) =>
      join.onRef('u.creatorId', '=', 'p.creatorId').onRef('u.productId', '=', 'p.id'),
    )
    .leftJoin('payments.products as o', (join) =>
      join.onRef('o.creatorId', '=', 'u.creatorId').onRef('o.id', '=', 'u.offerId'),
    )
    .select(['p.id', 'u.version', 'u.offerId', 'u.priceSantim', 'o.title', 'o.state'])
    .where('p.creatorId', '=', creatorId)
    .where('p.id', '=', productId);
export type UpsellOf = Awaited<ReturnType<ReturnType<typeof upsellOf>['executeTakeFirstOrThrow']>>;

export async function lockUpsell(tx: Tx, creatorId: string, productId: string): Promise<UpsellRow | undefined> {
  const found = tx.selectFrom('payments.upsells').selectAll().where('creatorId', '=', creatorId);
  return await found.where('productId', '=', productId).forUpdate().executeTakeFirst();
}

export async function putUpsell(tx: Tx, row: Omit<UpsellRow, 'creatorId'>): Promise<void> {
  await tx
    .insertInto('payments.upsells')
    .values(row)
    .onConflict((c) => c.columns(['creatorId', 'productId']).doUpdateSet(row))
    .execute();
}
