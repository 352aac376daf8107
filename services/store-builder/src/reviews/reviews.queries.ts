import type { EntitlementAccess } from '@windsurf/contracts/delivery';
import type { CreatorId } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { CompiledQuery } from 'kysely';
import type { Deps, ReaderTx, Tx } from '../deps.ts';

export type ReviewRow = {
  readonly id: string;
  readonly productId: string;
  readonly stars: number;
  readonly text: string;
  readonly name: string;
  readonly writtenAt: Date;
  readonly answer: string | null;
};
const columns = ['id', 'productId', 'stars', 'text', 'name', 'writtenAt', 'answer'] as const;
export type Before = { readonly at: Date; readonly id: string } | undefined;

/** Keeps what delivery said last: of two changes the later one counts, and a grant is the oldest thing there is. */
export async function keepPurchase(
  tx: Tx,
  creatorId: CreatorId,
  purchase: {
    readonly entitlementId: string;
    readonly productId: string;
    readonly buyerId: string;
    readonly access: EntitlementAccess;
    readonly changedAt: Date | null;
  },
): Promise<void> {
  const { access, changedAt } = purchase;
  await tx
    .insertInto('store.purchases')
    .values({ creatorId, ...purchase })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'entitlementId'])
        .doUpdateSet({ access, changedAt })
        .where(sql<boolean>`excluded.changed_at is not null
          and (purchases.changed_at is null or purchases.changed_at <= excluded.changed_at)`),
    )
    .execute();
}

/** Whether anything that she bought of it has not gone back. */
export async function hasBought(tx: Tx, creatorId: CreatorId, buyerId: string, productId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('store.purchases')
    .select('entitlementId')
    .where('creatorId', '=', creatorId)
    .where('buyerId', '=', buyerId)
    .where('productId', '=', productId)
    .where('access', '!=', 'revoked')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** One buyer more or less beside the product, where it is offered. */
export async function countBuyer(tx: Tx, creatorId: CreatorId, productId: string, by: 1 | -1): Promise<void> {
  await tx
    .updateTable('store.publishedProducts')
    .set({ buyers: sql<number>`greatest(0, buyers + ${by}::int)` })
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .execute();
}

export async function findReview(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
  buyerId: string,
): Promise<ReviewRow | undefined> {
  return await tx
    .selectFrom('store.reviews')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('buyerId', '=', buyerId)
    .executeTakeFirst();
}

export async function putReview(
  tx: Tx,
  creatorId: CreatorId,
  review: {
    id: string;
    productId: string;
    buyerId: string;
    stars: number;
    text: string;
    name: string;
    writtenAt: Date;
  },
): Promise<ReviewRow> {
  const { stars, text, name, writtenAt } = review;
  return await tx
    .insertInto('store.reviews')
    .values({ creatorId, ...review, counted: true })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'productId', 'buyerId'])
        // The same words again are no new review.
        .doUpdateSet({
          stars,
          text,
          name,
          counted: true,
          writtenAt: sql<Date>`case when (reviews.stars, reviews.text, reviews.name) = (${stars}::int, ${text}, ${name})
            then reviews.written_at else ${writtenAt} end`,
        }),
    )
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function dropReview(tx: Tx, creatorId: CreatorId, productId: string, buyerId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('store.reviews')
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('buyerId', '=', buyerId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Whether her review is counted; true when that changed. */
export async function countReview(
  tx: Tx,
  creatorId: CreatorId,
  of: { productId: string; buyerId: string },
  counted: boolean,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('store.reviews')
    .set({ counted })
    .where('creatorId', '=', creatorId)
    .where('productId', '=', of.productId)
    .where('buyerId', '=', of.buyerId)
    .where('counted', '!=', counted)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function putAnswer(
  tx: Tx,
  creatorId: CreatorId,
  of: { productId: string; id: string },
  answer: { text: string; at: Date } | null,
): Promise<ReviewRow | undefined> {
  return await tx
    .updateTable('store.reviews')
    .set({ answer: answer?.text ?? null, answeredAt: answer?.at ?? null })
    .where('creatorId', '=', creatorId)
    .where('productId', '=', of.productId)
    .where('id', '=', of.id)
    .returning(columns)
    .executeTakeFirst();
}

/** Counts anew what stands beside the product. Locks its row, so that two who write at once come one after the other. */
export async function recount(tx: Tx, creatorId: CreatorId, productId: string): Promise<void> {
  const held = await tx
    .selectFrom('store.publishedProducts')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .forUpdate()
    .executeTakeFirst();
  if (!held) return;
  const { count, stars } = await tx
    .selectFrom('store.reviews')
    .select([sql<number>`count(*)::int`.as('count'), sql<number>`coalesce(sum(stars), 0)::int`.as('stars')])
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('counted', '=', true)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('store.publishedProducts')
    .set({ reviewCount: count, reviewStars: stars })
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .execute();
}

/** What readers see, the newest first. */
export async function publicReviews(
  tx: ReaderTx,
  of: { creatorId: string; productId: string },
  before: Before,
  most: number,
): Promise<ReviewRow[]> {
  return await tx
    .selectFrom('store.reviews')
    .select(columns)
    .where('creatorId', '=', of.creatorId)
    .where('productId', '=', of.productId)
    .where(sql<boolean>`counted`)
    .$if(before !== undefined, (q) =>
      q.where(sql<boolean>`(written_at, id) < (${before?.at ?? null}, ${before?.id ?? null})`),
    )
    .orderBy('writtenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

/** Those of these that readers see, in any order. */
export const reviewsById = (compile: Deps['tenancy']['compile'], creatorId: string, ids: readonly string[]) =>
  compile
    .selectFrom('store.reviews')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .where(sql<boolean>`counted`)
    .compile() as CompiledQuery<ReviewRow>;

export async function reviewTotals(tx: ReaderTx, of: { creatorId: string; productId: string }) {
  return await tx
    .selectFrom('store.publishedProducts')
    .select(['reviewCount', 'reviewStars', 'title', 'slug'])
    .where('creatorId', '=', of.creatorId)
    .where('id', '=', of.productId)
    .executeTakeFirst();
}

export async function reviewsOfCreator(
  tx: Tx,
  creatorId: CreatorId,
  before: Before,
  most: number,
): Promise<(ReviewRow & { title: string })[]> {
  return await tx
    .selectFrom('store.reviews as r')
    .innerJoin('store.products as p', (join) =>
      join.onRef('p.creatorId', '=', 'r.creatorId').onRef('p.id', '=', 'r.productId'),
    )
    .select(columns.map((column) => `r.${column}` as const))
    .select('p.title')
    .where('r.creatorId', '=', creatorId)
    .where('r.counted', '=', true)
    .$if(before !== undefined, (q) =>
      q.where(sql<boolean>`(r.written_at, r.id) < (${before?.at ?? null}, ${before?.id ?? null})`),
    )
    .orderBy('r.writtenAt', 'desc')
    .orderBy('r.id', 'desc')
    .limit(most)
    .execute();
}
