import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/delivery-bookings';
import type { BookingView } from '@windsurf/contracts/delivery-bookings';
import { notFound } from '@windsurf/contracts/problem';
import { asBuyerId, asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { bookingWords as words } from '@windsurf/language/words-bookings';
import { say } from '@windsurf/language/phrases';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { feedOf } from './booking-ics.ts';
import { cancelIt, cancelUntil, markIt, moveTo, moveUntil } from './bookings.ts';
import type { BookingRow } from './bookings.ts';
import { bookingNow, bookingsBetween, bookingsOfBuyer } from './bookings.queries.ts';
import { creatorOfProduct, freeTimesOf } from './free.ts';
import { holdTime, releaseTime } from './hold.ts';
import { changeHours, hoursOf, renewFeed, viewOfHours } from './hours.ts';
import { dayNumber, dayOf, dayText, startOfDay } from './slots.ts';

/** How long a person may think about paying for what she holds herself. */
const ownHoldMs = 15 * 60_000;
const feedDays = { before: 30, after: 180 } as const;

export const viewOf = (row: BookingRow): BookingView => ({
  id: row.bookingId,
  productId: row.productId,
  orderId: row.orderId,
  buyerId: row.buyerId,
  title: row.title,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  state: row.state,
  seats: row.seats,
  seat: row.seat,
  place: row.terms.place,
  placeText: row.terms.placeText,
  heldUntil: row.state === 'held' ? row.heldUntil.toISOString() : null,
  reason: row.reason,
  endedBy: row.endedBy,
  moveUntil: moveUntil(row).toISOString(),
  cancelUntil: cancelUntil(row).toISOString(),
  cancelRefundPercent: row.terms.cancelRefundPercent,
});

const heldOf = (row: BookingRow) => ({
  bookingId: row.bookingId,
  productId: row.productId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  state: row.state,
  heldUntil: row.heldUntil.toISOString(),
});

/** `2026-02-30` has the shape of a day and is none. */
function dayIn(text: string): number {
  try {
    return dayNumber(text);
  } catch {
    throw notFound();
  }
}

export function bookingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.freeTimes, async ({ query: { productId, from, days = 14 }, reply }) => {
    const creatorId = await creatorOfProduct(deps, productId);
    const fromDay = from === undefined ? undefined : dayIn(from);
    const { rules, slots, nextDay } = await freeTimesOf(deps, creatorId, productId, { fromDay, days });
    // Asked again at most once a minute by whoever keeps it; what is taken meanwhile is said when it is held.
    reply.header('cache-control', 'public, max-age=30, s-maxage=60');
    const items = slots.map(({ startsAt, endsAt, seatsLeft }) => ({
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      day: dayText(dayOf(startsAt)),
      seatsLeft,
    }));
    const zone = { zone: 'Africa/Addis_Ababa', zoneName: 'EAT' } as const;
    return { ...zone, minutes: rules.minutes, seats: rules.seats, items, nextDay };
  });
  holdRoutes(app, deps);
  ownRoutes(app, deps);
  hourRoutes(app, deps);
}

function holdRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.holdBooking, async ({ body }) => {
    const { creatorId, startsAt, heldUntil, ...wish } = body;
    const times = { startsAt: new Date(startsAt), heldUntil: new Date(heldUntil) };
    return heldOf(await holdTime(deps, asCreatorId(creatorId), { ...wish, ...times }));
  });
  route(app, contract.releaseBooking, async ({ params, body }) => {
    const creatorId = asCreatorId(body.creatorId);
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await releaseTime(tx, creatorId, params.intentId, deps.clock.now());
    });
    return { done: true as const };
  });
  route(app, contract.createBooking, async ({ principal, body, lang }) => {
    const { providerId, serviceId, customerId, startAt } = body;
    if (customerId !== principal.personId) throw contract.notForYou({}, { pointer: '/customerId' });
    const creatorId = await creatorOfProduct(deps, serviceId);
    if (creatorId !== providerId) throw notFound();
    const heldUntil = new Date(deps.clock.now().getTime() + ownHoldMs);
    const startsAt = new Date(startAt);
    const wish = { productId: serviceId, buyerId: customerId, startsAt, heldUntil, lang, intentId: null };
    const row = await holdTime(deps, creatorId, wish);
    return {
      id: row.bookingId,
      providerId,
      serviceId,
      customerId,
      startAt: row.startsAt.toISOString(),
      endAt: row.endsAt.toISOString(),
      status: 'pending' as const,
      heldUntil: row.heldUntil.toISOString(),
      // What it costs is said there, and decided when it is paid.
      checkoutUrl: `/checkout/${serviceId}?slot=${encodeURIComponent(row.startsAt.toISOString())}`,
    };
  });
  route(app, contract.myBookings, async ({ principal }) => {
    const buyerId = asBuyerId(principal.personId);
    const query = bookingsOfBuyer(deps.tenancy.compile, buyerId).compile();
    const [found] = await deps.tenancy.batchInBuyer(buyerId, [query]);
    return { items: found.map(viewOf) };
  });
}

function ownRoutes(app: FastifyInstance, deps: Deps): void {
  const read = async (creatorId: CreatorId, id: string): Promise<BookingView> => {
    const [[row]] = await deps.tenancy.batchInCreator(creatorId, [
      bookingNow(deps.tenancy.compile, creatorId, id).compile(),
    ]);
    // What was never paid is nobody's booking.
    if (!row?.orderId) throw notFound();
    return viewOf(row);
  };
  route(app, contract.listBookings, async ({ principal, query: { from, days = 7 } }) => {
    const creatorId = asCreatorId(principal.creatorId);
    const first = dayIn(from);
    const [since, until] = [startOfDay(first), startOfDay(first + days)];
    const [found] = await deps.tenancy.batchInCreator(creatorId, [
      bookingsBetween(deps.tenancy.compile, creatorId, since, until, deps.clock.now()).compile(),
    ]);
    return { items: found.map(viewOf) };
  });
  route(app, contract.readBooking, async ({ principal, params }) => {
    return await read(asCreatorId(principal.creatorId), params.id);
  });
  route(app, contract.moveBooking, async ({ principal, params, body, lang }) => {
    const by = { by: 'creator', reason: body.reason.trim() || null, lang } as const;
    return viewOf(await moveTo(deps, asCreatorId(principal.creatorId), params.id, new Date(body.startsAt), by));
  });
  route(app, contract.cancelBooking, async ({ principal, params, body }) => {
    const by = { by: 'creator', reason: body.reason.trim() || null } as const;
    return viewOf(await cancelIt(deps, asCreatorId(principal.creatorId), params.id, by));
  });
  route(app, contract.markBooking, async ({ principal, params, body }) => {
    return viewOf(await markIt(deps, asCreatorId(principal.creatorId), params.id, body.outcome));
  });
}

function hourRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readHours, async ({ principal }) => {
    const creatorId = asCreatorId(principal.creatorId);
    return viewOfHours(deps, creatorId, await hoursOf(deps, creatorId));
  });
  route(app, contract.changeHours, async ({ principal, body }) => {
    const creatorId = asCreatorId(principal.creatorId);
    return viewOfHours(deps, creatorId, await changeHours(deps, creatorId, body));
  });
  route(app, contract.renewFeed, async ({ principal }) => {
    const creatorId = asCreatorId(principal.creatorId);
    return viewOfHours(deps, creatorId, await renewFeed(deps, creatorId));
  });
  route(app, contract.bookingFeed, async ({ params, lang, request, reply }) => {
    const creatorId = asCreatorId(params.creatorId);
    const { feed } = await hoursOf(deps, creatorId);
    if (!deps.links.isFeedToken(creatorId, feed, params.token)) throw notFound();
    const now = deps.clock.now();
    const [since, until] = [startOfDay(dayOf(now) - feedDays.before), startOfDay(dayOf(now) + feedDays.after)];
    const [found] = await deps.tenancy.batchInCreator(creatorId, [
      bookingsBetween(deps.tenancy.compile, creatorId, since, until, now).compile(),
    ]);
    const rows = found.filter((row) => row.state !== 'held' && row.state !== 'lost');
    return reply
      .type('text/calendar; charset=utf-8')
      .headers({ 'cache-control': 'private, max-age=300', 'referrer-policy': 'no-referrer' })
      .send(feedOf(rows, request.hostname, lang, say(words.yourTime, lang)));
  });
}
