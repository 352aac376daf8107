import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { queryWriter, template } from '@windsurf/db/template';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';
import type { Partner } from '../shares/shares.ts';

type From = { selectFrom: Tx['selectFrom'] };
export type CodeRow = Selectable<DB['payments.codes']>;
/** Times as JSON writes them. */
export type ScheduleJson = readonly { fromAt: string; toAt: string | null; priceSantim: number }[];

/** Scheduled prices of `p` that run at a moment or later and were not taken out. */
const scheduleOf = (at: Date) => sql<ScheduleJson>`case when t.product_id is null then '[]'::jsonb else (
  select coalesce(jsonb_agg(jsonb_build_object('fromAt', v.from_at, 'toAt', v.to_at, 'priceSantim', v.price_santim)
    order by v.from_at), '[]'::jsonb)
  from payments.price_versions v
  where v.creator_id = p.creator_id and v.product_id = p.id and v.kind = 'scheduled'
    and (v.to_at is null or v.to_at > ${at})
    and not exists (select from payments.price_versions e where e.creator_id = v.creator_id and e.ends_id = v.id)) end`;

/** What a bundle `p` holds, in its order, with what is counted of it. */
export type PartJson = {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly version: number;
  readonly quantity: number | null;
  readonly taken: number | null;
  readonly held: number | null;
};
const partsOf = sql<readonly PartJson[]>`case when p.type <> 'bundle' then '[]'::jsonb else (
  select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'title', x.title, 'slug', x.slug, 'version', x.version,
    'quantity', xt.quantity, 'taken', xt.taken, 'held', xt.held) order by n.at), '[]'::jsonb)
  from jsonb_array_elements_text(p.details -> 'productIds') with ordinality as n (id, at)
  join payments.products x on x.creator_id = p.creator_id and x.id = n.id::uuid
  left join payments.terms xt on xt.creator_id = x.creator_id and xt.product_id = x.id) end`;

/** Whether its buyers may ask to be reminded of a payment that they do not finish. */
const remindsOf = sql<boolean>`exists (select from payments.reminder_settings r where r.creator_id = p.creator_id and r.abandoned)`;

/** A published product with how it is sold, its extra included, in one row. */
const offer = (from: From, id: string, at: Date) =>
  from
    .selectFrom('payments.products as p')
    .leftJoin('payments.terms as t', (join) =>
      join.onRef('t.creatorId', '=', 'p.creatorId').onRef('t.productId', '=', 'p.id'),
    )
    .leftJoin('payments.products as b', (join) =>
      join.onRef('b.creatorId', '=', 't.creatorId').onRef('b.id', '=', 't.bumpId').on('b.state', '=', 'published'),
    )
    .leftJoin('payments.terms as bt', (join) =>
      join.onRef('bt.creatorId', '=', 'b.creatorId').onRef('bt.productId', '=', 'b.id'),
    )
    .leftJoin('payments.instalmentTerms as it', (join) =>
      join.onRef('it.creatorId', '=', 'p.creatorId').onRef('it.productId', '=', 'p.id'),
    )
    .selectAll('p')
    .select([
      'it.parts as instalments',
      't.minSantim',
      't.suggestedSantim',
      't.quantity',
      't.taken',
      't.held',
      't.bumpSantim',
      't.noGift',
      'b.id as bumpId',
      'b.title as bumpTitle',
      'b.slug as bumpSlug',
      'b.version as bumpVersion',
      sql<boolean | null>`b.release_at is not null and b.released_at is null`.as('bumpAhead'),
      'bt.quantity as bumpQuantity',
      'bt.taken as bumpTaken',
      'bt.held as bumpHeld',
      scheduleOf(at).as('schedule'),
      partsOf.as('parts'),
      remindsOf.as('reminds'),
    ])
    .where('p.id', '=', id)
    .where('p.state', '=', 'published');
export type OfferRow = Awaited<ReturnType<ReturnType<typeof offer>['executeTakeFirstOrThrow']>>;

/** For the public scope, which sees published rows only. */
export const publishedOffer = (from: Tenancy<DB>['compile'], id: string, at: Date) =>
  offer(from as unknown as From, id, at)
    .limit(1)
    .compile();

/** Who shares in `p` and in its extra `b`, and whether anybody recommends it: the seller's own business. */
const partnersOf = sql<
  readonly Partner[]
>`(select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'productId', c.product_id,
    'partnerId', c.partner_id, 'percent', c.percent) order by c.id), '[]'::jsonb)
  from payments.collaborations c where c.creator_id = p.creator_id and c.state = 'active' and c.product_id in (p.id, b.id))`;
const recommendedOf = sql<boolean>`exists (select from payments.affiliations f where f.creator_id = p.creator_id
  and f.product_id = p.id and f.ended_at is null)`;
export type Sharing = { readonly partners: readonly Partner[]; readonly recommended: boolean };

/** For the public scope: what else a store sells, the newest first. */
export const publishedOf = (compile: Tenancy<DB>['compile'], creatorId: string, but: string) =>
  compile
    .selectFrom('payments.products')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('state', '=', 'published')
    .where('id', '!=', but)
    .orderBy('changedAt', 'desc')
    .limit(9)
    .compile();

const offered = template<{ creatorId: string; id: string; at: Date }, OfferRow & Sharing>(
  ['creatorId', 'id', 'at'],
  ({ creatorId, id, at }) =>
    offer(queryWriter<DB>() as unknown as From, id, at)
      .select([partnersOf.as('partners'), recommendedOf.as('recommended')])
      .where('p.creatorId', '=', creatorId),
);

/**
 * The same in the seller's transaction. Read once, without a lock: what was read is frozen with the attempt, and many buyers
 * of one product must not queue at its row.
 */
export async function offerForSale(
  tx: Tx,
  creatorId: string,
  id: string,
  at: Date,
): Promise<(OfferRow & Sharing) | undefined> {
  return (await tx.executeQuery(offered({ creatorId, id, at }))).rows[0];
}

/** Keeps a published product as it is until the transaction ends; false when it is not for sale any more. */
export async function keepForSale(tx: Tx, creatorId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('payments.products')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('state', '=', 'published')
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

type CodeFields = Pick<
  CodeRow,
  | 'id'
  | 'code'
  | 'percent'
  | 'fixedSantim'
  | 'fromAt'
  | 'toAt'
  | 'maxUses'
  | 'perBuyer'
  | 'productIds'
  | 'taken'
  | 'held'
  | 'endedAt'
>;
export type FoundCode = CodeFields;

/** For the public scope: the code of this name in the store of a product. */
export const codeForProduct = (compile: Tenancy<DB>['compile'], productId: string, name: string) =>
  compile
    .selectFrom(sql<CodeFields>`payments_doors.code_for(${productId}::uuid, ${name})`.as<'c'>('c'))
    .selectAll()
    .compile();

/** The code of this name: the one that has not ended, else the last that has. */
export async function codeByName(tx: Tx, creatorId: string, name: string): Promise<FoundCode | undefined> {
  return await tx
    .selectFrom('payments.codes')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('code', '=', name)
    .orderBy(sql`ended_at is null`, 'desc')
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}
