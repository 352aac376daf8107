// From what is published to finished pages.
import { createHash } from 'node:crypto';
import { signPageToken } from '@windsurf/access/page-token';
import { releaseOf, typeRules } from '@windsurf/contracts/product-types';
import type { PageContent } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import { translated } from '@windsurf/language/page-texts';
import { securityHeaders, styleHashes } from '@windsurf/html/page';
import { cutGraphemes } from '@windsurf/language/graphemes';
import type { Language } from '@windsurf/language/phrases';
import type { Deps } from '../deps.ts';
import { signForm } from '../leads/form-proof.ts';
import { blocksOf, nextChange } from './blocks/blocks.ts';
import { noExtras, readExtras } from './extras.ts';
import type { Extras } from './extras.ts';
import { publicAddress } from './frame.ts';
import type { Frame, StorePage } from './frame.ts';
import type { FinishedPage } from './page-cache.ts';
import { pricedNow } from './product-sold.ts';
import { renderProductPage } from './product.pages.ts';
import { productIn } from './public-rows.ts';
import type { PublicProduct, PublicStore } from './public-rows.ts';
import { renderStorePage } from './store.pages.ts';
import { isKnownHandle, readPublicProduct, readPublicStore } from './storefront.queries.ts';

export type Maker = Pick<
  Deps,
  'tenancy' | 'clock' | 'pageTokenKey' | 'storeOrigin' | 'appOrigin' | 'freeTimes' | 'priceNow'
>;
/** How a page is to be drawn. */
export type Wish = { readonly lang: Language; readonly saveData?: boolean | undefined };

export type Found =
  | { readonly kind: 'page'; readonly page: FinishedPage }
  | { readonly kind: 'moved'; readonly handle: string; readonly slug: string | undefined }
  | { readonly kind: 'gone'; readonly store: PublicStore }
  | { readonly kind: 'no-product'; readonly store: PublicStore }
  | { readonly kind: 'coming-soon' }
  | { readonly kind: 'no-store' };

/** Headers of a public page. Shared caches may keep it; no cookie is set and none is read. */
export function pageHeaders(html: string, appOrigin: string): Record<string, string> {
  return {
    // A tip goes on to the checkout with its amount.
    ...securityHeaders({ styleHashes: styleHashes(html), formActions: [appOrigin] }),
    'cache-control': 'public, max-age=60, stale-while-revalidate=60',
    vary: 'accept-language, accept-encoding, save-data',
    'content-type': 'text/html; charset=utf-8',
  };
}

export const finished = (
  deps: Pick<Deps, 'appOrigin'>,
  html: string,
  generation: number,
  options: { changesAt?: number | undefined; elsewhere?: string | undefined } = {},
): FinishedPage => ({
  html,
  headers: pageHeaders(html, deps.appOrigin),
  // Weak: the same page may travel compressed or not.
  etag: `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
  generation,
  ...(options.changesAt === undefined ? {} : { changesAt: options.changesAt }),
  ...(options.elsewhere === undefined ? {} : { elsewhere: options.elsewhere }),
});

/** The address that readers of the old one are led to. */
const elsewhere = (frame: Frame, slug = ''): { elsewhere?: string } =>
  frame.domain === null ? {} : { elsewhere: publicAddress(frame, slug) };

/** The store as it speaks in a language: its own, or the other one as far as she translated it. */
export function spokenIn(store: PublicStore, lang: Language): PublicStore {
  if (lang === store.lang) return store;
  const said = translated(store.content);
  if (said === store.content) return store;
  // What is translated once is not translated again.
  const { translations: _translations, ...content } = said;
  return { ...store, content, displayName: content.displayName, shareText: shareTextOf(content) };
}

/** What search engines and messengers are told of a page. */
export const shareTextOf = ({ line, bio }: Pick<PageContent, 'line' | 'bio'>): string =>
  cutGraphemes([line, bio].filter((text) => text !== '').join(' · '), 120);

/** What every page of a store shares. `productId` is set for a product's page. */
export function frameOf(
  deps: Pick<Maker, 'storeOrigin' | 'appOrigin' | 'pageTokenKey' | 'clock'>,
  store: PublicStore,
  wish: Wish,
  productId: string | null,
): Frame {
  const kind = productId === null ? 'store' : 'product';
  return {
    lang: wish.lang,
    saveData: wish.saveData,
    storeOrigin: deps.storeOrigin,
    appOrigin: deps.appOrigin,
    handle: store.handle,
    storeName: spokenIn(store, wish.lang).displayName,
    domain: store.domain,
    theme: store.content.theme,
    viewToken: signPageToken(deps.pageTokenKey, { creatorId: store.creatorId, kind, productId }, deps.clock.now()),
  };
}

export function storePageOf(
  deps: Pick<Maker, 'storeOrigin' | 'appOrigin' | 'pageTokenKey' | 'clock'>,
  store: PublicStore,
  products: readonly PublicProduct[],
  wish: Wish,
  extras: Extras = noExtras,
): StorePage {
  const now = deps.clock.now();
  const { content, shareText } = spokenIn(store, wish.lang);
  const inLang = (product: PublicProduct): PublicProduct => productIn(product, store, wish.lang);
  return {
    ...frameOf(deps, store, wish, null),
    ...extras,
    content,
    shareText,
    lists: new Map([...extras.lists].map(([id, list]) => [id, { ...list, items: list.items.map(inLang) }])),
    products: new Map(products.map((product) => [product.id, inLang(product)])),
    pictures: store.pictures,
    formToken: (blockId) => signForm(deps.pageTokenKey, store.creatorId, blockId, now),
    now,
  };
}

/** The server's own drawing for the editor; nobody is counted. */
export const drawPreview = (page: StorePage): string =>
  renderStorePage({ ...page, viewToken: undefined }, { preview: true });

/** How many blocks readers see. */
export const drawnBlocks = (page: StorePage): number => blocksOf(page).length;

/** A store as it is public now, with the blocks that are in their time; undefined where there is none. */
export async function shownStore(
  deps: Maker,
  handle: string,
): Promise<(Awaited<ReturnType<typeof readPublicStore>> & { blocks: Block[] }) | undefined> {
  if (!/^[a-z0-9-]+$/.test(handle)) return undefined;
  const read = await readPublicStore(deps, handle);
  if (read === undefined) return undefined;
  const { store, products } = read;
  const sold = new Map(products.map((product) => [product.id, product]));
  return { ...read, blocks: blocksOf({ content: store.content, products: sold, now: deps.clock.now() }) };
}

/** Makes the page of a handle from the tables: one round trip, and one more where a block lists something. */
export async function makeStorePage(deps: Maker, handle: string, wish: Wish): Promise<Found> {
  const shown = await shownStore(deps, handle);
  if (shown === undefined) return await nobody(deps, handle);
  const { store, products, blocks, favourite } = shown;
  if (store.handle !== handle) return { kind: 'moved', handle: store.handle, slug: undefined };
  const extras = await readExtras(deps, store.creatorId, blocks);
  const page = { ...storePageOf(deps, store, products, wish, extras), favourite };
  const changesAt = nextChange(store.content.blocks, page.now);
  return {
    kind: 'page',
    page: finished(deps, renderStorePage(page), store.generation, { changesAt, ...elsewhere(page) }),
  };
}

/** What is public of a store or of one product, also under an old name; undefined where nothing is. */
export async function readPublished(
  deps: Pick<Maker, 'tenancy' | 'clock'>,
  handle: string,
  slug: string,
): Promise<{ store: PublicStore; products: PublicProduct[]; product: PublicProduct | undefined } | undefined> {
  if (slug === '') {
    const read = await readPublicStore(deps, handle);
    return read && { ...read, product: undefined };
  }
  const read = await readPublicProduct(deps, handle, slug);
  return read?.found.kind === 'live' ? { store: read.store, products: [], product: read.found.product } : undefined;
}

/** Nothing is public here: somebody's store that is not yet, or nobody's. */
export const nobody = async (deps: Pick<Maker, 'tenancy'>, handle: string): Promise<Found> => ({
  kind: (await isKnownHandle(deps, handle)) ? 'coming-soon' : 'no-store',
});

/** From its day on a pre-order says something else, until it is out. */
const comingDay = (releaseAt: string | undefined, now: Date): number | undefined => {
  const at = releaseAt === undefined ? Number.NaN : Date.parse(releaseAt);
  return at > now.getTime() ? at : undefined;
};

/** Makes the page of a product from the tables: one round trip. */
export async function makeProductPage(deps: Maker, handle: string, slug: string, wish: Wish): Promise<Found> {
  const read = await readPublicProduct(deps, handle, slug);
  if (read === undefined) return await nobody(deps, handle);
  const { store, found } = read;
  if (found.kind === 'gone') return { kind: 'gone', store };
  if (found.kind === 'unknown') return { kind: 'no-product', store };
  const { product } = found;
  const inLang = <P extends PublicProduct>(one: P): P => productIn(one, store, wish.lang);
  if (store.handle !== handle || product.slug !== slug) {
    return { kind: 'moved', handle: store.handle, slug: product.slug };
  }
  const selling = typeRules[product.details.type].sold ? await deps.priceNow(product.id) : undefined;
  const page = {
    ...frameOf(deps, store, wish, product.id),
    favourite: found.favourite,
    selling,
    published: inLang(product),
    product: {
      ...pricedNow(inLang(product), selling),
      description: (wish.lang === store.lang ? null : product.descriptionOther) ?? product.description,
    },
    said: found.said,
    // What is in the bundle stands on its page already.
    others: found.others
      .filter(({ id }) => id !== product.id && !found.parts.some((part) => part.id === id))
      .map(inLang),
    parts: found.parts.map(inLang),
    now: deps.clock.now(),
    line: spokenIn(store, wish.lang).content.line,
  };
  return {
    kind: 'page',
    page: finished(deps, renderProductPage(page), store.generation, {
      changesAt: comingDay(releaseOf(product.details), page.now),
      ...elsewhere(page, product.slug),
    }),
  };
}
