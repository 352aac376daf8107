import { t } from 'tap';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import type { PayloadOf } from '@windsurf/contracts/event';
import { orderAccessChanged, orderRefunded, paymentSurplus } from '@windsurf/contracts/payments';
import { surplusReturned } from '@windsurf/contracts/payments-refunds';
import { productPublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';

const lab = await startTestNotifications(t);
const productId = newId();
t.beforeEach(() => lab.outside.clear());

let count = 0;
const person = (lang: 'am' | 'en'): { id: string; phone: string } => {
  const [id, phone] = [newId(), `+2519110007${String(count++).padStart(2, '0')}`];
  lab.phones.set(id, { phone, lang });
  return { id, phone };
};
const creator = person('en');
const creatorId = creator.id;
const texts = (phone: string): string[] => lab.outside.sms.sent(phone).map((sms) => sms.text);
type Refund = PayloadOf<typeof orderRefunded>;
const refund = (buyerId: string, more: Partial<Refund> = {}): Refund => {
  const orderId = more.orderId ?? newId();
  lab.follows.set(orderId, `http://app.localhost:8080/pay/s/${orderId.slice(-12)}abcd`);
  return {
    orderId,
    refundId: newId(),
    productId,
    buyerId,
    amountSantim: 19_950,
    currency: 'ETB',
    full: true,
    state: 'asked',
    lang: 'en',
    at: '2026-11-20T09:00:00Z',
    ...more,
  };
};
const { refundId: _, ...reversedFacts } = refund(newId());
await lab.hear(productPublished, creatorId, {
  productId,
  version: 1,
  type: 'digital-download',
  slug: 'guide',
  title: 'Budget 2019',
  priceSantim: 20_000,
  currency: 'ETB',
  coverUrl: null,
  fileId: null,
  handle: 'selam',
  storeName: 'Selam',
});
await lab.work();

t.test(
  'a buyer hears once that her money is on its way and once that it is sent, with where to follow it',
  async (t) => {
    const buyer = person('am');
    const asked = refund(buyer.id);
    const sent = { ...asked, state: 'sent' as const, at: '2026-11-20T09:05:00Z' };
    const key = newId();
    for (let i = 0; i < 5; i++) {
      await lab.hear(orderRefunded, creatorId, asked, i < 3 ? key : newId());
      await lab.work();
    }
    await lab.hear(orderRefunded, creatorId, sent);
    await lab.hear(orderRefunded, creatorId, sent);
    await lab.work();
    const url = lab.follows.get(asked.orderId);
    t.same(texts(buyer.phone), [
      `199.50 birr for Budget 2019 is on its way back. Follow it: ${url}`,
      `199.50 birr for Budget 2019 was sent back to where you paid from: ${url}`,
    ]);
    t.same(texts(creator.phone), [], 'who gave it back herself knows');
  },
);

t.test('that it is on its way is not said after it has arrived', async (t) => {
  const buyer = person('am');
  const asked = refund(buyer.id, { lang: 'am' });
  await lab.hear(orderRefunded, creatorId, { ...asked, state: 'sent' });
  await lab.work();
  await lab.hear(orderRefunded, creatorId, asked);
  await lab.work();
  t.same(texts(buyer.phone), [`199.50 ብር ተመልሷል፦ ${lab.follows.get(asked.orderId)}`]);
});

t.test('the creator hears what she did not do herself: a refund by others, one that failed, the bank', async (t) => {
  const buyer = person('am');
  for (const by of ['creator', 'operator', 'we'] as const) {
    await lab.hear(orderRefunded, creatorId, refund(buyer.id, { state: 'sent', by }));
  }
  await lab.work();
  const done = 'We gave a buyer of Budget 2019 199.50 birr back. You find why under Orders.';
  t.same(texts(creator.phone), [done, done]);
  lab.outside.clear();
  const failed = refund(buyer.id, { state: 'failed' });
  const reversed = { ...reversedFacts, orderId: newId(), buyerId: buyer.id, state: 'sent' as const };
  for (const twice of [1, 2]) {
    await lab.hear(orderRefunded, creatorId, failed);
    await lab.hear(orderRefunded, creatorId, reversed);
    t.ok(twice);
    await lab.work();
  }
  t.same(texts(creator.phone).toSorted(), [
    "The bank took 199.50 birr for Budget 2019 back from you. The buyer's access is paused. See Orders.",
    'The refund of 199.50 birr for Budget 2019 did not reach the buyer. Please look at it under Orders.',
  ]);
  t.same(texts(buyer.phone), [], 'the buyer hears neither of these');
  await lab.hear(orderRefunded, creatorId, { ...reversed, at: '2026-11-25T09:00:00Z' });
  await lab.work();
  t.equal(texts(creator.phone).length, 3, 'the bank’s second time is another message');
});

t.test('a buyer hears that the bank paused her purchase and that it is open again, with its receipt', async (t) => {
  const buyer = person('am');
  const orderId = newId();
  const change = (more: Partial<PayloadOf<typeof orderAccessChanged>>) =>
    ({
      orderId,
      productId,
      buyerId: buyer.id,
      access: 'paused',
      why: 'reversal',
      lang: 'en',
      at: '2026-11-20T09:00:00Z',
      ...more,
    }) as const;
  lab.receipts.set(orderId, 'http://app.localhost:8080/r/ABCDEFGHIJKLMNOP');
  for (let i = 0; i < 3; i++) {
    await lab.hear(orderAccessChanged, creatorId, change({}));
    await lab.hear(
      orderAccessChanged,
      creatorId,
      change({ access: 'revoked', why: 'refund', at: '2026-11-20T09:01:00Z' }),
    );
    await lab.work();
  }
  await lab.hear(
    orderAccessChanged,
    creatorId,
    change({ access: 'active', why: 'restored', at: '2026-11-21T09:00:00Z' }),
  );
  await lab.hear(orderAccessChanged, creatorId, change({ lang: 'am', why: 'dispute', at: '2026-11-22T09:00:00Z' }));
  await lab.work();
  const url = lab.receipts.get(orderId);
  t.same(texts(buyer.phone), [
    `The bank took the payment for Budget 2019 back. Access is paused: ${url}`,
    `Budget 2019 is open for you again: ${url}`,
    `የBudget… ክፍያ በቅሬታ ተመልሷል ${url}`,
  ]);
  // Not delivered yet: then to where the payment is.
  const other = refund(buyer.id).orderId;
  lab.outside.clear();
  await lab.hear(orderAccessChanged, creatorId, change({ orderId: other }));
  await lab.work();
  t.match(texts(buyer.phone), [new RegExp(`${lab.follows.get(other)}$`)]);
});

t.test(
  'money that bought nothing: the buyer hears why, and again when she has it back; each payment once',
  async (t) => {
    const found: string[] = [];
    for (const why of ['paid-twice', 'sold-out', 'overpaid', 'wrong-amount'] as const) {
      const buyer = person('am');
      const intentId = newId();
      const url = `http://app.localhost:8080/pay/s/${intentId.slice(-12)}abcd`;
      lab.follows.set(intentId, url);
      const facts = {
        intentId,
        productId,
        buyerId: buyer.id,
        amountSantim: 5_000,
        currency: 'ETB',
        why,
        lang: 'en',
      } as const;
      for (let i = 0; i < 3; i++) await lab.hear(paymentSurplus, creatorId, { ...facts, at: '2026-11-20T09:00:00Z' });
      const back = { ...facts, refundId: newId(), at: '2026-11-20T10:00:00Z' };
      for (let i = 0; i < 3; i++) await lab.hear(surplusReturned, creatorId, back);
      await lab.work();
      const sent = texts(buyer.phone);
      t.equal(sent.length, 2, why);
      t.equal(sent[1], `50 birr was sent back to where you paid from: ${url}`);
      found.push(sent[0]?.replace(` ${url}`, '') ?? '');
      await lab.hear(paymentSurplus, creatorId, { ...facts, at: '2026-11-20T11:00:00Z' });
      await lab.work();
      t.equal(texts(buyer.phone).length, 3, 'another payment is another message');
    }
    t.same(found, [
      'You paid twice. 50 birr is on its way back; follow it:',
      'The last one was taken while you paid. 50 birr is on its way back; follow it:',
      '50 birr more than the price came in. It is on its way back; follow it:',
      '50 birr came in, which is not the price. It is on its way back; follow it:',
    ]);
  },
);

t.test('a refund in a hundred parts is not a hundred messages', async (t) => {
  const buyer = person('am');
  for (let i = 0; i < 30; i++) await lab.hear(orderRefunded, creatorId, refund(buyer.id));
  await lab.work();
  t.equal(texts(buyer.phone).length, 10);
  t.match(lab.logged(), /an SMS about money was kept back by a cap/);
  lab.clock.advance(86_401);
  await lab.hear(orderRefunded, creatorId, refund(buyer.id));
  await lab.work();
  t.equal(texts(buyer.phone).length, 11, 'the next day has its own measure');
});

t.test('what was bought beside another thing has no message of its own: one order is one receipt', async (t) => {
  const buyer = person('en');
  const [entitlementId, beside] = [newId(), newId()];
  for (const id of [entitlementId, beside]) lab.links.set(id, { url: `http://x/r/${id}`, title: 'T', storeName: 'S' });
  const facts = {
    orderId: newId(),
    productId,
    buyerId: buyer.id,
    lang: 'en',
    grantedAt: '2026-11-20T09:00:00Z',
  } as const;
  await lab.hear(entitlementGranted, creatorId, { ...facts, entitlementId: beside, beside: entitlementId });
  await lab.hear(entitlementGranted, creatorId, { ...facts, entitlementId });
  await lab.work();
  t.match(texts(buyer.phone), [new RegExp(`${entitlementId}$`)]);
});

t.test('a service that is away delays a message and loses none; a payment that nobody knows is given up', async (t) => {
  const buyer = person('en');
  const asked = refund(buyer.id);
  const { payments } = lab.deps;
  const away = Object.assign(async () => await Promise.reject(new Error('away')), { close: payments.close });
  Object.assign(lab.deps, { payments: away });
  await lab.hear(orderRefunded, creatorId, asked);
  await t.rejects(lab.work(), /money-news\.write/);
  Object.assign(lab.deps, { payments });
  await lab.db.look('update queue_notifications._private_jobs set run_at = now() where attempts = 1');
  await lab.work();
  t.equal(texts(buyer.phone).length, 1);
  const unknown = refund(buyer.id);
  lab.follows.delete(unknown.orderId);
  await lab.hear(orderRefunded, creatorId, unknown);
  await t.rejects(lab.work(), /nobody knows this payment/);
  t.notMatch(lab.logged(), /(?:251|\b0)9110007\d\d|pay\/s\//, 'neither numbers nor links stand in the log');
});
