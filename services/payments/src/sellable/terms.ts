// How a creator says that a product is sold. Whoever is paying already keeps what was offered: her lines are frozen in her
// attempt, and a limit that is set now counts her in.
import {
  bumpRefused,
  endsBeforeBegin,
  pricesOverlap,
  stockBelowTaken,
  suggestionBelowMinimum,
} from '@windsurf/contracts/payments-sellable';
import { mayBeGift } from '@windsurf/contracts/payments-gifts';
import type { PriceVersion, TermsView, changeTerms } from '@windsurf/contracts/payments-sellable';
import { changedElsewhere, notFound } from '@windsurf/contracts/problem';
import type { Input } from '@windsurf/contracts/endpoint';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Static } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { ending, pageCursor, readPageCursor } from '../page-cursor.ts';
import { priceAt } from './price.ts';
import type { ScheduledPrice } from './price.ts';
import * as rows from './terms.queries.ts';
import type { TermsOfProduct, TermsRow } from './terms.queries.ts';

export type TermsChange = Input<typeof changeTerms>['body'];

/** Absent and foreign are the same 404. */
export async function readTerms(deps: Deps, creatorId: CreatorId, productId: string): Promise<TermsView> {
  const { compile } = deps.tenancy;
  const now = deps.clock.now();
  const [terms, schedule] = await deps.tenancy.batchInCreator(creatorId, [
    rows.termsOf(compile, creatorId, productId).compile(),
    rows.scheduleFrom(compile, creatorId, productId, now).compile(),
  ]);
  const row = terms[0];
  if (!row) throw notFound();
  return viewOf(row, schedule, now);
}

/**
 * Throws notFound, changedElsewhere, and what is wrong with the change, each with the pointer of its field. The same
 * change again changes nothing.
 */
export async function changeTermsOf(
  deps: Deps,
  creatorId: CreatorId,
  productId: string,
  change: TermsChange,
  lang: Language,
): Promise<TermsView> {
  const now = deps.clock.now();
  assertChange(change, productId, now, lang);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (!(await rows.stopStarts(tx, creatorId, productId))) throw notFound();
    const view = async (): Promise<TermsView> => {
      const row = await rows.termsOf(tx, creatorId, productId).executeTakeFirstOrThrow();
      return viewOf(row, await rows.scheduleFrom(tx, creatorId, productId, now).execute(), now);
    };
    const before = await view();
    if (same(before, change)) return before;
    if (before.version !== change.baseVersion) throw changedElsewhere({}, { extra: { version: before.version } });
    if (change.bump && change.bump.productId !== before.bump?.productId) {
      if (!(await rows.mayBeExtra(tx, creatorId, change.bump.productId)))
        throw bumpRefused({}, { pointer: '/bump/productId' });
    }
    await putTerms(tx, creatorId, productId, change, now);
    await putSchedule(tx, creatorId, productId, change.scheduledPrices, now);
    return await view();
  });
}

function assertChange(change: TermsChange, productId: string, now: Date, lang: Language): void {
  const { payWhatYouWant, bump, scheduledPrices } = change;
  if (payWhatYouWant) {
    const { minSantim, suggestedSantim } = payWhatYouWant;
    const below = suggestedSantim.findIndex((sum) => sum < minSantim);
    const min = formatBirr(santim(minSantim), lang);
    if (below >= 0)
      throw suggestionBelowMinimum({ min }, { pointer: `/payWhatYouWant/suggestedSantim/${String(below)}` });
  }
  if (bump?.productId === productId) throw bumpRefused({}, { pointer: '/bump/productId' });
  const schedule = scheduledPrices.map(scheduledOf);
  for (const [at, { fromAt, toAt }] of schedule.entries()) {
    if (toAt !== null && (toAt <= fromAt || toAt <= now))
      throw endsBeforeBegin({}, { pointer: `/scheduledPrices/${String(at)}/toAt` });
  }
  const inOrder = schedule.map((price, at) => ({ ...price, at })).toSorted((a, b) => +a.fromAt - +b.fromAt);
  for (const [n, next] of inOrder.entries()) {
    const before = inOrder[n - 1];
    if (before && (before.toAt === null || before.toAt > next.fromAt))
      throw pricesOverlap({}, { pointer: `/scheduledPrices/${String(next.at)}/fromAt` });
  }
}

async function putTerms(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
  change: TermsChange,
  now: Date,
): Promise<void> {
  const { payWhatYouWant, stock, bump, gifts } = change;
  const before = await countsFrom(tx, creatorId, productId, stock);
  if (stock !== null && before.taken + before.held > stock)
    throw stockBelowTaken({ count: before.taken + before.held }, { pointer: '/stock' });
  await rows.putTerms(tx, {
    productId,
    version: (before.version ?? 0) + 1,
    minSantim: payWhatYouWant?.minSantim ?? null,
    suggestedSantim: payWhatYouWant?.suggestedSantim ?? [],
    quantity: stock,
    taken: before.taken,
    held: before.held,
    bumpId: bump?.productId ?? null,
    bumpSantim: bump?.priceSantim ?? null,
    noGift: gifts === undefined ? (before.noGift ?? false) : !gifts,
    changedAt: now,
  });
}

/** The counts to go on from. A limit that is new counts what was sold before it, and what is being paid for. */
export async function countsFrom(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
  stock: number | null,
): Promise<{ taken: number; held: number } & Partial<Pick<TermsRow, 'version' | 'noGift'>>> {
  const known = await rows.termsOf(tx, creatorId, productId).executeTakeFirst();
  const limits = stock !== null && (known?.quantity ?? null) === null;
  // Payments first, the counts after them: a payment that is being settled takes them in that order too.
  if (limits) await rows.holdForOpen(tx, creatorId, productId);
  const locked = await rows.lockTerms(tx, creatorId, productId);
  const counts = limits ? await rows.countSold(tx, creatorId, productId) : { taken: 0, held: 0, ...locked };
  return {
    taken: counts.taken,
    held: counts.held,
    ...(locked ? { version: locked.version, noGift: locked.noGift } : {}),
  };
}

/** What is new is written, what is gone is ended; nothing that was written is changed. */
async function putSchedule(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
  wanted: TermsChange['scheduledPrices'],
  now: Date,
): Promise<void> {
  const standing = await rows.scheduleFrom(tx, creatorId, productId, now).execute();
  const asked = wanted.map(scheduledOf);
  const isSame = (a: ScheduledPrice, b: ScheduledPrice): boolean =>
    +a.fromAt === +b.fromAt && Number(a.toAt) === Number(b.toAt) && a.priceSantim === b.priceSantim;
  const gone = standing.filter((old) => !asked.some((price) => isSame(old, price)));
  const added = asked.filter((price) => !standing.some((old) => isSame(old, price)));
  await rows.insertPrices(tx, [
    ...gone.map(({ id, priceSantim, fromAt, toAt }) => ({
      productId,
      kind: 'ended' as const,
      priceSantim,
      fromAt,
      // A price that ran until now has run until now.
      toAt: fromAt < now ? now : toAt,
      writtenAt: now,
      endsId: id,
    })),
    ...added.map((price) => ({ productId, kind: 'scheduled' as const, ...price, writtenAt: now })),
  ]);
}

const scheduledOf = (price: TermsChange['scheduledPrices'][number]): ScheduledPrice => ({
  fromAt: new Date(price.fromAt),
  toAt: price.toAt === null ? null : new Date(price.toAt),
  priceSantim: price.priceSantim,
});

/** Whether the change is what stands already. */
function same(view: TermsView, { payWhatYouWant, stock, bump, scheduledPrices, gifts }: TermsChange): boolean {
  const schedule = scheduledPrices
    .map(scheduledOf)
    .toSorted((a, b) => +a.fromAt - +b.fromAt)
    .map(scheduleView);
  const offered = bump && { productId: bump.productId, priceSantim: bump.priceSantim };
  const standing = view.bump && { productId: view.bump.productId, priceSantim: view.bump.priceSantim };
  const text = (of: unknown): string => JSON.stringify(of);
  return (
    (view.version > 0 || (payWhatYouWant === null && stock === null && bump === null && schedule.length === 0)) &&
    text(view.payWhatYouWant) === text(payWhatYouWant && inOrder(payWhatYouWant)) &&
    (view.stock?.quantity ?? null) === stock &&
    text(standing) === text(offered) &&
    text(view.scheduledPrices) === text(schedule) &&
    (gifts === undefined || view.gifts === null || view.gifts === gifts)
  );
}
const inOrder = ({ minSantim, suggestedSantim }: NonNullable<TermsChange['payWhatYouWant']>): object => ({
  minSantim,
  suggestedSantim,
});

const scheduleView = ({ fromAt, toAt, priceSantim }: ScheduledPrice): TermsView['scheduledPrices'][number] => ({
  fromAt: fromAt.toISOString(),
  toAt: toAt?.toISOString() ?? null,
  priceSantim,
});

function viewOf(row: TermsOfProduct, schedule: readonly ScheduledPrice[], now: Date): TermsView {
  const { quantity, taken, held, minSantim, bumpId, bumpSantim, bumpTitle } = row;
  const counts = { taken: taken ?? 0, held: held ?? 0 };
  return {
    productId: row.id,
    title: row.title,
    currency: row.currency,
    listSantim: row.priceSantim,
    priceSantim: priceAt(row.priceSantim, schedule, now),
    version: row.version ?? 0,
    payWhatYouWant: minSantim === null ? null : { minSantim, suggestedSantim: row.suggestedSantim ?? [] },
    stock: quantity === null ? null : { quantity, ...counts, left: quantity - counts.taken - counts.held },
    bump:
      bumpId === null || bumpSantim === null || bumpTitle === null
        ? null
        : { productId: bumpId, priceSantim: bumpSantim, title: bumpTitle, forSale: row.bumpState === 'published' },
    gifts: mayBeGift(row.type) ? row.noGift !== true : null,
    scheduledPrices: schedule.map(scheduleView),
  };
}

/** Every price of a product, the last written first; the cursor is the place of the last one seen. */
export async function listPrices(
  deps: Deps,
  creatorId: CreatorId,
  productId: string,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: Static<typeof PriceVersion>[]; nextCursor: string | null }> {
  const { compile } = deps.tenancy;
  const limit = page.limit ?? 25;
  const [products, prices] = await deps.tenancy.batchInCreator(creatorId, [
    rows.termsOf(compile, creatorId, productId).compile(),
    rows.pricesOf(compile, creatorId, productId, readPageCursor(page.cursor, ending), limit + 1).compile(),
  ]);
  if (!products[0]) throw notFound();
  const items = prices.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ kind, writtenAt, ...price }) => ({
      ...scheduleView(price),
      kind,
      writtenAt: writtenAt.toISOString(),
    })),
    nextCursor: prices.length > limit && last ? pageCursor(last.writtenAt, last.id) : null,
  };
}
