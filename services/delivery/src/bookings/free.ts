// What a page shows of free times. It is as old as the page; a time is decided when it is held.
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { bookedProduct, hoursQuery, takenBetween } from './bookings.queries.ts';
import type { BookedProduct } from './bookings.queries.ts';
import { dayOf, dayText, freeSlots, startOfDay } from './slots.ts';
import type { Slot, SlotRules } from './slots.ts';

export type Free = {
  readonly rules: SlotRules;
  readonly slots: readonly Slot[];
  /** The first day with a free time on or after the asked ones, when these have none; null: nothing to the horizon. */
  readonly nextDay: string | null;
};

/** Whose product this is. Throws notFound. */
export async function creatorOfProduct(deps: Deps, productId: string): Promise<CreatorId> {
  const [found] = await deps.tenancy.door<{ creatorId: string }>('creator_of_product', productId);
  if (!found) throw notFound();
  return asCreatorId(found.creatorId);
}

/**
 * Throws notFound for what is no booking, or offered no more. `bought` is what a buyer has already: her length and seats hold,
 * also when the product says something else now, and is sold no more.
 */
export async function freeTimesOf(
  deps: Deps,
  creatorId: CreatorId,
  productId: string,
  ask: {
    readonly fromDay?: number | undefined;
    readonly days: number;
    readonly bought?: Pick<SlotRules, 'minutes' | 'seats'>;
  },
): Promise<Free> {
  const now = deps.clock.now();
  const today = dayOf(now);
  const fromDay = Math.max(today, ask.fromDay ?? today);
  const { compile } = deps.tenancy;
  const last = startOfDay(today + 93);
  const [products, hours, taken] = await deps.tenancy.batchInCreator(creatorId, [
    bookedProduct(compile, creatorId, productId).compile(),
    hoursQuery(compile, creatorId).compile(),
    takenBetween(compile, creatorId, startOfDay(today - 1), last, now).compile(),
  ]);
  const product: BookedProduct | undefined = products[0];
  if (!product || (product.withdrawn && !ask.bought)) throw notFound();
  const rules: SlotRules = { ...product.details, ...ask.bought };
  const offered = hours[0] ?? { weekly: [], exceptions: [] };
  const slotsFrom = (day: number, days: number): Slot[] => freeSlots(offered, rules, productId, taken, now, day, days);
  const slots = slotsFrom(fromDay, ask.days);
  const later = slots.length > 0 ? undefined : slotsFrom(fromDay + ask.days, 93)[0];
  return { rules, slots, nextDay: later ? dayText(dayOf(later.startsAt)) : null };
}
