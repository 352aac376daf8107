import { rangeTooLong } from '@windsurf/contracts/analytics';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { dayOf } from './days.ts';
import { addToDay, sumsBetween } from './summaries.queries.ts';
import type { Counts } from './summaries.queries.ts';

export { dayOf } from './days.ts';
export type { Counts } from './summaries.queries.ts';

/** Stands for a product where there is none: the store's own page. */
export const storePage = '00000000-0000-0000-0000-000000000000';
const longest = 400;
const dayMs = 86_400_000;

const none = { checkouts: 0, sales: 0, revenueSantim: 0, refunds: 0, refundedSantim: 0 } as const;

/** Inside the transaction that claims the event. */
export async function addCheckout(tx: Tx, creator: CreatorId, at: Date, productId: string): Promise<void> {
  await addToDay(tx, creator, { ...none, day: dayOf(at), productId, checkouts: 1 });
}

export type Sold = { readonly productId: string; readonly santim: number };

/**
 * Inside the transaction that claims the event. One sale of its first product; what buyers paid, before fees, stands at
 * each product that it was paid for.
 */
export async function addSale(
  tx: Tx,
  creator: CreatorId,
  { at, productId, items }: { readonly at: Date; readonly productId: string; readonly items: readonly Sold[] },
): Promise<void> {
  const day = dayOf(at);
  const paid = new Map([[productId, 0]]);
  for (const item of items) paid.set(item.productId, (paid.get(item.productId) ?? 0) + item.santim);
  // In the order of their key: two sales then never wait for each other in a circle.
  for (const [id, revenueSantim] of [...paid].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    await addToDay(tx, creator, { ...none, day, productId: id, sales: id === productId ? 1 : 0, revenueSantim });
  }
}

const nothing: Counts = { views: 0, productViews: 0, otherViews: 0, ...none };
const plus = (a: Counts, b: Counts): Counts => ({
  views: a.views + b.views,
  productViews: a.productViews + b.productViews,
  otherViews: a.otherViews + b.otherViews,
  checkouts: a.checkouts + b.checkouts,
  sales: a.sales + b.sales,
  revenueSantim: a.revenueSantim + b.revenueSantim,
  refunds: a.refunds + b.refunds,
  refundedSantim: a.refundedSantim + b.refundedSantim,
});

export type Summary = {
  readonly asOf: Date;
  readonly today: Counts;
  readonly total: Counts;
  readonly days: readonly ({ readonly day: string } & Counts)[];
};

/**
 * The last `days` days up to today in East Africa Time, oldest first, each there even when nothing happened, and their
 * sum. Throws 422 for anything but 1 to 400 days.
 */
export async function readSummary(deps: Deps, creator: CreatorId, days: number): Promise<Summary> {
  if (days < 1 || days > longest) throw rangeTooLong();
  const asOf = deps.clock.now();
  const wanted = Array.from({ length: days }, (_, i) => dayOf(new Date(asOf.getTime() - (days - 1 - i) * dayMs)));
  const [first = '', last = ''] = [wanted[0], wanted.at(-1)];
  const [rows] = await deps.reports.batchInCreator(creator, [
    sumsBetween(deps.reports, creator, { first, last, storePage }),
  ]);
  const known = new Map(rows.map((row) => [row.day, row]));
  const filled = wanted.map((day) => ({ ...(known.get(day) ?? nothing), day }));
  return { asOf, today: known.get(last) ?? nothing, total: filled.reduce(plus, nothing), days: filled };
}
