// What a first visit costs: the document as Brotli sends it, and its headers. Measured before a page may be public.
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Block } from '@windsurf/contracts/store-blocks';
import { blockKinds } from '@windsurf/language/words-store';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { fill } from '@windsurf/language/phrases';
import type { Phrase } from '@windsurf/language/phrases';
import { blocksOf, drawBlock } from './blocks/blocks.ts';
import type { StorePage } from './frame.ts';
import { hero, renderStorePage } from './store.pages.ts';
import { pageHeaders } from './storefront.ts';

/** Bytes of a first visit, headers and styles included, before pictures (house.md section 6). */
export const firstVisitLimit = 14_000;

const compress = promisify(brotliCompress);

/** Brotli bytes of a text at the quality that caches send. */
export async function packedBytes(text: string): Promise<number> {
  const packed = await compress(Buffer.from(text), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return packed.length;
}

/** Bytes of the answer's head as HTTP/1.1 writes it; HTTP/2 needs fewer. */
export function headerBytes(headers: Readonly<Record<string, string>>): number {
  const usual = {
    date: 'Fri, 20 Nov 2026 08:00:00 GMT',
    etag: 'W/"0123456789012345678901"',
    'x-request-id': 'x'.repeat(36),
    'content-encoding': 'br',
    'content-length': '14000',
    connection: 'keep-alive',
  };
  const lines = Object.entries({ ...usual, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return 'HTTP/1.1 200 OK\r\n\r\n'.length + lines.join('').length;
}

export const firstVisitBytes = async (html: string, appOrigin: string): Promise<number> =>
  (await packedBytes(html)) + headerBytes(pageHeaders(html, appOrigin));

/** Bytes of the heavier one of both languages. */
export async function weighPage(pages: readonly StorePage[]): Promise<number> {
  const weights = await Promise.all(
    pages.map(async (page) => await firstVisitBytes(renderStorePage(page), page.appOrigin)),
  );
  return Math.max(...weights);
}

export type HeavyPart = { readonly id: string; readonly label: Phrase; readonly bytes: number };

/** What a block is known by: its own heading, its first words, its product. */
function nameOf(page: StorePage, block: Block): string {
  if (block.kind === 'text') return cutGraphemes(block.text, 24);
  if ('heading' in block && block.heading) return block.heading;
  if ('title' in block && block.title) return block.title;
  if ('productId' in block) return page.products.get(block.productId)?.title ?? '';
  return 'text' in block && block.text ? cutGraphemes(block.text, 24) : '';
}

/** The three parts that weigh most by themselves, the creator's own words about herself among them. */
export async function heaviestParts(page: StorePage): Promise<HeavyPart[]> {
  const label = (kind: keyof typeof blockKinds, name: string): Phrase =>
    name === ''
      ? blockKinds[kind]
      : fill({ en: '{kind} “{name}”', am: '{kind} «{name}»' }, { kind: blockKinds[kind], name });
  const parts = blocksOf(page).map(async (block): Promise<HeavyPart> => {
    const name = nameOf(page, block);
    return {
      id: block.id,
      label: label(block.kind, name),
      bytes: await packedBytes(String(drawBlock(page, block, { eager: false, below: true }))),
    };
  });
  const head = { id: 'header', label: blockKinds.header, bytes: await packedBytes(String(hero(page))) };
  return [head, ...(await Promise.all(parts))].toSorted((a, b) => b.bytes - a.bytes).slice(0, 3);
}
