import t from 'tap';
import { startTestPayments } from '../testing.ts';
import { settle } from './settle.ts';

t.test('a paid order: state, order, balanced entry, timeline and event, in one transaction', async (t) => {
  const lab = await startTestPayments(t);
  // The event is kept where it can be looked at.
  await lab.db.look("insert into messages.subscriptions values ('order.paid', 'queue_payments', '{1}')");
  const product = await lab.product();
  const { orderId, intentId, token } = await lab.begin(product);
  await lab.outside.telebirr.approve(orderId);
  t.equal((await lab.read(token)).state, 'pending', 'a callback alone changes nothing');
  await lab.work();
  t.match(await lab.read(token), { state: 'succeeded', reason: null, payUrl: null });
  const [order] = await lab.db.look('select * from payments.orders');
  t.match(order, {
    intent_id: intentId,
    number: '1',
    amount_santim: '19950',
    fee_santim: '997',
    net_santim: '18953',
    buyer_hint: '567',
  });
  t.strictSame(await lab.db.look('select account, amount_santim::int as amount from payments.postings order by line'), [
    { account: 'clearing:telebirr', amount: 19_950 },
    { account: 'creator-payable', amount: -18_953 },
    { account: 'platform-fee', amount: -997 },
  ]);
  const events = await lab.db.look<{ payload: object }>(
    "select j.payload from queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id where t.identifier = 'order.paid.v1'",
  );
  t.equal(events.length, 1);
  t.match(events[0]?.payload, {
    creator: product.creatorId,
    payload: { intentId, netSantim: 18_953, currency: 'ETB' },
  });

  await t.test('the creator sees order, timeline and balance; a stranger sees a 404', async (t) => {
    const get = async (url: string, headers = lab.seller.headers) => await lab.app.inject({ url, headers });
    const list = (await get('/v1/payments/orders')).json<{ items: { id: string; number: number }[] }>();
    t.match(list, { items: [{ number: 1, title: 'Tea for two', buyerHint: '567', state: 'paid' }], nextCursor: null });
    const url = `/v1/payments/orders/${list.items[0]?.id}`;
    const one = (await get(url)).json<{ timeline: { what: string; who: string }[] }>();
    t.strictSame(
      one.timeline.map((line) => `${line.what} ${line.who}`),
      ['started we', 'sent we', 'notice telebirr', 'confirmed telebirr'],
    );
    t.match((await get('/v1/payments/balance')).json(), {
      payableSantim: 18_953,
      soldSantim: 19_950,
      feesSantim: 997,
      orders: 1,
      currency: 'ETB',
    });
    const stranger = lab.people.person({ creator: true }).headers;
    const foreign = await get(url, stranger);
    const missing = await get(`/v1/payments/orders/01890000-0000-7000-8000-000000000000`, stranger);
    t.equal(foreign.statusCode, 404);
    const withoutId = (text: string) => ({ ...JSON.parse(text), requestId: '' });
    t.strictSame(withoutId(foreign.body), withoutId(missing.body), 'foreign and missing cannot be told apart');
    t.same((await get('/v1/payments/orders', stranger)).json(), { items: [], nextCursor: null });
    t.match((await get('/v1/payments/balance', stranger)).json(), { payableSantim: 0, orders: 0 });
    for (const path of ['/v1/payments/orders', url, '/v1/payments/balance']) {
      t.equal((await lab.app.inject({ url: path })).statusCode, 401, path);
      t.equal((await get(path, lab.people.person().headers)).statusCode, 403, 'a buyer is no creator');
    }
    t.equal((await get('/v1/payments/orders/nonsense')).statusCode, 404);
    t.equal((await get('/v1/payments/orders?limit=0')).statusCode, 422);
    t.equal((await get('/v1/payments/orders?cursor=x')).statusCode, 422);
  });

  await t.test('orders come in pages, newest first, numbered without gaps', async (t) => {
    for (const phone of ['0911000001', '0911000002']) {
      const more = await lab.begin(product, phone);
      await lab.outside.telebirr.approve(more.orderId);
    }
    await lab.work();
    const page = async (query: string) =>
      (await lab.app.inject({ url: `/v1/payments/orders?${query}`, headers: lab.seller.headers })).json<{
        items: { number: number }[];
        nextCursor: string;
      }>();
    const numbers = async (query: string) => (await page(query)).items.map((o) => o.number);
    t.same(await numbers('state=paid&limit=2'), [3, 2], 'UC-29: those in one state alone');
    t.same(await numbers('state=refunded'), []);
    t.same(await numbers(`productId=${product.id}&limit=2&cursor=3`), [2, 1], 'of one product, from a cursor on');
    t.same(await numbers('productId=01890000-0000-7000-8000-000000000000'), []);
    const odd = { url: '/v1/payments/orders?state=lost', headers: lab.seller.headers };
    t.equal((await lab.app.inject(odd)).statusCode, 422);
    const first = await page('limit=2');
    t.strictSame(
      first.items.map((o) => o.number),
      [3, 2],
    );
    t.match(await page(`limit=2&cursor=${first.nextCursor}`), { items: [{ number: 1 }], nextCursor: null });
  });
});

t.test('a declined payment fails, says so, and may be tried again', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const { orderId, token } = await lab.begin(product);
  await lab.outside.telebirr.decline(orderId);
  await lab.work();
  t.match(await lab.read(token), { state: 'failed', reason: 'refused' });
  t.equal(await lab.count('payments.orders'), 0);
  const again = await lab.begin(product);
  t.not(again.orderId, orderId);

  await t.test('and if the wallet then proves that it was paid after all, that wins', async (t) => {
    const creatorId = product.creatorId;
    const [late] = await lab.db.look<{ id: string }>("select id from payments.intents where state = 'failed'");
    const answer = { kind: 'paid', orderId, amount: 19_950, currency: 'ETB', txnId: 'LATE1' } as never;
    const settled = await settle(lab.deps, creatorId, late?.id ?? '', {
      answer,
      asker: 'callback',
      at: lab.clock.now(),
    });
    t.same(settled, { state: 'succeeded', changed: true });
    t.equal(await lab.count("payments.intent_events where what = 'late'"), 1);
  });
});

t.test('a lost callback is found by the janitor, whose work stands in rows and survives restarts', async (t) => {
  const lab = await startTestPayments(t);
  lab.outside.telebirr.setSwitch('lost');
  const { orderId, token } = await lab.begin(await lab.product());
  await lab.outside.telebirr.approve(orderId);
  await lab.work();
  t.equal((await lab.read(token)).state, 'pending', 'not due yet');
  lab.clock.advance(16);
  await lab.work();
  t.equal((await lab.read(token)).state, 'succeeded');
});

t.test('nobody answers: the poll goes on by its schedule, and the wallet’s own end is the end', async (t) => {
  const lab = await startTestPayments(t);
  const { token } = await lab.begin(await lab.product());
  let asked = 0;
  for (let n = 0; n < 40 && (await lab.read(token)).state === 'pending'; n++) {
    lab.clock.advance(60);
    asked += await lab.work();
  }
  t.ok(asked >= 6, `asked ${asked} times`);
  t.match(await lab.read(token), { state: 'expired' });

  await t.test('paid after the end: money that came is never denied', async (t) => {
    const order = lab.outside.telebirr.orders()[0]?.merchOrderId ?? '';
    await lab.outside.telebirr.approve(order, { force: true });
    await lab.work();
    t.match(await lab.read(token), { state: 'succeeded' });
    t.equal(await lab.count("payments.intent_events where what = 'late'"), 1);
  });
});

t.test('an answer that never came is unknown; asking finds out, and only then may another begin', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  lab.outside.telebirr.setSwitch({ answers: 'cut', calls: 'preOrder' });
  const first = await lab.begin(product);
  t.match(first, { state: 'unknown', payUrl: null });
  lab.outside.telebirr.setSwitch('normal');
  const second = await lab.begin(product);
  t.equal(second.intentId, first.intentId, 'no second order under another id');
  t.equal(lab.outside.telebirr.orders().length, 1);
  lab.clock.advance(16);
  await lab.work();
  t.match(await lab.read(first.token), { state: 'failed', reason: 'rail-down' }, 'its address was never handed out');
  t.not((await lab.begin(product)).intentId, first.intentId);
});

t.test('another amount is never a success, whoever says it', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  await t.test('a notice alone is not followed: the rail says what really came', async (t) => {
    const { orderId, token } = await lab.begin(product, '0911000001');
    lab.outside.telebirr.setSwitch('wrong-amount', orderId);
    await lab.outside.telebirr.approve(orderId);
    await lab.work();
    t.match(await lab.read(token), { state: 'succeeded' });
    t.equal(await lab.count("payments.intent_events where what = 'wrong-notice'"), 1);
    t.equal(await lab.count("payments.callbacks where outcome = 'wrong-amount'"), 1);
  });
  await t.test('when the rail says so, a person looks, and what came stands beside it', async (t) => {
    const { orderId, intentId, token } = await lab.begin(product, '0911000002');
    lab.outside.telebirr.setSwitch({ callback: 'lost', query: 'wrong-amount' }, orderId);
    await lab.outside.telebirr.approve(orderId);
    lab.clock.advance(20);
    await lab.work();
    t.match(await lab.read(token), { state: 'parked', reason: 'wrong-amount' });
    const [parked] = await lab.db.look(
      'select next_ask_at, ended_at, paid_santim from payments.intents where id = $1',
      [intentId],
    );
    t.match(parked, { next_ask_at: null, ended_at: null });
    t.not((parked as { paid_santim: unknown }).paid_santim, null);
  });
  t.equal(await lab.count('payments.orders'), 1);
  t.equal(await lab.count("payments.intent_events where what = 'wrong-amount'"), 1);
  t.match(lab.logged(), /"alarm":true/);
});

t.test('one transaction of the rail pays for one attempt', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const answers = [];
  for (const phone of ['0911000001', '0911000002']) {
    const { orderId, intentId } = await lab.begin(product, phone);
    const answer = { kind: 'paid', orderId, amount: 19_950, currency: 'ETB', txnId: 'SAME' } as never;
    answers.push(await settle(lab.deps, product.creatorId, intentId, { answer, asker: 'poll', at: lab.clock.now() }));
  }
  t.match(answers, [
    { state: 'succeeded', changed: true },
    { state: 'parked', changed: true },
  ]);
  t.equal(await lab.count('payments.orders'), 1);
  t.match(lab.logged(), /one transaction of the rail for two attempts/);
  const kept = await lab.db.look(
    "select reason, asked, next_ask_at as next from payments.intents where state = 'parked'",
  );
  t.match(kept, [{ reason: 'two-payments', next: null }], 'a person looks');
});

t.test('a process that dies between its order and the rail’s answer leaves nothing open', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const rail = lab.deps.rails.get('telebirr') as unknown as { initiate: () => Promise<unknown> };
  const { initiate } = rail;
  rail.initiate = async () => {
    throw new Error('gone');
  };
  t.equal((await lab.start(product)).statusCode, 500);
  rail.initiate = initiate;
  t.match(await lab.db.look('select state from payments.intents'), [{ state: 'created' }]);
  for (const seconds of [16, 30, 60]) {
    lab.clock.advance(seconds);
    await lab.work();
  }
  t.match(await lab.db.look('select state, reason from payments.intents'), [{ state: 'failed', reason: 'rail-down' }]);
  t.equal((await lab.start(product)).statusCode, 201, 'and another may begin');
});
