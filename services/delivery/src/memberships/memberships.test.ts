import { t } from 'tap';
import { orderAccessChanged, orderPaid } from '@windsurf/contracts/payments';
import { membershipChanged } from '@windsurf/contracts/payments-memberships';
import type { PayloadOf } from '@windsurf/contracts/event';
import { productPublishedTyped } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { linkOfOrder } from '../entitlements/entitlements.ts';
import { startTestDelivery } from '../testing.ts';
import { stateAt } from './memberships.ts';

const test = await startTestDelivery(t);
const { app, db, clock, deps } = test;
const selam = test.creator();
const creatorId = asCreatorId(selam.creatorId);
const day = 86_400_000;
const at = (days: number): string => new Date(clock.now().getTime() + days * day).toISOString();

const productId = newId();
const words = { slug: 'club', title: 'Tea club', coverUrl: null, handle: 'selam-books', storeName: 'Selam Books' };
await test.say(productPublishedTyped, selam.creatorId, {
  productId,
  version: 1,
  type: 'membership',
  details: { type: 'membership', benefits: [], graceDays: 3, prepay: [], spaces: true },
  priceSantim: 15_000,
  currency: 'ETB',
  fileId: null,
  ...words,
});
await test.work();

const paid = (membership: string, buyerId: string): PayloadOf<typeof orderPaid> => ({
  orderId: newId(),
  intentId: newId(),
  productId,
  buyerId,
  amountSantim: 15_000,
  feeSantim: 750,
  netSantim: 14_250,
  currency: 'ETB',
  lang: 'en',
  paidAt: at(0),
  items: [{ productId, amountSantim: 15_000 }],
  choice: { months: 1, monthSantim: 15_000, membership },
});
const time = (
  membershipId: string,
  buyerId: string,
  number: number,
  state: 'active' | 'grace' | 'paused' | 'ended',
  days: number,
): PayloadOf<typeof membershipChanged> => ({
  membershipId,
  productId,
  buyerId,
  what: 'renewed',
  orderId: null,
  number,
  state,
  until: at(days),
  accessUntil: at(days + 3),
  at: at(0),
});
const entitlements = async (buyerId: string) =>
  await db.look<{ id: string; state: string }>('select id, state from delivery.entitlements where buyer_id = $1', [
    buyerId,
  ]);
const granted = async (id: string): Promise<number> =>
  Number(
    (
      await db.look<{ n: string }>(
        "select count(*) as n from queue_delivery._private_jobs where payload -> 'payload' ->> 'entitlementId' = $1",
        [id],
      )
    )[0]?.n,
  );

t.test('however often it is paid for, a membership is one thing in the library, and one receipt is sent', async (t) => {
  const [id, buyerId] = [newId(), newId()];
  const orders = [paid(id, buyerId), paid(id, buyerId), paid(id, buyerId)];
  for (const order of orders) {
    for (let n = 0; n < 2; n++) await test.say(orderPaid, selam.creatorId, order, newId());
    await test.work();
  }
  t.same(await entitlements(buyerId), [{ id, state: 'active' }]);
  t.equal(await granted(id), 1);
  const links = await Promise.all(orders.map(async (order) => await linkOfOrder(deps, creatorId, order.orderId)));
  t.equal(new Set(links).size, 1);
  t.type(links[0], 'string', 'each of its orders leads to it');
});

t.test('it is open until payments says that it is over, whatever is heard first', async (t) => {
  for (const first of ['order', 'time'] as const) {
    const [id, buyerId] = [newId(), newId()];
    const order = async (): Promise<void> => await test.say(orderPaid, selam.creatorId, paid(id, buyerId));
    const over = async (): Promise<void> =>
      await test.say(membershipChanged, selam.creatorId, time(id, buyerId, 2, 'ended', -1));
    for (const one of first === 'order' ? [order, over] : [over, order]) {
      await one();
      await test.work();
    }
    t.match(await entitlements(buyerId), [{ state: 'paused' }], `${first} first`);
    await test.say(membershipChanged, selam.creatorId, time(id, buyerId, 1, 'active', 30));
    await test.work();
    t.match(await entitlements(buyerId), [{ state: 'paused' }], 'what is older is not believed');
    await test.say(membershipChanged, selam.creatorId, time(id, buyerId, 3, 'active', 30));
    await test.work();
    t.match(await entitlements(buyerId), [{ state: 'active' }]);
  }
});

t.test('the end is the end also where it was not announced: the library reads the clock', async (t) => {
  const own = {
    creatorId,
    id: newId(),
    state: 'active',
    untilAt: new Date(at(1)),
    accessUntil: new Date(at(4)),
  } as const;
  t.equal(stateAt(own, new Date(at(0))), 'active');
  t.equal(stateAt(own, new Date(at(2))), 'grace');
  t.equal(stateAt(own, new Date(at(4))), 'ended');
  t.equal(stateAt({ ...own, state: 'paused' }, new Date(at(9))), 'paused');
});

t.test('one payment that goes back does not close what others paid for: payments says what is left', async (t) => {
  const [id, buyerId] = [newId(), newId()];
  const order = paid(id, buyerId);
  await test.say(orderPaid, selam.creatorId, order);
  await test.work();
  const { orderId } = order;
  const facts = { orderId, productId, buyerId, lang: 'en' as const, at: at(0) };
  await test.say(orderAccessChanged, selam.creatorId, { ...facts, access: 'revoked', why: 'refund' });
  await test.work();
  t.match(await entitlements(buyerId), [{ state: 'active' }]);
});

t.test(
  'the library says until when, in both calendars and languages, and leads to the page to pay or pause',
  async (t) => {
    const reader = test.people.person();
    const id = newId();
    await test.say(orderPaid, selam.creatorId, paid(id, reader.personId));
    await test.say(membershipChanged, selam.creatorId, time(id, reader.personId, 1, 'active', 20));
    await test.work();
    const library = async (lang: string): Promise<string> =>
      (await app.inject({ url: `/k?lang=${lang}`, headers: test.people.browser(reader) })).body;
    const html = await library('en');
    t.match(html, /Paid until [^<]+\([^<]+\)/);
    t.match(html, `/pay/membership/${creatorId}/${id}`);
    t.match(await library('am'), /የተከፈለ/);
    for (const [state, words] of [
      ['paused', /your days are kept/],
      ['ended', /Ended on/],
    ] as const) {
      const number = state === 'paused' ? 2 : 3;
      await test.say(membershipChanged, selam.creatorId, time(id, reader.personId, number, state, -9));
      await test.work();
      t.match(await library('en'), words);
      t.match(await library('en'), /Your membership is paused or its time is over/);
    }
    const stranger = await app.inject({ url: '/k?lang=en', headers: test.people.browser(test.people.person()) });
    t.notMatch(stranger.body, id);
  },
);
