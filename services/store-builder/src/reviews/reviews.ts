// What buyers think. Who bought is known from what delivery says; whose money went back is not counted any more.
import type { EntitlementAccess } from '@windsurf/contracts/delivery';
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import { notBought, starsMissing } from '@windsurf/contracts/store-reviews';
import type { ReviewView } from '@windsurf/contracts/store-reviews';
import { isId, newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { changePublic } from '../stores/public-changes.ts';
import { checkLength, cleanLine, cleanText, createFindings } from '../texts/texts.ts';
import {
  countBuyer,
  countReview,
  dropReview,
  findReview,
  hasBought,
  keepPurchase,
  publicReviews,
  putAnswer,
  putReview,
  recount,
  reviewTotals,
  reviewsOfCreator,
} from './reviews.queries.ts';
import type { Before, ReviewRow } from './reviews.queries.ts';

export { reviewsById } from './reviews.queries.ts';
export type { ReviewRow } from './reviews.queries.ts';

/** Limits in graphemes. */
export const reviewLimits = { text: 600, name: 60, answer: 600 } as const;

/** As readers and the wire know it. */
export const reviewView = (row: ReviewRow): ReviewView => ({
  id: row.id,
  stars: row.stars,
  text: row.text,
  name: row.name,
  writtenAt: row.writtenAt.toISOString(),
  answer: row.answer,
});

type Page = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

function beforeOf(cursor: string | undefined): Before {
  if (cursor === undefined || cursor === '') return undefined;
  const [ms = '', id = ''] = cursor.split('_');
  if (!/^[0-9]{1,15}$/.test(ms) || !isId(id)) throw wrongShape({}, { pointer: '/cursor' });
  return { at: new Date(Number(ms)), id };
}

function cut<Row extends ReviewRow>(
  rows: readonly Row[],
  limit: number,
): { shown: readonly Row[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, nextCursor: rows.length > limit && last ? `${last.writtenAt.getTime()}_${last.id}` : null };
}

/** Whose product it is that this person bought. Throws notBought, the same for a product that is not there. */
async function sellerOf(deps: Deps, buyerId: string, productId: string): Promise<CreatorId> {
  if (!isId(productId)) throw notBought();
  type Found = { creatorId: string; access: EntitlementAccess };
  const [found] = await deps.tenancy.door<Found>('purchase_of', buyerId, productId);
  // Her own she may buy, and praise elsewhere.
  if (!found || found.creatorId === buyerId) throw notBought();
  return asCreatorId(found.creatorId);
}

export async function myReview(deps: Deps, buyerId: string, productId: string): Promise<ReviewView | null> {
  const creatorId = await sellerOf(deps, buyerId, productId);
  const row = await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (!(await hasBought(tx, creatorId, buyerId, productId))) throw notBought();
    return await findReview(tx, creatorId, productId, buyerId);
  });
  return row ? reviewView(row) : null;
}

export type Opinion = { readonly stars: number; readonly text: string; readonly name?: string | undefined };
const tooMany = { name: 'reviews', max: 20, windowSeconds: 3600 } as const;

/** Writes or changes what she thinks. Throws notBought, textTooLong, starsMissing and 429. */
export async function writeReview(deps: Deps, buyerId: string, productId: string, said: Opinion): Promise<ReviewView> {
  const findings = createFindings();
  const text = cleanText(said.text);
  const name = cleanLine(said.name ?? '');
  checkLength(findings, text, reviewLimits.text, '/text');
  checkLength(findings, name, reviewLimits.name, '/name');
  if (!Number.isInteger(said.stars) || said.stars < 1 || said.stars > 5) findings.add(starsMissing, '/stars');
  findings.refuse();
  const creatorId = await sellerOf(deps, buyerId, productId);
  await deps.limits.take(tooMany, buyerId);
  let row: ReviewRow | undefined;
  await changePublic(deps, creatorId, async (tx) => {
    if (!(await hasBought(tx, creatorId, buyerId, productId))) throw notBought();
    const { stars } = said;
    const writtenAt = deps.clock.now();
    row = await putReview(tx, creatorId, { id: newId(), productId, buyerId, stars, text, name, writtenAt });
    await recount(tx, creatorId, productId);
    return true;
  });
  if (!row) throw notBought();
  return reviewView(row);
}

/** Takes it back; twice is once. */
export async function removeReview(deps: Deps, buyerId: string, productId: string): Promise<void> {
  const creatorId = await sellerOf(deps, buyerId, productId);
  await changePublic(deps, creatorId, async (tx) => {
    if (!(await dropReview(tx, creatorId, productId, buyerId))) return false;
    await recount(tx, creatorId, productId);
    return true;
  });
}

export type Listed = { count: number; tenths: number | null; items: ReviewView[]; nextCursor: string | null };
export const tenthsOf = (count: number, stars: number): number | null =>
  count === 0 ? null : Math.round((stars * 10) / count);

/** What readers see of a product that is sold. Throws notFound. */
export async function listReviews(deps: Deps, productId: string, page: Page): Promise<Listed & { title: string }> {
  if (!isId(productId)) throw notFound();
  const [found] = await deps.tenancy.door<{ sellerOf: string | null }>('seller_of', productId);
  const creatorId = found?.sellerOf ?? null;
  if (creatorId === null) throw notFound();
  const before = beforeOf(page.cursor);
  const limit = page.limit ?? 25;
  return await deps.tenancy.inPublic(async (tx) => {
    const of = { creatorId, productId };
    const totals = await reviewTotals(tx, of);
    if (!totals) throw notFound();
    const { shown, nextCursor } = cut(await publicReviews(tx, of, before, limit + 1), limit);
    const { reviewCount: count, reviewStars, title } = totals;
    return { count, tenths: tenthsOf(count, reviewStars), items: shown.map(reviewView), nextCursor, title };
  });
}

export async function listMyReviews(deps: Deps, creatorId: CreatorId, page: Page) {
  const before = beforeOf(page.cursor);
  const limit = page.limit ?? 25;
  const rows = await deps.tenancy.inCreator(
    creatorId,
    async (tx) => await reviewsOfCreator(tx, creatorId, before, limit + 1),
  );
  const { shown, nextCursor } = cut(rows, limit);
  return {
    items: shown.map((row) => ({ ...reviewView(row), productId: row.productId, title: row.title })),
    nextCursor,
  };
}

/** Answers below what a buyer said; an empty text takes the answer away. Throws notFound and textTooLong. */
export async function answerReview(
  deps: Deps,
  creatorId: CreatorId,
  of: { readonly productId: string; readonly id: string },
  typed: string,
): Promise<ReviewView> {
  const text = cleanText(typed);
  const findings = createFindings();
  checkLength(findings, text, reviewLimits.answer, '/text');
  findings.refuse();
  let row: ReviewRow | undefined;
  await changePublic(deps, creatorId, async (tx) => {
    row = await putAnswer(tx, creatorId, of, text === '' ? null : { text, at: deps.clock.now() });
    return row !== undefined;
  });
  if (!row) throw notFound();
  return reviewView(row);
}

export type Bought = {
  readonly entitlementId: string;
  readonly productId: string;
  readonly buyerId: string;
  readonly access: EntitlementAccess;
  readonly changedAt: Date | null;
};

/** A purchase, or what became of it: who got everything back is not counted, and is again if it was a mistake. */
export async function hearOfPurchase(tx: Tx, creatorId: CreatorId, bought: Bought): Promise<boolean> {
  const { buyerId, productId } = bought;
  const counted = await hasBought(tx, creatorId, buyerId, productId);
  await keepPurchase(tx, creatorId, bought);
  const counts = await hasBought(tx, creatorId, buyerId, productId);
  // Her own is no proof of anything.
  if (counts !== counted && buyerId !== creatorId) await countBuyer(tx, creatorId, productId, counts ? 1 : -1);
  if (!(await countReview(tx, creatorId, bought, counts))) return false;
  await recount(tx, creatorId, bought.productId);
  return true;
}
