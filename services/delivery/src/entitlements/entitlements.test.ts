import { t } from 'tap';
import type { EntitlementView } from '@windsurf/contracts/delivery';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { fourFacts } from '@windsurf/testbed/people';
import { pdfBytes, startTestDelivery } from '../testing.ts';
import { productConsumers } from '../products/products.consumers.ts';
import { entitlementConsumers } from './entitlements.consumers.ts';

const test = await startTestDelivery(t);
const { app, deps, db, people } = test;
const [selam, dawit] = [test.creator(), test.creator()];
const orderOf = (productId: string, orderId = newId(), buyerId = newId()) => ({
  orderId,
  intentId: newId(),
  productId,
  buyerId,
  amountSantim: 19_950,
  feeSantim: 998,
  netSantim: 18_952,
  currency: 'ETB' as const,
  lang: 'am' as const,
  paidAt: '2026-11-20T06:00:00.000Z',
});
const granted = async (orderId: string) =>
  await db.look<{ id: string; title: string }>('select * from delivery.entitlements where order_id = $1', [orderId]);
const filesOf = async (id: string): Promise<string[]> =>
  (
    await db.look<{ file_id: string }>('select file_id from delivery.entitlement_files where entitlement_id = $1', [id])
  ).map((row) => row.file_id);

t.test('a paid order that is told five times at once is one entitlement and one announcement', async (t) => {
  const ready = await test.upload(selam, 'a.pdf', pdfBytes());
  const { productId } = await test.publish(selam, { fileId: ready.id });
  const payload = orderOf(productId);
  const [consumer] = entitlementConsumers(deps);
  const signal = new AbortController().signal;
  const tell = async (key: string): Promise<void> =>
    await consumer?.handle({
      creatorId: asCreatorId(selam.creatorId),
      key,
      event: 'order.paid',
      version: 1,
      attempt: 1,
      payload,
      once: { schema: 'delivery', message: 'order.paid', key },
      signal,
    });
  const key = newId();
  await Promise.all([1, 2, 3, 4, 5].map(async () => await tell(key)));
  await Promise.all([1, 2, 3, 4, 5].map(async () => await tell(newId())));
  const rows = await granted(payload.orderId);
  t.equal(rows.length, 1, 'also under other keys: the order is what counts');
  const id = rows[0]?.id ?? '';
  t.same(await filesOf(id), [ready.id]);
  const said = (await test.emitted('entitlement.granted')).filter((e) => e.payload.orderId === payload.orderId);
  t.equal(said.length, 1);
  t.match(said[0]?.payload, { entitlementId: id, productId, buyerId: payload.buyerId, lang: 'am' });
});

t.test('what was bought keeps its words and its file when the product changes', async (t) => {
  const [first, second] = [
    await test.upload(selam, '1.pdf', pdfBytes()),
    await test.upload(selam, '2.pdf', pdfBytes()),
  ];
  const product = await test.publish(selam, { fileId: first.id, title: 'First edition' });
  const payload = orderOf(product.productId);
  await test.pay(selam, product.productId, payload);
  await test.publish(selam, { ...product, version: 2, fileId: second.id, title: 'Second edition' });
  const [row] = await granted(payload.orderId);
  t.equal(row?.title, 'First edition');
  t.same(await filesOf(row?.id ?? ''), [first.id]);
});

t.test('an older version of a product that arrives late does not win', async (t) => {
  const product = await test.publish(selam, { version: 5, title: 'New words' });
  await test.publish(selam, { ...product, version: 4, title: 'Old words' });
  const payload = orderOf(product.productId);
  await test.pay(selam, product.productId, payload);
  t.equal((await granted(payload.orderId))[0]?.title, 'New words');
});

t.test(
  'a product without a file is delivered all the same, its creator hears of it, and the file comes later',
  async (t) => {
    const product = await test.publish(selam, { fileId: null });
    const payload = orderOf(product.productId);
    const receipt = await test.pay(selam, product.productId, payload);
    const [row] = await granted(payload.orderId);
    t.equal((await test.emitted('file.missing')).find((e) => e.key === row?.id)?.payload.productId, product.productId);
    const before = await app.inject({ url: `${receipt}?lang=en` });
    t.match(before.body, /No file yet\. The creator was told\./);
    const late = await test.upload(selam, 'late.pdf', pdfBytes());
    await test.publish(selam, { ...product, version: 2, fileId: late.id });
    t.same(await filesOf(row?.id ?? ''), [late.id]);
    t.match((await app.inject({ url: `${receipt}?lang=en` })).body, /late\.pdf/);
  },
);

t.test('an order and the product’s first file that come together leave nobody without the file', async (t) => {
  for (let round = 0; round < 5; round++) {
    const product = await test.publish(selam, { fileId: null });
    const late = await test.upload(selam, 'late.pdf', pdfBytes());
    const orders = [1, 2, 3].map(() => orderOf(product.productId));
    const signal = new AbortController().signal;
    const message = <P extends object>(event: string, payload: P) => {
      const key = newId();
      const creatorId = asCreatorId(selam.creatorId);
      return {
        creatorId,
        key,
        event,
        version: 1,
        attempt: 1,
        payload,
        once: { schema: 'delivery', message: event, key },
        signal,
      };
    };
    const [paid] = entitlementConsumers(deps);
    const [published] = productConsumers(deps);
    await Promise.all([
      ...orders.map(async (order) => await paid?.handle(message('order.paid', order))),
      published?.handle(message('product.published', { ...product, version: 2, fileId: late.id })),
    ]);
    for (const order of orders) {
      t.same(await filesOf((await granted(order.orderId))[0]?.id ?? ''), [late.id]);
    }
  }
});

t.test('a file of another creator is no file of this product', async (t) => {
  const foreign = await test.upload(dawit, 'dawit.pdf', pdfBytes());
  const product = await test.publish(selam, { fileId: foreign.id });
  const payload = orderOf(product.productId);
  const receipt = await test.pay(selam, product.productId, payload);
  t.same(await filesOf((await granted(payload.orderId))[0]?.id ?? ''), []);
  t.notMatch((await app.inject({ url: receipt })).body, /dawit\.pdf/);
});

t.test('an order whose product is not known yet is delivered when it is', async (t) => {
  const productId = newId();
  const payload = orderOf(productId);
  await t.rejects(test.pay(selam, productId, payload), /not known here yet/);
  t.equal((await granted(payload.orderId)).length, 0);
  await test.publish(selam, { productId });
  // The queue would wait some seconds before its next try.
  await db.look('update queue_delivery._private_jobs set run_at = now() where last_error is not null');
  t.equal(await test.work(), 1);
  t.equal((await granted(payload.orderId)).length, 1);
});

t.test('other services get the link, nobody else does', async (t) => {
  const product = await test.publish(selam, {});
  const payload = orderOf(product.productId);
  const receipt = await test.pay(selam, product.productId, payload);
  const [row] = await granted(payload.orderId);
  const headers = people.service('notifications');
  const query = { creatorId: selam.creatorId };
  const one = `/v1/delivery/entitlements/${row?.id}/link`;
  const other = `/v1/delivery/orders/${payload.orderId}/link`;
  for (const [url, expected, absent] of [
    [
      one,
      {
        url: `http://app.localhost:8080${receipt}`,
        title: product.title,
        storeName: product.storeName,
        free: false,
        gift: false,
      },
      404,
    ],
    [other, { url: `http://app.localhost:8080${receipt}` }, 200],
  ] as const) {
    const facts = await fourFacts(app, {
      works: { url, query, headers },
      badShape: { url, headers },
      stranger: { url, query: { creatorId: dawit.creatorId }, headers },
      nobody: { url, query },
    });
    t.same(facts.works.json(), expected);
    t.same([facts.badShape, facts.stranger, facts.nobody], [422, absent, 401], url);
    t.equal((await app.inject({ url, query, headers: selam.headers })).statusCode, 403, 'a person may not');
  }
  const foreign = await app.inject({ url: other, query: { creatorId: dawit.creatorId }, headers });
  t.same(foreign.json(), { url: null }, 'an order of another creator is not delivered');
});

t.test('neither token nor hash of another key opens anything, and the table does not hold the token', async (t) => {
  const product = await test.publish(selam, {});
  const receipt = await test.pay(selam, product.productId);
  const token = receipt.slice('/r/'.length);
  t.match(token, /^[A-Za-z0-9_-]{16}$/);
  const text = JSON.stringify(await db.look('select * from delivery.entitlements'));
  t.notMatch(text, token);
  t.notMatch(test.logged(), token, 'nor do the logs');
});

t.test(
  'the library by API: own purchases of all creators, newest first, in pages; never those of others',
  async (t) => {
    const buyer = people.person();
    const other = people.person();
    for (const creator of [selam, dawit, selam]) {
      test.clock.advance(60);
      const product = await test.publish(creator, { title: `of ${creator === selam ? 'Selam' : 'Dawit'}` });
      await test.pay(creator, product.productId, { buyerId: buyer.personId });
    }
    type Answer = { items: EntitlementView[]; nextCursor: string | null };
    const url = '/v1/delivery/library';
    const facts = await fourFacts(app, {
      works: { url, headers: buyer.headers },
      badShape: { url, query: { limit: '1000' }, headers: buyer.headers },
      nobody: { url },
    });
    t.same([facts.works.statusCode, facts.badShape, facts.nobody], [200, 422, 401]);
    t.same(
      facts.works.json<Answer>().items.map((i) => i.title),
      ['of Selam', 'of Dawit', 'of Selam'],
    );
    t.equal(facts.works.headers['cache-control'], 'no-store');
    const first = (await app.inject({ url, query: { limit: '2' }, headers: buyer.headers })).json<Answer>();
    const cursor = first.nextCursor ?? '';
    const rest = (await app.inject({ url, query: { limit: '2', cursor }, headers: buyer.headers })).json<Answer>();
    t.same([first.items.length, rest.items.length, rest.nextCursor], [2, 1, null]);
    t.equal(new Set([...first.items, ...rest.items].map((i) => i.id)).size, 3);
    t.same((await app.inject({ url, headers: other.headers })).json<Answer>().items, [], 'a stranger sees nothing');
    t.same((await app.inject({ url, headers: selam.headers })).json<Answer>().items, [], 'nor does the seller');
    t.equal((await app.inject({ url, query: { cursor: 'abc' }, headers: buyer.headers })).statusCode, 422);
  },
);
