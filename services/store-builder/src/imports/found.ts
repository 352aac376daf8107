// What is found in a file, whatever kind it was: cleaned, cut to the limits of our own pages, each thing once.
import type { Imported } from '@windsurf/contracts/store-import';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { addressOf } from '../stores/pasted-links.ts';
import { cleanLine, cleanText, limits } from '../texts/texts.ts';

export const most = { links: 40, products: 100, posts: 50 } as const;

export type Found = {
  name(text: string | undefined): void;
  line(text: string | undefined): void;
  /** An address of any form; what is none is left out. `title` may be empty. */
  link(address: string, title: string): void;
  product(product: { title: string; description: string; priceSantim: number | null; price: string | null }): void;
  post(text: string, at: Date | undefined): void;
  leave(what: keyof Imported['left'], count?: number): void;
  all(source: Imported['source']): Imported;
};

export function gather(): Found {
  let name: string | null = null;
  let line: string | null = null;
  const links = new Map<string, { title: string; url: string; times: number }>();
  const products = new Map<string, Imported['products'][number]>();
  const posts: Imported['posts'] = [];
  const left = { media: 0, unnamed: 0, more: 0 };
  const short = (text: string, limit: number): string => cutGraphemes(cleanLine(text), limit);
  return {
    name: (text) => {
      if (text !== undefined && cleanLine(text) !== '') name ??= short(text, limits.name.max);
    },
    line: (text) => {
      if (text !== undefined && cleanLine(text) !== '') line ??= short(text, limits.line);
    },
    link(address, title) {
      const url = addressOf(address);
      if (url === undefined) return;
      const key = url.replace(/\/$/, '').toLowerCase();
      const known = links.get(key);
      const own = short(title, limits.linkTitle);
      // The address itself is no title.
      const said = /^(https?:|www\.|t\.me\/)/i.test(own) ? '' : own;
      if (known) links.set(key, { ...known, title: known.title || said, times: known.times + 1 });
      else links.set(key, { title: said, url, times: 1 });
    },
    product(product) {
      const title = short(product.title, limits.productTitle);
      if (title === '') {
        left.unnamed += 1;
        return;
      }
      const key = title.toLowerCase();
      if (products.has(key)) return;
      const description = cutGraphemes(cleanText(product.description), limits.description);
      products.set(key, { ...product, title, description });
    },
    post(text, at) {
      const clean = cutGraphemes(cleanText(text), limits.text);
      if (clean !== '') posts.push({ text: clean, at: at === undefined ? null : at.toISOString() });
    },
    leave(what, count = 1) {
      left[what] += count;
    },
    all(source) {
      const byUse = [...links.values()].sort((one, other) => other.times - one.times);
      const listed = { links: byUse, products: [...products.values()], posts: posts.toReversed() };
      const more = (['links', 'products', 'posts'] as const)
        .map((kind) => Math.max(0, listed[kind].length - most[kind]))
        .reduce((sum, count) => sum + count, 0);
      return {
        source,
        name,
        line,
        links: listed.links.slice(0, most.links).map(({ title, url }) => ({ title, url })),
        products: listed.products.slice(0, most.products),
        posts: listed.posts.slice(0, most.posts),
        left: { ...left, more: left.more + more },
      };
    },
  };
}
