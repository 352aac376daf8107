// What a public page needs, in one round trip, as the public reader: published rows and nothing else.
import type { CompiledQuery } from 'kysely';
import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import type { ReviewRow } from '../reviews/reviews.ts';
import { countedDays, favourite, mostChosen } from '../sales/sales.ts';
import { cardColumns } from './public-rows.ts';
import type { ProductDetail, PublicProduct, PublicStore } from './public-rows.ts';

const storeColumns = [
  'creatorId',
  'generation',
  'handle',
  'displayName',
  'lang',
  'content',
  'pictures',
  'shareText',
  'domain',
] as const;
type Compile = Deps['tenancy']['compile'];

// Writing a query takes longer than drawing the page, so each is written once; these stand where its values go.
const [handlePlace, slugPlace, sincePlace] = ['{handle}', '{slug}', '{since}'];
const owner = sql<string>`(select store_doors.creator_of_handle(${handlePlace}))`;

function writeQueries(compile: Compile) {
  const store = compile.selectFrom('store.publicPages').select(storeColumns).where('creatorId', '=', owner).compile();
  return {
    store: store as unknown as CompiledQuery<PublicStore>,
    cards: compile
      .selectFrom('store.publicPages as p')
      .innerJoin('store.publishedProducts as o', (join) =>
        join.onRef('o.creatorId', '=', 'p.creatorId').on(sql<boolean>`o.id = any (p.product_ids)`),
      )
      .select(cardColumns.map((column) => `o.${column}` as const))
      .where('p.creatorId', '=', owner)
      .compile() as unknown as CompiledQuery<PublicProduct>,
    bySlug: compile
      .selectFrom('store.productSlugs as s')
      .leftJoin('store.publishedProducts as o', (join) =>
        join.onRef('o.creatorId', '=', 's.creatorId').onRef('o.id', '=', 's.productId'),
      )
      .select(cardColumns.map((column) => `o.${column}` as const))
      .select(['o.description', 'o.fileKind', 'o.fileBytes', 'o.reviewCount', 'o.reviewStars'])
      .select(['o.descriptionOther', 'o.showBuyers', 'o.buyers', 'o.sample', 'o.refundRule'])
      .select(
        sql<Date>`(select min(coalesce(x.selling_since, x.published_at)) from store.published_products x
          where x.creator_id = s.creator_id)`.as('sellingSince'),
      )
      .where('s.creatorId', '=', owner)
      .where('s.slug', '=', slugPlace)
      .compile(),
    parts: compile
      .selectFrom('store.publishedProducts')
      .select(cardColumns)
      .where('creatorId', '=', owner)
      .where('live', '=', true)
      .where(
        sql<boolean>`id in (select n.id::uuid from store.product_slugs s join store.published_products b
          on b.creator_id = s.creator_id and b.id = s.product_id and b.type = 'bundle',
          jsonb_array_elements_text(b.details -> 'productIds') as n (id)
          where s.creator_id = ${owner} and s.slug = ${slugPlace})`,
      )
      .compile() as unknown as CompiledQuery<PublicProduct>,
    /** The newest that buyers say of it. */
    said: compile
      .selectFrom('store.productSlugs as s')
      .innerJoin('store.reviews as r', (join) =>
        join.onRef('r.creatorId', '=', 's.creatorId').onRef('r.productId', '=', 's.productId'),
      )
      .select(['r.id', 'r.productId', 'r.stars', 'r.text', 'r.name', 'r.writtenAt', 'r.answer'])
      .where('s.creatorId', '=', owner)
      .where('s.slug', '=', slugPlace)
      .where(sql<boolean>`r.counted`)
      .orderBy('r.writtenAt', 'desc')
      .orderBy('r.id', 'desc')
      .limit(3)
      .compile(),
    chosen: mostChosen(compile, owner, sql<Date>`${sincePlace}::timestamptz`),
    others: compile
      .selectFrom('store.publishedProducts')
      .select(cardColumns)
      .where('creatorId', '=', owner)
      .where('live', '=', true)
      .where('slug', '!=', slugPlace)
      .orderBy('publishedAt', 'desc')
      .orderBy('id')
      .limit(2)
      .compile() as unknown as CompiledQuery<PublicProduct>,
  };
}

const written = new WeakMap<Compile, ReturnType<typeof writeQueries>>();
function queriesOf(compile: Compile): ReturnType<typeof writeQueries> {
  const known = written.get(compile) ?? writeQueries(compile);
  written.set(compile, known);
  return known;
}

type Values = { readonly handle: string; readonly slug?: string; readonly since?: Date };
const asked = <Row>(query: CompiledQuery<Row>, { handle, slug = '', since }: Values): CompiledQuery<Row> => ({
  ...query,
  parameters: query.parameters.map((value) => {
    if (value === handlePlace) return handle;
    if (value === slugPlace) return slug;
    return value === sincePlace ? since : value;
  }),
});
const countedSince = (now: Date): Date => new Date(now.getTime() - countedDays * 86_400_000);

export async function readPublicStore(
  { tenancy, clock }: Pick<Deps, 'tenancy' | 'clock'>,
  handle: string,
): Promise<{ store: PublicStore; products: PublicProduct[]; favourite: string | undefined } | undefined> {
  const queries = queriesOf(tenancy.compile);
  const values = { handle, since: countedSince(clock.now()) };
  const [[store], products, chosen] = await tenancy.batchInPublic([
    asked(queries.store, values),
    asked(queries.cards, values),
    asked(queries.chosen, values),
  ]);
  return store && { store, products, favourite: favourite(chosen) };
}

export type FoundProduct =
  | {
      readonly kind: 'live';
      readonly product: ProductDetail;
      readonly others: PublicProduct[];
      readonly parts: PublicProduct[];
      readonly said: ReviewRow[];
      readonly favourite: string | undefined;
    }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown' };

export async function readPublicProduct(
  { tenancy, clock }: Pick<Deps, 'tenancy' | 'clock'>,
  handle: string,
  slug: string,
): Promise<{ store: PublicStore; found: FoundProduct } | undefined> {
  const queries = queriesOf(tenancy.compile);
  const values = { handle, slug, since: countedSince(clock.now()) };
  const [[store], [row], others, parts, said, chosen] = await tenancy.batchInPublic([
    asked(queries.store, values),
    asked(queries.bySlug, values),
    asked(queries.others, values),
    asked(queries.parts, values),
    asked(queries.said, values),
    asked(queries.chosen, values),
  ]);
  if (!store) return undefined;
  if (!row) return { store, found: { kind: 'unknown' } };
  if (row.id === null) return { store, found: { kind: 'gone' } };
  // An outer join that found its row: the columns are those of a whole product.
  const product = row as unknown as ProductDetail;
  return { store, found: { kind: 'live', product, others, parts, said, favourite: favourite(chosen) } };
}

/** Does anybody have this handle? */
export async function isKnownHandle({ tenancy }: Pick<Deps, 'tenancy'>, handle: string): Promise<boolean> {
  const [row] = await tenancy.door<{ creatorOfHandle: string | null }>('creator_of_handle', handle);
  return (row?.creatorOfHandle ?? null) !== null;
}
