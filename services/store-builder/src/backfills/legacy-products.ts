// Products of the single-owner platform before there were creators (S0-25), as its table was exported: a list, one object
// a line, or items with the types of DynamoDB written out. They become drafts of one creator, who looks them over.
import { hash } from 'node:crypto';
import { Problem } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Deps } from '../deps.ts';
import { createProduct, listProducts } from '../products/products.ts';
import { isLinkAddress } from '../stores/addresses.ts';

export type LegacyProduct = {
  readonly legacyId: string;
  readonly title: string;
  readonly description: string;
  /** Null when the row names none. */
  readonly price: number | null;
  /** Where it is sold; null for what is sold here. */
  readonly url: string | null;
};

/** `{"S":"x"}` is x, `{"N":"5"}` is 5; anything else is itself. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) return value;
  const [type, inner] = entry;
  if (type === 'S') return inner;
  if (type === 'N') return Number(inner);
  if (type === 'BOOL') return inner;
  return type === 'NULL' ? null : value;
}

function rowsOf(text: string): unknown[] {
  const all = text.trim();
  const parsed: unknown = all.startsWith('[') ? JSON.parse(all) : undefined;
  const rows =
    parsed ??
    all
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): unknown => JSON.parse(line));
  if (!Array.isArray(rows)) throw new SyntaxError('neither a list nor one object a line');
  return rows as unknown[];
}

/** Throws SyntaxError for what is no such export, naming the row. */
export function readLegacyProducts(text: string): LegacyProduct[] {
  return rowsOf(text).map((row, at) => {
    const item = (row as { Item?: unknown } | null)?.Item ?? row;
    if (typeof item !== 'object' || item === null) throw new SyntaxError(`row ${at + 1} is no product`);
    const field = (...names: string[]): unknown =>
      names.map((name) => plain((item as Record<string, unknown>)[name])).find((value) => value != null);
    const text = (...names: string[]): string => {
      const value = field(...names);
      return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
    };
    const legacyId = text('id', 'productId', 'pk');
    if (legacyId === '') throw new SyntaxError(`row ${at + 1} has no id`);
    const price = Number(field('price') ?? Number.NaN);
    const url = text('affiliateUrl', 'affiliateLink', 'url', 'link');
    return {
      legacyId,
      title: text('title', 'name'),
      description: text('description', 'summary'),
      price: Number.isFinite(price) && price >= 0 ? price : null,
      url: url === '' ? null : url,
    };
  });
}

/** The same for the same creator and legacy id, so that a second run finds what the first has made. */
export function idOfLegacy(creatorId: string, legacyId: string): string {
  const hex = hash('sha256', `legacy-product ${creatorId} ${legacyId}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export type Moved = {
  readonly read: number;
  readonly before: number;
  readonly added: number;
  readonly already: number;
  readonly refused: readonly { readonly legacyId: string; readonly why: string }[];
  readonly after: number;
  readonly dryRun: boolean;
};

/** Makes a draft of each that is not there yet. `dryRun` counts and writes nothing. */
export async function moveLegacyProducts(
  deps: Deps,
  creatorId: CreatorId,
  products: readonly LegacyProduct[],
  options: { readonly dryRun: boolean },
): Promise<Moved> {
  const own = await listProducts(deps, creatorId);
  const there = new Set(own.map(({ id }) => id));
  const refused: { legacyId: string; why: string }[] = [];
  let added = 0;
  let already = 0;
  for (const { legacyId, title, description, price, url } of products) {
    const id = idOfLegacy(creatorId, legacyId);
    if (there.has(id)) {
      already += 1;
      continue;
    }
    const refuse = (why: string): void => void refused.push({ legacyId, why });
    if (url !== null && !isLinkAddress(url)) refuse('its address is none');
    else if (url === null && price === null) refuse('it has no price');
    else if (title.trim() === '') refuse('it has no title');
    else if (options.dryRun) added += 1;
    else {
      try {
        await createProduct(deps, creatorId, { title, description, ...offerOf(price, url) }, id);
        there.add(id);
        added += 1;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refuse(error.says.en);
      }
    }
  }
  const after = options.dryRun ? own.length : (await listProducts(deps, creatorId)).length;
  return { read: products.length, before: own.length, added, already, refused, after, dryRun: options.dryRun };
}

function offerOf(price: number | null, url: string | null) {
  const priceSantim = santim(Math.round((price ?? 0) * 100));
  if (url === null) return { priceSantim };
  const shop = (URL.parse(url)?.hostname ?? '').replace(/^www\./, '');
  return { priceSantim: santim(0), details: { type: 'affiliate-link' as const, url, shop } };
}
