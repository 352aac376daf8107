import { sql } from 'kysely';
import { t } from 'tap';
import type { EntitlementView } from '@windsurf/contracts/delivery';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { orderAccessChanged, orderPaid } from '@windsurf/contracts/payments';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { pdfBytes, startTestDelivery } from '../testing.ts';
import { entitlementConsumers } from './entitlements.consumers.ts';

const test = await startTestDelivery(t);
const { app, deps, db, people } = test;
const selam = test.creator();
type Change = PayloadOf<typeof orderAccessChanged>;
const words = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
const paidOf = (productId: string, items?: { productId: string; amountSantim: number }[]) => ({
  orderId: newId(),
  intentId: newId(),
  productId,
  buyerId: newId(),
  amountSantim: 19_950,
  feeSantim: 998,
  netSantim: 18_952,
  currency: 'ETB' as const,
  lang: 'en' as const,
  paidAt: '2026-11-20T06:00:00.000Z',
  ...(items ? { items } : {}),
});
type Paid = ReturnType<typeof paidOf>;
const changeOf = (order: Paid, access: Change['access'], why: Change['why'], minute: number): Change => ({
  orderId: order.orderId,
  productId: order.productId,
  buyerId: order.buyerId,
  access,
  why,
  lang: 'en',
  at: new Date(Date.UTC(2026, 10, 20, 7, minute)).toISOString(),
});
/** Straight into the handler, as a worker would, without waiting for the queue. */
async function tell<E extends EventType>(type: E, payload: PayloadOf<E>, key = newId()): Promise<void> {
  const consumer = entitlementConsumers(deps).find((one) => one.event.name === type.name);
  if (!consumer) throw new Error(`nobody hears ${type.name}`);
  await consumer.handle({
    creatorId: asCreatorId(selam.creatorId),
    key,
    event: type.name,
    version: 1,
    attempt: 1,
    payload,
    once: { schema: 'delivery', message: type.name, key },
    signal: new AbortController().signal,
  });
}
type Row = {
  id: string;
  product_id: string;
  amount_santim: number;
  state: string;
  revoked: boolean;
  why: string | null;
};
const rowsOf = async (orderId: string): Promise<Row[]> =>
  await db.look<Row>(
    `select id, product_id, amount_santim, state, revoked, why from delivery.entitlements
    where coalesce(order_id, beside_order_id) = $1 order by order_id is null, id`,
    [orderId],
  );
const said = async (event: string, orderId: string) =>
  (await test.emitted(event)).map((e) => e.payload).filter((payload) => payload.orderId === orderId);
await db.look("insert into messages.subscriptions values ('entitlement.changed', 'queue_delivery', '{1}')");

async function twoProducts() {
  const [book, sheet] = [
    await test.upload(selam, 'book.pdf', pdfBytes()),
    await test.upload(selam, 'sheet.pdf', pdfBytes()),
  ];
  const main = await test.publish(selam, { fileId: book.id, title: 'The book' });
  const bump = await test.publish(selam, { fileId: sheet.id, title: 'The sheet', slug: 'sheet' });
  const order = paidOf(main.productId, [
    { productId: bump.productId, amountSantim: 4_950 },
    { productId: main.productId, amountSantim: 15_000 },
  ]);
  return { book, sheet, main, bump, order };
}

t.test('an order of two things gives each of them once, with its own amount, however often it is told', async (t) => {
  const { main, bump, order } = await twoProducts();
  const key = newId();
  await Promise.all([1, 2, 3, 4, 5].map(async () => await tell(orderPaid, order, key)));
  await Promise.all([1, 2, 3, 4, 5].map(async () => await tell(orderPaid, order)));
  const rows = await rowsOf(order.orderId);
  t.match(rows, [
    { product_id: main.productId, amount_santim: 15_000, state: 'active' },
    { product_id: bump.productId, amount_santim: 4_950, state: 'active' },
  ]);
  t.equal(rows.length, 2);
  const granted = await said('entitlement.granted', order.orderId);
  t.equal(granted.length, 2);
  const [first, beside] = rows;
  t.notOk('beside' in (granted.find((g) => g.entitlementId === first?.id) ?? { beside: 1 }), 'the first stands alone');
  t.equal(granted.find((g) => g.entitlementId === beside?.id)?.beside, first?.id, 'the other says beside what');
  t.same(await said('entitlement.changed', order.orderId), [], 'and nothing was closed');
});

t.test('one receipt opens the whole order, and the library shows each thing', async (t) => {
  const { book, sheet, order } = await twoProducts();
  const buyer = people.person();
  await tell(orderPaid, { ...order, buyerId: buyer.personId });
  const [first, beside] = await rowsOf(order.orderId);
  const link = await app.inject({
    url: `/v1/delivery/orders/${order.orderId}/link`,
    query: { creatorId: selam.creatorId },
    headers: people.service('payments'),
  });
  t.same(link.json(), { url: deps.links.receiptUrl(first?.id ?? '') });
  for (const id of [first?.id ?? '', beside?.id ?? '']) {
    const page = await app.inject({ url: `${deps.links.receiptPath(id)}?lang=en` });
    const text = words(page.body);
    t.match(text, /The book and 1 more/);
    t.match(text, /The book 150\.00 birr The sheet 49\.50 birr You paid 199\.50 birr/);
    const downloads = [...page.body.matchAll(/href="(\/d\/[^"]+)"/g)].map((found) => found[1] ?? '');
    t.same(downloads, [
      deps.links.downloadPath(first?.id ?? '', book.id),
      deps.links.downloadPath(beside?.id ?? '', sheet.id),
    ]);
    for (const url of downloads) t.equal((await app.inject({ url })).statusCode, 302, url);
  }
  const shelf = await app.inject({ url: '/k?lang=en', headers: people.browser(buyer) });
  t.match(words(shelf.body), /The book.*The sheet|The sheet.*The book/);
  const { items } = (await app.inject({ url: '/v1/delivery/library', headers: buyer.headers })).json<{
    items: EntitlementView[];
  }>();
  t.same(
    items.toSorted((a, b) => (a.title < b.title ? -1 : 1)).map((i) => [i.title, i.amountSantim, i.state]),
    [
      ['The book', 15_000, 'active'],
      ['The sheet', 4_950, 'active'],
    ],
  );
});

t.test('what the code before this wrote and asked still works on these tables', async (t) => {
  const { productId } = await test.publish(selam, {});
  const orderId = newId();
  const creatorId = asCreatorId(selam.creatorId);
  // Word for word what version 1 sends: it knows no other columns, and one row per order.
  const grantAsBefore = async (): Promise<bigint | undefined> =>
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const id = newId();
      const { numAffectedRows } = await sql`
        insert into delivery.entitlements (id, creator_id, token_hash, granted_at, product_id, title, slug, handle,
          store_name, cover_url, order_id, buyer_id, amount_santim, currency, lang, paid_at)
        values (${id}, ${creatorId}, ${deps.links.hashOf(deps.links.tokenOf(id))}, now(), ${productId}, 'T', 's', 'h', 'S',
          null, ${orderId}, ${newId()}, 19950, 'ETB', 'am', now())
        on conflict (creator_id, order_id) do nothing`.execute(tx);
      return numAffectedRows;
    });
  t.equal(await grantAsBefore(), 1n);
  t.equal(await grantAsBefore(), 0n, 'twice is once, there too');
  // The same order, told again to this code with everything in it: the first thing is there, the other one comes.
  const bump = await test.publish(selam, {});
  const order = { ...paidOf(productId), orderId };
  await tell(orderPaid, { ...order, items: [order, { productId: bump.productId, amountSantim: 10 }] });
  t.equal((await rowsOf(orderId)).length, 2);
  t.equal(await grantAsBefore(), 0n);
  const [seen] = await db.look<{ id: string }>(
    "select id from delivery.entitlements where order_id = $1 and state = 'active'",
    [orderId],
  );
  t.equal(seen?.id, (await rowsOf(orderId))[0]?.id, 'an order has one first thing');
  // What is revoked is closed for older code as well, which knows «paused» alone.
  await tell(orderAccessChanged, changeOf(order, 'revoked', 'refund', 1));
  t.strictSame(
    (await rowsOf(orderId)).map((row) => [row.state, row.revoked]),
    [
      ['paused', true],
      ['paused', true],
    ],
  );
});

t.test('what payments closes is closed at once, within a running download too, and opens again', async (t) => {
  const { book, main, order } = await twoProducts();
  const buyer = people.person();
  const mine = { ...order, buyerId: buyer.personId };
  await tell(orderPaid, mine);
  const [first, beside] = await rowsOf(order.orderId);
  const [receipt, other] = [deps.links.receiptPath(first?.id ?? ''), deps.links.receiptPath(beside?.id ?? '')];
  const download = deps.links.downloadPath(first?.id ?? '', book.id);
  const fetched = async (): Promise<number> => (await app.inject({ url: download })).statusCode;
  t.equal(await fetched(), 302, 'a download is running');

  await tell(orderAccessChanged, changeOf(mine, 'paused', 'reversal', 1));
  t.equal(await fetched(), 403, 'its next range is refused');
  t.equal((await app.inject({ method: 'HEAD', url: download })).statusCode, 403);
  for (const [url, lang, sentence, action] of [
    [receipt, 'en', /The bank took the payment back\. Access is paused\./, /Pay again/],
    [other, 'en', /The bank took the payment back\. Access is paused\./, /Pay again/],
    [receipt, 'am', /ባንኩ ክፍያውን መልሶ ወስዷል። መክፈቻው ለጊዜው ቆሟል።/, /እንደገና ይክፈሉ/],
  ] as const) {
    const { body } = await app.inject({ url: `${url}?lang=${lang}` });
    t.match(words(body), sentence);
    t.match(words(body), action);
    t.match(body, `href="http://localhost:8080/@${main.handle}/${main.slug}?lang=${lang}"`, 'the first action');
    t.notMatch(body, /href="\/d\//, 'nothing to download');
  }
  const shelf = async (lang: string) => await app.inject({ url: `/k?lang=${lang}`, headers: people.browser(buyer) });
  const closed = await shelf('en');
  t.match(words(closed.body), /The book/, 'it stays visible');
  t.match(words(closed.body), /The bank took the payment back\. Access is paused\. .*Paused Pay again The book/);
  t.notMatch(closed.body, /href="\/d\//);
  const listed = async () =>
    (await app.inject({ url: '/v1/delivery/library', headers: buyer.headers })).json<{ items: EntitlementView[] }>();
  t.match((await listed()).items, [
    { state: 'paused', why: 'reversal', since: '2026-11-20T07:01:00.000Z' },
    { state: 'paused', why: 'reversal', since: '2026-11-20T07:01:00.000Z' },
  ]);

  await tell(orderAccessChanged, changeOf(mine, 'active', 'restored', 2));
  t.equal(await fetched(), 302, 'paid again, and the download goes on');
  t.match((await listed()).items, [
    { state: 'active', why: null, since: null },
    { state: 'active', why: null, since: null },
  ]);
  const sessions = await db.look('select requests from delivery.download_sessions where entitlement_id = $1', [
    first?.id,
  ]);
  t.strictSame(sessions, [{ requests: 2 }], 'as the same download');

  await tell(orderAccessChanged, changeOf(mine, 'revoked', 'refund', 3));
  const refused = await app.inject({ url: `${download}?lang=en` });
  t.equal(refused.statusCode, 403);
  t.match(words(refused.body), /The money for this purchase was sent back.*What I bought/);
  t.match(
    words((await app.inject({ url: `${receipt}?lang=en` })).body),
    /Refunded on .*2026.*\. Access is closed\. Buy it again/,
  );
  t.match(words((await shelf('am')).body), /ገንዘቡ የተመለሰው፦ .*2019.*። መክፈቻው ተዘግቷል።/);
  const changes = (await said('entitlement.changed', order.orderId)).filter((c) => c.entitlementId === first?.id);
  t.same(
    changes.map((c) => [c.access, c.why]),
    [
      ['paused', 'reversal'],
      ['active', null],
      ['revoked', 'refund'],
    ],
    'and others hear each change once',
  );
});

/** All orders in which these can come. */
const orders = <X>(all: readonly X[]): X[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((one, i) => orders([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]));

t.test('sale, pause, restoring and refund end the same in whatever order they come, each of them twice', async (t) => {
  const { productId } = await test.publish(selam, {});
  let seen = 0;
  for (const [ends, last] of [
    [{ state: 'paused', revoked: true, why: 'refund' }, (order: Paid) => changeOf(order, 'revoked', 'refund', 3)],
    [{ state: 'active', revoked: false, why: null }, (order: Paid) => changeOf(order, 'active', 'restored', 3)],
    // Decided in the same moment as the pause: the stricter one.
    [{ state: 'paused', revoked: false, why: 'dispute' }, (order: Paid) => changeOf(order, 'paused', 'dispute', 2)],
  ] as const) {
    for (const way of orders(['paid', 'paused', 'restored', 'last'])) {
      const order = paidOf(productId);
      const facts: Record<string, () => Promise<void>> = {
        paid: async () => await tell(orderPaid, order),
        paused: async () => await tell(orderAccessChanged, changeOf(order, 'paused', 'reversal', 1)),
        restored: async () => await tell(orderAccessChanged, changeOf(order, 'active', 'restored', 2)),
        last: async () => await tell(orderAccessChanged, last(order)),
      };
      for (const step of [...way, ...way.toReversed()]) await facts[step]?.();
      t.match(await rowsOf(order.orderId), [ends], way.join(', '));
      const granted = await said('entitlement.granted', order.orderId);
      if (granted.length !== 1) t.fail(`granted ${granted.length} times: ${way.join(', ')}`);
      seen++;
    }
  }
  t.equal(seen, 72);
});

t.test('a sale and its reversal that come in the same moment leave nothing open', async (t) => {
  const { productId } = await test.publish(selam, {});
  for (let round = 0; round < 25; round++) {
    const order = paidOf(productId);
    const change = changeOf(order, 'paused', 'reversal', 1);
    await Promise.all([tell(orderAccessChanged, change), tell(orderPaid, order), tell(orderAccessChanged, change)]);
    t.match(await rowsOf(order.orderId), [{ state: 'paused', why: 'reversal' }], `round ${round}`);
    const changes = await said('entitlement.changed', order.orderId);
    t.match(changes, [{ access: 'paused', why: 'reversal' }]);
    t.equal(changes.length, 1, 'and others hear it once');
  }
});

t.test('a decision about an order of another creator closes nothing here', async (t) => {
  const { productId } = await test.publish(selam, {});
  const order = paidOf(productId);
  await tell(orderPaid, order);
  const dawit = test.creator();
  await test.say(orderAccessChanged, dawit.creatorId, changeOf(order, 'revoked', 'refund', 1));
  await test.work();
  t.match(await rowsOf(order.orderId), [{ state: 'active' }]);
});
