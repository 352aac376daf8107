import { nothingShown } from '@windsurf/contracts/product-types';
import type { ProductDetails, ProductShown, ProductType } from '@windsurf/contracts/product-types';
import type { Category } from '@windsurf/contracts/store-categories';
import type { CreatorId } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';
import { picturesOf } from '../images/images.ts';

export type ProductRow = {
  id: string;
  type: ProductType;
  details: ProductDetails;
  slug: string;
  title: string;
  description: string;
  /** Words by which pages list it. */
  tags: string[];
  /** What it is about; null: what its store is about. */
  category: Category | null;
  priceSantim: number;
  coverImageId: string | null;
  fileId: string | null;
  shown: ProductShown;
  version: number;
  state: 'draft' | 'published' | 'withdrawn';
  publishedVersion: number | null;
  updatedAt: Date;
  handle: string;
  /** Of the store. */
  making: Category | null;
  fileState: 'ready' | 'refused' | null;
  /** Of a pre-order: the day that was promised last, whether it was put off, and when it opened. */
  releaseAt: Date | null;
  releaseMoved: boolean;
  releasedAt: Date | null;
};

const productsOf = (tx: Tx, creatorId: CreatorId) =>
  tx
    .selectFrom('store.products as p')
    .innerJoin('store.stores as s', 's.creatorId', 'p.creatorId')
    .leftJoin('store.files as f', (join) =>
      join.onRef('f.creatorId', '=', 'p.creatorId').onRef('f.id', '=', 'p.fileId'),
    )
    .select([
      'p.id',
      'p.type',
      sql<ProductDetails>`p.details`.as('details'),
      'p.slug',
      'p.title',
      'p.description',
      'p.tags',
      sql<Category | null>`p.category`.as('category'),
      sql<Category | null>`s.making`.as('making'),
      'p.priceSantim',
      'p.coverImageId',
      'p.fileId',
      sql<ProductShown>`${JSON.stringify(nothingShown)}::jsonb || p.shown`.as('shown'),
      'p.version',
      'p.state',
      'p.publishedVersion',
      'p.updatedAt',
      'p.releaseAt',
      'p.releaseMoved',
      'p.releasedAt',
      's.handle',
      'f.state as fileState',
    ])
    .where('p.creatorId', '=', creatorId);

export async function findProducts(tx: Tx, creatorId: CreatorId): Promise<ProductRow[]> {
  return await productsOf(tx, creatorId).orderBy('p.createdAt', 'desc').orderBy('p.id').execute();
}

export async function findProduct(tx: Tx, creatorId: CreatorId, id: string): Promise<ProductRow | undefined> {
  return await productsOf(tx, creatorId).where('p.id', '=', id).executeTakeFirst();
}

/** Held until the transaction ends. */
export async function holdProduct(tx: Tx, creatorId: CreatorId, id: string): Promise<ProductRow | undefined> {
  const row = await productsOf(tx, creatorId).where('p.id', '=', id).forUpdate('p').executeTakeFirst();
  return row;
}

export type ProductFields = Pick<
  ProductRow,
  'title' | 'description' | 'priceSantim' | 'coverImageId' | 'fileId' | 'details' | 'tags' | 'shown' | 'category'
>;

export async function insertProduct(
  tx: Tx,
  creatorId: CreatorId,
  product: ProductFields & { id: string; slug: string },
  now: Date,
): Promise<void> {
  const { details, shown, ...fields } = product;
  const type = { type: details.type, details: JSON.stringify(details), shown: JSON.stringify(shown) };
  await tx
    .insertInto('store.products')
    .values({ creatorId, ...fields, ...type, version: 1, createdAt: now, updatedAt: now })
    .execute();
  await tx.insertInto('store.productSlugs').values({ creatorId, slug: product.slug, productId: product.id }).execute();
}

/** Writes the fields if the product is still at `base`; false when it is not. */
export async function writeProduct(
  tx: Tx,
  creatorId: CreatorId,
  at: { id: string; base: number },
  { details, shown, ...fields }: Partial<ProductFields>,
  now: Date,
): Promise<boolean> {
  let update = tx
    .updateTable('store.products')
    .set({ ...fields, version: at.base + 1, updatedAt: now })
    .where('creatorId', '=', creatorId)
    .where('id', '=', at.id)
    .where('version', '=', at.base);
  // What a product is never changes: others have projected it, and somebody has bought it.
  if (details) update = update.set({ details: JSON.stringify(details) }).where('type', '=', details.type);
  if (shown) update = update.set({ shown: JSON.stringify(shown) });
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Slugs of this creator that begin as this one does, with the product that each belongs to. */
export async function findSlugs(
  tx: Tx,
  creatorId: CreatorId,
  candidates: readonly string[],
): Promise<{ slug: string; productId: string }[]> {
  return await tx
    .selectFrom('store.productSlugs')
    .select(['slug', 'productId'])
    .where('creatorId', '=', creatorId)
    .where('slug', 'in', candidates)
    .execute();
}

/** From now on the product has this address too; addresses that were public stay for ever. */
export async function putSlug(tx: Tx, creatorId: CreatorId, slug: string, productId: string): Promise<void> {
  await tx
    .insertInto('store.productSlugs')
    .values({ creatorId, slug, productId, wasPublic: true })
    .onConflict((c) => c.columns(['creatorId', 'slug']).doUpdateSet({ wasPublic: true }))
    .execute();
}

export async function setState(
  tx: Tx,
  creatorId: CreatorId,
  id: string,
  change: Pick<ProductRow, 'state'> &
    Partial<Pick<ProductRow, 'version' | 'slug' | 'releaseAt' | 'releaseMoved'> & { publishedVersion: number }>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('store.products')
    .set({ ...change, updatedAt: now })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}

export type Offer = {
  id: string;
  type: ProductType;
  details: ProductDetails;
  version: number;
  slug: string;
  title: string;
  shareTitle: string;
  teaser: string;
  description: string;
  tags: string[];
  category: Category;
  priceSantim: number;
  coverImageId: string | null;
  fileId: string | null;
  publishedAt: Date;
};

/** What buyers see from now on: the product as it is, with what is known of its cover and its file. */
export async function putOffer(tx: Tx, creatorId: CreatorId, offer: Offer): Promise<void> {
  const cover = await tx
    .selectFrom('store.images')
    .select(['kind as coverKind', 'width as coverWidth', 'height as coverHeight'])
    .where('creatorId', '=', creatorId)
    .where('id', '=', offer.coverImageId)
    .executeTakeFirst();
  const file = await tx
    .selectFrom('store.files')
    .select(['kind as fileKind', 'sizeBytes as fileBytes'])
    .where('creatorId', '=', creatorId)
    .where('id', '=', offer.fileId)
    .executeTakeFirst();
  const none = { coverKind: null, coverWidth: null, coverHeight: null };
  const details = JSON.stringify(offer.details);
  const ids = offer.coverImageId === null ? [] : [offer.coverImageId];
  const [picture] = (await picturesOf(tx, creatorId, ids)).values();
  const sizes = { cover: picture === undefined ? null : JSON.stringify(picture) };
  const row = {
    ...offer,
    ...sizes,
    details,
    live: true,
    ...(cover ?? none),
    ...(file ?? { fileKind: null, fileBytes: null }),
  };
  await tx
    .insertInto('store.publishedProducts')
    .values({ creatorId, ...row, sellingSince: offer.publishedAt })
    .onConflict((c) =>
      c.columns(['creatorId', 'id']).doUpdateSet({
        ...row,
        // Since it was first offered, whatever was changed about it.
        sellingSince: sql<Date>`coalesce(published_products.selling_since, published_products.published_at)`,
      }),
    )
    .execute();
}

export async function withdrawOffer(tx: Tx, creatorId: CreatorId, id: string): Promise<void> {
  await tx
    .updateTable('store.publishedProducts')
    .set({ live: false })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}

export type OfferRow = Omit<Offer, 'shareTitle' | 'teaser' | 'description' | 'tags' | 'category' | 'publishedAt'>;

export async function findOffers(tx: Tx, creatorId: CreatorId): Promise<OfferRow[]> {
  return await tx
    .selectFrom('store.publishedProducts')
    .select(['id', 'type', 'version', 'slug', 'title', 'priceSantim', 'coverImageId', 'fileId'])
    .select(sql<ProductDetails>`details`.as('details'))
    .where('creatorId', '=', creatorId)
    .where('live', '=', true)
    .execute();
}

export type HeardFile = { id: string; state: 'ready' | 'refused'; kind: string | null; sizeBytes: number | null };

/** What delivery said last about a file; offers that hand it out say so too. */
export async function putFile(tx: Tx, creatorId: CreatorId, file: HeardFile, now: Date): Promise<void> {
  await tx
    .insertInto('store.files')
    .values({ creatorId, ...file, heardAt: now })
    .onConflict((c) =>
      c.columns(['creatorId', 'id']).doUpdateSet({
        state: sql`excluded.state`,
        kind: sql`excluded.kind`,
        sizeBytes: sql`excluded.size_bytes`,
        heardAt: now,
      }),
    )
    .execute();
  await tx
    .updateTable('store.publishedProducts')
    .set({ fileKind: file.kind, fileBytes: file.sizeBytes })
    .where('creatorId', '=', creatorId)
    .where('fileId', '=', file.id)
    .execute();
}

/** It opened: from now on it is offered like everything that is there. */
export async function markReleased(tx: Tx, creatorId: CreatorId, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('store.products')
    .set({ releasedAt: at, details: sql`details - 'releaseAt'` })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
  await tx
    .updateTable('store.publishedProducts')
    .set({ details: sql`details - 'releaseAt'` })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}
