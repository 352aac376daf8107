import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { refundOrder } from '../refunds/refunds.ts';
import { laws } from '../ledger/laws.ts';
import { endDispute, openDispute } from '../refunds/disputes.ts';
import { applySent } from '../refunds/send.ts';
import { keepWithdrawn } from '../products/products.ts';
import { settle } from '../settle/settle.ts';
import type { TestProduct } from '../testing.ts';
import { attend } from './instalments.rounds.ts';
import { startTestInstalments } from './testing.ts';

const lab = await startTestInstalments(t);
const { app, db, deps, clock, creatorId } = lab;
const day = 86_400_000;
const days = (from: Date, count: number): Date => new Date(from.getTime() + count * day);
const broken = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const [law, query] of Object.entries(laws)) if ((await db.look(query, [creatorId])).length > 0) found.push(law);
  return found;
};
const states = async (product: TestProduct): Promise<string[]> => (await lab.parts(product)).map(({ state }) => state);
const ordersOf = async (product: TestProduct) =>
  await db.look<{ id: string; title: string; amount: number; fee: number; list: number; off: number; shares: number }>(
    `select id, title, amount_santim::int as amount, fee_santim::int as fee, list_santim::int as list,
       discount_santim::int as off, shares_santim::int as shares
     from payments.orders where product_id = $1 order by number`,
    [product.id],
  );
const refund = async (orderId: string, access: 'keep' | 'revoke', amount?: number) =>
  await refundOrder(deps, creatorId, {
    orderId,
    amount: (amount ?? 'whole') as 'whole',
    reason: 'goodwill',
    access,
    by: 'creator',
    lang: 'en',
  });
const said = async (product: TestProduct) => {
  const { firstOrder } = await lab.planOf(product);
  const told = await lab.told('order.access-changed');
  return told.filter(({ orderId }) => orderId === firstOrder).map(({ access, why }) => `${access} ${why}`);
};

t.test('the first part opens it, each later one is an order of its own, and together they are the price', async (t) => {
  const product = await lab.place(200_001);
  await lab.begin(product, 4);
  const first = await lab.planOf(product);
  t.match(first, { state: 'running', access: 'active' });
  t.same(await states(product), ['paid', 'due', 'due', 'due']);
  for (const number of [2, 3, 4]) {
    const part = (await lab.parts(product))[number - 1];
    await lab.walkTo(days(part?.due ?? clock.now(), 1), 24);
    await lab.pay(product);
  }
  t.match(await lab.planOf(product), { state: 'done', access: 'active', next: null });
  const orders = await ordersOf(product);
  t.same(
    orders.map(({ amount }) => amount),
    [50_001, 50_000, 50_000, 50_000],
  );
  t.same(
    orders.map(({ title }) => title),
    ['Weaving (1/4)', 'Weaving (2/4)', 'Weaving (3/4)', 'Weaving (4/4)'],
  );
  t.ok(orders.every(({ fee, amount }) => fee === Math.floor((amount * 5) / 100) || fee > 0));
  t.same(await said(product), [], 'nothing was ever closed');
  t.same(await broken(), []);
  const paid = (await lab.told('order.paid')) as { choice?: Record<string, unknown>; orderId?: string }[];
  const choices = paid.filter(({ orderId }) => orders.some(({ id }) => id === orderId)).map(({ choice }) => choice);
  t.match(choices[0], { parts: 4, whole: 200_001, wholeOff: 0, plan: first.id });
  t.match(choices[2], { plan: first.id, pays: 3, firstOrder: first.firstOrder });
});

t.test('a bad number of parts, a price under the limit, an open price and another type are refused', async (t) => {
  const product = await lab.place();
  for (const parts of [1, 7, 2.5]) {
    const answer = await lab.offer(product, parts);
    t.equal(answer.statusCode, 422, String(parts));
    t.match(answer.body, /\/parts/);
  }
  t.equal((await lab.offer(product, 3)).statusCode, 200);
  t.equal((await lab.offer(product, 3)).json<{ version: number }>().version, 1, 'the same again changes nothing');
  t.equal((await lab.offer(product, 4)).statusCode, 409, 'somebody else changed it meanwhile');
  const cheap = await lab.offer(await lab.place(49_999), 2);
  t.match(cheap.json(), { status: 422, title: 'instalments-refused' });
  t.equal((await lab.offer(await lab.place(50_000), 2)).statusCode, 200);
  const ticket = await lab.place(90_000, { type: 'licence-key' });
  t.equal((await lab.offer(ticket, 2)).statusCode, 422);
  for (const parts of ['1', '7', '4', 'x']) {
    const answer = await lab.start(product, lab.someone(), { fields: { parts } });
    t.match(answer.json(), { title: 'instalments-over' }, parts);
  }
  await db.look(
    `insert into payments.terms (creator_id, product_id, version, min_santim, changed_at) values ($1, $2, 1, 60000, now())`,
    [creatorId, product.id],
  );
  const ahead = await lab.place(90_000);
  t.equal((await lab.offer(ahead, 2)).statusCode, 200);
  await db.look(`update payments.products set release_at = now() + interval '9 years' where id = $1`, [ahead.id]);
  const early = await lab.start(ahead, lab.someone(), { fields: { parts: '2' } });
  t.match(early.json(), { title: 'instalments-over' }, 'what is not out yet is paid in full');
  t.equal((await lab.offer(ahead, 3, 1)).statusCode, 422);
  const open = await lab.start(product, lab.someone(), { fields: { parts: '3' }, amountSantim: 90_000 });
  t.match(open.json(), { title: 'instalments-over' }, 'no plan with pay what you want');
});

t.test('the four facts of each endpoint', async (t) => {
  const product = await lab.place();
  await lab.begin(product, 2);
  const [order] = await ordersOf(product);
  const { id } = await lab.planOf(product);
  const stranger = lab.people.person({ creator: true });
  const get = async (url: string, headers: Record<string, string> = {}) => await app.inject({ url, headers });
  for (const url of [
    `/v1/payments/products/${product.id}/instalments`,
    `/v1/payments/orders/${order?.id ?? ''}/instalments`,
  ]) {
    t.equal((await get(url, lab.seller.headers)).statusCode, 200);
    t.equal((await get(url, stranger.headers)).statusCode, 404);
    t.equal((await get(url)).statusCode, 401);
    t.equal((await get(url.replace(/[0-9a-f-]{36}/, 'nonsense'), lab.seller.headers)).statusCode, 404);
    t.equal((await get(url.replace(/[0-9a-f-]{36}/, newId()), lab.seller.headers)).statusCode, 404);
  }
  const put = async (headers: Record<string, string>) =>
    (
      await app.inject({
        method: 'PUT',
        url: `/v1/payments/products/${product.id}/instalments`,
        headers,
        body: { baseVersion: 1, parts: 3 },
      })
    ).statusCode;
  t.same([await put({}), await put(stranger.headers)], [401, 404]);
  const shown = (await get(`/v1/payments/orders/${order?.id ?? ''}/instalments`, lab.seller.headers)).json();
  t.match(shown, { plan: { id, state: 'running', leftSantim: 100_000, wholeSantim: 200_000, parts: { length: 2 } } });
  const link = `/v1/payments/instalments/${id}/link?creatorId=${creatorId}`;
  const service = lab.people.service('notifications');
  t.match((await get(link, service)).json(), { storeName: 'Selam Books', state: 'running', url: /\/pay\/i\// });
  t.equal((await get(link.replace(id, newId()), service)).statusCode, 404);
  t.equal((await get(link.replace(creatorId, stranger.creatorId ?? ''), service)).statusCode, 404);
  t.equal((await get(link.replace(creatorId, 'nonsense'), service)).statusCode, 422);
  t.equal((await get(link, lab.seller.headers)).statusCode, 403);
  t.equal((await get(link)).statusCode, 401);
  const other = await lab.place(20_000);
  const at = await lab.start(other, lab.someone());
  t.equal(at.statusCode, 201);
  const [intent] = await lab.intentsOf(other);
  await lab.settled(intent?.id ?? '', 20_000);
  const [plain] = await ordersOf(other);
  const none = await get(`/v1/payments/orders/${plain?.id ?? ''}/instalments`, lab.seller.headers);
  t.same(none.json(), { plan: null });
});

t.test('a code is taken off the whole price before it is divided; below the limit it is paid at once', async (t) => {
  const product = await lab.place(100_001);
  const code = async (name: string, percent: number) =>
    await app.inject({
      method: 'POST',
      url: '/v1/payments/codes',
      headers: lab.seller.headers,
      body: {
        code: name,
        gives: { percent },
        toAt: null,
        maxUses: null,
        perBuyer: null,
        productIds: null,
      },
    });
  t.equal((await code('TEN10', 10)).statusCode, 201);
  t.equal((await code('HALF60', 60)).statusCode, 201);
  await lab.begin(product, 3, { code: 'TEN10' });
  const parts = await lab.parts(product);
  t.same(
    parts.map(({ amount }) => amount),
    [30_001, 30_000, 30_000],
  );
  const [order] = await ordersOf(product);
  t.equal((order?.list ?? 0) - (order?.off ?? 0), order?.amount);
  await lab.pay(product, 'rest');
  const all = await ordersOf(product);
  t.equal(
    all.reduce((sum, one) => sum + one.amount, 0),
    90_001,
  );
  t.equal(
    all.reduce((sum, one) => sum + one.off, 0),
    10_000,
  );
  const less = await lab.start(product, lab.someone(), { code: 'HALF60', fields: { parts: '3' } });
  t.match(less.json(), { title: 'instalments-over' });
  t.same(await broken(), []);
});

t.test('nothing with it: no extra, no cart', async (t) => {
  const [product, other] = [await lab.place(), await lab.place(30_000)];
  await lab.offer(product, 2);
  const answer = await lab.start(product, lab.someone(), { fields: { parts: '2' }, with: [other.id] });
  t.match(answer.json(), { status: 422, title: 'instalments-alone' });
  t.equal((await lab.start(product, lab.someone(), { with: [other.id] })).statusCode, 201, 'at once it is possible');
});

t.test('buying again while it runs is refused, and leads to the plan', async (t) => {
  const product = await lab.place();
  const phone = await lab.begin(product, 2);
  const { id } = await lab.planOf(product);
  for (const fields of [{}, { parts: '2' }]) {
    const again = await lab.start(product, phone, { fields });
    t.match(again.json(), { status: 409, title: 'instalments-running', planId: id });
  }
  const form = await app.inject({
    method: 'POST',
    url: `/checkout/${product.id}?lang=en`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ phone, rail: 'telebirr' }).toString(),
  });
  t.equal(form.statusCode, 409);
  t.match(form.body, `/pay/instalments/${creatorId}/${id}`);
  await lab.pay(product);
  t.match((await lab.start(product, phone)).json(), { title: 'already-owned' }, 'paid whole it is owned');
});

t.test('parts are split with affiliate and collaborators as they were promised at the first payment', async (t) => {
  const product = await lab.place();
  const partnerId = newId();
  await db.look(
    `insert into payments.collaborations (creator_id, id, product_id, partner_id, partner_handle, title, handle, store_name,
       percent, state, offered_at, answered_at)
     values ($1, $2, $3, $4, 'abel', 'Weaving', 'selam-books', 'Selam Books', 30, 'active', now(), now())`,
    [creatorId, newId(), product.id, partnerId],
  );
  await lab.begin(product, 2);
  await db.look(`update payments.collaborations set state = 'ended', ended_at = now() where product_id = $1`, [
    product.id,
  ]);
  await lab.pay(product);
  const orders = await ordersOf(product);
  t.ok((orders[0]?.shares ?? 0) > 0);
  t.equal(orders[0]?.shares, orders[1]?.shares, 'an agreement that ended later changes nothing');
  t.same(await broken(), []);
});

t.test('a part is paid also when the product is withdrawn or costs more', async (t) => {
  const product = await lab.place();
  await lab.begin(product, 3);
  await lab.place(900_000, { type: 'course' }, product.id, 2);
  await lab.pay(product);
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    await keepWithdrawn(tx, creatorId, { productId: product.id, version: 3 }, clock.now());
  });
  await lab.pay(product);
  t.same(
    (await ordersOf(product)).map(({ amount }) => amount),
    [66_668, 66_666, 66_666],
  );
  t.match(await lab.planOf(product), { state: 'done' });
});

t.test('nobody pays: told four times, closed after 14 days, open again in the moment of paying', async (t) => {
  const product = await lab.place();
  await lab.begin(product, 2);
  const { id } = await lab.planOf(product);
  const due = (await lab.parts(product))[1]?.due ?? clock.now();
  await lab.walkTo(days(due, 13.5));
  const heard = (await lab.told('instalment.due')).filter((one) => one.planId === id);
  t.same(
    heard.map(({ number, days }) => `${number}:${days}`),
    ['2:3', '2:0', '2:-3', '2:-7'],
  );
  t.match(await lab.planOf(product), { state: 'running', access: 'active' });
  await lab.walkTo(days(due, 14.5));
  t.match(await lab.planOf(product), { state: 'paused', access: 'paused' });
  t.same(await said(product), ['paused instalment']);
  for (let n = 0; n < 3; n++) await attend(deps, creatorId, id);
  t.same(await said(product), ['paused instalment'], 'looked at again, nothing is told twice');
  await lab.pay(product);
  t.match(await lab.planOf(product), { state: 'done', access: 'active' });
  t.same(await said(product), ['paused instalment', 'active instalment']);
  t.same(await broken(), []);
});

t.test('paid early, alone or all the rest at once: no reminder after it', async (t) => {
  const product = await lab.place(300_000);
  await lab.begin(product, 6);
  await lab.pay(product);
  await lab.pay(product, 'rest');
  t.match(await lab.planOf(product), { state: 'done', next: null });
  const orders = await ordersOf(product);
  t.same(
    orders.map(({ title, amount }) => `${title} ${amount}`),
    ['Weaving (1/6) 50000', 'Weaving (2/6) 50000', 'Weaving (3–6/6) 200000'],
  );
  const lines = await db.look('select 1 from payments.order_lines where order_id = $1', [orders[2]?.id]);
  t.equal(lines.length, 4, 'a line for each part');
  const before = (await lab.told('instalment.due')).length;
  await lab.walkTo(days(clock.now(), 40), 24);
  t.equal((await lab.told('instalment.due')).length, before);
  t.same(await broken(), []);
});

t.test('one part given back is not asked for again; everything given back ends it', async (t) => {
  const product = await lab.place();
  await lab.begin(product, 4);
  await lab.pay(product);
  const [one, two] = await ordersOf(product);
  await refund(two?.id ?? '', 'keep', 10_000);
  t.same(await states(product), ['paid', 'paid', 'due', 'due'], 'a part of a part stays paid');
  await refund(two?.id ?? '', 'keep');
  t.same(await states(product), ['paid', 'given-back', 'due', 'due']);
  t.match(await lab.planOf(product), { state: 'running', access: 'active' });
  await refund(one?.id ?? '', 'keep');
  t.match(await lab.planOf(product), { state: 'ended', how: 'given-back', access: 'active', next: null });
  const answer = await lab.press(product, { do: 'pay', what: 'next', rail: 'telebirr' });
  t.equal(answer.statusCode, 409);
  t.match(answer.body, /paid already|not asked/);
  t.same(await broken(), []);
});

t.test('a refund that takes what was bought ends it; one that fails brings it back', async (t) => {
  const product = await lab.place();
  const phone = await lab.begin(product, 3);
  await lab.pay(product);
  const [, two] = await ordersOf(product);
  const { id } = await refund(two?.id ?? '', 'revoke');
  t.match(await lab.planOf(product), { state: 'ended', how: 'closed', access: 'revoked' });
  t.match((await said(product)).at(-1), 'revoked refund');
  t.same(await broken(), []);
  const again = await lab.start(product, phone);
  t.equal(again.statusCode, 201, 'what was taken back can be bought again');
  await applySent(deps, creatorId, id, { kind: 'failed', why: 'drawn' }, clock.now(), false);
  const failed = await db.look('select state from payments.refunds where id = $1', [id]);
  if ((failed[0] as { state: string }).state === 'failed') {
    t.match(await lab.planOf(product), { state: 'running', access: 'active', how: null });
    t.same(await states(product), ['paid', 'paid', 'due']);
    t.match((await said(product)).at(-1), 'active instalment');
  } else t.fail('it did not fail');
  t.same(await broken(), []);
});

t.test('a dispute closes it until it is won; lost, or taken by the bank, the part is asked for again', async (t) => {
  const product = await lab.place();
  await lab.begin(product, 2);
  const second = await lab.pay(product);
  const by = { operatorId: newId(), note: 'the bank wrote' };
  clock.advance(60);
  await openDispute(deps, second, by);
  t.match(await lab.planOf(product), { state: 'paused', access: 'paused' });
  t.same(await states(product), ['paid', 'disputed']);
  clock.advance(60);
  await endDispute(deps, second, 'won', by);
  t.match(await lab.planOf(product), { state: 'done', access: 'active' });
  await openDispute(deps, second, by);
  clock.advance(60);
  await endDispute(deps, second, 'lost', by);
  t.same(await states(product), ['paid', 'reversed']);
  t.match(await lab.planOf(product), { state: 'paused', access: 'paused' });
  clock.advance(60);
  await lab.pay(product);
  t.match(await lab.planOf(product), { state: 'done', access: 'active' });
  t.same(await said(product), [
    'paused instalment',
    'active instalment',
    'paused instalment',
    'paused instalment',
    'active instalment',
  ]);
  t.same(await broken(), []);
});

t.test('the same part paid twice: one counts, and the other goes back', async (t) => {
  const product = await lab.place();
  await lab.begin(product, 3);
  const fields = { do: 'pay', what: 'next', rail: 'telebirr', attempt: 'one-and-the-same' };
  const presses = await Promise.all([1, 2, 3].map(async () => await lab.press(product, fields)));
  t.same(new Set(presses.map(({ statusCode }) => statusCode)), new Set([303]));
  const [one] = await lab.intentsOf(product);
  t.equal((await lab.intentsOf(product)).length, 2, 'three presses are one attempt');
  const other = await lab.press(product, { ...fields, what: 'rest' });
  t.equal(other.statusCode, 409, 'another choice meanwhile is told of what is under way');
  // The first attempt is given up, a second one is begun, and both are paid in the same moment.
  await settle(deps, creatorId, one?.id ?? '', {
    answer: { kind: 'expired' },
    asker: 'poll',
    at: clock.now(),
  });
  t.equal((await lab.press(product, { ...fields, attempt: 'another' })).statusCode, 303);
  const [two] = await lab.intentsOf(product);
  t.not(two?.id, one?.id);
  await Promise.all([lab.settled(one?.id ?? '', one?.amount ?? 0), lab.settled(two?.id ?? '', two?.amount ?? 0)]);
  t.same(await states(product), ['paid', 'paid', 'due']);
  t.equal((await ordersOf(product)).length, 2);
  const back = await db.look<{ reason: string; n: number }>(
    `select reason, amount_santim::int as n from payments.refunds where source = 'credit' and product_id = $1`,
    [product.id],
  );
  t.same(back, [{ reason: 'paid-twice', n: two?.amount }]);
  t.same(await broken(), []);
});

t.test('two payments of one part meet at its lock: one counts, whichever comes first', async (t) => {
  for (const later of [false, true]) {
    const product = await lab.place();
    await lab.begin(product, 3);
    const fields = { do: 'pay', what: 'next', rail: 'telebirr' };
    await lab.press(product, { ...fields, attempt: newId() });
    const [one] = await lab.intentsOf(product);
    await settle(deps, creatorId, one?.id ?? '', { answer: { kind: 'expired' }, asker: 'poll', at: clock.now() });
    await lab.press(product, { ...fields, attempt: newId() });
    const [two] = await lab.intentsOf(product);
    const { id } = await lab.planOf(product);
    const all = later ? [two, one] : [one, two];
    // Both are held until both have come as far as a lock.
    const gate = await lab.hold('select 1 from payments.instalment_plans where id = $1 for update', [id]);
    const paying = all.map(async (intent) => await lab.settled(intent?.id ?? '', intent?.amount ?? 0));
    await gate.waiting(2);
    await gate.open();
    await Promise.all(paying);
    t.same(await states(product), ['paid', 'paid', 'due']);
    t.equal((await ordersOf(product)).length, 2);
    const back = await db.look(`select 1 from payments.refunds where source = 'credit' and product_id = $1`, [
      product.id,
    ]);
    t.equal(back.length, 1);
  }
  t.same(await broken(), []);
});
