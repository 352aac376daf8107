import fc from 'fast-check';
import pg from 'pg';
import { t } from 'tap';
import type { DetailsOf, ProductDetails } from '@windsurf/contracts/product-types';
import { orderAccessChanged, orderPaid } from '@windsurf/contracts/payments';
import { productPublishedTyped } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { pdfBytes, startTestDelivery } from '../testing.ts';
import { changeAccess } from './access.ts';
import { grantEntitlement } from './entitlements.ts';
import { openForType } from './open-for-type.ts';
import { readCode, shownCode, ticketText } from './ticket-code.ts';
import { checkIn } from '../tickets/tickets.ts';

const test = await startTestDelivery(t);
const { app, db, deps } = test;
const selam = test.creator();
const creatorId = asCreatorId(selam.creatorId);
await db.look(`insert into messages.subscriptions select unnest($1::text[]), 'queue_delivery', '{1}'`, [
  ['request.received', 'request.changed', 'request.declined'],
]);

/** Published in the words of its type. */
async function publish(details: ProductDetails, more: object = {}): Promise<string> {
  const productId = newId();
  const words = { slug: 'thing', title: 'A thing', coverUrl: null, handle: 'selam-books', storeName: 'Selam Books' };
  await test.say(productPublishedTyped, selam.creatorId, {
    productId,
    version: 1,
    type: details.type,
    details,
    priceSantim: 10_000,
    currency: 'ETB',
    fileId: null,
    ...words,
    ...more,
  });
  await test.work();
  return productId;
}
const orderOf = (productId: string, parts: readonly string[] = [], buyerId = newId()) => ({
  orderId: newId(),
  intentId: newId(),
  productId,
  buyerId,
  amountSantim: 10_000,
  feeSantim: 500,
  netSantim: 9_500,
  currency: 'ETB' as const,
  lang: 'en' as const,
  paidAt: deps.clock.now().toISOString(),
  items: [{ productId, amountSantim: 10_000 }, ...parts.map((id) => ({ productId: id, amountSantim: 0 }))],
});
type Order = ReturnType<typeof orderOf>;
const grant = async (order: Order): Promise<string> =>
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const granted = await grantEntitlement(deps, tx, creatorId, order);
    await openForType(deps, tx, creatorId, order, granted);
    return granted[0]?.id ?? '';
  });
const close = async (order: Order, at = deps.clock.now()): Promise<void> =>
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const { orderId, productId, buyerId, lang } = order;
    const facts = { orderId, productId, buyerId, lang, at: at.toISOString() };
    await changeAccess(tx, creatorId, { ...facts, access: 'revoked', why: 'refund' });
  });
const owned = async (buyerId: string, state = 'active'): Promise<string[]> =>
  (
    await db.look<{ product_id: string }>(
      'select distinct product_id from delivery.entitlements where buyer_id = $1 and state = $2 order by 1',
      [buyerId, state],
    )
  ).map((row) => row.product_id);
const call = async (method: 'GET' | 'POST', url: string, body?: object, of: { headers: object } | undefined = selam) =>
  await app.inject({
    method,
    url,
    headers: { ...of?.headers, 'accept-language': 'en' },
    ...(body ? { payload: body } : {}),
  });
const words = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u00a0\s]+/g, ' ');
const page = async (id: string, lang = 'en') =>
  (await app.inject({ url: `${deps.links.receiptPath(id)}?lang=${lang}` })).body;

const event = (hours = 24): DetailsOf<'event-ticket'> => ({
  type: 'event-ticket',
  startsAt: new Date(deps.clock.now().getTime() + hours * 3_600_000).toISOString(),
  endsAt: new Date(deps.clock.now().getTime() + (hours + 2) * 3_600_000).toISOString(),
  place: 'in-person',
  placeText: 'Hager Fikir Theatre',
  seats: 50,
});
const asking: DetailsOf<'custom-request'> = {
  type: 'custom-request',
  questions: [{ text: 'For whom?', required: true, kind: 'text' }],
  daysToDeliver: 3,
};

t.test('a bundle gives each of its parts and itself, once; its refund takes what only it gave', async (t) => {
  const products = await Promise.all(
    Array.from({ length: 5 }, async (_, at) => await publish({ type: 'digital-download' }, { title: `Part ${at}` })),
  );
  const bundle = await publish({ type: 'bundle', productIds: products });
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(products, { minLength: 2 }),
      fc.subarray(products),
      fc.integer({ min: 1, max: 3 }),
      async (parts, before, times) => {
        const buyerId = newId();
        for (const id of before) await grant(orderOf(id, [], buyerId));
        const order = orderOf(bundle, parts, buyerId);
        for (let n = 0; n < times; n += 1) await grant(order);
        const had = [...new Set([...before, ...parts, bundle])].toSorted();
        if (JSON.stringify(await owned(buyerId)) !== JSON.stringify(had)) return false;
        const rows = await db.look('select 1 from delivery.entitlements where buyer_id = $1', [buyerId]);
        if (rows.length !== before.length + parts.length + 1) return false;
        await close(order);
        return JSON.stringify(await owned(buyerId)) === JSON.stringify(before.toSorted());
      },
    ),
    { numRuns: 25 },
  );
  // The same judge sees a part that is missing and one that stays.
  const buyerId = newId();
  const order = orderOf(bundle, products.slice(1), buyerId);
  await grant(order);
  t.notSame(await owned(buyerId), [...products, bundle].toSorted(), 'a planted part that was not given is seen');
  await close(order);
  await db.look(
    `update delivery.entitlements set state = 'active', revoked = false, why = null, since = null where buyer_id = $1 and product_id = $2`,
    [buyerId, products[1]],
  );
  t.notSame(await owned(buyerId), [], 'a planted part that stays open is seen');
});

t.test('what needs no file is missing none, and says what it is', async (t) => {
  const tip = await publish({ type: 'tip', amounts: [5_000, 10_000, 20_000], minSantim: 1_000, showNames: false });
  const buyer = test.people.person();
  const id = await grant(orderOf(tip, [], buyer.personId));
  const html = await page(id);
  t.match(words(html), /Thank you\. Selam Books has it\./);
  t.notMatch(words(html), /No file yet/);
  t.match(words(await page(id, 'am')), /እናመሰግናለን/);
  const missing = (await test.emitted('file.missing')).filter((e) => e.payload.productId === tip);
  t.same(missing, []);
  const shelf = await app.inject({ url: '/k?lang=en', headers: test.people.browser(buyer) });
  t.match(words(shelf.body), /Selam Books · Support/);
});

t.test('a ticket has a code that is read aloud, a date in both calendars, and lets one person in, once', async (t) => {
  const productId = await publish(event(), { title: 'A concert' });
  const order = orderOf(productId);
  const id = await grant(order);
  const code = deps.links.ticketCode(id);
  const html = words(await page(id));
  t.match(html, new RegExp(`${shownCode(code)}.*${ticketText(code)}.*Hager Fikir Theatre`));
  t.match(html, /Begins .*\d{4}.*\d{4}/, 'both calendars');
  t.match((await call('GET', '/v1/delivery/events')).json().items, [{ productId, sold: 1, checkedIn: 0 }]);

  const at = '/v1/delivery/tickets/check-in';
  t.equal((await call('POST', at, {})).statusCode, 422);
  t.equal((await call('POST', at, { code }, { headers: {} })).statusCode, 401);
  t.equal((await call('POST', at, { code }, test.people.person())).statusCode, 403);
  const stranger = await call('POST', at, { code }, test.creator());
  const nobodys = await call('POST', at, { code: 'ZZZZ-ZZZZ' });
  t.same([stranger.statusCode, stranger.json().detail], [nobodys.statusCode, nobodys.json().detail]);
  for (const typed of ['', 'x', '👋', 'A'.repeat(60), "' or 1=1"])
    t.ok([404, 422].includes((await call('POST', at, { code: typed })).statusCode), `“${typed}”`);
  const first = await call('POST', at, { code: ` ${shownCode(code).toLowerCase()} ` });
  t.match(first.json(), { entitlementId: id, title: 'A concert', checkedInAt: deps.clock.now().toISOString() });
  const second = await call('POST', at, { code: ticketText(code) });
  t.equal(second.statusCode, 409);
  t.match(second.json().detail, /came in with this ticket already/);
  t.match(words(await page(id)), /Somebody came in with it/);
  t.match((await call('GET', '/v1/delivery/events')).json().items, [{ productId, sold: 1, checkedIn: 1 }]);

  const back = orderOf(productId);
  const returned = await grant(back);
  await close(back);
  t.match((await call('POST', at, { code: deps.links.ticketCode(returned) })).json(), {
    type: '/problems/ticket-closed',
  });
  t.notMatch(await page(returned), new RegExp(shownCode(deps.links.ticketCode(returned))), 'no code is shown any more');
  t.match((await call('GET', '/v1/delivery/events')).json().items, [{ sold: 1 }]);

  const moved = { ...event(48), placeText: 'The National Theatre' };
  const said = { slug: 'thing', title: 'A concert', coverUrl: null, handle: 'selam-books', storeName: 'Selam Books' };
  await test.say(productPublishedTyped, selam.creatorId, {
    productId,
    version: 2,
    type: moved.type,
    details: moved,
    priceSantim: 10_000,
    currency: 'ETB',
    fileId: null,
    ...said,
  });
  await test.work();
  t.match(words(await page(id)), /The National Theatre/, 'who has a ticket reads the new place');
  t.match((await call('GET', '/v1/delivery/events')).json().items, [{ startsAt: moved.startsAt }]);
});

t.test('codes are read however they are typed, and a wrong sign is another code', async (t) => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(' ', '-', '.', ''), (id, gap) => {
      const code = deps.links.ticketCode(id);
      const typed = `${code.slice(0, 2)}${gap}${code.slice(2).toLowerCase()}`.replaceAll('0', 'o').replaceAll('1', 'l');
      return readCode(typed) === code && readCode(ticketText(code)) === code && readCode(code.slice(1)) === undefined;
    }),
  );
  t.equal(readCode('UUUU-UUUU'), undefined, 'no ticket has this letter');
});

/** How many of so many check-ins succeed that all wait for the ticket's row at one moment, so that none has seen another. */
async function rush(entitlementId: string, times: number, enter: () => Promise<unknown>): Promise<number> {
  const gate = new pg.Client({ connectionString: db.adminUrl });
  await gate.connect();
  try {
    await gate.query('begin');
    await gate.query('select 1 from delivery.tickets where entitlement_id = $1 for update', [entitlementId]);
    const entered = Array.from(
      { length: times },
      async () =>
        await enter().then(
          () => true,
          () => false,
        ),
    );
    for (;;) {
      const [row] = await db.look<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (row?.n === times) break;
    }
    await gate.query('commit');
    return (await Promise.all(entered)).filter(Boolean).length;
  } finally {
    await gate.end();
  }
}

t.test('of six doors that scan one ticket at the same instant, one opens', async (t) => {
  const productId = await publish(event());
  for (let round = 0; round < 5; round += 1) {
    const id = await grant(orderOf(productId));
    const code = deps.links.ticketCode(id);
    t.equal(await rush(id, 6, async () => await checkIn(deps, creatorId, code, 'en')), 1);
  }
  // The same judge sees a check-in that does not ask, in the statement that writes, whether somebody came in before.
  const id = await grant(orderOf(productId));
  const naively = async (): Promise<void> =>
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const ticket = await tx
        .selectFrom('delivery.tickets')
        .select('checkedInAt')
        .where('creatorId', '=', creatorId)
        .where('entitlementId', '=', id)
        .executeTakeFirstOrThrow();
      if (ticket.checkedInAt !== null) throw new Error('used');
      await tx
        .updateTable('delivery.tickets')
        .set({ checkedInAt: deps.clock.now() })
        .where('creatorId', '=', creatorId)
        .where('entitlementId', '=', id)
        .execute();
    });
  t.equal(await rush(id, 6, naively), 6, 'the planted defect lets all of them in');
});

t.test(
  'a request is accepted, handed over as words and a file, or declined and given back; each is said once',
  async (t) => {
    const productId = await publish(asking, { title: 'A portrait' });
    const buyer = test.people.person();
    const order = orderOf(productId, [], buyer.personId);
    const id = await grant(order);
    const received = (await test.emitted('request.received')).filter((e) => e.payload.entitlementId === id);
    t.match(received, [{ payload: { orderId: order.orderId, productId } }]);
    t.match(words(await page(id)), /Selam Books has your request and will answer\. Promised until/);
    const at = `/v1/delivery/requests/${id}`;
    t.match((await call('GET', '/v1/delivery/requests')).json().items, [
      { id, orderId: order.orderId, state: 'new', access: 'active' },
    ]);
    t.equal((await call('GET', '/v1/delivery/requests', undefined, { headers: {} })).statusCode, 401);
    t.same((await call('GET', '/v1/delivery/requests', undefined, test.creator())).json().items, []);
    t.equal((await call('GET', '/v1/delivery/requests?cursor=zz')).statusCode, 422);
    for (const step of ['accept', 'deliver', 'decline']) {
      const body = step === 'deliver' ? { text: 'x' } : undefined;
      const foreign = await call('POST', `${at}/${step}`, body, test.creator());
      const none = await call('POST', `/v1/delivery/requests/${newId()}/${step}`, body);
      t.same([foreign.statusCode, foreign.json().detail], [none.statusCode, none.json().detail], step);
      t.equal(foreign.statusCode, 404);
      t.equal((await call('POST', `${at}/${step}`, body, { headers: {} })).statusCode, 401, step);
    }
    t.match((await call('POST', `${at}/accept`)).json(), { state: 'accepted' });
    t.match((await call('POST', `${at}/accept`)).json(), { state: 'accepted' });
    t.match(words(await page(id)), /Selam Books is making it/);
    t.match((await call('POST', `${at}/deliver`, {})).json(), { type: '/problems/nothing-to-deliver' });
    t.equal((await call('POST', `${at}/deliver`, { text: 5 })).statusCode, 422);
    t.match((await call('POST', `${at}/deliver`, { fileId: newId() })).json(), { type: '/problems/file-not-ready' });
    const file = await test.upload(selam, 'portrait.pdf', pdfBytes());
    const made = await call('POST', `${at}/deliver`, { text: 'With love,\n\nSelam', fileId: file.id });
    t.match(made.json(), { state: 'delivered', text: 'With love,\n\nSelam', files: [{ id: file.id }] });
    const twice = await call('POST', `${at}/deliver`, { text: 'With love,\n\nSelam', fileId: file.id });
    t.match(twice.json(), made.json(), 'the answer to the first try was lost on the way');
    const html = await page(id);
    t.match(words(html), /It is here\. With love, Selam .*portrait\.pdf/);
    const download = html.match(/href="(\/d\/[^"]+)"/)?.[1] ?? '';
    t.equal((await app.inject({ url: download })).statusCode, 302);
    t.match((await call('POST', `${at}/decline`)).json(), { type: '/problems/request-ended' });
    const changes = (await test.emitted('request.changed')).filter((e) => e.payload.entitlementId === id);
    t.same(
      changes.map((e) => e.payload.state),
      ['accepted', 'delivered'],
    );

    const other = orderOf(productId);
    const otherId = await grant(other);
    await Promise.all([1, 2, 3].map(async () => await call('POST', `/v1/delivery/requests/${otherId}/decline`)));
    const declined = (await test.emitted('request.declined')).filter((e) => e.payload.entitlementId === otherId);
    t.match(declined, [{ payload: { orderId: other.orderId } }]);
    t.equal(declined.length, 1);
    t.match(words(await page(otherId)), /cannot make it\. All your money goes back/);
    t.match(words(await page(otherId, 'am')), /ገንዘብዎ ሙሉ በሙሉ ይመለሳል/);
    t.equal((await call('POST', `/v1/delivery/requests/${otherId}/deliver`, { text: 'late' })).statusCode, 409);

    const third = orderOf(productId);
    const thirdId = await grant(third);
    await close(third);
    t.match((await call('GET', `/v1/delivery/requests/${thirdId}`)).json(), { access: 'revoked', state: 'new' });
    t.equal(
      (await call('POST', `/v1/delivery/requests/${thirdId}/accept`)).statusCode,
      409,
      'its money went back already',
    );
    const one = (await call('GET', '/v1/delivery/requests?limit=1')).json();
    const two = (await call('GET', `/v1/delivery/requests?limit=5&cursor=${String(one.nextCursor)}`)).json();
    t.equal(new Set([...one.items, ...two.items].map((row: { id: string }) => row.id)).size, 3);
  },
);

t.test('the queue brings the same as the handler', async (t) => {
  const productId = await publish(event());
  const order = orderOf(productId);
  for (let n = 0; n < 3; n += 1)
    await test.say(orderPaid, selam.creatorId, { ...order, choice: { seat: 4 } }, order.orderId);
  await test.work();
  t.equal((await db.look('select 1 from delivery.tickets where product_id = $1', [productId])).length, 1);
  const [row] = await db.look<{ choice: object; type: string }>(
    'select choice, type from delivery.entitlements where product_id = $1',
    [productId],
  );
  t.same(row, { choice: { seat: 4 }, type: 'event-ticket' });
  await test.say(orderAccessChanged, selam.creatorId, {
    orderId: order.orderId,
    productId,
    buyerId: order.buyerId,
    access: 'revoked',
    why: 'refund',
    lang: 'en',
    at: deps.clock.now().toISOString(),
  });
  await test.work();
  t.match(
    (await call('GET', '/v1/delivery/events'))
      .json()
      .items.find((e: { productId: string }) => e.productId === productId),
    { sold: 0 },
  );
});
