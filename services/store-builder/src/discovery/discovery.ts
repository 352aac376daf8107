// Finding creators and what they sell. What is looked through is written by a worker after something was published; what
// is shown is read from the public tables, so that nothing is found that readers may not see.
import type { FoundCreator, FoundProduct } from '@windsurf/contracts/store-discovery';
import { trustTiers } from '@windsurf/contracts/store-trust';
import type { TrustTier } from '@windsurf/contracts/store-trust';
import type { CreatorId } from '@windsurf/db/tenancy';
import { searchQuery, searchVector } from '@windsurf/language/search-terms';
import { makingWords } from '@windsurf/language/words-dashboard';
import { typeWords } from '@windsurf/language/words-discovery';
import type { Deps, Tx } from '../deps.ts';
import { mediaPath } from '../images/media-path.ts';
import {
  browseHits,
  dropEntry,
  productWordings,
  productsOf,
  putEntry,
  searchHits,
  setTier,
  storeWording,
  storesOf,
} from './discovery.queries.ts';
import type { EntryKind, Hit, ProductHit, StoreHit } from './discovery.queries.ts';

export const hitsPerPage = 24;
export const mostPages = 12;
const tierOf = (tier: number | null): TrustTier => trustTiers[tier ?? 0] ?? 'NEW';

type Category = NonNullable<FoundCreator['category']>;
export type Asked = {
  readonly search?: string | undefined;
  readonly category?: Category | undefined;
  /** From 1 to 12; 1 when left out. */
  readonly page?: number | undefined;
};
export type Results<T> = { readonly items: T[]; readonly exact: boolean; readonly nextPage: number | null };

/** Both languages: who looks for “teacher” finds teachers whatever they call themselves. */
const categoryText = (making: string | null): string => {
  const words = making === null || making === 'other' ? undefined : makingWords[making as Exclude<Category, 'other'>];
  return words === undefined ? '' : `${words.name.en} ${words.what.en} ${words.name.am} ${words.what.am}`;
};

/** Brings the entries of a store up to date with what is public of it, the words of its products included. */
export async function listStore(deps: Deps, creatorId: CreatorId): Promise<void> {
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const store = await storeWording(tx, creatorId);
    if (!store) return;
    const { displayName, handle, making, publishedAt } = store;
    const { line, bio } = store.content as { line: string; bio: string };
    const terms = searchVector([
      { text: displayName, weight: 'A' },
      { text: handle.replaceAll('-', ' '), weight: 'A' },
      { text: line, weight: 'B' },
      { text: `${bio} ${categoryText(making)}`, weight: 'C' },
    ]);
    await putEntry(tx, creatorId, { id: creatorId, kind: 'store', category: making, terms, listedAt: publishedAt });
    // Her name and what she makes are words of her products too.
    for (const product of await productWordings(tx, creatorId)) await put(tx, creatorId, product);
  });
}

type Wording = Awaited<ReturnType<typeof productWordings>>[number];

async function put(tx: Tx, creatorId: CreatorId, product: Wording): Promise<void> {
  const { id, title, description, publishedAt } = product;
  const making = product.category ?? product.making;
  if (!product.live) return await dropEntry(tx, creatorId, id);
  const kind = (typeWords as Partial<Record<string, { en: string; am: string }>>)[product.type];
  const terms = searchVector([
    { text: title, weight: 'A' },
    { text: product.displayName, weight: 'B' },
    { text: `${kind?.en ?? ''} ${kind?.am ?? ''} ${categoryText(making)} ${description.slice(0, 600)}`, weight: 'C' },
  ]);
  await putEntry(tx, creatorId, { id, kind: 'product', category: making, terms, listedAt: publishedAt });
}

/** The same for one product. */
export async function listProduct(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    for (const product of await productWordings(tx, creatorId, id)) await put(tx, creatorId, product);
  });
}

/** In the transaction in which her trust changes. */
export async function rankByTier(tx: Tx, creatorId: CreatorId, tier: TrustTier): Promise<void> {
  await setTier(tx, creatorId, trustTiers.indexOf(tier));
}

async function find<Row>(
  deps: Deps,
  kind: EntryKind,
  { search = '', category, page = 1 }: Asked,
  read: (tx: Parameters<typeof browseHits>[0], hits: readonly Hit[]) => Promise<Row[]>,
): Promise<{ rows: Row[]; hits: Hit[]; exact: boolean; nextPage: number | null }> {
  return await deps.tenancy.inPublic(async (tx) => {
    const asked = { kind, category: category ?? null, skip: (page - 1) * hitsPerPage, most: hitsPerPage + 1 };
    const look = async (how: 'all' | 'any'): Promise<Hit[]> => {
      const query = searchQuery(search, how);
      return query === undefined ? await browseHits(tx, asked) : await searchHits(tx, { ...asked, query });
    };
    const all = await look('all');
    // Words that nothing has all of: what has some of them is better than nothing, and is said to be that.
    const some = all.length === 0 && search.trim() !== '' && page === 1 ? await look('any') : [];
    const exact = some.length === 0;
    const found = exact ? all : some;
    const hits = found.slice(0, hitsPerPage);
    const more = exact && found.length > hitsPerPage && page < mostPages;
    return { rows: await read(tx, hits), hits, exact, nextPage: more ? page + 1 : null };
  });
}

/** In the order of the hits; what is not public any more is left out. */
const inOrder = <Row>(hits: readonly Hit[], rows: readonly Row[], key: (row: Row) => string): Row[] => {
  const byId = new Map(rows.map((row) => [key(row), row]));
  return hits.flatMap(({ id }) => byId.get(id) ?? []);
};

const creatorView = (deps: Pick<Deps, 'storeOrigin'>, row: StoreHit): FoundCreator => ({
  creatorId: row.creatorId,
  handle: row.handle,
  displayName: row.displayName,
  line: row.content.line,
  lang: row.lang,
  category: row.category as FoundCreator['category'],
  trustTier: tierOf(row.tier),
  url: `${deps.storeOrigin}/@${row.handle}`,
});
const productView = (deps: Pick<Deps, 'storeOrigin'>, row: ProductHit): FoundProduct => ({
  id: row.id,
  title: row.title,
  teaser: row.teaser,
  priceSantim: row.priceSantim,
  currency: 'ETB',
  coverUrl: row.coverImageId === null ? null : mediaPath(row.coverImageId),
  handle: row.handle,
  storeName: row.storeName,
  trustTier: tierOf(row.tier),
  url: `${deps.storeOrigin}/@${row.handle}/${row.slug}`,
});

export async function findCreators(deps: Deps, asked: Asked): Promise<Results<FoundCreator>> {
  const read = async (tx: Parameters<typeof browseHits>[0], hits: readonly Hit[]): Promise<StoreHit[]> =>
    await storesOf(
      tx,
      hits.map(({ creatorId }) => creatorId),
    );
  const { rows, hits, exact, nextPage } = await find(deps, 'store', asked, read);
  const items = inOrder(hits, rows, (row) => row.creatorId).map((row) => creatorView(deps, row));
  return { items, exact, nextPage };
}

export async function findProducts(deps: Deps, asked: Asked): Promise<Results<FoundProduct>> {
  const { rows, hits, exact, nextPage } = await find(deps, 'product', asked, productsOf);
  const items = inOrder(hits, rows, (row) => row.id).map((row) => productView(deps, row));
  return { items, exact, nextPage };
}
