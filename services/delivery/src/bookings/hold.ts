// A time is held while its buyer pays, and let go when that fails or takes too long. Whether it is free is decided by the
// database at the insert, whatever anybody has read before.
import { hash } from 'node:crypto';
import { timeNotOffered, timePast, timeTaken } from '@windsurf/contracts/delivery-bookings';
import type { BookingTerms } from '@windsurf/contracts/delivery-bookings';
import { notFound } from '@windsurf/contracts/problem';
import { Id } from '@windsurf/contracts/shapes';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { enqueue, job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import * as rows from './bookings.queries.ts';
import type { BookedProduct, BookingRow, NewBooking } from './bookings.queries.ts';
import { busyOf, isOffered } from './slots.ts';
import type { SlotRules } from './slots.ts';

/** Lets go what nobody paid, and closes what is over. Keyed by the row: a moved booking has another. */
export const bookingExpires = job('booking.expire', T.Object({ id: Id }));
export const bookingEnds = job('booking.end', T.Object({ id: Id }));

/** No attempt to pay lasts longer than a bank's code, which lasts a day. */
const longestHold = 25 * 3_600_000;

export type Wish = {
  readonly productId: string;
  readonly buyerId: string;
  readonly startsAt: Date;
  readonly heldUntil: Date;
  readonly lang: 'am' | 'en';
  /** The attempt to pay; null while there is none. */
  readonly intentId: string | null;
};

export const termsOf = ({ details }: BookedProduct): BookingTerms => ({
  minutes: details.minutes,
  place: details.place,
  placeText: details.placeText,
  cancelHours: details.cancelHours,
  cancelRefundPercent: details.cancelRefundPercent,
  moveHours: details.moveHours,
});

/** Everybody who comes to a group's time finds the same id, without asking. */
export function sessionOf(productId: string, startsAt: Date): string {
  const hex = hash('sha256', `session\n${productId}\n${startsAt.toISOString()}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Throws notFound, timePast, timeNotOffered and timeTaken. The same attempt again gets what it holds. */
export async function holdTime(deps: Deps, creatorId: CreatorId, wish: Wish): Promise<BookingRow> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => await holdIn(tx, deps.clock.now(), creatorId, wish));
}

async function holdIn(tx: Tx, now: Date, creatorId: CreatorId, wish: Wish): Promise<BookingRow> {
  const known = await heldBy(tx, creatorId, wish);
  if (known) return known;
  const product = await rows.bookedProduct(tx, creatorId, wish.productId).executeTakeFirst();
  if (!product || product.withdrawn) throw notFound();
  const { startsAt } = wish;
  if (startsAt <= now) throw timePast({}, { pointer: '/startsAt' });
  const hours = (await rows.hoursQuery(tx, creatorId).executeTakeFirst()) ?? { weekly: [], exceptions: [] };
  if (!isOffered(hours, product.details, now, startsAt)) throw timeNotOffered({}, { pointer: '/startsAt' });
  const heldUntil = new Date(Math.min(wish.heldUntil.getTime(), now.getTime() + longestHold));
  const own = await rows.lockOwnHold(tx, creatorId, wish, now);
  if (own && wish.intentId === null) return own;
  if (own) {
    // She held it herself; now her attempt to pay does.
    await rows.changeBooking(tx, creatorId, own.id, { intentId: wish.intentId, heldUntil, changedAt: now });
    await enqueue(tx, bookingExpires, own.id, { id: own.id }, { runAt: heldUntil });
    return { ...own, intentId: wish.intentId, heldUntil };
  }
  // Nobody sits on many times that she does not pay for: the next one lets go of the one before.
  if (wish.intentId === null) await rows.releaseOwnHolds(tx, creatorId, wish.buyerId, now);
  const id = newId();
  const { productId, buyerId, intentId, lang } = wish;
  const row = {
    id,
    bookingId: id,
    productId,
    buyerId,
    intentId,
    lang,
    state: 'held' as const,
    heldUntil,
    title: product.title,
    terms: JSON.stringify(termsOf(product)),
    createdAt: now,
    changedAt: now,
  };
  const taken = await takeSeat(tx, creatorId, row, startsAt, product.details, now);
  if (!taken) {
    // The same call, made twice at once, waits at the insert for itself.
    const twin = await heldBy(tx, creatorId, wish);
    if (twin) return twin;
    throw timeTaken({}, { pointer: '/startsAt' });
  }
  await enqueue(tx, bookingExpires, id, { id }, { runAt: heldUntil });
  const made = await rows.lockRow(tx, creatorId, id);
  if (!made) throw new Error('a booking that was just made cannot be read');
  return made;
}

async function heldBy(tx: Tx, creatorId: CreatorId, { intentId }: Wish): Promise<BookingRow | undefined> {
  const known = intentId === null ? undefined : await rows.lockByIntent(tx, creatorId, intentId);
  if (known && known.state !== 'held' && known.state !== 'confirmed') throw timeTaken({}, { pointer: '/startsAt' });
  return known;
}

type SeatRow = Omit<
  NewBooking,
  'creatorId' | 'startsAt' | 'endsAt' | 'busyFrom' | 'busyUntil' | 'seats' | 'seat' | 'sessionId'
>;

/** Writes a row on the first seat that is free; false when there is none, or another booking is in its way. */
export async function takeSeat(
  tx: Tx,
  creatorId: CreatorId,
  row: SeatRow,
  startsAt: Date,
  rules: SlotRules,
  now: Date,
): Promise<boolean> {
  const { endsAt, from: busyFrom, until: busyUntil } = busyOf(startsAt, rules);
  await rows.expireBetween(tx, creatorId, busyFrom, busyUntil, now);
  const { seats } = rules;
  const sessionId = seats === 1 ? row.id : sessionOf(row.productId, startsAt);
  const filled = seats === 1 ? new Set<number>() : await rows.seatsTaken(tx, creatorId, sessionId);
  for (let seat = 1; seat <= seats; seat++) {
    if (filled.has(seat)) continue;
    const times = { startsAt, endsAt, busyFrom, busyUntil };
    if (await rows.insertBooking(tx, { ...row, creatorId, ...times, seats, seat, sessionId })) return true;
  }
  return false;
}

/** Its attempt has ended without a payment, or never began. Twice is once; what is confirmed stays. */
export async function releaseTime(tx: Tx, creatorId: CreatorId, intentId: string, now: Date): Promise<void> {
  const row = await rows.lockByIntent(tx, creatorId, intentId);
  if (row?.state === 'held') await rows.changeBooking(tx, creatorId, row.id, { state: 'lost', changedAt: now });
}

/** The work of `bookingExpires`: it may have been paid or prolonged meanwhile. */
export async function expireTime(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  const now = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await rows.lockRow(tx, creatorId, id);
    if (row?.state !== 'held' || row.heldUntil > now) return;
    await rows.changeBooking(tx, creatorId, id, { state: 'lost', changedAt: now });
  });
}

/** The work of `bookingEnds`. */
export async function endTime(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  const now = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await rows.lockRow(tx, creatorId, id);
    if (row?.state !== 'confirmed' || row.endsAt > now) return;
    await rows.changeBooking(tx, creatorId, id, { state: 'done', changedAt: now });
  });
}
