// What becomes of a time that was paid: confirmed, moved, cancelled, held. Each change is announced in its transaction.
import {
  bookingCancelled,
  bookingConfirmed,
  bookingLost,
  bookingMoved,
  bookingNotBegun,
  bookingOver,
  timeNotOffered,
  timePast,
  timeTaken,
  tooLateToMove,
} from '@windsurf/contracts/delivery-bookings';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderPaid } from '@windsurf/contracts/payments';
import { notFound } from '@windsurf/contracts/problem';
import { formatMoment } from '@windsurf/calendar/moment';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import { enqueue } from '@windsurf/messages/job';
import type { Language } from '@windsurf/language/phrases';
import type { Deps, Tx } from '../deps.ts';
import * as rows from './bookings.queries.ts';
import type { BookingRow } from './bookings.queries.ts';
import { bookingEnds, takeSeat } from './hold.ts';
import { isOffered } from './slots.ts';
import type { SlotRules } from './slots.ts';

export type { BookingRow } from './bookings.queries.ts';
export { releaseTime } from './hold.ts';
export { bookingPart } from './booking-part.ts';
export { icsOf } from './ics.ts';

const HOUR = 3_600_000;
/** Until when its buyer may move it, and cancel it with money back. */
export const moveUntil = ({ startsAt, terms }: BookingRow): Date =>
  new Date(startsAt.getTime() - terms.moveHours * HOUR);
export const cancelUntil = ({ startsAt, terms }: BookingRow): Date =>
  new Date(startsAt.getTime() - terms.cancelHours * HOUR);
/** What comes back to a buyer who cancels now, in percent of what she paid for it. */
export const refundNow = (row: BookingRow, now: Date): number =>
  row.state === 'lost' ? 100 : now <= cancelUntil(row) ? row.terms.cancelRefundPercent : 0;

/** What was booked with things that were bought, by their entitlement. */
export async function bookingsOf(
  deps: Deps,
  creatorId: CreatorId,
  entitlementIds: readonly string[],
): Promise<ReadonlyMap<string, BookingRow>> {
  const query = rows.bookingsOfEntitlements(deps.tenancy.compile, creatorId, entitlementIds).compile();
  const [found] = await deps.tenancy.batchInCreator(creatorId, [query]);
  return new Map(found.map((row) => [row.entitlementId, row]));
}

const factsOf = (row: BookingRow, orderId: string) => ({
  bookingId: row.bookingId,
  orderId,
  productId: row.productId,
  buyerId: row.buyerId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  sequence: row.sequence,
  lang: row.lang,
});

/**
 * In the transaction that delivers a paid order. Money that came after the hold was lost gets the time if it is still free;
 * otherwise its buyer is told, and chooses another time or has her money back: there are never two.
 */
export async function confirmBooking(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  { intentId, orderId }: PayloadOf<typeof orderPaid>,
): Promise<void> {
  const now = deps.clock.now();
  const row = await rows.lockByIntent(tx, creatorId, intentId);
  if (!row || row.orderId !== null) return;
  if (row.state === 'held') {
    await rows.changeBooking(tx, creatorId, row.id, { state: 'confirmed', orderId, changedAt: now });
    await enqueue(tx, bookingEnds, row.id, { id: row.id }, { runAt: row.endsAt });
    return await emit(tx, bookingConfirmed, row.id, factsOf(row, orderId));
  }
  if (row.state !== 'lost') return;
  const again = row.startsAt > now ? await place(tx, now, creatorId, { ...row, orderId }, row.startsAt) : undefined;
  if (again) return await emit(tx, bookingConfirmed, again.id, factsOf(again, orderId));
  await rows.changeBooking(tx, creatorId, row.id, { orderId, changedAt: now });
  await emit(tx, bookingLost, row.id, factsOf(row, orderId));
}

/** Money went back by another way, and what it bought is closed: the time is free again. */
export async function closeBookings(deps: Deps, tx: Tx, creatorId: CreatorId, orderId: string): Promise<void> {
  const now = deps.clock.now();
  for (const row of await rows.lockByOrder(tx, creatorId, orderId)) {
    if (row.state !== 'confirmed' && row.state !== 'lost') continue;
    if (row.startsAt > now || row.state === 'lost') await endIt(tx, now, creatorId, row, orderId, 'we', 0, null);
  }
}

/** A row at another time in place of this one; undefined, and nothing changed, when that time is not free. */
async function place(
  tx: Tx,
  now: Date,
  creatorId: CreatorId,
  row: BookingRow,
  startsAt: Date,
): Promise<BookingRow | undefined> {
  const rules = await rulesOf(tx, creatorId, row);
  const { id: before, state } = row;
  // First: it must not stand in its own way.
  await rows.changeBooking(tx, creatorId, before, { state: 'moved', changedAt: now });
  const id = newId();
  const { bookingId, productId, buyerId, intentId, orderId, title, heldUntil, reason, lang, createdAt } = row;
  const next = {
    id,
    bookingId,
    productId,
    buyerId,
    intentId,
    orderId,
    title,
    heldUntil,
    reason,
    lang,
    createdAt,
    terms: JSON.stringify(row.terms),
    state: 'confirmed' as const,
    sequence: row.sequence + 1,
    changedAt: now,
  };
  if (!(await takeSeat(tx, creatorId, next, startsAt, rules, now))) {
    await rows.changeBooking(tx, creatorId, before, { state, changedAt: now });
    return undefined;
  }
  const made = await rows.lockRow(tx, creatorId, id);
  if (!made) throw new Error('a booking that was just made cannot be read');
  await enqueue(tx, bookingEnds, id, { id }, { runAt: made.endsAt });
  return made;
}

/** As the product says it now, with the length and the seats that were bought. */
async function rulesOf(tx: Tx, creatorId: CreatorId, row: BookingRow): Promise<SlotRules> {
  const product = await rows.bookedProduct(tx, creatorId, row.productId).executeTakeFirst();
  const bought = { minutes: row.terms.minutes, seats: row.seats };
  const plain = { bufferBefore: 0, bufferAfter: 0, noticeHours: 0, horizonDays: 90 };
  return { ...(product?.details ?? plain), ...bought };
}

export type Mover = { readonly by: 'buyer' | 'creator'; readonly reason: string | null; readonly lang: Language };

/** Throws notFound, bookingOver, tooLateToMove, timePast, timeNotOffered and timeTaken. To where it is already: nothing. */
export async function moveTo(
  deps: Deps,
  creatorId: CreatorId,
  bookingId: string,
  startsAt: Date,
  { by, reason, lang }: Mover,
): Promise<BookingRow> {
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await rows.lockBooking(tx, creatorId, bookingId);
    if (!row?.orderId) throw notFound();
    const { orderId, state } = row;
    if (state === 'confirmed' && row.startsAt.getTime() === startsAt.getTime()) return row;
    const open = state === 'lost' || (state === 'confirmed' && row.startsAt > now);
    if (!open) throw bookingOver();
    if (by === 'buyer' && state === 'confirmed' && now > moveUntil(row))
      throw tooLateToMove({ until: formatMoment(moveUntil(row), lang) });
    if (startsAt <= now) throw timePast({}, { pointer: '/startsAt' });
    const rules = await rulesOf(tx, creatorId, row);
    const hours = (await rows.hoursQuery(tx, creatorId).executeTakeFirst()) ?? { weekly: [], exceptions: [] };
    // A creator may make room outside of her hours; a buyer chooses from them.
    if (by === 'buyer' && !isOffered(hours, rules, now, startsAt)) throw timeNotOffered({}, { pointer: '/startsAt' });
    const next = await place(tx, now, creatorId, { ...row, reason }, startsAt);
    if (!next) throw timeTaken({}, { pointer: '/startsAt' });
    if (state === 'lost') await emit(tx, bookingConfirmed, next.id, factsOf(next, orderId));
    else await emit(tx, bookingMoved, next.id, { ...factsOf(next, orderId), by });
    return next;
  });
}

/**
 * The creator's gives everything back, the buyer's what was promised for this moment. Throws notFound and bookingOver;
 * cancelled already: nothing.
 */
export async function cancelIt(
  deps: Deps,
  creatorId: CreatorId,
  bookingId: string,
  { by, reason }: Omit<Mover, 'lang'>,
): Promise<BookingRow> {
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await rows.lockBooking(tx, creatorId, bookingId);
    if (!row?.orderId) throw notFound();
    if (row.state === 'cancelled') return row;
    const open = row.state === 'lost' || (row.state === 'confirmed' && row.startsAt > now);
    if (!open) throw bookingOver();
    const percent = by === 'creator' ? 100 : refundNow(row, now);
    return await endIt(tx, now, creatorId, row, row.orderId, by, percent, reason);
  });
}

async function endIt(
  tx: Tx,
  now: Date,
  creatorId: CreatorId,
  row: BookingRow,
  orderId: string,
  by: 'buyer' | 'creator' | 'we',
  refundPercent: number,
  reason: string | null,
): Promise<BookingRow> {
  const change = { state: 'cancelled' as const, endedBy: by, reason, sequence: row.sequence + 1, changedAt: now };
  await rows.changeBooking(tx, creatorId, row.id, change);
  const ended = { ...row, ...change };
  const facts = { ...factsOf(ended, orderId), by, refundPercent, at: now.toISOString() };
  await emit(tx, bookingCancelled, row.id, facts);
  return ended;
}

/** Whether its buyer came. Throws notFound, bookingOver for what was cancelled, and bookingNotBegun. */
export async function markIt(
  deps: Deps,
  creatorId: CreatorId,
  bookingId: string,
  outcome: 'done' | 'no-show',
): Promise<BookingRow> {
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await rows.lockBooking(tx, creatorId, bookingId);
    if (!row?.orderId) throw notFound();
    if (row.state === outcome) return row;
    if (row.state !== 'confirmed' && row.state !== 'done' && row.state !== 'no-show') throw bookingOver();
    if (row.startsAt > now) throw bookingNotBegun();
    await rows.changeBooking(tx, creatorId, row.id, { state: outcome, changedAt: now });
    return { ...row, state: outcome };
  });
}
