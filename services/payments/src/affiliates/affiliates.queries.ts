import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';
import type { Place } from '../page-cursor.ts';

type From = { selectFrom: Tx['selectFrom'] };
type Compile = Tenancy<DB>['compile'];
export type TermsRow = Selectable<DB['payments.affiliateTerms']>;
export type AffiliateRow = Selectable<DB['payments.affiliates']>;
export type AffiliationRow = Selectable<DB['payments.affiliations']>;

/** A product of the creator and what she offers to affiliates; one row, or none when it is not hers. */
export const termsOf = (from: From, creatorId: string, productId: string) =>
  from
    .selectFrom('payments.products as p')
    .leftJoin('payments.affiliateTerms as t', (join) =>
      join.onRef('t.creatorId', '=', 'p.creatorId').onRef('t.productId', '=', 'p.id'),
    )
    .select(['p.id', 'p.title', 'p.slug', 'p.handle', 'p.storeName', 'p.state'])
    .select(['t.version', 't.percent', 't.open', 't.buyersOnly'])
    .select(
      sql<number>`(select count(*) from payments.affiliations f where f.creator_id = p.creator_id and f.product_id = p.id
        and f.ended_at is null)::int`.as('affiliates'),
    )
    .where('p.creatorId', '=', creatorId)
    .where('p.id', '=', productId);
export type TermsOfProduct = Awaited<ReturnType<ReturnType<typeof termsOf>['executeTakeFirstOrThrow']>>;

/** For the public scope: what a published product offers to affiliates, whoever sells it. */
export const openTerms = (compile: Compile, productId: string) =>
  (compile as unknown as From)
    .selectFrom('payments.products as p')
    .leftJoin('payments.affiliateTerms as t', (join) =>
      join.onRef('t.creatorId', '=', 'p.creatorId').onRef('t.productId', '=', 'p.id'),
    )
    .select(['p.id', 'p.creatorId', 'p.title', 'p.slug', 'p.handle', 'p.storeName', 'p.priceSantim', 'p.coverUrl'])
    .select(['t.percent', 't.buyersOnly'])
    .where('p.id', '=', productId)
    .where('p.state', '=', 'published')
    .limit(1)
    .compile();

export async function lockTerms(tx: Tx, creatorId: string, productId: string): Promise<TermsRow | undefined> {
  const found = tx.selectFrom('payments.affiliateTerms').selectAll().where('creatorId', '=', creatorId);
  return await found.where('productId', '=', productId).forUpdate().executeTakeFirst();
}

export async function putTerms(tx: Tx, terms: Omit<TermsRow, 'creatorId'>): Promise<void> {
  await tx
    .insertInto('payments.affiliateTerms')
    .values(terms)
    .onConflict((c) => c.columns(['creatorId', 'productId']).doUpdateSet(terms))
    .execute();
}

export async function affiliateOf(tx: Tx, creatorId: string, personId: string): Promise<AffiliateRow | undefined> {
  const found = tx.selectFrom('payments.affiliates').selectAll().where('creatorId', '=', creatorId);
  return await found.where('personId', '=', personId).executeTakeFirst();
}

/** Whether a word is free in a store: neither an affiliate's nor a discount that has not ended. */
export async function isFree(tx: Tx, creatorId: string, code: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from payments.affiliates where creator_id = ${creatorId}::uuid and code = ${code})
      or exists (select from payments.codes where creator_id = ${creatorId}::uuid and code = ${code} and ended_at is null)
      as taken`.execute(tx);
  return rows[0]?.taken === false;
}

export async function isAffiliateName(tx: Tx, creatorId: string, code: string): Promise<boolean> {
  const found = tx.selectFrom('payments.affiliates').select('id').where('creatorId', '=', creatorId);
  return (await found.where('code', '=', code).executeTakeFirst()) !== undefined;
}

/** Throws a duplicate of `affiliates_person` or `affiliates_code`. */
export async function insertAffiliate(
  tx: Tx,
  affiliate: Omit<Insertable<DB['payments.affiliates']>, 'creatorId'>,
): Promise<void> {
  await tx.insertInto('payments.affiliates').values(affiliate).execute();
}

export async function putAffiliation(tx: Tx, row: Omit<AffiliationRow, 'creatorId'>): Promise<void> {
  await tx
    .insertInto('payments.affiliations')
    .values(row)
    .onConflict((c) => c.columns(['creatorId', 'affiliateId', 'productId']).doUpdateSet(row))
    .execute();
}

export async function affiliationOf(
  tx: Tx,
  creatorId: string,
  affiliateId: string,
  productId: string,
): Promise<AffiliationRow | undefined> {
  const found = tx.selectFrom('payments.affiliations').selectAll().where('creatorId', '=', creatorId);
  return await found.where('affiliateId', '=', affiliateId).where('productId', '=', productId).executeTakeFirst();
}

export async function endAffiliation(
  tx: Tx,
  creatorId: string,
  of: { readonly affiliateId: string; readonly productId: string },
  by: 'creator' | 'affiliate',
  at: Date,
): Promise<void> {
  await tx
    .updateTable('payments.affiliations')
    .set({ endedAt: at, endedBy: by })
    .where('creatorId', '=', creatorId)
    .where('affiliateId', '=', of.affiliateId)
    .where('productId', '=', of.productId)
    .where('endedAt', 'is', null)
    .execute();
}

/** Agreements of a creator with what each affiliate has earned from her, the newest first. */
export const affiliationsBefore = (from: From, creatorId: string, before: Place, limit: number) =>
  agreements(from, creatorId)
    .where(sql<boolean>`(f.accepted_at, f.affiliate_id) < (${before.at}, ${before.id}::uuid)`)
    .orderBy('f.acceptedAt', 'desc')
    .orderBy('f.affiliateId', 'desc')
    .limit(limit);

export const agreements = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.affiliations as f')
    .innerJoin('payments.affiliates as a', (join) =>
      join.onRef('a.creatorId', '=', 'f.creatorId').onRef('a.id', '=', 'f.affiliateId'),
    )
    .select(['f.affiliateId', 'f.productId', 'f.title', 'f.percent', 'f.acceptedAt', 'f.endedAt', 'a.code'])
    .select(
      sql<Sums>`(select jsonb_build_object('sales', count(*), 'earned', coalesce(sum(s.amount_santim), 0),
        'reversed', coalesce(sum(s.reversed_santim), 0), 'released', coalesce(sum(s.released_santim), 0))
        from payments.shares s where s.creator_id = f.creator_id and s.party_id = f.affiliate_id)`.as('sums'),
    )
    .where('f.creatorId', '=', creatorId);
export type Sums = {
  readonly sales: number;
  readonly earned: number;
  readonly reversed: number;
  readonly released: number;
};
export type AgreementRow = Awaited<ReturnType<ReturnType<typeof agreements>['executeTakeFirstOrThrow']>>;

/** In a person's own scope: what she recommends, in whose store it may be. */
export const affiliationsOfPerson = (compile: Compile, personId: string) =>
  (compile as unknown as From)
    .selectFrom('payments.affiliations as f')
    .innerJoin('payments.affiliates as a', (join) =>
      join.onRef('a.creatorId', '=', 'f.creatorId').onRef('a.id', '=', 'f.affiliateId'),
    )
    .selectAll('f')
    .select('a.code')
    .where('a.personId', '=', personId)
    .orderBy('f.acceptedAt', 'desc')
    .limit(200)
    .compile();

/** In the scope of whom they belong to: parts of others' sales, the newest first. */
export const sharesOfPayee = (compile: Compile, payeeId: string, before: Place, limit: number) =>
  (compile as unknown as From)
    .selectFrom('payments.shares')
    .selectAll()
    .where('payeeId', '=', payeeId)
    .where(sql<boolean>`(earned_at, id) < (${before.at}, ${before.id}::uuid)`)
    .orderBy('earnedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .compile();

/** Affiliates of these names in a store, and their agreement for a product if they have one. */
export async function affiliatesNamed(
  tx: Tx,
  creatorId: string,
  productId: string,
  names: readonly string[],
): Promise<NamedAffiliate[]> {
  return await tx
    .selectFrom('payments.affiliates as a')
    .leftJoin('payments.affiliations as f', (join) =>
      join
        .onRef('f.creatorId', '=', 'a.creatorId')
        .onRef('f.affiliateId', '=', 'a.id')
        .on('f.productId', '=', productId),
    )
    .select(['a.id', 'a.code', 'a.personId', 'a.payeeId', 'f.percent', 'f.holdDays', 'f.endedAt'])
    .where('a.creatorId', '=', creatorId)
    .where('a.code', 'in', names)
    .execute();
}
export type NamedAffiliate = {
  readonly id: string;
  readonly code: string;
  readonly personId: string;
  readonly payeeId: string;
  /** Null: she does not recommend this product. */
  readonly percent: number | null;
  readonly holdDays: number | null;
  readonly endedAt: Date | null;
};

/**
 * Who brought this buyer to this product last, by a link or a word, in an attempt after a moment. Anybody can type anybody's
 * number and leave, so that an attempt counts that was paid, or that was begun by who is signed in with the number.
 */
export async function broughtBefore(
  tx: Tx,
  creatorId: string,
  of: { readonly buyerId: string; readonly productId: string; readonly since: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`
    select a.code from payments.intents i
    cross join lateral jsonb_array_elements(i.shares) s
    join payments.affiliates a on a.creator_id = i.creator_id and a.id = (s ->> 'partyId')::uuid
    where i.creator_id = ${creatorId}::uuid and i.buyer_id = ${of.buyerId}::uuid and i.product_id = ${of.productId}::uuid
      and i.started_at > ${of.since}::timestamptz and s ->> 'kind' = 'affiliate' and not s ? 'remembered'
      and (s ? 'proven' or i.state in ('succeeded', 'overpaid', 'disputed'))
    order by i.started_at desc limit 1`.execute(tx);
  return rows[0]?.code;
}

/** For the public scope: which of these words are affiliates in the store of a product. */
export const affiliatesNamedFor = (compile: Compile, productId: string, names: readonly string[]) =>
  compile
    .selectFrom(
      sql<{
        code: string;
        recommends: boolean;
      }>`payments_doors.affiliates_named(${productId}::uuid, ${names}::text[])`.as<'a'>('a'),
    )
    .selectAll()
    .compile();
