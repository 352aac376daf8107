// The endpoints of bookings: a person's own hold, and what strangers, wrong shapes and nobody are told.
import { t } from 'tap';
import { newId } from '@windsurf/db/ids';
import { startTestDelivery } from '../testing.ts';
import { booked, hold, inDays, offer, openHours } from './testing.ts';

const test = await startTestDelivery(t);

t.test('a person holds a time for herself, at no price of her own, and the attempt to pay takes it over', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const [startsAt, me] = [inDays(test, 3, 14), test.people.person()];
  const book = async (more: object = {}, headers: Record<string, string> = me.headers) => {
    const own = { providerId: coach.creatorId, serviceId: productId, customerId: me.personId, amount: 1 };
    const body = { ...own, startAt: startsAt.toISOString(), ...more };
    return await test.app.inject({ method: 'POST', url: '/v1/bookings', headers, body });
  };
  const made = await book();
  t.equal(made.statusCode, 201, made.body);
  t.match(made.json(), { status: 'pending', serviceId: productId });
  t.equal((await book()).json<{ id: string }>().id, made.json<{ id: string }>().id, 'twice is once');
  const other = { startAt: inDays(test, 4, 14).toISOString() };
  t.equal((await book(other)).statusCode, 201);
  t.equal((await hold(test, coach, productId, { startsAt })).answer.statusCode, 201, 'the first one is free again');
  t.equal((await book()).statusCode, 409, 'and somebody else has it');
  t.equal((await book({ customerId: newId() })).statusCode, 403);
  t.equal((await book({ providerId: newId() })).statusCode, 404);
  t.equal((await book({ startAt: 'soon' })).statusCode, 422);
  t.equal((await book({}, {})).statusCode, 401);
  const later = inDays(test, 5, 14);
  const mine = (await book({ startAt: later.toISOString() })).json<{ id: string; checkoutUrl: string }>();
  t.equal(mine.checkoutUrl, `/checkout/${productId}?slot=${encodeURIComponent(later.toISOString())}`);
  const held = await hold(test, coach, productId, { startsAt: later, buyerId: me.personId });
  t.equal(held.answer.statusCode, 201);
  t.equal(held.bookingId, mine.id);
  const listed = await test.app.inject({ method: 'GET', url: '/v1/bookings/mine', headers: me.headers });
  t.match(listed.json(), { items: [{ id: held.bookingId, state: 'held' }] });
});

t.test('every endpoint: a wrong shape is 422, a stranger sees the same 404, nobody is told to sign in', async (t) => {
  const [coach, stranger] = [test.creator(), test.creator()];
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const { bookingId } = await booked(test, coach, productId, inDays(test, 3, 14));
  const ask = async (method: 'GET' | 'POST' | 'PUT', url: string, headers: Record<string, string>, body?: object) =>
    (await test.app.inject({ method, url, headers, ...(body && { body }) })).statusCode;
  const reason = { reason: 'x' };
  const calls = [
    ['GET', `/v1/bookings/${bookingId}`, undefined, undefined],
    [
      'POST',
      `/v1/bookings/${bookingId}/move`,
      { startsAt: inDays(test, 4, 14).toISOString(), ...reason },
      { startsAt: 'x' },
    ],
    ['POST', `/v1/bookings/${bookingId}/cancel`, reason, { reason: '' }],
    ['POST', `/v1/bookings/${bookingId}/mark`, { outcome: 'done' }, { outcome: 'maybe' }],
  ] as const;
  for (const [method, url, body, wrong] of calls) {
    t.equal(await ask(method, url, {}, body), 401, url);
    t.equal(await ask(method, url, stranger.headers, body), 404, url);
    t.equal(await ask(method, url.replace(bookingId, newId()), stranger.headers, body), 404, url);
    if (wrong) t.equal(await ask(method, url, coach.headers, wrong), 422, url);
  }
  for (const [method, url] of [
    ['GET', '/v1/bookings/hours'],
    ['POST', '/v1/bookings/feed'],
    ['GET', '/v1/bookings/mine'],
  ] as const)
    t.equal(await ask(method, url, {}), 401, url);
  t.equal(await ask('GET', '/v1/bookings?from=2026-02-30', coach.headers), 404);
  t.equal(await ask('GET', '/v1/bookings?from=soon', coach.headers), 422);
  t.equal(await ask('GET', `/v1/bookings/free?productId=${newId()}`, {}), 404);
  t.equal(await ask('GET', '/v1/bookings/free?productId=1', {}), 422);
  t.equal(await ask('POST', '/v1/bookings/holds', coach.headers, {}), 403, 'services only');
  const list = await test.app.inject({
    method: 'GET',
    url: `/v1/bookings?from=${inDays(test, 3, 9).toISOString().slice(0, 10)}&days=1`,
    headers: coach.headers,
  });
  t.match(list.json(), { items: [{ id: bookingId, state: 'confirmed' }] });
  t.equal(list.json<{ items: unknown[] }>().items.length, 1);
});
