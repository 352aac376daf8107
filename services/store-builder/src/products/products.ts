// What is for sale. A draft may be anything; what buyers see changes only by publishing.
import { changedElsewhere, notFound } from '@windsurf/contracts/problem';
import { productPublished, productWithdrawn } from '@windsurf/contracts/store';
import { imageRefused, noStoreYet, notReady, priceRefused } from '@windsurf/contracts/store-problems';
import type { Product } from '@windsurf/contracts/store';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { cutGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { slug } from '@windsurf/language/slug';
import { blockers as blockerWords } from '@windsurf/language/words-store';
import { emit } from '@windsurf/messages/emit';
import { GREATEST_PRICE, LEAST_PRICE } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { mediaPath } from '../images/media-path.ts';
import { changeWhatReadersSee } from '../stores/public-changes.ts';
import { checkLength, cleanLine, cleanText, createFindings, limits } from '../texts/texts.ts';
import {
  findOffers,
  findProduct,
  findProducts,
  findSlugs,
  holdProduct,
  insertProduct,
  putFile,
  putOffer,
  putSlug,
  setState,
  withdrawOffer,
  writeProduct,
} from './products.queries.ts';
import type { HeardFile, OfferRow, ProductFields, ProductRow } from './products.queries.ts';

const productView = (deps: Deps, row: ProductRow): Product => ({
  id: row.id,
  type: 'digital-download',
  slug: row.slug,
  title: row.title,
  description: row.description,
  priceSantim: row.priceSantim,
  currency: 'ETB',
  coverImageId: row.coverImageId,
  coverUrl: row.coverImageId === null ? null : mediaPath(row.coverImageId),
  fileId: row.fileId,
  fileReady: row.fileState === 'ready',
  version: row.version,
  state: row.state,
  changed: row.state === 'published' && row.publishedVersion !== row.version,
  url: row.state === 'published' ? `${deps.storeOrigin}/@${row.handle}/${row.slug}` : null,
  updatedAt: row.updatedAt.toISOString(),
});

async function viewIn(deps: Deps, tx: Tx, creatorId: CreatorId, id: string): Promise<Product> {
  const row = await findProduct(tx, creatorId, id);
  if (!row) throw notFound();
  return productView(deps, row);
}

export async function listProducts(deps: Deps, creatorId: CreatorId): Promise<Product[]> {
  const rows = await deps.tenancy.inCreator(creatorId, async (tx) => await findProducts(tx, creatorId));
  return rows.map((row) => productView(deps, row));
}

export async function readProduct(deps: Deps, creatorId: CreatorId, id: string): Promise<Product> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => await viewIn(deps, tx, creatorId, id));
}

/** The given fields, cleaned and within their limits. Throws 422 with a pointer for each that is not. */
function acceptFields<F extends Partial<ProductFields>>(fields: F): F {
  const findings = createFindings();
  const accepted = { ...fields };
  if (fields.title !== undefined) {
    accepted.title = cleanLine(fields.title);
    checkLength(findings, accepted.title, limits.productTitle, '/title');
  }
  if (fields.description !== undefined) {
    accepted.description = cleanText(fields.description);
    checkLength(findings, accepted.description, limits.description, '/description');
  }
  const price = fields.priceSantim;
  if (price !== undefined && (price < LEAST_PRICE || price > GREATEST_PRICE)) {
    findings.add(priceRefused, '/priceSantim', { min: '1', max: '1,000,000' });
  }
  findings.refuse();
  return accepted;
}

/** A free address for a title, among all that this creator's products ever had; an own one is kept. */
async function freeSlug(tx: Tx, creatorId: CreatorId, title: string, productId: string): Promise<string> {
  const base = slug(title, 60) || 'product';
  const candidates = [base, ...Array.from({ length: 60 }, (_, at) => `${base}-${at + 2}`)];
  const taken = new Map((await findSlugs(tx, creatorId, candidates)).map((row) => [row.slug, row.productId]));
  const own = candidates.find((candidate) => taken.get(candidate) === productId);
  return own ?? candidates.find((candidate) => !taken.has(candidate)) ?? `${base}-${newId().slice(-8)}`;
}

/** The database says with foreign keys that the store is open and that a cover is one of the creator's own pictures. */
const withReferences = async <R>(work: Promise<R>): Promise<R> =>
  await work.catch((error: unknown) => {
    if (isFault(error, 'reference', 'products_store')) throw noStoreYet({}, { cause: error });
    if (isFault(error, 'reference', 'products_cover'))
      throw imageRefused({}, { pointer: '/coverImageId', cause: error });
    throw error;
  });

/** Throws 422 for texts and prices out of their limits, 404 before the store is open. `id` is for demo data. */
export async function createProduct(
  deps: Deps,
  creatorId: CreatorId,
  input: Pick<ProductFields, 'title' | 'priceSantim'> & Partial<ProductFields>,
  id: string = newId(),
): Promise<Product> {
  const empty = { description: '', coverImageId: null, fileId: null };
  const fields = acceptFields({ ...empty, ...input });
  const work = deps.tenancy.inCreator(creatorId, async (tx) => {
    const address = await freeSlug(tx, creatorId, fields.title, id);
    await insertProduct(tx, creatorId, { id, slug: address, ...fields }, deps.clock.now());
    return await viewIn(deps, tx, creatorId, id);
  });
  return await withReferences(work);
}

/** Throws 409 changed-elsewhere with the other product as `current`; the same change again is no conflict. */
export async function changeProduct(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  { baseVersion, ...input }: Partial<ProductFields> & { baseVersion: number },
): Promise<Product> {
  const fields = acceptFields(input);
  const work = deps.tenancy.inCreator(creatorId, async (tx) => {
    const written = await writeProduct(tx, creatorId, { id, base: baseVersion }, fields, deps.clock.now());
    const current = await viewIn(deps, tx, creatorId, id);
    const same = Object.entries(fields).every(([name, value]) => current[name as keyof Product] === value);
    if (!written && !same) throw changedElsewhere({}, { extra: { current } });
    return current;
  });
  return await withReferences(work);
}

export type Blocker = { code: 'title' | 'no-file' | 'file-not-ready' | 'file-refused'; detail: string; field: string };

function blockersOf(row: ProductRow, lang: Language): Blocker[] {
  const found: Blocker[] = [];
  const add = (code: Blocker['code'], says: keyof typeof blockerWords, field: string): void => {
    found.push({ code, detail: say(blockerWords[says], lang), field });
  };
  if (row.title === '') add('title', 'title', 'title');
  if (row.fileId === null) add('no-file', 'noFile', 'fileId');
  else if (row.fileState === 'refused') add('file-refused', 'fileRefused', 'fileId');
  else if (row.fileState !== 'ready') add('file-not-ready', 'fileNotReady', 'fileId');
  return found;
}

const offerPayload = (offer: OfferRow, store: { handle: string; storeName: string }) => ({
  productId: offer.id,
  version: offer.version,
  type: 'digital-download' as const,
  slug: offer.slug,
  title: offer.title,
  priceSantim: offer.priceSantim,
  currency: 'ETB' as const,
  coverUrl: offer.coverImageId === null ? null : mediaPath(offer.coverImageId),
  fileId: offer.fileId,
  ...store,
});

/**
 * Offers the product as it is now. Throws 409 not-ready with `blockers` [{ code, detail, field }]. Publishing what is
 * public already does nothing.
 */
export async function publishProduct(deps: Deps, creatorId: CreatorId, id: string, lang: Language): Promise<Product> {
  const now = deps.clock.now();
  return await changeWhatReadersSee(deps, creatorId, async (tx, store) => {
    const row = await holdProduct(tx, creatorId, id);
    if (!row) throw notFound();
    const same = row.state === 'published' && row.publishedVersion === row.version;
    if (same) return { changed: false, result: productView(deps, row) };
    const blockers = blockersOf(row, lang);
    if (blockers.length > 0 || row.fileId === null) throw notReady({}, { extra: { blockers } });
    const { title, description, priceSantim, coverImageId, fileId } = row;
    // The others know this version as withdrawn, and older news than theirs changes nothing there.
    const version = row.version === row.publishedVersion ? row.version + 1 : row.version;
    const address = await freeSlug(tx, creatorId, title, id);
    const offer = { id, version, slug: address, title, priceSantim, coverImageId, fileId };
    const shareTitle = cutGraphemes(title, 60);
    const teaser = cutGraphemes(description.replace(/\s+/g, ' '), 100);
    await putSlug(tx, creatorId, address, id);
    await putOffer(tx, creatorId, { ...offer, description, shareTitle, teaser, publishedAt: now });
    await setState(tx, creatorId, id, { state: 'published', publishedVersion: version, version, slug: address }, now);
    await emit(tx, productPublished, newId(), offerPayload(offer, store));
    return { changed: true, result: await viewIn(deps, tx, creatorId, id) };
  });
}

/** Stops selling; buyers keep what they bought. Withdrawing what is not public does nothing. */
export async function withdrawProduct(deps: Deps, creatorId: CreatorId, id: string): Promise<Product> {
  const now = deps.clock.now();
  return await changeWhatReadersSee(deps, creatorId, async (tx) => {
    const row = await holdProduct(tx, creatorId, id);
    if (!row) throw notFound();
    if (row.state !== 'published') return { changed: false, result: productView(deps, row) };
    await withdrawOffer(tx, creatorId, id);
    await setState(tx, creatorId, id, { state: 'withdrawn' }, now);
    await emit(tx, productWithdrawn, newId(), { productId: id, version: row.publishedVersion ?? row.version });
    return { changed: true, result: await viewIn(deps, tx, creatorId, id) };
  });
}

/** Says every offer again, because the store that they stand in has another name or address. */
export async function announceProducts(
  tx: Tx,
  creatorId: CreatorId,
  store: { handle: string; storeName: string },
): Promise<void> {
  for (const offer of await findOffers(tx, creatorId)) {
    await emit(tx, productPublished, newId(), offerPayload(offer, store));
  }
}

/** What delivery says about a file of this creator; the consumers and the demo data call it. */
export async function recordFile(deps: Deps, tx: Tx, creatorId: CreatorId, file: HeardFile): Promise<void> {
  await putFile(tx, creatorId, file, deps.clock.now());
}
