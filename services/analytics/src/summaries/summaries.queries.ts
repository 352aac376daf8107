import { sql } from 'kysely';
import type { CreatorId, Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type Counts = {
  views: number;
  productViews: number;
  otherViews: number;
  checkouts: number;
  sales: number;
  revenueSantim: number;
};
export type DayAddition = {
  readonly day: string;
  readonly productId: string;
  readonly checkouts: number;
  readonly sales: number;
  readonly revenueSantim: number;
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
      }),
    )
    .execute();
}

/** The sums of each day on which something happened; for a batch. */
export const sumsBetween = (
  { compile }: Tenancy<DB>,
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
    ])
    .where('creatorId', '=', creatorId)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .groupBy('day')
    .compile();
