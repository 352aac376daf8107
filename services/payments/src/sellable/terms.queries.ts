import { ProductType, typeRules } from '@windsurf/contracts/product-types';
import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';
import type { Place } from '../page-cursor.ts';

type From = { selectFrom: Tx['selectFrom'] };
export type TermsRow = Selectable<DB['payments.terms']>;
export type PriceRow = Selectable<DB['payments.priceVersions']>;
export type NewPrice = Omit<Insertable<DB['payments.priceVersions']>, 'creatorId' | 'id'>;

/** A product of the creator, published or not, and how it is sold; one row, or none when it is not hers. */
export const termsOf = (from: From, creatorId: string, productId: string) =>
  from
    .selectFrom('payments.products as p')
    .leftJoin('payments.terms as t', (join) =>
      join.onRef('t.creatorId', '=', 'p.creatorId').onRef('t.productId', '=', 'p.id'),
    )
    .leftJoin('payments.products as b', (join) =>
      join.onRef('b.creatorId', '=', 't.creatorId').onRef('b.id', '=', 't.bumpId'),
    )
    .select([
      'p.id',
      'p.title',
      'p.priceSantim',
      'p.currency',
      't.version',
      't.minSantim',
      't.suggestedSantim',
      't.quantity',
      't.taken',
      't.held',
      't.bumpId',
      't.bumpSantim',
      't.noGift',
      'p.type',
      'b.title as bumpTitle',
      'b.state as bumpState',
    ])
    .where('p.creatorId', '=', creatorId)
    .where('p.id', '=', productId);
export type TermsOfProduct = Awaited<ReturnType<ReturnType<typeof termsOf>['executeTakeFirstOrThrow']>>;

/** Scheduled prices that run at a moment or later and were not taken out, the earliest first. */
export const scheduleFrom = (from: From, creatorId: string, productId: string, at: Date) =>
  from
    .selectFrom('payments.priceVersions as v')
    .select(['v.id', 'v.fromAt', 'v.toAt', 'v.priceSantim'])
    .where('v.creatorId', '=', creatorId)
    .where('v.productId', '=', productId)
    .where('v.kind', '=', 'scheduled')
    .where((e) => e.or([e('v.toAt', 'is', null), e('v.toAt', '>', at)]))
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('payments.priceVersions as x')
            .select('x.id')
            .whereRef('x.creatorId', '=', 'v.creatorId')
            .whereRef('x.endsId', '=', 'v.id'),
        ),
      ),
    )
    .orderBy('v.fromAt');

/** Every price of a product, the last written first, after a place in that order. */
export const pricesOf = (from: From, creatorId: string, productId: string, before: Place, limit: number) =>
  from
    .selectFrom('payments.priceVersions')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where(sql<boolean>`(written_at, id) < (${before.at}, ${before.id}::uuid)`)
    .orderBy('writtenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);

/**
 * Nobody begins a payment for it until the transaction ends, and those that begin wait: they keep the row as it is while
 * they read it. False when there is no such product.
 */
export async function stopStarts(tx: Tx, creatorId: string, productId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('payments.products')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

const extraTypes = ProductType.anyOf.map((one) => one.const).filter((type) => typeRules[type].inBundle);
/** Whether it can be had with a tick: what has parts, a time, a seat or a length, or asks for an amount, cannot. */
export async function mayBeExtra(tx: Tx, creatorId: string, productId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('payments.products')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .where('state', '=', 'published')
    .where('type', 'in', extraTypes)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many of these products are the creator's own. */
export async function countProducts(tx: Tx, creatorId: string, ids: readonly string[]): Promise<number> {
  const row = await tx
    .selectFrom('payments.products')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('creatorId', '=', creatorId)
    .where('id', 'in', ids)
    .executeTakeFirstOrThrow();
  return row.n;
}

export async function lockTerms(tx: Tx, creatorId: string, productId: string): Promise<TermsRow | undefined> {
  return await tx
    .selectFrom('payments.terms')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .forUpdate()
    .executeTakeFirst();
}

export async function putTerms(tx: Tx, terms: Omit<TermsRow, 'creatorId'>): Promise<void> {
  await tx
    .insertInto('payments.terms')
    .values(terms)
    .onConflict((c) => c.columns(['creatorId', 'productId']).doUpdateSet(terms))
    .execute();
}

/** Payments under way for the product hold one of it from now on; waits for those that are just being settled. */
export async function holdForOpen(tx: Tx, creatorId: string, productId: string): Promise<void> {
  const open = await tx
    .updateTable('payments.intents')
    .set({ holds: true })
    .where('creatorId', '=', creatorId)
    .where('state', 'in', ['created', 'pending', 'unknown'])
    .where((e) =>
      e.or([e('productId', '=', productId), sql<boolean>`items @> ${JSON.stringify([{ productId }])}::jsonb`]),
    )
    .returning('id')
    .execute();
  if (open.length === 0) return;
  await tx
    .insertInto('payments.stockHolds')
    .values(open.map(({ id }) => ({ intentId: id, productId, state: 'held' as const })))
    .onConflict((c) => c.doNothing())
    .execute();
}

/** How many of a product are owned by buyers, and how many payments under way hold one. */
export async function countSold(
  tx: Tx,
  creatorId: string,
  productId: string,
): Promise<{ taken: number; held: number }> {
  return await tx
    .selectNoFrom([
      sql<number>`(select count(*) from payments.order_lines where creator_id = ${creatorId} and product_id = ${productId} and owned)`.as(
        'taken',
      ),
      sql<number>`(select count(*) from payments.stock_holds where creator_id = ${creatorId} and product_id = ${productId} and state = 'held')`.as(
        'held',
      ),
    ])
    .executeTakeFirstOrThrow();
}

export async function insertPrices(tx: Tx, prices: readonly NewPrice[]): Promise<void> {
  if (prices.length > 0)
    await tx
      .insertInto('payments.priceVersions')
      .values([...prices])
      .execute();
}

/** Writes the published price of a product as a new version when it is another than the last one. */
export async function notePublishedPrice(tx: Tx, productId: string, at: Date): Promise<void> {
  await tx
    .insertInto('payments.priceVersions')
    .columns(['productId', 'kind', 'priceSantim', 'fromAt', 'writtenAt'])
    .expression((e) =>
      e
        .selectFrom('payments.products as p')
        .select([
          'p.id',
          sql<'published'>`'published'`.as('kind'),
          'p.priceSantim',
          sql<Date>`${at}::timestamptz`.as('fromAt'),
          sql<Date>`${at}::timestamptz`.as('writtenAt'),
        ])
        .where('p.creatorId', '=', sql<string>`(select app.current_creator())`)
        .where('p.id', '=', productId)
        .where(
          sql<boolean>`p.price_santim is distinct from (select v.price_santim from payments.price_versions v
            where v.creator_id = p.creator_id and v.product_id = p.id and v.kind = 'published'
            order by v.written_at desc, v.id desc limit 1)`,
        ),
    )
    .execute();
}

/** Which of these products are events. */
export async function seatsAmong(tx: Tx, creatorId: string, ids: readonly string[]): Promise<string[]> {
  const found = await tx
    .selectFrom('payments.products')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('id', 'in', ids)
    .where('type', '=', 'event-ticket')
    .execute();
  return found.map((row) => row.id);
}
