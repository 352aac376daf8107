import { t } from 'tap';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { orderAccessChanged, orderPaid } from '@windsurf/contracts/payments';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { pdfBytes, startTestDelivery } from '../testing.ts';
import { entitlementConsumers } from './entitlements.consumers.ts';
import { linkOfOrder } from './entitlements.ts';

const test = await startTestDelivery(t);
const { app, deps, db, people } = test;
const selam = test.creator();
const creatorId = asCreatorId(selam.creatorId);
const words = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u00a0\s]+/g, ' ');
const book = await test.upload(selam, 'book.pdf', pdfBytes());
const { productId } = await test.publish(selam, { fileId: book.id, title: 'Weaving' });

const paid = (buyerId: string, choice: Record<string, string | number>): PayloadOf<typeof orderPaid> => ({
  orderId: newId(),
  intentId: newId(),
  productId,
  buyerId,
  amountSantim: 50_000,
  feeSantim: 2_500,
  netSantim: 47_500,
  currency: 'ETB',
  lang: 'en',
  paidAt: '2026-11-20T06:00:00.000Z',
  choice,
});
async function tell<E extends EventType>(type: E, payload: PayloadOf<E>, key = newId()): Promise<void> {
  const consumer = entitlementConsumers(deps).find((one) => one.event.name === type.name);
  if (!consumer) throw new Error(`nobody hears ${type.name}`);
  await consumer.handle({
    creatorId,
    key,
    event: type.name,
    version: 1,
    attempt: 1,
    payload,
    once: { schema: 'delivery', message: type.name, key },
    signal: new AbortController().signal,
  });
}
const rowsOf = async (buyerId: string) =>
  await db.look<{ id: string; state: string; why: string | null; instalment_plan: string | null }>(
    'select id, state, why, instalment_plan from delivery.entitlements where buyer_id = $1',
    [buyerId],
  );

t.test('however many parts are paid, it is granted once, and each of its orders leads to it', async (t) => {
  const [buyerId, plan] = [newId(), newId()];
  const first = paid(buyerId, { parts: 3, whole: 150_000, wholeOff: 0, plan });
  const later = [2, 3].map((pays) => paid(buyerId, { plan, pays, firstOrder: first.orderId }));
  await t.rejects(tell(orderPaid, later[0] ?? first), /first part/, 'the first one is waited for');
  await tell(orderPaid, first);
  for (const order of [...later, ...later]) await tell(orderPaid, order);
  t.match(await rowsOf(buyerId), [{ state: 'active', instalment_plan: plan }]);
  t.equal((await rowsOf(buyerId)).length, 1);
  const links = await Promise.all(
    [first, ...later].map(async ({ orderId }) => await linkOfOrder(deps, creatorId, orderId)),
  );
  t.equal(new Set(links).size, 1);
  t.type(links[0], 'string');
});

t.test(
  'closed while a part is unpaid it says so, leads to its page, and opens again; the last word counts',
  async (t) => {
    const reader = people.person();
    const plan = newId();
    const first = paid(reader.personId, { parts: 2, whole: 100_000, wholeOff: 0, plan });
    await tell(orderPaid, first);
    const { orderId, buyerId } = first;
    const change = async (
      access: 'active' | 'paused',
      why: 'instalment' | 'restored',
      minute: number,
    ): Promise<void> => {
      const at = new Date(Date.UTC(2026, 10, 20, 7, minute)).toISOString();
      await tell(orderAccessChanged, { orderId, productId, buyerId, lang: 'en', access, why, at });
    };
    const library = async (lang = 'en'): Promise<string> =>
      (await app.inject({ url: `/k?lang=${lang}`, headers: people.browser(reader) })).body;
    t.match(words(await library()), /My payments/, 'also while it is open');
    await change('paused', 'instalment', 2);
    t.match(await rowsOf(buyerId), [{ state: 'paused', why: 'instalment' }]);
    const html = await library();
    t.match(words(html), /A part of its price is not paid\. Pay it, and everything is open again at once/);
    t.match(html, `/pay/instalments/${creatorId}/${plan}`);
    t.match(words(await library('am')), /ሲከፍሉ ሁሉም ወዲያው ይከፈታል/);
    // What an order says of itself in the same moment gives way to what the plan says of all of them.
    await change('active', 'restored', 3);
    await change('paused', 'instalment', 3);
    t.match(await rowsOf(buyerId), [{ state: 'paused', why: 'instalment' }]);
    await change('active', 'instalment', 4);
    t.match(await rowsOf(buyerId), [{ state: 'active', why: null }]);
    await change('paused', 'instalment', 2);
    t.match(await rowsOf(buyerId), [{ state: 'active' }], 'what is older is not believed');
  },
);
