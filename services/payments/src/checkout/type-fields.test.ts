import fc from 'fast-check';
import t from 'tap';
import type { DetailsOf, ProductDetails } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { keepTyped } from '../products/products.ts';
import { startTestPayments } from '../testing.ts';
import type { TestProduct } from '../testing.ts';

const lab = await startTestPayments(t);
const { app, db, deps } = lab;
const creatorId = asCreatorId(lab.seller.creatorId ?? '');

async function place(details: ProductDetails, priceSantim: number, title = 'A thing'): Promise<TestProduct> {
  const id = newId();
  const words = { title, slug: 'thing', handle: 'selam-books', storeName: 'Selam Books', coverUrl: null, fileId: null };
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const product = { id, version: 1, currency: 'ETB' as const, priceSantim, ...words, details };
    await keepTyped(tx, creatorId, product, lab.clock.now());
  });
  return { id, creatorId };
}
let people = 100_000;
/** A number that nobody had before. */
const someone = (): string => `0911${String((people += 1))}`;
const start = async (product: TestProduct, body: object = {}, key = newId()) =>
  await app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': key },
    body: { productId: product.id, phone: someone(), rail: 'telebirr', lang: 'en', ...body },
  });
const post = async (product: TestProduct, fields: Record<string, string>, lang = 'en') =>
  await app.inject({
    method: 'POST',
    url: `/checkout/${product.id}?lang=${lang}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/[\u00a0\s]+/g, ' ');
const ordersOf = async (product: TestProduct) =>
  await db.look<{ id: string; number: number; rail: string; amount: number; intent_id: string }>(
    `select id, number::int, rail, amount_santim::int as amount, intent_id from payments.orders
     where product_id = $1 order by number`,
    [product.id],
  );
const paid = async (intentId: string) => {
  const [intent] = await db.look<{ amount: number }>(
    'select amount_santim::int as amount from payments.intents where id = $1',
    [intentId],
  );
  const { settle } = await import('../settle/settle.ts');
  const orderId = intentId.replaceAll('-', '');
  const amount = (intent?.amount ?? 0) as never;
  const answer = { kind: 'paid', orderId, amount, currency: 'ETB', txnId: `T${orderId}` } as const;
  return await settle(deps, creatorId, intentId, { answer, asker: 'poll', at: lab.clock.now() });
};
const intentOf = (answer: { json: () => { token: string } }): string =>
  deps.tokens.read(answer.json().token)?.intentId ?? '';

const tip: DetailsOf<'tip'> = {
  type: 'tip',
  amounts: [5_000, 10_000, 50_000],
  minSantim: 1_000,
  showNames: true,
};

t.test(
  'what is free is given for a phone number: an order of nothing, once, without rail, paper or entry',
  async (t) => {
    const product = await place({ type: 'digital-download' }, 0, 'A free guide');
    const page = await app.inject({ url: `/checkout/${product.id}?lang=en` });
    t.equal(page.statusCode, 200);
    t.match(words(page.body), /Get it for free/);
    t.notMatch(page.body, /name="rail"/, 'no way to pay is asked for');
    const phone = someone();
    const sent = await post(product, { phone, attempt: newId() });
    t.equal(sent.statusCode, 303, words(sent.body));
    const [order, ...more] = await ordersOf(product);
    t.match(order, { rail: 'free', amount: 0 });
    t.equal(more.length, 0);
    t.equal(await lab.count(`payments.entries where order_id = '${order?.id ?? ''}'`), 0);
    t.equal(await lab.count(`payments.receipts where order_id = '${order?.id ?? ''}'`), 0);
    const follow = await app.inject({ url: sent.headers.location?.toString() ?? '' });
    t.ok([200, 303].includes(follow.statusCode));
    const again = await post(product, { phone, attempt: newId() });
    t.equal(again.statusCode, 409, 'a second time it is hers already');
    t.match(words(again.body), /You already bought this/);
    t.equal((await ordersOf(product)).length, 1);
    const api = await start(product, { rail: 'free' });
    t.match([api.statusCode, api.json().state], [201, 'succeeded']);
    t.equal((await start(await place({ type: 'digital-download' }, 100), { rail: 'free' })).statusCode, 422);
    const numbers = (await db.look<{ n: number }>('select number::int as n from payments.orders order by 1')).map(
      (r) => r.n,
    );
    t.same(
      numbers,
      numbers.map((_, at) => at + 1),
      'numbered like every order',
    );
  },
);

t.test('ten hurried taps on a free thing are one order', async (t) => {
  const product = await place({ type: 'digital-download' }, 0);
  const phone = someone();
  await Promise.all(Array.from({ length: 10 }, async () => await start(product, { phone, rail: 'free' })));
  t.equal((await ordersOf(product)).length, 1);
});

t.test(
  'a tip: one of three amounts or an own one, a message, a name only for who wants it, and again tomorrow',
  async (t) => {
    const product = await place(tip, 1_000, 'Support me');
    const page = await app.inject({ url: `/checkout/${product.id}?lang=en` });
    t.match(words(page.body), /You are supporting .*50 birr.*100 birr.*500 birr/);
    t.match(words((await app.inject({ url: `/checkout/${product.id}?lang=am` })).body), /የሚደግፉት/);
    const low = await post(product, { phone: someone(), rail: 'telebirr', amount: '9.99' });
    t.equal(low.statusCode, 422);
    const long = await post(product, {
      phone: someone(),
      rail: 'telebirr',
      amount: '50',
      message: 'ሰ'.repeat(201),
      name: 'x'.repeat(61),
    });
    t.match(words(long.body), /At most 200 letters; there are 201.*At most 60 letters; there are 61/);
    t.match(long.body, /ሰ{201}/, 'what was typed stays');
    const phone = someone();
    for (const name of ['Hana', 'Hana', '']) {
      const begun = await start(product, { phone, amountSantim: 7_500, fields: { message: 'ለእርስዎ ምስጋና', name } });
      t.equal(begun.statusCode, 201, begun.body);
      t.equal((await paid(intentOf(begun)))?.state, 'succeeded');
    }
    t.equal((await ordersOf(product)).length, 3, 'whoever gave may give again');
    const thanks = words((await app.inject({ url: `/checkout/${product.id}?lang=en` })).body);
    t.match(thanks, /Thanks to Hana\./);
    const quiet = await place({ ...tip, showNames: false }, 1_000);
    const unnamed = await start(quiet, { amountSantim: 7_500, fields: { name: 'Selam' } });
    t.equal(
      await lab.count(`payments.intent_answers where intent_id = '${intentOf(unnamed)}'`),
      0,
      'not asked, not kept',
    );
  },
);

t.test(
  'questions: required, one of the choices, kept sealed, read by the creator alone, in no event and no log',
  async (t) => {
    const details: DetailsOf<'custom-request'> = {
      type: 'custom-request',
      questions: [
        { text: 'For whom?', required: true, kind: 'text' },
        { text: 'Which colour?', required: true, kind: 'choice', choices: ['Red', 'Blue'] },
        { text: 'Anything else?', required: false, kind: 'text' },
      ],
      daysToDeliver: 5,
    };
    const product = await place(details, 50_000, 'A portrait');
    const page = await app.inject({ url: `/checkout/${product.id}?lang=en` });
    t.match(words(page.body), /For whom\?.*Which colour\?.*Red.*Blue.*Anything else\?.*optional/);
    const empty = await post(product, { phone: someone(), rail: 'telebirr', q2: 'Green' });
    t.equal(empty.statusCode, 422);
    t.match(empty.body, /href="#q1".*href="#q2"/s);
    const bad = await start(product, { fields: { q1: '  ', q2: 'Green' } });
    t.match(bad.json(), { status: 422, fields: [{ pointer: '/fields/q1' }, { pointer: '/fields/q2' }] });
    t.equal((await start(product, { fields: { q9: 'x' } })).statusCode, 422, 'a field that nobody knows');
    const secret = 'Tigist Alemu, born in Jimma';
    const begun = await start(product, { fields: { q1: secret, q2: 'Blue' } });
    t.equal(begun.statusCode, 201, begun.body);
    await paid(intentOf(begun));
    const [order] = await ordersOf(product);
    const url = `/v1/payments/orders/${order?.id ?? ''}/answers`;
    const read = async (headers: object) => await app.inject({ url, headers: { ...headers } });
    t.same((await read(lab.seller.headers)).json(), {
      items: [
        { asks: 'For whom?', says: secret },
        { asks: 'Which colour?', says: 'Blue' },
      ],
    });
    const stranger = lab.people.person({ creator: true });
    const missing = await app.inject({ url: `/v1/payments/orders/${newId()}/answers`, headers: lab.seller.headers });
    const foreign = await read(stranger.headers);
    t.same([foreign.statusCode, foreign.json().detail], [missing.statusCode, missing.json().detail]);
    t.equal((await read({})).statusCode, 401);
    t.equal((await app.inject({ url: '/v1/payments/orders/x/answers', headers: lab.seller.headers })).statusCode, 404);
    t.same(
      (
        await app.inject({
          url: `/v1/payments/orders/${(await ordersOf(await freeOrder()))[0]?.id ?? ''}/answers`,
          headers: lab.seller.headers,
        })
      ).json(),
      { items: [] },
    );
    t.same(await spilled('Tigist'), [], 'in no row, of the queue neither');
    // The same judge sees an answer where it must not be: beside an attempt, and in an event that waits.
    await db.look(`update payments.intents set choice = '{"note": "Tigist"}' where product_id = $1`, [product.id]);
    await db.look(`select queue_payments.accept($1, 'planted.spill', 1, $2, '{"says": "Tigist"}', false)`, [
      creatorId,
      newId(),
    ]);
    t.same(await spilled('Tigist'), ['payments.intents', 'queue_payments.parked'], 'planted ones are seen');
    t.notMatch(lab.logged(), /Tigist|Jimma/);
  },
);

/** Tables of this service and of its queue that hold a text in the clear; there are some to look into. */
async function spilled(text: string): Promise<string[]> {
  const tables = await db.look<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('payments', 'queue_payments', 'messages') order by 1, 2`,
  );
  if (tables.length < 20) throw new Error('nothing was looked into');
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const hits = await db.look(`select 1 from "${schema}"."${name}" as r where strpos(r::text, $1) > 0`, [text]);
    if (hits.length > 0) found.push(`${schema}.${name}`);
  }
  return found;
}

const freeOrder = async (): Promise<TestProduct> => {
  const product = await place({ type: 'digital-download' }, 0);
  await start(product, { rail: 'free' });
  return product;
};

t.test(
  'a bundle: one price, a line of nothing for each part, all of them owned, and owned parts are said',
  async (t) => {
    const parts = await Promise.all(
      ['One', 'Two', 'Three'].map(async (title) => await place({ type: 'digital-download' }, 10_000, title)),
    );
    const ids = parts.map((part) => part.id);
    const bundle = await place({ type: 'bundle', productIds: ids }, 19_990, 'All three');
    const page = words((await app.inject({ url: `/checkout/${bundle.id}?lang=en` })).body);
    t.match(page, /You get: One, Two, Three/);
    const phone = someone();
    const begun = await start(bundle, { phone });
    t.equal(begun.statusCode, 201, begun.body);
    await paid(intentOf(begun));
    const [order] = await ordersOf(bundle);
    t.equal(order?.amount, 19_990);
    const lines = await db.look(
      'select product_id, amount_santim::int as amount, owned from payments.order_lines where order_id = $1 order by line',
      [order?.id],
    );
    t.same(lines, [
      { product_id: bundle.id, amount: 19_990, owned: true },
      ...ids.map((product_id) => ({ product_id, amount: 0, owned: true })),
    ]);
    for (const part of parts) t.equal((await start(part, { phone })).statusCode, 409, 'a part is hers');
    t.equal((await start(bundle, { phone })).statusCode, 409);
    const unknown = await place({ type: 'bundle', productIds: [newId(), ...ids] }, 100);
    t.equal((await start(unknown)).statusCode, 404, 'a part that is not known here yet');
  },
);

t.test('a bundle holds and takes the last piece of a limited part', async (t) => {
  const [few, many] = [
    await place({ type: 'digital-download' }, 10_000, 'Few'),
    await place({ type: 'course' }, 10_000, 'Many'),
  ];
  await db.look(
    `insert into payments.terms (creator_id, product_id, version, quantity, changed_at) values ($1, $2, 1, 1, now())`,
    [creatorId, few.id],
  );
  const bundle = await place({ type: 'bundle', productIds: [few.id, many.id] }, 15_000);
  const begun = await start(bundle);
  t.equal(begun.statusCode, 201, begun.body);
  t.match((await start(few)).json(), { type: '/problems/last-one-held' });
  await paid(intentOf(begun));
  t.match((await start(few)).json(), { type: '/problems/sold-out' });
  t.match((await start(bundle)).json(), { type: '/problems/sold-out' });
  const sold = await app.inject({ url: `/checkout/${bundle.id}?lang=en` });
  t.match(words(sold.body), /Sold out|sold out/);
});

t.test('the lines of any bundle are its price and its parts, in its order, whatever else is bought', async (t) => {
  const { priceOf } = await import('../sellable/price.ts');
  const priced = (id: string) => ({ id, title: id, slug: id, version: 1 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 10 }),
      fc.integer({ min: 100, max: 100_000_000 }),
      fc.boolean(),
      (ids, price, bump) => {
        const offer = {
          product: priced('bundle'),
          priceSantim: price,
          openAmount: null,
          bump: { product: priced('bump'), priceSantim: 100 },
          parts: ids.map(priced),
        };
        const { items, totalSantim } = priceOf(offer, { amount: undefined, bump, code: undefined }, 'en');
        const parts = items.filter((item) => item.kind === 'part');
        return (
          JSON.stringify(parts.map((item) => item.productId)) === JSON.stringify(ids) &&
          parts.every((item) => item.amountSantim === 0 && item.listSantim === 0) &&
          totalSantim === price + (bump ? 100 : 0) &&
          items.reduce((sum, item) => sum + item.amountSantim, 0) === totalSantim
        );
      },
    ),
  );
  t.pass('100 bundles');
});

t.test(
  'an event sells as many tickets as it has seats, to one person more than one, and never fewer than are sold',
  async (t) => {
    const event: DetailsOf<'event-ticket'> = {
      type: 'event-ticket',
      startsAt: new Date(lab.clock.now().getTime() + 86_400_000).toISOString(),
      endsAt: new Date(lab.clock.now().getTime() + 90_000_000).toISOString(),
      place: 'in-person',
      placeText: 'Meskel Square',
      seats: 2,
    };
    const product = await place(event, 20_000, 'A concert');
    const phone = someone();
    for (const _ of [1, 2]) await paid(intentOf(await start(product, { phone })));
    t.equal((await ordersOf(product)).length, 2);
    t.match((await start(product)).json(), { type: '/problems/sold-out' });
    const announce = async (seats: number | null, version: number): Promise<void> =>
      await deps.tenancy.inCreator(creatorId, async (tx) => {
        const words = {
          title: 'A concert',
          slug: 'thing',
          handle: 'selam-books',
          storeName: 'S',
          coverUrl: null,
          fileId: null,
        };
        const said = { id: product.id, version, currency: 'ETB' as const, priceSantim: 20_000, ...words };
        await keepTyped(tx, creatorId, { ...said, details: { ...event, seats } }, lab.clock.now());
      });
    await announce(1, 2);
    const quantity = async () =>
      (await db.look('select quantity::int, taken::int from payments.terms where product_id = $1', [product.id]))[0];
    t.same(await quantity(), { quantity: 2, taken: 2 }, 'who has a ticket keeps it');
    await announce(3, 3);
    t.equal((await start(product)).statusCode, 201);
    t.match(
      words((await app.inject({ url: `/checkout/${product.id}?lang=en` })).body),
      /When: .*\d{4}.*\d{4}/,
      'in both calendars',
    );
    await announce(null, 4);
    t.match(await quantity(), { quantity: null });
    const hours = (count: number): string => new Date(lab.clock.now().getTime() + count * 3_600_000).toISOString();
    const over = await place({ ...event, startsAt: hours(-3), endsAt: hours(-1) }, 20_000);
    t.equal((await start(over)).statusCode, 404, 'what has ended is not sold');
  },
);

t.test(
  'a request that is declined is given back whole, once; a ticket that is given back leaves its seat',
  async (t) => {
    const details: DetailsOf<'custom-request'> = {
      type: 'custom-request',
      questions: [{ text: 'For whom?', required: false, kind: 'text' }],
      daysToDeliver: 5,
    };
    const product = await place(details, 50_000);
    await paid(intentOf(await start(product)));
    const [order] = await ordersOf(product);
    const entitlementId = newId();
    for (let n = 0; n < 3; n += 1) {
      await db.look(`select queue_payments.accept($1, 'request.declined', 1, $2, $3, true)`, [
        creatorId,
        newId(),
        JSON.stringify({ orderId: order?.id, entitlementId, lang: 'en' }),
      ]);
      await lab.work();
    }
    const refunds = await db.look(
      'select amount_santim::int as amount, reason, access from payments.refunds where order_id = $1',
      [order?.id],
    );
    t.same(refunds, [{ amount: 50_000, reason: 'cannot-deliver', access: 'revoke' }]);

    const soon = new Date(lab.clock.now().getTime() + 86_400_000).toISOString();
    const later = new Date(lab.clock.now().getTime() + 90_000_000).toISOString();
    const event = await place(
      { type: 'event-ticket', startsAt: soon, endsAt: later, place: 'online', placeText: '', seats: 1 },
      20_000,
    );
    await paid(intentOf(await start(event)));
    t.match((await start(event)).json(), { type: '/problems/sold-out' });
    const [ticket] = await ordersOf(event);
    const refund = async (access: 'keep' | 'revoke', key: string) =>
      await app.inject({
        method: 'POST',
        url: `/v1/payments/orders/${ticket?.id ?? ''}/refunds`,
        headers: { ...lab.seller.headers, 'idempotency-key': key },
        body: { amountSantim: 5_000, reason: 'buyer-asked', access },
      });
    t.equal((await refund('keep', newId())).statusCode, 201);
    t.match((await start(event)).json(), { type: '/problems/sold-out' }, 'who keeps her ticket keeps her seat');
    t.equal((await refund('revoke', newId())).statusCode, 201);
    t.equal((await refund('revoke', newId())).statusCode, 201);
    t.match((await db.look('select taken::int from payments.terms where product_id = $1', [event.id]))[0], {
      taken: 0,
    });
    t.equal((await start(event)).statusCode, 201, 'the seat is sold again, once');
    t.match((await start(event)).json(), { type: '/problems/last-one-held' });
  },
);
