// What was paid for and when, as payments says it: "most chosen" is counted from it and never said by hand.
import type { orderPaid, orderRefunded } from '@windsurf/contracts/payments';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { CompiledQuery, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Deps, Tx } from '../deps.ts';

/** So far back sales count, and from so many on the mark is shown. */
export const countedDays = 30;
export const leastSales = 5;

/** Keeps a sale once. What cost nothing and what she bought of herself says nothing about what people choose. */
export async function keepSale(tx: Tx, creatorId: CreatorId, order: PayloadOf<typeof orderPaid>): Promise<void> {
  if (order.buyerId === creatorId) return;
  const items = order.items ?? [{ productId: order.productId, amountSantim: order.amountSantim }];
  const paid = new Set(items.filter(({ amountSantim }) => amountSantim > 0).map(({ productId }) => productId));
  if (paid.size === 0) return;
  const { orderId } = order;
  const rows = [...paid].map((productId) => ({ creatorId, orderId, productId, paidAt: new Date(order.paidAt) }));
  await tx
    .insertInto('store.sales')
    .values(rows)
    .onConflict((c) => c.columns(['creatorId', 'orderId', 'productId']).doNothing())
    .execute();
}

/** All of its money went back; kept also where it is heard of before the sale. */
export async function dropSale(
  tx: Tx,
  creatorId: CreatorId,
  { orderId, productId, full, state }: PayloadOf<typeof orderRefunded>,
  now: Date,
): Promise<void> {
  if (!full || state === 'failed') return;
  await tx
    .insertInto('store.sales')
    .values({ creatorId, orderId, productId, paidAt: now, counted: false })
    .onConflict((c) => c.columns(['creatorId', 'orderId', 'productId']).doUpdateSet({ counted: false }))
    .execute();
  await tx
    .updateTable('store.sales')
    .set({ counted: false })
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .execute();
}

export type Chosen = { readonly productId: string; readonly orders: number };

/** The two products with most orders since a moment; `owner` and `since` are SQL, so that a page writes it once. */
export const mostChosen = (compile: Deps['tenancy']['compile'], owner: RawBuilder<string>, since: RawBuilder<Date>) =>
  compile
    .selectFrom('store.sales')
    .select(['productId', sql<number>`count(*)::int`.as('orders')])
    .where('creatorId', '=', owner)
    .where('counted', '=', true)
    .where('paidAt', '>', since)
    .groupBy('productId')
    .orderBy('orders', 'desc')
    .limit(2)
    .compile() as CompiledQuery<Chosen>;

/** The one that is chosen most: enough times to say so, and more than any other. */
export function favourite([first, second]: readonly Chosen[]): string | undefined {
  if (first === undefined || first.orders < leastSales || first.orders === second?.orders) return undefined;
  return first.productId;
}
