// A creator with hours and a product that is booked, and what payments would say about it.
import type { DetailsOf } from '@windsurf/contracts/product-types';
import { checkoutFailed } from '@windsurf/contracts/payments';
import { productPublishedTyped } from '@windsurf/contracts/store';
import { fromEat } from '@windsurf/calendar/moment';
import { newId } from '@windsurf/db/ids';
import type { TestDelivery } from '../testing.ts';
import { dayOf, dayText } from './slots.ts';

export type Coach = ReturnType<TestDelivery['creator']>;
export const coaching: DetailsOf<'booking'> = {
  type: 'booking',
  minutes: 30,
  bufferBefore: 0,
  bufferAfter: 10,
  noticeHours: 2,
  horizonDays: 30,
  seats: 1,
  place: 'phone',
  placeText: 'I call you',
  cancelHours: 24,
  cancelRefundPercent: 50,
  moveHours: 12,
  bankCode: false,
};

/** A moment so many days from the test's today, at an hour of EAT. */
export function inDays(test: TestDelivery, days: number, hour: number, minute = 0): Date {
  const [year = 0, month = 0, day = 0] = dayText(dayOf(test.clock.now()) + days)
    .split('-')
    .map(Number);
  return fromEat({ year, month, day }, hour, minute);
}

/** Every day from 14:00 to 18:00, that is from 8 to 12 in the day. */
export async function openHours(
  test: TestDelivery,
  coach: Coach,
  hours = { from: 14 * 60, to: 18 * 60 },
): Promise<void> {
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, ...hours }));
  const read = await test.app.inject({ method: 'GET', url: '/v1/bookings/hours', headers: coach.headers });
  const body = { baseVersion: read.json<{ version: number }>().version, weekly, exceptions: [], clock: 'ethiopian' };
  const answer = await test.app.inject({ method: 'PUT', url: '/v1/bookings/hours', headers: coach.headers, body });
  if (answer.statusCode !== 200) throw new Error(answer.body);
}

export async function offer(test: TestDelivery, coach: Coach, more: Partial<typeof coaching> = {}): Promise<string> {
  const productId = newId();
  await test.say(productPublishedTyped, coach.creatorId, {
    productId,
    version: 1,
    type: 'booking',
    slug: 'coaching',
    title: 'Coaching',
    priceSantim: 50_000,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle: 'selam-books',
    storeName: 'ሰላም መጻሕፍት',
    details: { ...coaching, ...more },
  });
  await test.work();
  return productId;
}

export type HoldAsk = {
  readonly startsAt: Date;
  readonly intentId?: string;
  readonly buyerId?: string;
  readonly minutes?: number;
};
/** As payments asks for it. */
export async function hold(test: TestDelivery, coach: Coach, productId: string, ask: HoldAsk) {
  const { startsAt, intentId = newId(), buyerId = newId(), minutes = 15 } = ask;
  const heldUntil = new Date(test.clock.now().getTime() + minutes * 60_000).toISOString();
  const body = { intentId, creatorId: coach.creatorId, productId, buyerId, heldUntil, lang: 'en' };
  const answer = await test.app.inject({
    method: 'POST',
    url: '/v1/bookings/holds',
    headers: test.people.service('payments'),
    body: { ...body, startsAt: startsAt.toISOString() },
  });
  const { bookingId = '' } = answer.json<{ bookingId?: string }>();
  return { answer, bookingId, intentId, buyerId };
}

/** Held and paid; the path of its receipt. */
export async function booked(test: TestDelivery, coach: Coach, productId: string, startsAt: Date, buyerId = newId()) {
  const held = await hold(test, coach, productId, { startsAt, buyerId });
  if (held.answer.statusCode !== 201) throw new Error(held.answer.body);
  const orderId = newId();
  const path = await test.pay(coach, productId, { intentId: held.intentId, buyerId, orderId, lang: 'en' });
  return { ...held, orderId, path };
}

export async function failAttempt(
  test: TestDelivery,
  coach: Coach,
  productId: string,
  intentId: string,
): Promise<void> {
  const at = test.clock.now().toISOString();
  const facts = { intentId, productId, buyerId: newId(), lang: 'en', reason: 'cancelled', rail: 'telebirr' } as const;
  await test.say(checkoutFailed, coach.creatorId, { ...facts, startedAt: at, failedAt: at, tellBuyer: false });
  await test.work();
}
