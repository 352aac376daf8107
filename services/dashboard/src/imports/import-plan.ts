// What of a file is added, decided before anything is sent. No view, no network.
import { pageLimits } from '@windsurf/contracts/store-block-limits';
import type { PageContent } from '@windsurf/contracts/store';
import type { Imported } from '@windsurf/contracts/store-import';

/** Keys of what is ticked: `link 0`, `product 3`, `post 1`. */
export type Ticked = ReadonlySet<string>;
export const keyOf = (kind: 'link' | 'product' | 'post', at: number): string => `${kind} ${at}`;

/** The key under which a product of a reading is made, however often it is sent. */
export const productKey = (run: string, at: number): string => `import-${run}-${at}`;

const addressKey = (url: string): string => url.replace(/\/$/, '').toLowerCase();

/** Which links her page has already, by their place in the file. */
export function linksThere(found: Imported, content: PageContent): ReadonlySet<number> {
  const own = new Set(content.blocks.flatMap((block) => ('url' in block ? [addressKey(String(block.url))] : [])));
  return new Set(found.links.flatMap(({ url }, at) => (own.has(addressKey(url)) ? [at] : [])));
}

/** Which products she has already, by their title. */
export function productsThere(found: Imported, titles: readonly string[]): ReadonlySet<number> {
  const own = new Set(titles.map((title) => title.toLowerCase()));
  return new Set(found.products.flatMap(({ title }, at) => (own.has(title.toLowerCase()) ? [at] : [])));
}

/** Ticked at first: links and products that are new, products only with a price. Posts are read at once, so never. */
export function firstTicks(
  found: Imported,
  there: { links: ReadonlySet<number>; products: ReadonlySet<number> },
): Set<string> {
  const links = found.links.flatMap((_, at) => (there.links.has(at) ? [] : [keyOf('link', at)]));
  const products = found.products.flatMap(({ priceSantim }, at) =>
    there.products.has(at) || priceSantim === null ? [] : [keyOf('product', at)],
  );
  return new Set([...links, ...products]);
}

/** How many more blocks the page takes. */
export const roomOn = (content: PageContent): number => Math.max(0, pageLimits.blocks - content.blocks.length);

/** The page with these links at its end; those that it has already are left out, so that adding twice adds once. */
export function withLinks(content: PageContent, links: Imported['links'], newId: () => string): PageContent {
  const own = new Set(content.blocks.flatMap((block) => ('url' in block ? [addressKey(String(block.url))] : [])));
  const blocks = links
    .filter(({ url }) => !own.has(addressKey(url)))
    .map(({ title, url }) => ({ id: newId(), kind: 'link' as const, visible: true, title, url }));
  return { ...content, blocks: [...content.blocks, ...blocks] };
}
