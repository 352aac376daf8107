import { t } from 'tap';
import type { FreeTime } from '@windsurf/contracts/delivery-bookings';
import { orderAccessChanged } from '@windsurf/contracts/payments';
import { newId } from '@windsurf/db/ids';
import { startTestDelivery } from '../testing.ts';
import { booked, failAttempt, hold, inDays, offer, openHours } from './testing.ts';
import type { Coach } from './testing.ts';

const test = await startTestDelivery(t);
await test.db.look(
  "insert into messages.subscriptions select unnest($1::text[]), 'queue_delivery', '{1}' on conflict do nothing",
  [['booking.confirmed', 'booking.moved', 'booking.cancelled', 'booking.lost']],
);

type Row = { state: string; starts_at: Date; sequence: number; order_id: string | null; booking_id: string };
const rowsOf = async (coach: Coach): Promise<Row[]> =>
  await test.db.look<Row>('select * from delivery.bookings where creator_id = $1 order by created_at, id', [
    coach.creatorId,
  ]);
const free = async (productId: string, more = ''): Promise<FreeTime[]> => {
  const answer = await test.app.inject({ method: 'GET', url: `/v1/bookings/free?productId=${productId}${more}` });
  return answer.json<{ items: FreeTime[] }>().items;
};
const isFree = async (productId: string, at: Date): Promise<boolean> =>
  (await free(productId)).some((one) => one.startsAt === at.toISOString());
const said = async (name: string, bookingId: string): Promise<Record<string, unknown>[]> => {
  const all = await test.emitted(name);
  return all
    .map((one) => (one as { payload: Record<string, unknown> }).payload)
    .filter((one) => one.bookingId === bookingId);
};
const post = async (coach: Coach, id: string, what: string, body: object) =>
  await test.app.inject({ method: 'POST', url: `/v1/bookings/${id}/${what}`, headers: coach.headers, body });

t.test('a time is free, held while it is paid, and booked when it is; each step is announced once', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const at = inDays(test, 3, 14);
  t.ok(await isFree(productId, at), 'from 8 in the day, 14:00 EAT');
  const held = await hold(test, coach, productId, { startsAt: at });
  t.equal(held.answer.statusCode, 201);
  t.notOk(await isFree(productId, at));
  const orderId = newId();
  const order = { intentId: held.intentId, buyerId: held.buyerId, orderId };
  await test.pay(coach, productId, order);
  await test.pay(coach, productId, order);
  const [row] = await rowsOf(coach);
  t.match(row, { state: 'confirmed', order_id: orderId });
  t.equal((await said('booking.confirmed', held.bookingId)).length, 1);
  t.match(await said('booking.confirmed', held.bookingId), [{ startsAt: at.toISOString(), sequence: 0, orderId }]);
});

t.test('the same attempt holds once, however often it asks', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach, { seats: 5 });
  const [startsAt, intentId] = [inDays(test, 3, 14), newId()];
  const answers = await Promise.all(
    [1, 2, 3].map(async () => await hold(test, coach, productId, { startsAt, intentId })),
  );
  t.same(
    answers.map(({ answer }) => answer.statusCode),
    [201, 201, 201],
  );
  t.equal(new Set(answers.map(({ bookingId }) => bookingId)).size, 1);
  t.equal((await rowsOf(coach)).length, 1);
});

t.test(
  'what was held is free again when its attempt fails, when it does not begin, and when its time is up',
  async (t) => {
    const coach = test.creator();
    await openHours(test, coach);
    const productId = await offer(test, coach);
    const startsAt = inDays(test, 3, 14);
    const first = await hold(test, coach, productId, { startsAt });
    await failAttempt(test, coach, productId, first.intentId);
    t.ok(await isFree(productId, startsAt), 'failed');
    const second = await hold(test, coach, productId, { startsAt });
    t.equal(second.answer.statusCode, 201);
    for (const twice of [1, 2]) {
      const url = `/v1/bookings/holds/${second.intentId}/release`;
      const headers = test.people.service('payments');
      const answer = await test.app.inject({ method: 'POST', url, headers, body: { creatorId: coach.creatorId } });
      t.equal(answer.statusCode, 200, String(twice));
    }
    const third = await hold(test, coach, productId, { startsAt });
    t.equal(third.answer.statusCode, 201, 'not begun');
    test.clock.advance(15 * 60);
    const fourth = await hold(test, coach, productId, { startsAt });
    t.equal(fourth.answer.statusCode, 201, 'its time is up, whether its job has run or not');
    t.same(
      (await rowsOf(coach)).map((row) => row.state),
      ['lost', 'lost', 'lost', 'held'],
    );
  },
);

t.test('a payment that comes after its hold was lost gets its time, if that is free', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const held = await hold(test, coach, productId, { startsAt: inDays(test, 3, 14) });
  test.clock.advance(20 * 60);
  await failAttempt(test, coach, productId, held.intentId);
  await test.pay(coach, productId, { intentId: held.intentId, buyerId: held.buyerId });
  t.match(
    (await rowsOf(coach)).map(({ state, booking_id }) => [state, booking_id]),
    [
      ['moved', held.bookingId],
      ['confirmed', held.bookingId],
    ],
  );
  t.equal((await said('booking.confirmed', held.bookingId)).length, 1);
});

t.test('never two: who pays after her time went to another chooses again or has her money back', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const startsAt = inDays(test, 3, 14);
  const late = await hold(test, coach, productId, { startsAt });
  test.clock.advance(20 * 60);
  await booked(test, coach, productId, startsAt);
  const path = await test.pay(coach, productId, { intentId: late.intentId, buyerId: late.buyerId, lang: 'en' });
  const open = (await rowsOf(coach)).filter(({ state }) => state === 'confirmed');
  t.equal(open.length, 1);
  t.equal((await said('booking.lost', late.bookingId)).length, 1);
  const page = await test.app.inject({ method: 'GET', url: `${path}/booking` });
  t.match(page.body, /Your payment came after the time was given to somebody else/);
  t.match(page.body, /Take the money back/);
  const other = inDays(test, 4, 14);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const moved = await test.app.inject({
    method: 'POST',
    url: `${path}/booking/move`,
    headers,
    payload: `at=${encodeURIComponent(other.toISOString())}`,
  });
  t.equal(moved.statusCode, 303, moved.body);
  t.match(await said('booking.confirmed', late.bookingId), [{ startsAt: other.toISOString() }]);

  const third = await hold(test, coach, productId, { startsAt: inDays(test, 5, 14) });
  test.clock.advance(20 * 60);
  await booked(test, coach, productId, inDays(test, 5, 14));
  const back = await test.pay(coach, productId, { intentId: third.intentId, buyerId: third.buyerId, lang: 'en' });
  const taken = await test.app.inject({ method: 'POST', url: `${back}/booking/cancel`, headers, payload: '' });
  t.equal(taken.statusCode, 303);
  t.match(await said('booking.cancelled', third.bookingId), [{ refundPercent: 100, by: 'buyer' }]);
});

t.test('a group shares a time to its last seat, and nothing else fits beside it', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const [group, single] = [await offer(test, coach, { seats: 3 }), await offer(test, coach, { minutes: 20 })];
  const startsAt = inDays(test, 3, 14);
  const alone = await hold(test, coach, single, { startsAt: inDays(test, 3, 15) });
  t.equal(alone.answer.statusCode, 201);
  const all = await Promise.all([1, 2, 3, 4, 5].map(async () => await hold(test, coach, group, { startsAt })));
  t.same(
    all.map(({ answer }) => answer.statusCode).toSorted((a, b) => a - b),
    [201, 201, 201, 409, 409],
  );
  t.equal((await hold(test, coach, single, { startsAt })).answer.statusCode, 409);
  const seats = await test.db.look<{ seat: number }>(
    'select seat from delivery.bookings where creator_id = $1 and seats = 3 order by seat',
    [coach.creatorId],
  );
  t.same(
    seats.map(({ seat }) => seat),
    [1, 2, 3],
  );
});

t.test('what is past, not offered, no booking or withdrawn cannot be held', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const status = async (startsAt: Date, of = productId) => {
    const { answer } = await hold(test, coach, of, { startsAt });
    return [answer.statusCode, answer.json<{ title?: string }>().title];
  };
  t.same(await status(inDays(test, -1, 14)), [422, 'time-past']);
  t.same(await status(inDays(test, 3, 14, 1)), [409, 'time-not-offered']);
  t.same(await status(inDays(test, 3, 8)), [409, 'time-not-offered']);
  t.same(await status(inDays(test, 60, 14)), [409, 'time-not-offered'], 'beyond the horizon');
  t.equal((await status(inDays(test, 3, 14), newId()))[0], 404);
  const { productId: file } = await test.publish(coach, {});
  t.equal((await status(inDays(test, 3, 14), file))[0], 404);
});

t.test('the creator moves with a reason and outside of her hours, and cancels with everything back', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const made = await booked(test, coach, productId, inDays(test, 3, 14));
  const to = inDays(test, 4, 20);
  const body = { startsAt: to.toISOString(), reason: 'የቤተሰብ ጉዳይ' };
  for (const twice of [1, 2]) t.equal((await post(coach, made.bookingId, 'move', body)).statusCode, 200, String(twice));
  t.match(await said('booking.moved', made.bookingId), [{ by: 'creator', sequence: 1, startsAt: to.toISOString() }]);
  t.ok(await isFree(productId, inDays(test, 3, 14)), 'the old time is free again');
  const page = await test.app.inject({ method: 'GET', url: made.path });
  t.match(page.body, /የቤተሰብ ጉዳይ/, 'its buyer reads why');
  for (const twice of [1, 2]) {
    t.equal((await post(coach, made.bookingId, 'cancel', { reason: 'ill' })).statusCode, 200, String(twice));
  }
  t.match(await said('booking.cancelled', made.bookingId), [
    { by: 'creator', refundPercent: 100, orderId: made.orderId },
  ]);
  t.equal((await post(coach, made.bookingId, 'move', body)).statusCode, 409);
});

t.test('a booking stays when hours and product change; a move goes by what was bought', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const made = await booked(test, coach, productId, inDays(test, 3, 14));
  await openHours(test, coach, { from: 9 * 60, to: 10 * 60 });
  const read = await test.app.inject({ method: 'GET', url: `/v1/bookings/${made.bookingId}`, headers: coach.headers });
  t.match(read.json(), { state: 'confirmed', startsAt: inDays(test, 3, 14).toISOString() });
  t.notOk(await isFree(productId, inDays(test, 4, 14)));
  t.ok(await isFree(productId, inDays(test, 4, 9)));
});

t.test('who did not come is marked when the time has begun, and what is over is done by itself', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const made = await booked(test, coach, productId, inDays(test, 1, 14));
  t.equal((await post(coach, made.bookingId, 'mark', { outcome: 'no-show' })).statusCode, 409);
  test.clock.set(inDays(test, 1, 14, 10).toISOString());
  t.match((await post(coach, made.bookingId, 'mark', { outcome: 'no-show' })).json(), { state: 'no-show' });
  t.match((await post(coach, made.bookingId, 'mark', { outcome: 'no-show' })).json(), { state: 'no-show' });
  t.equal((await post(coach, made.bookingId, 'cancel', { reason: 'x' })).statusCode, 409);
});

t.test('money that went back by another way frees the time and is not given back twice', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const startsAt = inDays(test, 3, 14);
  const made = await booked(test, coach, productId, startsAt);
  const change = {
    orderId: made.orderId,
    productId,
    buyerId: made.buyerId,
    access: 'revoked',
    why: 'refund',
    lang: 'en',
  } as const;
  await test.say(orderAccessChanged, coach.creatorId, { ...change, at: test.clock.now().toISOString() });
  await test.work();
  t.ok(await isFree(productId, startsAt));
  t.match(await said('booking.cancelled', made.bookingId), [{ by: 'we', refundPercent: 0 }]);
});

t.test('two tabs: the second change of the hours is told about the first, the same change is none', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const change = async (more: object) => {
    const body = {
      baseVersion: 1,
      weekly: [{ weekday: 1, from: 60, to: 120 }],
      exceptions: [],
      clock: 'ethiopian',
      ...more,
    };
    return await test.app.inject({ method: 'PUT', url: '/v1/bookings/hours', headers: coach.headers, body });
  };
  t.equal((await change({})).statusCode, 200);
  t.equal((await change({})).statusCode, 200, 'twice is once');
  t.equal((await change({ clock: 'international' })).statusCode, 409);
  const wrong = await change({ baseVersion: 2, weekly: [{ weekday: 1, from: 120, to: 60 }] });
  t.match(wrong.json(), { title: 'hours-wrong' });
});

t.test('the feed of a calendar is read at its secret address alone, and a new address ends the old one', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  await booked(test, coach, productId, inDays(test, 3, 14));
  const feedUrl = async (): Promise<string> => {
    const read = await test.app.inject({ method: 'GET', url: '/v1/bookings/hours', headers: coach.headers });
    return new URL(read.json<{ feedUrl: string }>().feedUrl).pathname;
  };
  const old = await feedUrl();
  const feed = await test.app.inject({ method: 'GET', url: old });
  t.equal(feed.headers['content-type'], 'text/calendar; charset=utf-8');
  t.match(feed.body, /BEGIN:VEVENT/);
  t.notMatch(feed.body, /251|0911/, 'nobody’s number');
  await test.app.inject({ method: 'POST', url: '/v1/bookings/feed', headers: coach.headers });
  t.equal((await test.app.inject({ method: 'GET', url: old })).statusCode, 404);
  t.equal((await test.app.inject({ method: 'GET', url: await feedUrl() })).statusCode, 200);
});
