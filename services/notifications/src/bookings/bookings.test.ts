import { t } from 'tap';
import { bookingCancelled, bookingConfirmed, bookingLost, bookingMoved } from '@windsurf/contracts/delivery-bookings';
import type { PayloadOf } from '@windsurf/contracts/event';
import { productPublished } from '@windsurf/contracts/store';
import { fromEat, inEat } from '@windsurf/calendar/moment';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';
import { whenOf } from '../texts/booking-texts.ts';
import { outsideNight, reminderAt } from './quiet-hours.ts';

const lab = await startTestNotifications(t);
t.beforeEach(() => lab.outside.clear());
const productId = newId();
let count = 0;
const person = (lang: 'am' | 'en'): { id: string; phone: string } => {
  const [id, phone] = [newId(), `+2519110008${String(count++).padStart(2, '0')}`];
  lab.phones.set(id, { phone, lang });
  return { id, phone };
};
const creator = person('en');
await lab.hear(productPublished, creator.id, {
  productId,
  version: 1,
  type: 'digital-download',
  slug: 'coaching',
  title: 'Coaching',
  priceSantim: 20_000,
  currency: 'ETB',
  coverUrl: null,
  fileId: null,
  handle: 'selam',
  storeName: 'Selam',
});
await lab.work();

type Facts = PayloadOf<typeof bookingConfirmed>;
/** Noon of EAT, so many days from the test's now: its reminders fall into the day. */
const noon = (days: number): Date => {
  const { gregorian } = inEat(new Date(lab.clock.now().getTime() + days * 86_400_000));
  return fromEat(gregorian, 12);
};
const booking = (buyer: { id: string }, startsAt: Date, more: Partial<Facts> = {}): Facts => {
  const orderId = more.orderId ?? newId();
  lab.receipts.set(orderId, `http://app.localhost:8080/r/${orderId.slice(-16)}`);
  const endsAt = new Date(startsAt.getTime() + 1_800_000).toISOString();
  const facts = { bookingId: newId(), productId, buyerId: buyer.id, sequence: 0, lang: 'en' as const };
  return { ...facts, startsAt: startsAt.toISOString(), endsAt, orderId, ...more };
};
const texts = (phone: string): string[] => lab.outside.sms.sent(phone).map((sms) => sms.text);
const until = async (at: Date): Promise<void> => {
  await lab.work(Math.max(1, (at.getTime() - lab.clock.now().getTime()) / 1000));
};
const plus = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

t.test('a booking is told once to both, and its buyer is reminded a day and an hour before', async (t) => {
  const buyer = person('am');
  const startsAt = noon(3);
  const made = booking(buyer, startsAt);
  for (let i = 0; i < 3; i++) await lab.hear(bookingConfirmed, creator.id, made);
  await lab.work();
  const url = lab.receipts.get(made.orderId);
  const when = whenOf(startsAt, 'en');
  t.same(texts(buyer.phone), [`Booked: Coaching, ${when}. Move or cancel here: ${url}`]);
  t.same(texts(creator.phone), [`New booking: Coaching, ${when}.`]);
  await until(plus(startsAt, -24 * 60 - 5));
  t.equal(texts(buyer.phone).length, 1, 'not yet');
  await until(plus(startsAt, -24 * 60 + 1));
  await until(plus(startsAt, -59));
  await lab.work();
  const reminder = `Reminder: Coaching, ${when}. Details: ${url}`;
  t.same(texts(buyer.phone).slice(1), [reminder, reminder]);
});

t.test('reminders follow a move: the old time is never said again', async (t) => {
  const buyer = person('en');
  const [from, to] = [noon(3), noon(5)];
  const made = booking(buyer, from);
  await lab.hear(bookingConfirmed, creator.id, made);
  await lab.work();
  const endsAt = plus(to, 30).toISOString();
  const moved = { ...made, startsAt: to.toISOString(), endsAt, sequence: 1, by: 'creator' as const };
  await lab.hear(bookingMoved, creator.id, moved);
  await lab.work();
  t.match(texts(buyer.phone)[1], new RegExp(`^Moved: Coaching is now on ${whenOf(to, 'en').replace(/[()]/g, '.')}`));
  // Heard late, and out of order.
  await lab.hear(bookingConfirmed, creator.id, { ...made, sequence: 0 });
  lab.outside.clear();
  await until(plus(from, 5));
  t.same(texts(buyer.phone), [], 'nothing about the old time');
  await until(plus(to, -30));
  t.equal(texts(buyer.phone).length, 2);
  t.ok(texts(buyer.phone).every((text) => text.includes(whenOf(to, 'en'))));
});

t.test('a cancelled booking has no reminder; the other side hears of it', async (t) => {
  const [one, two] = [person('en'), person('en')];
  const startsAt = noon(3);
  const byBuyer = booking(one, startsAt);
  const byCreator = booking(two, startsAt, { startsAt: plus(startsAt, 60).toISOString() });
  for (const each of [byBuyer, byCreator]) await lab.hear(bookingConfirmed, creator.id, each);
  await lab.work();
  lab.outside.clear();
  const off = { sequence: 1, refundPercent: 50, at: lab.clock.now().toISOString() };
  await lab.hear(bookingCancelled, creator.id, { ...byBuyer, ...off, by: 'buyer' });
  await lab.hear(bookingCancelled, creator.id, { ...byCreator, ...off, by: 'creator' });
  await lab.work();
  t.match(texts(creator.phone), [/is cancelled|Cancelled/]);
  t.equal(texts(one.phone).length, 0);
  t.match(texts(two.phone), [/^Cancelled: Coaching/]);
  lab.outside.clear();
  await until(plus(startsAt, 70));
  t.same([...texts(one.phone), ...texts(two.phone)], []);
});

t.test('who paid too late hears where she chooses again; numbers and links stay out of the log', async (t) => {
  const buyer = person('am');
  const lost = booking(buyer, noon(3), { lang: 'am' });
  for (let i = 0; i < 2; i++) await lab.hear(bookingLost, creator.id, lost);
  await lab.work();
  t.same(texts(buyer.phone), [`ሰዓቱ ተይዟል። ሌላ ይምረጡ፦ ${lab.receipts.get(lost.orderId)}`]);
  t.notMatch(lab.logged(), /9110008\d\d|\/r\//);
});

t.test('a receipt that is on its way delays a message and loses none', async (t) => {
  const buyer = person('en');
  const made = booking(buyer, noon(3));
  const url = lab.receipts.get(made.orderId) ?? '';
  lab.receipts.delete(made.orderId);
  await lab.hear(bookingConfirmed, creator.id, made);
  await t.rejects(lab.work(), /booking\.write/);
  lab.receipts.set(made.orderId, url);
  await lab.db.look('update queue_notifications._private_jobs set run_at = now() where attempts = 1');
  await lab.work();
  t.equal(texts(buyer.phone).length, 1);
});

t.test('no reminder rings at night: it comes on the evening before; what would be too late is none', async (t) => {
  const day = { year: 2026, month: 11, day: 20 };
  const at = (hour: number, minute = 0): Date => fromEat(day, hour, minute);
  const before = fromEat({ ...day, day: 19 }, 19, 45);
  t.same(outsideNight(at(8)), at(8));
  t.same(outsideNight(at(19, 59)), at(19, 59));
  t.same(outsideNight(at(20)), at(19, 45));
  t.same(outsideNight(at(23, 30)), at(19, 45));
  t.same(outsideNight(at(0)), before);
  t.same(outsideNight(at(7, 59)), before);
  t.same(reminderAt('hour', at(8, 30), fromEat({ ...day, day: 18 })), before, 'a time at 8:30 in the morning');
  t.same(reminderAt('hour', at(14), at(9)), at(13));
  t.equal(reminderAt('day', at(14), at(9)), undefined, 'booked within the day: it was just said');
  for (let minute = 0; minute < 1440; minute++) {
    const { hour } = inEat(outsideNight(new Date(at(0).getTime() + minute * 60_000)));
    if (hour < 8 || hour >= 20) t.fail(`rings at ${hour}`);
  }
});
