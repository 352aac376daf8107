// What is offered now: to somebody who looks, and to the transaction that begins a payment. Both read the same rows and
// price them by the same rules.
import { notForSale } from '@windsurf/contracts/payments';
import { cartItemGone, codeUnknown, codeUsedUp } from '@windsurf/contracts/payments-sellable';
import { mayBeGift } from '@windsurf/contracts/payments-gifts';
import { questionsOf, typeRules } from '@windsurf/contracts/product-types';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import type { Platform } from '@windsurf/contracts/auth-platform';
import type { Problem } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import type { Deps, Tx } from '../deps.ts';
import { isAhead, isLate } from '../preorders/preorders.ts';
import type { Product } from '../products/products.ts';
import {
  codeByName,
  codeForProduct,
  keepForSale,
  offerForSale,
  publishedOf,
  publishedOffer,
} from './offers.queries.ts';
import type { FoundCode, OfferRow, Sharing } from './offers.queries.ts';
import { codeFault, nextChange, priceAt } from './price.ts';
import type { Offer, Priced, ScheduledPrice, Stock } from './price.ts';

export type { FoundCode } from './offers.queries.ts';
export type Sellable = Omit<Offer, 'parts' | 'more'> & {
  readonly product: Product;
  /** The published price, while a scheduled one is lower. */
  readonly beforeSantim: number | null;
  readonly nextChange: { readonly at: Date; readonly priceSantim: number } | null;
  readonly stock: Stock | null;
  readonly bump: { readonly product: Priced; readonly priceSantim: number; readonly stock: Stock | null } | null;
  /** What a bundle holds; empty for everything else. */
  readonly parts: readonly (Priced & { readonly stock: Stock | null })[];
  /** In so many monthly parts it may be paid as well; null: at once only. */
  readonly instalments: number | null;
  /** Its buyers may ask to be reminded once of what they do not finish. */
  readonly reminds: boolean;
  /** May be bought for somebody else. */
  readonly gifts: boolean;
  /** What else of the store is bought with it; empty until it is put there. */
  readonly more: readonly { readonly product: Product; readonly priceSantim: number; readonly stock: Stock | null }[];
};

/** Most things beside the first one in a cart. */
export const mostMore = 9;

/** What can lie in a cart with others: it has one price, asks nothing of its own, and somebody can have it still. */
export const isCartable = ({ product, openAmount, priceSantim, stock }: Sellable): boolean =>
  fileTypes.has(product.details.type) &&
  questionsOf(product.details).length === 0 &&
  openAmount === null &&
  priceSantim > 0 &&
  leftOf(stock) !== 0 &&
  // It opens, and goes back, as a whole and alone.
  !isAhead(product);
const fileTypes: ReadonlySet<string> = new Set(['digital-download', 'course', 'template-pack', 'licence-key']);

/** What may be paid in parts: it can be closed and opened again without anything being lost. */
export const planTypes: ReadonlySet<string> = new Set(['digital-download', 'course', 'template-pack', 'bundle']);

/** Codes are written in capitals, whatever is typed. */
export const codeName = (typed: string): string => typed.trim().toUpperCase();
/** What of an offer is used up, itself or a part of it; undefined while there is something of everything. */
export const usedUp = ({ stock, parts }: Sellable): Stock | undefined =>
  [stock, ...parts.map((part) => part.stock)].find((one) => one !== null && leftOf(one) === 0) ?? undefined;
export const leftOf = (stock: Stock | null): number | null =>
  stock && Math.max(0, stock.quantity - stock.taken - stock.held);

/**
 * A published product as it is sold now, whoever sells it, and the code of a name in its store. Throws notForSale.
 */
export async function findOffer(
  deps: Deps,
  productId: string,
  codeTyped = '',
  platform: Platform = 'web',
): Promise<{ offer: Sellable; code: FoundCode | undefined }> {
  const { compile } = deps.tenancy;
  const now = deps.clock.now();
  const name = codeName(codeTyped);
  const product = publishedOffer(compile, productId, now);
  if (!isName(name)) {
    const [rows] = await deps.tenancy.batchInPublic([product]);
    return { offer: offered(deps, sellableOf(rows[0], now), platform), code: undefined };
  }
  const [rows, codes] = await deps.tenancy.batchInPublic([product, codeForProduct(compile, productId, name)]);
  return { offer: offered(deps, sellableOf(rows[0], now), platform), code: codes[0] };
}

/**
 * What of these can be bought with a thing of the same store, in the order in which they were put there, and how many of
 * them cannot.
 */
export async function findMore(
  deps: Deps,
  main: Sellable,
  ids: readonly string[],
): Promise<{ more: Sellable['more']; gone: number }> {
  const wanted = [...new Set(ids)].filter((id) => id !== main.product.id).slice(0, mostMore);
  if (wanted.length === 0 || !isCartable(main)) return { more: [], gone: wanted.length };
  const now = deps.clock.now();
  const found = await deps.tenancy.batchInPublic(wanted.map((id) => publishedOffer(deps.tenancy.compile, id, now)));
  const more = found.flatMap(([row]) => {
    const one = row && row.creatorId === main.product.creatorId ? sellable(row, now) : undefined;
    return one && isCartable(one) ? [one] : [];
  });
  return { more, gone: wanted.length - more.length };
}
function sellable(row: OfferRow, at: Date): Sellable | undefined {
  try {
    return sellableOf(row, at);
  } catch {
    // It is published, and not for sale here: a link to another shop, a bundle whose parts are not known yet.
    return undefined;
  }
}

/** What else a store sells that could be bought with a thing, the newest first; at most 12. */
export async function othersFor(deps: Deps, main: Sellable): Promise<Sellable['more']> {
  const { creatorId, id } = main.product;
  const [ids] = await deps.tenancy.batchInPublic([publishedOf(deps.tenancy.compile, creatorId, id)]);
  const { more } = await findMore(
    deps,
    main,
    ids.map((row) => row.id),
  );
  return more;
}

/** Without the extra where operators have switched extras off. What a buyer was shown before that she may still take. */
const offered = ({ flags }: Pick<Deps, 'flags'>, offer: Sellable, platform: Platform): Sellable =>
  offer.bump === null || flags.isOn('checkout-bump', { creatorId: offer.product.creatorId, platform })
    ? offer
    : { ...offer, bump: null };

/** Whose product it is: it never becomes another's, so it is asked for once. */
const sellers = new Map<string, CreatorId>();
const knownSellers = 5000;

/** Who sells a product that was once found for sale; whether it still is, is decided where it is held. Throws notForSale. */
export async function sellerOf(deps: Deps, productId: string): Promise<CreatorId> {
  const known = sellers.get(productId);
  if (known !== undefined) return known;
  const { creatorId } = (await findOffer(deps, productId)).offer.product;
  if (sellers.size >= knownSellers) sellers.clear();
  sellers.set(productId, creatorId);
  return creatorId;
}

/** The same inside of the seller's transaction, where price, terms and extra hold still. Throws notForSale. */
export async function holdOffer(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
  wants: { readonly bump: boolean },
  at: Date,
): Promise<Sellable & Sharing> {
  const row = await offerForSale(tx, creatorId, productId, at);
  const { partners = [], recommended = false } = row ?? {};
  const offer = { ...sellableOf(row, at), partners, recommended };
  if (!wants.bump || offer.bump === null) return offer;
  const stays = await keepForSale(tx, creatorId, offer.bump.product.id);
  return stays ? offer : { ...offer, bump: null };
}

/** The same for what is bought with it. Throws cartItemGone for what is not for sale, sold out, or not to be had together. */
export async function holdMore(
  tx: Tx,
  creatorId: CreatorId,
  main: Sellable,
  ids: readonly string[],
  at: Date,
): Promise<(Sellable & Sharing)[]> {
  const more: (Sellable & Sharing)[] = [];
  for (const id of new Set(ids)) {
    const row = id === main.product.id ? undefined : await offerForSale(tx, creatorId, id, at);
    const one = row && sellable(row, at);
    if (!row || !one || !isCartable(one) || !isCartable(main)) throw cartItemGone({}, { pointer: '/with' });
    more.push({ ...one, partners: row.partners, recommended: row.recommended });
  }
  return more;
}

/** The code of a name in the seller's transaction; undefined when she never had one. */
export async function findCode(tx: Tx, creatorId: CreatorId, typed: string): Promise<FoundCode | undefined> {
  const name = codeName(typed);
  return isName(name) ? await codeByName(tx, creatorId, name) : undefined;
}
const isName = (name: string): boolean => /^[A-Z0-9-]{3,24}$/.test(name);

/** Why a typed code does nothing for this offer; undefined when it works. Whether a use is left is decided when it is held. */
export function faultOf(code: FoundCode | undefined, offer: Sellable, at: Date, lang: Language): Problem | undefined {
  if (!code) return codeUnknown({}, { pointer: '/code' });
  const ids = [offer.product, ...offer.more.map((one) => one.product)].map(({ id }) => id);
  const fault = codeFault(code, ids, at, lang);
  if (fault) return fault;
  return code.maxUses !== null && code.taken + code.held >= code.maxUses
    ? codeUsedUp({}, { pointer: '/code' })
    : undefined;
}

function sellableOf(row: OfferRow | undefined, at: Date): Sellable {
  if (!row) throw notForSale();
  const schedule = row.schedule.map(
    ({ fromAt, toAt, priceSantim }): ScheduledPrice => ({
      fromAt: new Date(fromAt),
      toAt: toAt === null ? null : new Date(toAt),
      priceSantim,
    }),
  );
  const published = row.priceSantim;
  const priceSantim = priceAt(published, schedule, at);
  const product = productOf(row);
  const rule = typeRules[product.details.type];
  const openAmount = openAmountOf(row, product.details);
  // What another shop sells is not sold here. What may not be given away has a price, or an amount that the buyer names.
  if (isOver(product.details, at) || isLate(product, at)) throw notForSale();
  if (!rule.sold || (priceSantim <= 0 && openAmount === null && !rule.free)) throw notForSale();
  return {
    product,
    priceSantim,
    beforeSantim: priceSantim < published ? published : null,
    nextChange: openAmount === null ? nextChange(published, schedule, at) : null,
    openAmount,
    stock: stockOf(row.quantity, row.taken, row.held),
    bump: isAhead(product) ? null : bumpOf(row),
    parts: partsOf(row, product.details),
    more: [],
    instalments:
      !isAhead(product) && openAmount === null && planTypes.has(product.details.type) ? row.instalments : null,
    reminds: row.reminds,
    gifts: !isAhead(product) && mayBeGift(product.details.type) && row.noGift !== true,
  };
}

/** An event that has ended lets nobody in. */
const isOver = (details: ProductDetails, at: Date): boolean =>
  details.type === 'event-ticket' && new Date(details.endsAt) <= at;

/** Throws notForSale while a part has not been heard of here. */
function partsOf({ parts }: OfferRow, details: ProductDetails): Sellable['parts'] {
  if (details.type !== 'bundle') return [];
  if (parts.length !== details.productIds.length) throw notForSale();
  return parts.map(({ id, title, slug, version, quantity, taken, held }) => ({
    id,
    title,
    slug,
    version,
    stock: stockOf(quantity, taken, held),
  }));
}

/** Pay what you want, as its seller set it; a tip is never anything else, and a membership never is. */
function openAmountOf({ minSantim, suggestedSantim }: OfferRow, details: ProductDetails): Sellable['openAmount'] {
  if (details.type === 'tip') return { minSantim: details.minSantim, suggestedSantim: details.amounts };
  // So many months cost so much: an amount of her own would be the price of a month and of a year.
  if (details.type === 'membership') return null;
  return minSantim === null ? null : { minSantim, suggestedSantim: suggestedSantim ?? [] };
}

const productOf = (row: OfferRow): Product => ({
  creatorId: asCreatorId(row.creatorId),
  id: row.id,
  version: row.version,
  state: row.state,
  title: row.title,
  priceSantim: row.priceSantim,
  currency: row.currency,
  slug: row.slug,
  handle: row.handle,
  storeName: row.storeName,
  coverUrl: row.coverUrl,
  fileId: row.fileId,
  type: row.type,
  // Checked when it was published; the event carried it as it is.
  details: row.details as unknown as ProductDetails,
  releaseAt: row.releaseAt,
  releasedAt: row.releasedAt,
  changedAt: row.changedAt,
});

const stockOf = (quantity: number | null, taken: number | null, held: number | null): Stock | null =>
  quantity === null ? null : { quantity, taken: taken ?? 0, held: held ?? 0 };

/** What is sold out is not offered as an extra, and neither is what the bundle beside it holds. */
function bumpOf(row: OfferRow): Sellable['bump'] {
  const { bumpId: id, bumpTitle: title, bumpSlug: slug, bumpVersion: version, bumpSantim: priceSantim } = row;
  if (id === null || title === null || slug === null || version === null || priceSantim === null) return null;
  if (row.bumpAhead === true || row.parts.some((part) => part.id === id)) return null;
  const stock = stockOf(row.bumpQuantity, row.bumpTaken, row.bumpHeld);
  return leftOf(stock) === 0 ? null : { product: { id, title, slug, version }, priceSantim, stock };
}
