import { t } from 'tap';
import { orderAccessChanged, orderPaid } from '@windsurf/contracts/payments';
import { giftClaimed } from '@windsurf/contracts/payments-gifts';
import { newId } from '@windsurf/db/ids';
import { pdfBytes, startTestDelivery } from '../testing.ts';

const test = await startTestDelivery(t);
const { app, db, clock } = test;
const selam = test.creator();
const file = await test.upload(selam, 'notes.pdf', pdfBytes());
const { productId } = await test.publish(selam, { fileId: file.id, title: 'Notes' });

type Row = { id: string; buyer_id: string; state: string; gift: boolean; amount_santim: string };
const rowsOf = async (orderId: string): Promise<Row[]> =>
  await db.look<Row>(
    'select id, buyer_id, state, gift, amount_santim from delivery.entitlements where coalesce(order_id, beside_order_id) = $1',
    [orderId],
  );
const paidOf = (choice: { gift: boolean } | undefined, orderId = newId()) => ({
  orderId,
  intentId: newId(),
  productId,
  buyerId: newId(),
  amountSantim: 20_000,
  feeSantim: 1000,
  netSantim: 19_000,
  currency: 'ETB' as const,
  lang: 'en' as const,
  paidAt: clock.now().toISOString(),
  ...(choice ? { choice } : {}),
});
const claimedOf = (orderId: string, receiverId = newId()) => ({
  giftId: newId(),
  orderId,
  productId,
  productIds: [productId],
  receiverId,
  currency: 'ETB' as const,
  lang: 'en' as const,
  claimedAt: clock.now().toISOString(),
});

t.test(
  'what is paid for somebody else is nobody’s until she opens it; then it is hers, once, without its price',
  async (t) => {
    const order = paidOf({ gift: true });
    await test.say(orderPaid, selam.creatorId, order);
    await test.work();
    t.same(await rowsOf(order.orderId), [], 'its giver has nothing');
    const claimed = claimedOf(order.orderId);
    for (let time = 0; time < 3; time += 1) {
      await test.say(giftClaimed, selam.creatorId, claimed, newId());
      await test.work();
    }
    const rows = await rowsOf(order.orderId);
    t.match(rows, [{ buyer_id: claimed.receiverId, state: 'active', gift: true, amount_santim: 0 }]);
    t.equal(rows.length, 1, 'told three times it is granted once');
    const link = await app.inject({
      url: `/v1/delivery/entitlements/${rows[0]?.id ?? ''}/link?creatorId=${selam.creatorId}`,
      headers: test.people.service('notifications'),
    });
    t.match(link.json(), { gift: true });
    const page = await app.inject({ url: `${new URL(link.json<{ url: string }>().url).pathname}?lang=en` });
    t.match(page.body, /A gift/);
    t.match(page.body, /notes\.pdf/);
    t.notMatch(page.body, /birr|You paid/, 'nobody is told what it cost');
  },
);

t.test(
  'taken back before it is granted, it is granted closed; and an order of one’s own is granted as ever',
  async (t) => {
    const order = paidOf({ gift: true });
    const { orderId, buyerId, lang } = order;
    await test.say(orderPaid, selam.creatorId, order);
    const at = clock.now().toISOString();
    const refunded = { orderId, productId, buyerId, access: 'revoked', why: 'refund', lang, at } as const;
    await test.say(orderAccessChanged, selam.creatorId, refunded);
    await test.work();
    await test.say(giftClaimed, selam.creatorId, claimedOf(orderId));
    await test.work();
    t.match(await rowsOf(orderId), [{ state: 'paused' }]);
    const own = paidOf(undefined);
    await test.say(orderPaid, selam.creatorId, own);
    await test.work();
    t.match(await rowsOf(own.orderId), [{ buyer_id: own.buyerId, gift: false, amount_santim: 20_000 }]);
  },
);
