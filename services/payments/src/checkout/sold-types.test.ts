import fc from 'fast-check';
import t from 'tap';
import type { DetailsOf } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { keepTyped } from '../products/products.ts';
import { priceOf } from '../sellable/price.ts';
import { endFailed, openRefund } from '../refunds/ends.ts';
import { reserve } from '../refunds/refunds.ts';
import { startTypes } from './testing.ts';

const { lab, app, db, deps, creatorId, place, someone, start, words, ordersOf, paid, intentOf } = await startTypes(t);

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
    await announce(50, 2);
    t.match(await quantity(), { quantity: 3 }, 'what was said before and is heard late changes no seat');
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

const terms = async (id: string, over: object) =>
  await app.inject({
    method: 'PUT',
    url: `/v1/payments/products/${id}/terms`,
    headers: lab.seller.headers,
    body: { baseVersion: 0, payWhatYouWant: null, stock: null, bump: null, scheduledPrices: [], ...over },
  });

t.test('an extra that is owned is not sold again beside what may be bought again', async (t) => {
  const file = await place({ type: 'digital-download' }, 10_000, 'A song');
  const club = await place({ type: 'membership', benefits: [], graceDays: 3, prepay: [], spaces: false }, 20_000);
  t.equal((await terms(club.id, { bump: { productId: file.id, priceSantim: 5_000 } })).statusCode, 200);
  const phone = someone();
  const first = await start(club, { phone, bump: true });
  t.equal(first.statusCode, 201, first.body);
  await paid(intentOf(first));
  t.match((await start(club, { phone, bump: true })).json(), { type: '/problems/bump-owned' });
  t.equal((await start(club, { phone })).statusCode, 201, 'without it she goes on');
});

t.test(
  'an extra is a file alone: what has parts, a seat, an amount or questions cannot be had with a tick',
  async (t) => {
    const song = await place({ type: 'digital-download' }, 10_000, 'A song');
    const soon = new Date(lab.clock.now().getTime() + 86_400_000).toISOString();
    const later = new Date(lab.clock.now().getTime() + 90_000_000).toISOString();
    const event = {
      type: 'event-ticket',
      startsAt: soon,
      endsAt: later,
      place: 'online',
      placeText: '',
      seats: 5,
    } as const;
    const parts = [song.id, (await place({ type: 'course' }, 10_000)).id];
    const others = [
      await place({ type: 'bundle', productIds: parts }, 15_000),
      await place(event, 15_000),
      await place({ type: 'tip', amounts: [1000, 2000, 3000], minSantim: 500, showNames: false }, 1000),
      await place(
        { type: 'custom-request', questions: [{ text: 'For whom?', required: true, kind: 'text' }], daysToDeliver: 5 },
        15_000,
      ),
      await place({ type: 'affiliate-link', url: 'https://shop.example', shop: 'A shop' }, 0),
    ];
    const main = await place({ type: 'digital-download' }, 10_000);
    for (const other of others) {
      const refused = await terms(main.id, { bump: { productId: other.id, priceSantim: 500 } });
      t.match(refused.json(), { status: 422, type: '/problems/bump-refused' });
    }
    t.equal((await terms(main.id, { bump: { productId: song.id, priceSantim: 500 } })).statusCode, 200);
  },
);

t.test('a year of a membership is never had for an amount that its buyer names', async (t) => {
  const club = await place(
    { type: 'membership', benefits: [], graceDays: 3, prepay: [{ months: 12, percentOff: 10 }], spaces: false },
    20_000,
  );
  await terms(club.id, { payWhatYouWant: { minSantim: 100, suggestedSantim: [] } });
  const cheap = await start(club, { amountSantim: 100, fields: { months: '12' } });
  t.match(cheap.json(), { type: '/problems/amount-not-open' });
  const whole = await start(club, { fields: { months: '12' } });
  t.equal(whole.json<{ amountSantim: number }>().amountSantim, 216_000);
});

t.test('a ticket whose refund did not go through has its seat again, also when that was sold meanwhile', async (t) => {
  const soon = new Date(lab.clock.now().getTime() + 86_400_000).toISOString();
  const later = new Date(lab.clock.now().getTime() + 90_000_000).toISOString();
  const details = { type: 'event-ticket', startsAt: soon, endsAt: later, place: 'online', placeText: '' } as const;
  const counts = async (id: string) =>
    (await db.look('select quantity::int, taken::int from payments.terms where product_id = $1', [id]))[0];
  const failing = async (seats: number, meanwhile: boolean) => {
    const event = await place({ ...details, seats }, 20_000);
    await paid(intentOf(await start(event)));
    const [ticket] = await ordersOf(event);
    const refund = await deps.tenancy.inCreator(creatorId, async (tx) => {
      const wish = { reason: 'buyer-asked', access: 'revoke', by: 'creator', lang: 'en' } as const;
      return await reserve(deps, tx, creatorId, { ...wish, orderId: ticket?.id ?? '', amount: 'whole' });
    });
    t.match(await counts(event.id), { taken: 0 });
    if (meanwhile) await paid(intentOf(await start(event)));
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const opened = await openRefund(tx, creatorId, refund.id);
      const end = { who: 'telebirr', why: 'refused', taken: false };
      if (opened) await endFailed(deps, tx, creatorId, opened, end, lab.clock.now());
    });
    return await counts(event.id);
  };
  t.same(await failing(2, false), { quantity: 2, taken: 1 });
  t.same(await failing(1, true), { quantity: 2, taken: 2 }, 'both have one, and the count says so');
});

t.test('what a bundle holds already is no extra beside it: nobody pays for one thing twice', async (t) => {
  const parts = [await place({ type: 'course' }, 10_000), await place({ type: 'course' }, 10_000)];
  const bundle = await place({ type: 'bundle', productIds: parts.map(({ id }) => id) }, 15_000);
  await terms(bundle.id, { bump: { productId: parts[0]?.id, priceSantim: 5_000 } });
  t.match((await start(bundle, { bump: true })).json(), { type: '/problems/bump-gone' });
  t.equal((await start(bundle)).json<{ amountSantim: number }>().amountSantim, 15_000);
});
