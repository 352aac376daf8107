import type { BookingTerms } from '@windsurf/contracts/delivery-bookings';
import type { DetailsOf } from '@windsurf/contracts/product-types';
import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Compile, Tx } from '../deps.ts';
import type { Hours, Taken } from './slots.ts';

export type BookingRow = Omit<Selectable<DB['delivery.bookings']>, 'terms'> & { readonly terms: BookingTerms };
export type NewBooking = Insertable<DB['delivery.bookings']>;
type From = Pick<Compile, 'selectFrom'>;

/** A query for batches, where rows come as the database gives them. */
const bookings = (from: From, creatorId: string) =>
  from
    .selectFrom('delivery.bookings')
    .selectAll()
    .select(sql<BookingTerms>`terms`.as('terms'))
    .where('creatorId', '=', creatorId);

export type BookedProduct = {
  readonly title: string;
  readonly withdrawn: boolean;
  readonly details: DetailsOf<'booking'>;
};
export const bookedProduct = (from: From, creatorId: string, productId: string) =>
  from
    .selectFrom('delivery.products')
    .select(['title', 'withdrawn'])
    .select(sql<DetailsOf<'booking'>>`details`.as('details'))
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('type', '=', 'booking');

export type HoursRow = {
  readonly weekly: Hours['weekly'];
  readonly exceptions: Hours['exceptions'];
  readonly clock: 'ethiopian' | 'international';
  readonly version: number;
  readonly feed: number;
};
export const hoursQuery = (from: From, creatorId: string) =>
  from
    .selectFrom('delivery.bookingHours')
    .select(['clock', 'version', 'feed'])
    .select([sql<Hours['weekly']>`weekly`.as('weekly'), sql<Hours['exceptions']>`exceptions`.as('exceptions')])
    .where('creatorId', '=', creatorId);

/** False when somebody else has written a newer version meanwhile. */
export async function writeHours(
  tx: Tx,
  creatorId: string,
  baseVersion: number,
  row: { weekly: Hours['weekly']; exceptions: Hours['exceptions']; clock: 'ethiopian' | 'international'; at: Date },
): Promise<boolean> {
  const { clock, at: changedAt } = row;
  const facts = { weekly: JSON.stringify(row.weekly), exceptions: JSON.stringify(row.exceptions), clock, changedAt };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery.bookingHours')
    .values({ creatorId, ...facts, version: 1 })
    .onConflict((c) =>
      c
        .column('creatorId')
        .doUpdateSet({ ...facts, version: baseVersion + 1 })
        .where('delivery.bookingHours.version', '=', baseVersion),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function nextFeed(tx: Tx, creatorId: string, at: Date): Promise<void> {
  await tx
    .insertInto('delivery.bookingHours')
    .values({ creatorId, feed: 1, changedAt: at })
    .onConflict((c) => c.column('creatorId').doUpdateSet({ feed: sql<number>`booking_hours.feed + 1`, changedAt: at }))
    .execute();
}

/** What stands in the way between two moments. What is held longer than it may be counts no more. */
export const takenBetween = (from: From, creatorId: string, since: Date, until: Date, now: Date) =>
  from
    .selectFrom('delivery.bookings')
    .select(['productId', 'startsAt', 'seats', 'busyFrom', 'busyUntil'])
    .where('creatorId', '=', creatorId)
    .where('state', 'in', ['held', 'confirmed'])
    .where('busyFrom', '<', until)
    .where('busyUntil', '>', since)
    .where((e) => e.or([e('state', '=', 'confirmed'), e('heldUntil', '>', now)]))
    .$castTo<Taken>();

/** What holds a time longer than it may loses it. */
export async function expireBetween(tx: Tx, creatorId: string, since: Date, until: Date, now: Date): Promise<void> {
  await tx
    .updateTable('delivery.bookings')
    .set({ state: 'lost', changedAt: now })
    .where('creatorId', '=', creatorId)
    .where('state', '=', 'held')
    .where('heldUntil', '<=', now)
    .where('busyFrom', '<', until)
    .where('busyUntil', '>', since)
    .execute();
}

export async function seatsTaken(tx: Tx, creatorId: string, sessionId: string): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('delivery.bookings')
    .select('seat')
    .where('creatorId', '=', creatorId)
    .where('sessionId', '=', sessionId)
    .where('state', 'in', ['held', 'confirmed'])
    .execute();
  return new Set(rows.map((row) => row.seat));
}

/** False when the database has refused it: its time, its seat or its attempt is there already. Nothing fails by it. */
export async function insertBooking(tx: Tx, row: NewBooking): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery.bookings')
    .values(row)
    // Waits for whoever is just taking the same, and never in a circle, as a plain insert into an exclusion would.
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function changeBooking(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Partial<Omit<NewBooking, 'creatorId' | 'id'>>,
): Promise<void> {
  await tx
    .updateTable('delivery.bookings')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}

/** As it stands now; locked until the transaction ends. */
export async function lockByIntent(tx: Tx, creatorId: string, intentId: string): Promise<BookingRow | undefined> {
  return await bookings(tx, creatorId)
    .where('intentId', '=', intentId)
    .where('state', '!=', 'moved')
    .forUpdate()
    .executeTakeFirst();
}
export async function lockBooking(tx: Tx, creatorId: string, bookingId: string): Promise<BookingRow | undefined> {
  return await bookings(tx, creatorId)
    .where('bookingId', '=', bookingId)
    .where('state', '!=', 'moved')
    .forUpdate()
    .executeTakeFirst();
}
export async function lockRow(tx: Tx, creatorId: string, id: string): Promise<BookingRow | undefined> {
  return await bookings(tx, creatorId).where('id', '=', id).forUpdate().executeTakeFirst();
}
export async function lockByOrder(tx: Tx, creatorId: string, orderId: string): Promise<BookingRow[]> {
  return await bookings(tx, creatorId)
    .where('orderId', '=', orderId)
    .where('state', '!=', 'moved')
    .forUpdate()
    .execute();
}
/** Held by a person for herself, not yet by an attempt to pay. */
export async function lockOwnHold(
  tx: Tx,
  creatorId: string,
  of: { buyerId: string; productId: string; startsAt: Date },
  now: Date,
): Promise<BookingRow | undefined> {
  return await bookings(tx, creatorId)
    .where('buyerId', '=', of.buyerId)
    .where('productId', '=', of.productId)
    .where('startsAt', '=', of.startsAt)
    .where('state', '=', 'held')
    .where('intentId', 'is', null)
    .where('heldUntil', '>', now)
    .forUpdate()
    .executeTakeFirst();
}

export async function releaseOwnHolds(tx: Tx, creatorId: string, buyerId: string, now: Date): Promise<void> {
  await tx
    .updateTable('delivery.bookings')
    .set({ state: 'lost', changedAt: now })
    .where('creatorId', '=', creatorId)
    .where('buyerId', '=', buyerId)
    .where('state', '=', 'held')
    .where('intentId', 'is', null)
    .execute();
}

export const bookingNow = (from: From, creatorId: string, bookingId: string) =>
  bookings(from, creatorId).where('bookingId', '=', bookingId).where('state', '!=', 'moved');

/** What was booked with each of these entitlements, named by it. */
export const bookingsOfEntitlements = (from: From, creatorId: string, entitlementIds: readonly string[]) =>
  from
    .selectFrom('delivery.entitlements as e')
    .innerJoin('delivery.bookings as b', (join) =>
      join
        .onRef('b.creatorId', '=', 'e.creatorId')
        .onRef('b.productId', '=', 'e.productId')
        .on(sql<boolean>`b.order_id = coalesce(e.order_id, e.beside_order_id)`),
    )
    .selectAll('b')
    .select(['e.id as entitlementId', sql<BookingTerms>`b.terms`.as('terms')])
    .where('e.creatorId', '=', creatorId)
    .where('e.id', 'in', entitlementIds)
    .where('b.state', '!=', 'moved');

/** In order of their times; what is over by moving is left out, and what was only held and lost too. */
export const bookingsBetween = (from: From, creatorId: string, since: Date, until: Date, now: Date) =>
  bookings(from, creatorId)
    .where('startsAt', '>=', since)
    .where('startsAt', '<', until)
    .where('state', '!=', 'moved')
    .where((e) => e.or([e('orderId', 'is not', null), e.and([e('state', '=', 'held'), e('heldUntil', '>', now)])]))
    .orderBy('startsAt')
    .orderBy('seat')
    .limit(1000);

export const bookingsOfBuyer = (from: From, buyerId: string) =>
  from
    .selectFrom('delivery.bookings')
    .selectAll()
    .select(sql<BookingTerms>`terms`.as('terms'))
    .where('buyerId', '=', buyerId)
    .where('state', '!=', 'moved')
    .where((e) => e.or([e('orderId', 'is not', null), e('state', '=', 'held')]))
    .orderBy('startsAt', 'desc')
    .limit(100);
