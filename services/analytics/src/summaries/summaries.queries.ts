import { sql } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import type { Reports } from '../reports.ts';

export type Counts = {
  views: number;
  productViews: number;
  otherViews: number;
  checkouts: number;
  sales: number;
  /** What buyers paid. */
  revenueSantim: number;
  refunds: number;
  refundedSantim: number;
};
export type DayAddition = {
  readonly day: string;
  readonly productId: string;
  readonly checkouts: number;
  readonly sales: number;
  readonly revenueSantim: number;
  readonly refunds: number;
  readonly refundedSantim: number;
};

export async function addToDay(tx: Tx, creatorId: CreatorId, addition: DayAddition): Promise<void> {
  await tx
    .insertInto('analytics.dailySummaries')
    .values({ creatorId, ...addition })
    .onConflict((c) =>
      c.columns(['creatorId', 'day', 'productId']).doUpdateSet({
        checkouts: sql<number>`daily_summaries.checkouts + excluded.checkouts`,
        sales: sql<number>`daily_summaries.sales + excluded.sales`,
        revenueSantim: sql<number>`daily_summaries.revenue_santim + excluded.revenue_santim`,
        refunds: sql<number>`daily_summaries.refunds + excluded.refunds`,
        refundedSantim: sql<number>`daily_summaries.refunded_santim + excluded.refunded_santim`,
      }),
    )
    .execute();
}

/** Money that had gone back is no longer gone. */
export async function takeFromDay(
  tx: Tx,
  creatorId: CreatorId,
  {
    day,
    productId,
    refundedSantim,
  }: { readonly day: string; readonly productId: string; readonly refundedSantim: number },
): Promise<void> {
  await tx
    .updateTable('analytics.dailySummaries')
    .set({
      refunds: sql<number>`refunds - 1`,
      refundedSantim: sql<number>`refunded_santim - ${refundedSantim}::bigint`,
    })
    .where('creatorId', '=', creatorId)
    .where('day', '=', day)
    .where('productId', '=', productId)
    .execute();
}

/** The sums of each day on which something happened; for a batch. */
export const sumsBetween = (
  { compile }: Reports,
  creatorId: CreatorId,
  { first, last, storePage }: { readonly first: string; readonly last: string; readonly storePage: string },
) =>
  compile
    .selectFrom('analytics.dailySummaries')
    .select([
      'day',
      sql<number>`sum(views)::bigint`.as('views'),
      sql<number>`coalesce(sum(views) filter (where product_id <> ${storePage}::uuid), 0)::bigint`.as('productViews'),
      sql<number>`sum(other_views)::bigint`.as('otherViews'),
      sql<number>`sum(checkouts)::bigint`.as('checkouts'),
      sql<number>`sum(sales)::bigint`.as('sales'),
      sql<number>`sum(revenue_santim)::bigint`.as('revenueSantim'),
      sql<number>`sum(refunds)::bigint`.as('refunds'),
      sql<number>`sum(refunded_santim)::bigint`.as('refundedSantim'),
    ])
    .where('creatorId', '=', creatorId)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .groupBy('day')
    .compile();
