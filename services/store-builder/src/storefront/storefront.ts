// From what is published to finished pages.
import { createHash } from 'node:crypto';
import { signPageToken } from '@windsurf/access/page-token';
import { securityHeaders, styleHashes } from '@windsurf/html/page';
import type { Language } from '@windsurf/language/phrases';
import type { Deps } from '../deps.ts';
import type { FinishedPage } from './page-cache.ts';
import { renderProductPage } from './product.pages.ts';
import { blocksOf, renderStorePage } from './store.pages.ts';
import type { Frame, StorePage } from './store.pages.ts';
import { isKnownHandle, readPublicProduct, readPublicStore } from './storefront.queries.ts';
import type { PublicProduct, PublicStore } from './public-rows.ts';

type Maker = Pick<Deps, 'tenancy' | 'clock' | 'pageTokenKey' | 'storeOrigin' | 'appOrigin'>;

export type Found =
  | { readonly kind: 'page'; readonly page: FinishedPage }
  | { readonly kind: 'moved'; readonly handle: string; readonly slug: string | undefined }
  | { readonly kind: 'gone'; readonly store: PublicStore }
  | { readonly kind: 'no-product'; readonly store: PublicStore }
  | { readonly kind: 'coming-soon' }
  | { readonly kind: 'no-store' };

/** Headers of a public page. Shared caches may keep it; no cookie is set and none is read. */
export function pageHeaders(html: string): Record<string, string> {
  return {
    ...securityHeaders({ styleHashes: styleHashes(html) }),
    'cache-control': 'public, max-age=60, stale-while-revalidate=60',
    vary: 'accept-language, accept-encoding',
    'content-type': 'text/html; charset=utf-8',
  };
}

const finished = (html: string, generation: number): FinishedPage => ({
  html,
  headers: pageHeaders(html),
  // Weak: the same page may travel compressed or not.
  etag: `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
  generation,
});

/** What every page of a store shares. `productId` is set for a product's page. */
export function frameOf(deps: Maker, store: PublicStore, lang: Language, productId: string | null): Frame {
  const kind = productId === null ? 'store' : 'product';
  return {
    lang,
    storeOrigin: deps.storeOrigin,
    appOrigin: deps.appOrigin,
    handle: store.handle,
    storeName: store.displayName,
    theme: store.content.theme,
    viewToken: signPageToken(deps.pageTokenKey, { creatorId: store.creatorId, kind, productId }, deps.clock.now()),
  };
}

export function storePageOf(
  deps: Maker,
  store: PublicStore,
  products: readonly PublicProduct[],
  lang: Language,
): StorePage {
  return {
    ...frameOf(deps, store, lang, null),
    content: store.content,
    shareText: store.shareText,
    products: new Map(products.map((product) => [product.id, product])),
  };
}

/** The server's own drawing for the editor; nobody is counted. */
export const drawPreview = (page: StorePage): string =>
  renderStorePage({ ...page, viewToken: undefined }, { preview: true });

/** How many blocks readers see. */
export const drawnBlocks = (page: StorePage): number => blocksOf(page).length;

/** Makes the page of a handle from the tables: one round trip. */
export async function makeStorePage(deps: Maker, handle: string, lang: Language): Promise<Found> {
  const read = await readPublicStore(deps, handle);
  if (read === undefined) return { kind: (await isKnownHandle(deps, handle)) ? 'coming-soon' : 'no-store' };
  const { store, products } = read;
  if (store.handle !== handle) return { kind: 'moved', handle: store.handle, slug: undefined };
  return { kind: 'page', page: finished(renderStorePage(storePageOf(deps, store, products, lang)), store.generation) };
}

/** Makes the page of a product from the tables: one round trip. */
export async function makeProductPage(deps: Maker, handle: string, slug: string, lang: Language): Promise<Found> {
  const read = await readPublicProduct(deps, handle, slug);
  if (read === undefined) return { kind: (await isKnownHandle(deps, handle)) ? 'coming-soon' : 'no-store' };
  const { store, found } = read;
  if (found.kind === 'gone') return { kind: 'gone', store };
  if (found.kind === 'unknown') return { kind: 'no-product', store };
  const { product } = found;
  if (store.handle !== handle || product.slug !== slug) {
    return { kind: 'moved', handle: store.handle, slug: product.slug };
  }
  const page = {
    ...frameOf(deps, store, lang, product.id),
    product,
    others: found.others.filter((other) => other.id !== product.id),
    line: store.content.line,
  };
  return { kind: 'page', page: finished(renderProductPage(page), store.generation) };
}
