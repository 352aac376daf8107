// The buyer's page of a booking: light, whole in both languages, with the policy before the button.
import { brotliCompressSync } from 'node:zlib';
import { t } from 'tap';
import { dayOf, dayText } from './slots.ts';
import { startTestDelivery } from '../testing.ts';
import { booked, inDays, offer, openHours } from './testing.ts';

const test = await startTestDelivery(t);
await test.db.look(
  "insert into messages.subscriptions values ('booking.cancelled', 'queue_delivery', '{1}') on conflict do nothing",
);
const said = async (name: string, bookingId: string): Promise<Record<string, unknown>[]> => {
  const all = await test.emitted(name);
  return all
    .map((one) => (one as { payload: Record<string, unknown> }).payload)
    .filter((one) => one.bookingId === bookingId);
};

t.test(
  'the page on which a time is chosen is light and whole in both languages, and what it refuses is said at its field',
  async (t) => {
    const coach = test.creator();
    await openHours(test, coach, { from: 0, to: 1440 });
    const productId = await offer(test, coach);
    const made = await booked(test, coach, productId, inDays(test, 3, 14));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const day = dayText(dayOf(inDays(test, 1, 12)));
    for (const lang of ['am', 'en']) {
      const page = await test.app.inject({
        method: 'GET',
        url: `${made.path}/booking?move=1&from=${day}&lang=${lang}`,
      });
      t.equal(page.statusCode, 200);
      t.match(page.body, lang === 'am' ? /ከሌሊቱ 6:00 \(12:00 AM EAT\)/ : /12:00 AM EAT \(6:00 at night\)/);
      const bytes = brotliCompressSync(page.body).length;
      t.ok(bytes <= 14_000, `${bytes} bytes`);
      t.notMatch(page.body, /<script/);
    }
    const send = async (what: string, fields: Record<string, string>) => {
      const payload = new URLSearchParams(fields).toString();
      return await test.app.inject({ method: 'POST', url: `${made.path}/booking/${what}?lang=en`, headers, payload });
    };
    const cases = [
      ['move', {}, 422, /Choose a day and a time/],
      ['move', { at: 'soon' }, 422, /Choose a day and a time/],
      ['move', { at: inDays(test, -1, 14).toISOString() }, 422, /This time is over/],
      ['move', { at: inDays(test, 4, 14, 1).toISOString() }, 409, /not offered/],
      ['cancel', {}, 422, /Tick the box first/],
    ] as const;
    for (const [what, fields, status, says] of cases) {
      const page = await send(what, fields);
      t.equal(page.statusCode, status, JSON.stringify(fields));
      t.match(page.body, says);
      t.match(page.body, /role="alert"/);
    }
    t.equal((await send('cancel', { sure: 'yes' })).statusCode, 303);
    t.match(await said('booking.cancelled', made.bookingId), [{ by: 'buyer', refundPercent: 50 }]);
    t.equal((await send('move', { at: inDays(test, 4, 14).toISOString() })).statusCode, 409, 'it is over');
    const foreign = await test.app.inject({ method: 'GET', url: `${made.path.slice(0, -2)}xx/booking` });
    t.equal(foreign.statusCode, 404);
  },
);

t.test('too late to move or for money back: the buyer is told until when it was, and may still cancel', async (t) => {
  const coach = test.creator();
  await openHours(test, coach);
  const productId = await offer(test, coach);
  const startsAt = inDays(test, 2, 14);
  const made = await booked(test, coach, productId, startsAt);
  test.clock.set(new Date(startsAt.getTime() - 11 * 3_600_000).toISOString());
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const at = encodeURIComponent(inDays(test, 3, 14).toISOString());
  const move = { method: 'POST', url: `${made.path}/booking/move?lang=en`, headers, payload: `at=${at}` } as const;
  const late = await test.app.inject(move);
  t.equal(late.statusCode, 409);
  t.match(late.body, /It could be moved until .*EAT/);
  const page = await test.app.inject({ method: 'GET', url: `${made.path}/booking?lang=en` });
  t.match(page.body, /Cancelling gives nothing back/);
  const off = { method: 'POST', url: `${made.path}/booking/cancel`, headers, payload: 'sure=yes' } as const;
  t.equal((await test.app.inject(off)).statusCode, 303);
  t.match(await said('booking.cancelled', made.bookingId), [{ refundPercent: 0 }]);
});
