import t from 'tap';
import { readSummary } from '@windsurf/contracts/analytics';
import { checkoutStarted, orderPaid } from '@windsurf/contracts/payments';
import { newId } from '@windsurf/db/ids';
import { aCheckout, aSale, deliver, startTestAnalytics } from '../testing.ts';

const lab = await startTestAnalytics(t);
const { app, db, people } = lab;
const read = async (headers: Record<string, string>, query = '') =>
  await app.inject({ url: `${readSummary.url}${query}`, headers });
const zero = {
  views: 0,
  productViews: 0,
  otherViews: 0,
  checkouts: 0,
  sales: 0,
  revenueSantim: 0,
  refunds: 0,
  refundedSantim: 0,
  netSantim: 0,
};

t.test('a creator without visitors sees zeros for each day, never an error or a gap', async (t) => {
  const answer = await read(people.person({ creator: true }).headers);
  t.equal(answer.statusCode, 200);
  const body = answer.json();
  t.equal(body.days.length, 30);
  t.same([body.days[0].day, body.days[29].day], ['2026-10-22', '2026-11-20']);
  t.same(body.total, zero);
  t.same(body.today, zero);
  t.equal(body.currency, 'ETB');
  t.equal(body.asOf, '2026-11-20T06:00:00.000Z');
});

t.test('an event that is delivered five times counts once, on the day on which it happened', async (t) => {
  const maker = people.person({ creator: true });
  const product = newId();
  const checkout = aCheckout(product, '2026-11-19T21:30:00Z');
  const sale = aSale(product, '2026-11-19T20:30:00Z', 25_000);
  const keys = [newId(), newId()];
  let handled = 0;
  for (let i = 0; i < 5; i++) {
    await deliver(db, maker.personId, checkoutStarted, checkout, keys[0]);
    await deliver(db, maker.personId, orderPaid, sale, keys[1]);
    handled += await lab.drain();
  }
  t.equal(handled, 10, 'each delivery reached its handler');
  const body = (await read(maker.headers, '?days=2')).json();
  t.match(body.days, [
    { day: '2026-11-19', checkouts: 0, sales: 1, revenueSantim: 25_000 },
    { day: '2026-11-20', checkouts: 1, sales: 0, revenueSantim: 0 },
  ]);
  t.match(body.total, { checkouts: 1, sales: 1, revenueSantim: 25_000 });
});

t.test('nobody sees the numbers of another creator', async (t) => {
  const [a, b] = [people.person({ creator: true }), people.person({ creator: true })];
  await deliver(db, a.personId, orderPaid, aSale(newId(), '2026-11-20T05:00:00Z'));
  await lab.drain();
  t.equal((await read(a.headers)).json().total.sales, 1);
  t.same((await read(b.headers)).json().total, zero);
  t.same(
    (await read(b.headers, `?creatorId=${a.personId}`)).json().total,
    zero,
    'an id in the address changes nothing',
  );
});

t.test('a range that makes no sense is told in words, in the reader’s language', async (t) => {
  const { headers } = people.person({ creator: true });
  for (const days of ['0', '-3', '401', '3650', '99999999999']) {
    const answer = await read({ ...headers, 'accept-language': 'en' }, `?days=${days}`);
    t.equal(answer.statusCode, 422, days);
    t.equal(answer.json().detail, 'Choose a range of 1 to 400 days.');
  }
  t.match((await read({ ...headers, 'accept-language': 'am' }, '?days=401')).json().detail, /ከ1 እስከ 400 ቀን/);
  t.equal((await read(headers, '?days=abc')).statusCode, 422);
  t.equal((await read(headers, '?days=400')).json().days.length, 400);
});

t.test('not signed in is 401, signed in without a store is 403, and health says healthy', async (t) => {
  t.equal((await read({})).statusCode, 401);
  t.equal((await read(people.person().headers)).statusCode, 403);
  const health = await app.inject({ url: '/v1/analytics/health' });
  t.equal(health.body, '{"status":"healthy"}');
});
