// What is for sale. A draft may be anything; what buyers see changes only by publishing.
import { changedElsewhere, notFound } from '@windsurf/contracts/problem';
import { blockTexts } from '@windsurf/contracts/store-block-limits';
import { isPlainDownload, nothingShown, releaseOf, typeRules } from '@windsurf/contracts/product-types';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import {
  productPublished,
  productPublishedAhead,
  productPublishedTyped,
  productWithdrawn,
} from '@windsurf/contracts/store';
import {
  imageRefused,
  noStoreYet,
  notReady,
  partOfBundle,
  priceOrFreeRefused,
  priceRefused,
  typeFixed,
} from '@windsurf/contracts/store-problems';
import type { Product } from '@windsurf/contracts/store';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { cutGraphemes } from '@windsurf/language/graphemes';
import type { Language } from '@windsurf/language/phrases';
import { slug } from '@windsurf/language/slug';
import { emit } from '@windsurf/messages/emit';
import { GREATEST_PRICE, LEAST_PRICE } from '@windsurf/money/money';
import { isDeepStrictEqual } from 'node:util';
import type { Deps, Tx } from '../deps.ts';
import { mediaPath } from '../images/media-path.ts';
import { approvalsOf, approvalView, rulingOn, takeBack } from '../approval/ruling.ts';
import type { ApprovalRow } from '../approval/ruling.ts';
import { changeWhatReadersSee } from '../stores/public-changes.ts';
import type { PublicName } from '../stores/public-changes.ts';
import { updateCreatorReadiness } from '../trust/standing.ts';
import { checkLength, cleanLine, cleanText, createFindings, limits } from '../texts/texts.ts';
import type { Findings } from '../texts/texts.ts';
import { blockersOf } from './blockers.ts';
import { acceptDetails } from './details.ts';
import {
  findOffers,
  findProduct,
  findProducts,
  findSlugs,
  holdProduct,
  insertProduct,
  markReleased,
  putFile,
  putOffer,
  putSlug,
  setState,
  withdrawOffer,
  writeProduct,
} from './products.queries.ts';
import type { HeardFile, OfferRow, ProductFields, ProductRow } from './products.queries.ts';
import { assertParts, bundlesWith, unsoldParts } from './bundles.ts';
import { acceptShown, assertSample, putShown, teaserOf } from './shown.ts';
import { acceptRelease, promiseOf, withoutRelease } from './releases.ts';
import type { Standing } from './releases.ts';

const productView = (deps: Deps, row: ProductRow, approval: ApprovalRow | undefined): Product => ({
  id: row.id,
  type: row.type,
  details: row.details,
  slug: row.slug,
  title: row.title,
  description: row.description,
  tags: row.tags,
  category: row.category,
  priceSantim: row.priceSantim,
  currency: 'ETB',
  coverImageId: row.coverImageId,
  coverUrl: row.coverImageId === null ? null : mediaPath(row.coverImageId),
  fileId: row.fileId,
  fileReady: row.fileState === 'ready',
  shown: row.shown,
  version: row.version,
  state: row.state,
  changed: row.state === 'published' && row.publishedVersion !== row.version,
  url: row.state === 'published' ? `${deps.storeOrigin}/@${row.handle}/${row.slug}` : null,
  approval: approvalView(approval),
  updatedAt: row.updatedAt.toISOString(),
});

async function viewIn(deps: Deps, tx: Tx, creatorId: CreatorId, id: string): Promise<Product> {
  const row = await findProduct(tx, creatorId, id);
  if (!row) throw notFound();
  return productView(deps, row, (await approvalsOf(tx, creatorId, id)).get(id));
}

export async function listProducts(deps: Deps, creatorId: CreatorId): Promise<Product[]> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const rows = await findProducts(tx, creatorId);
    const approvals = await approvalsOf(tx, creatorId);
    return rows.map((row) => productView(deps, row, approvals.get(row.id)));
  });
}

export async function readProduct(deps: Deps, creatorId: CreatorId, id: string): Promise<Product> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => await viewIn(deps, tx, creatorId, id));
}

/** Tags as they are kept: cleaned, in small letters, each once. */
function acceptTags(findings: Findings, typed: readonly string[]): string[] {
  const tags = typed.map((tag) => cleanLine(tag).toLowerCase());
  for (const [at, tag] of tags.entries()) checkLength(findings, tag, blockTexts['product-list'].tag, `/tags/${at}`);
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/**
 * The given fields, cleaned and within their limits, for a product of a type. Throws 422 with a pointer for each that is
 * not.
 */
function acceptFields<F extends Partial<ProductFields>>(
  fields: F,
  type: ProductDetails['type'],
  now: Date,
  lang: Language,
  standing?: Standing,
): F {
  const findings = createFindings();
  const accepted = { ...fields };
  if (fields.details !== undefined) {
    const details = acceptDetails(findings, fields.details, now);
    accepted.details = acceptRelease(findings, details, standing, now, lang);
  }
  if (fields.title !== undefined) {
    accepted.title = cleanLine(fields.title);
    checkLength(findings, accepted.title, limits.productTitle, '/title');
  }
  if (fields.description !== undefined) {
    accepted.description = cleanText(fields.description);
    checkLength(findings, accepted.description, limits.description, '/description');
  }
  if (fields.tags !== undefined) accepted.tags = acceptTags(findings, fields.tags);
  if (fields.shown !== undefined) accepted.shown = acceptShown(findings, fields.shown);
  // The least of a tip is its price; what leads elsewhere has none here.
  if (accepted.details?.type === 'tip') accepted.priceSantim = accepted.details.minSantim;
  else if (type === 'tip') delete accepted.priceSantim;
  if (type === 'affiliate-link' && fields.priceSantim !== undefined) accepted.priceSantim = 0;
  const price = accepted.priceSantim;
  const { free } = typeRules[type];
  if (price !== undefined && !(price === 0 && free) && (price < LEAST_PRICE || price > GREATEST_PRICE)) {
    findings.add(free ? priceOrFreeRefused : priceRefused, '/priceSantim', { min: '1', max: '1,000,000' });
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

/**
 * Throws 422 for texts and prices out of their limits, 404 before the store is open. What is there
 * already under this `id` is given as it is: twice is once.
 */
export async function createProduct(
  deps: Deps,
  creatorId: CreatorId,
  input: Pick<ProductFields, 'title' | 'priceSantim'> & Partial<ProductFields>,
  id: string = newId(),
  lang: Language = 'am',
): Promise<Product> {
  const details: ProductDetails = { type: 'digital-download' };
  const rest = { description: '', tags: [], category: null, coverImageId: null, fileId: null, shown: nothingShown };
  const whole = { ...rest, details, ...input };
  const fields = acceptFields(whole, whole.details.type, deps.clock.now(), lang);
  const work = deps.tenancy.inCreator(creatorId, async (tx) => {
    if (await findProduct(tx, creatorId, id)) return await viewIn(deps, tx, creatorId, id);
    await assertParts(tx, creatorId, id, fields.details);
    await assertSample(tx, creatorId, fields.shown);
    const address = await freeSlug(tx, creatorId, fields.title, id);
    await insertProduct(tx, creatorId, { id, slug: address, ...fields }, deps.clock.now());
    return await viewIn(deps, tx, creatorId, id);
  });
  return await withReferences(work).catch(async (error: unknown) => {
    // Made at the same moment by the same request, sent twice.
    if (!isFault(error, 'duplicate', 'products_pkey')) throw error;
    return await readProduct(deps, creatorId, id);
  });
}

/** Throws 409 changed-elsewhere with the other product as `current`; the same change again is no conflict. */
export async function changeProduct(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  { baseVersion, ...input }: Partial<ProductFields> & { baseVersion: number },
  lang: Language = 'am',
): Promise<Product> {
  const work = deps.tenancy.inCreator(creatorId, async (tx) => {
    const standing = await findProduct(tx, creatorId, id);
    if (!standing) throw notFound();
    if (input.details && input.details.type !== standing.type) throw typeFixed({}, { pointer: '/details/type' });
    const fields = acceptFields(input, standing.type, deps.clock.now(), lang, standing);
    await assertParts(tx, creatorId, id, fields.details);
    await assertSample(tx, creatorId, fields.shown);
    const written = await writeProduct(tx, creatorId, { id, base: baseVersion }, fields, deps.clock.now());
    const current = await viewIn(deps, tx, creatorId, id);
    const same = Object.entries(fields).every(([name, value]) =>
      isDeepStrictEqual(current[name as keyof Product], value),
    );
    if (!written && !same) throw changedElsewhere({}, { extra: { current } });
    return current;
  });
  return await withReferences(work);
}

const offerPayload = (offer: OfferRow, store: { handle: string; storeName: string }) => ({
  productId: offer.id,
  version: offer.version,
  slug: offer.slug,
  title: offer.title,
  priceSantim: offer.priceSantim,
  currency: 'ETB' as const,
  coverUrl: offer.coverImageId === null ? null : mediaPath(offer.coverImageId),
  fileId: offer.fileId,
  ...store,
});

/** In the oldest words that say it all. */
async function announce(tx: Tx, offer: OfferRow, store: { handle: string; storeName: string }): Promise<void> {
  const payload = offerPayload(offer, store);
  const { type, details } = offer;
  if (isPlainDownload(details)) await emit(tx, productPublished, newId(), { ...payload, type: 'digital-download' });
  else if (releaseOf(details) !== undefined)
    await emit(tx, productPublishedAhead, newId(), { ...payload, type, details });
  else await emit(tx, productPublishedTyped, newId(), { ...payload, type, details });
}

export type HeldProduct = ProductRow;
/** For an operator's decision: the product, held until the transaction ends. */
export const holdForSale = holdProduct;

/** False when something stands in the way that came after it was handed in: a part that was taken from sale, a file. */
export async function isReadyForSale(deps: Deps, tx: Tx, creatorId: CreatorId, row: HeldProduct): Promise<boolean> {
  const unsold = await unsoldParts(tx, creatorId, row.details);
  return blockersOf(row, unsold, deps.clock.now(), 'en').length === 0;
}

/** From now on it is sold as it is: address, what buyers see, and the word to the other services. */
export async function putOnSale(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  row: HeldProduct,
  store: PublicName,
): Promise<void> {
  const now = deps.clock.now();
  const { id, type, title, description, tags, making, priceSantim, coverImageId, fileId } = row;
  const details = row.releasedAt === null ? row.details : withoutRelease(row.details);
  // The others know this version as withdrawn, and older news than theirs changes nothing there.
  const version = row.version === row.publishedVersion ? row.version + 1 : row.version;
  const address = await freeSlug(tx, creatorId, title, id);
  const offer = { id, type, details, version, slug: address, title, priceSantim, coverImageId, fileId };
  // What nobody said anything of is something else.
  const category = row.category ?? making ?? 'other';
  const shareTitle = cutGraphemes(title, 60);
  const teaser = teaserOf(description);
  await putSlug(tx, creatorId, address, id);
  await putOffer(tx, creatorId, { ...offer, description, tags, category, shareTitle, teaser, publishedAt: now });
  await putShown(tx, creatorId, id, row.shown);
  const published = { state: 'published', publishedVersion: version, version, slug: address } as const;
  await setState(tx, creatorId, id, { ...published, ...promiseOf(row) }, now);
  await announce(tx, offer, store);
}

/** An operator takes it down, and every bundle that promises it. */
export async function takeFromSale(deps: Deps, tx: Tx, creatorId: CreatorId, id: string): Promise<void> {
  const row = await holdProduct(tx, creatorId, id);
  if (row?.state !== 'published') return;
  for (const bundle of await bundlesWith(tx, creatorId, id)) await takeFromSale(deps, tx, creatorId, bundle.id);
  await withdrawOffer(tx, creatorId, id);
  await setState(tx, creatorId, id, { state: 'withdrawn' }, deps.clock.now());
  await emit(tx, productWithdrawn, newId(), { productId: id, version: row.publishedVersion ?? row.version });
}

/**
 * Offers the product as it is now, or hands it in where an operator looks first. Throws 409 not-ready with `blockers`
 * [{ code, detail, field }], 409 product-rejected for what was refused as it is. Publishing what is public already does
 * nothing.
 */
export async function publishProduct(deps: Deps, creatorId: CreatorId, id: string, lang: Language): Promise<Product> {
  const now = deps.clock.now();
  return await changeWhatReadersSee(deps, creatorId, async (tx, store) => {
    const row = await holdProduct(tx, creatorId, id);
    if (!row) throw notFound();
    const same = row.state === 'published' && row.publishedVersion === row.version;
    if (same) return { changed: false, result: await viewIn(deps, tx, creatorId, id) };
    const blockers = blockersOf(row, await unsoldParts(tx, creatorId, row.details), now, lang);
    if (blockers.length > 0) throw notReady({}, { extra: { blockers } });
    const ruling = await rulingOn(deps, tx, creatorId, row);
    if (ruling === 'on-sale') await putOnSale(deps, tx, creatorId, row, store);
    else await updateCreatorReadiness(deps, tx, creatorId);
    return { changed: ruling === 'on-sale', result: await viewIn(deps, tx, creatorId, id) };
  });
}

/**
 * Stops selling; buyers keep what they bought. Withdrawing what is not public does nothing. Throws partOfBundle while a
 * bundle that is for sale holds it: what that one promises has to be there.
 */
export async function withdrawProduct(deps: Deps, creatorId: CreatorId, id: string): Promise<Product> {
  const now = deps.clock.now();
  return await changeWhatReadersSee(deps, creatorId, async (tx) => {
    const row = await holdProduct(tx, creatorId, id);
    if (!row) throw notFound();
    await takeBack(deps, tx, creatorId, id);
    if (row.state !== 'published') return { changed: false, result: await viewIn(deps, tx, creatorId, id) };
    const [bundle] = await bundlesWith(tx, creatorId, id);
    if (bundle) throw partOfBundle({ title: bundle.title });
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
    await announce(tx, offer, store);
  }
}

/** What delivery says about a file of this creator; the consumers and the demo data call it. */
export async function recordFile(deps: Deps, tx: Tx, creatorId: CreatorId, file: HeardFile): Promise<void> {
  await putFile(tx, creatorId, file, deps.clock.now());
}

/** What delivery says of a pre-order: it opened, or stayed away for so long that it is taken from sale. */
export async function hearRelease(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  heard: { readonly productId: string; readonly state: string; readonly at: Date },
): Promise<void> {
  if (heard.state === 'released') await markReleased(tx, creatorId, heard.productId, heard.at);
  if (heard.state === 'given-up') await takeFromSale(deps, tx, creatorId, heard.productId);
}
