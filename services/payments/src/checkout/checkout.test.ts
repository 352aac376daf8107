import t from 'tap';
import { startTestPayments } from '../testing.ts';
import type { StartedCheckout } from '../testing.ts';

t.test('a checkout begins at the price of the shop and leads to the wallet', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const answer = await lab.start(product);
  t.equal(answer.statusCode, 201, answer.body);
  const started = answer.json<StartedCheckout & { amountSantim: number; statusUrl: string }>();
  t.match(started, { state: 'pending', amountSantim: 19_950, receiptUrl: null });
  t.match(started.payUrl, /prepay_id=.+&sign=[A-Za-z0-9%]+&sign_type=SHA256WithRSA&version=1.0&trade_type=Checkout$/);
  const order = lab.outside.telebirr.orders()[0];
  t.match(order, { totalAmount: '199.50', currency: 'ETB', state: 'WAIT_PAY', title: 'Tea for two' });
  t.ok(order?.redirectUrl?.endsWith(`/pay/${started.token}`), 'the wallet leads back to the waiting page');
  t.equal(await lab.count("payments.intent_events where what in ('started', 'sent')"), 2);

  await t.test('bad shape is 422 with a pointer', async (t) => {
    const post = async (body: object) =>
      await lab.app.inject({
        method: 'POST',
        url: '/v1/payments/checkouts',
        headers: { 'idempotency-key': 'shape' },
        body,
      });
    const rest = { productId: product.id, rail: 'telebirr' };
    t.equal((await post({ ...rest })).statusCode, 422);
    t.equal((await post({ ...rest, phone: '0911234567', amountSantim: 1 })).statusCode, 422, 'no price from a browser');
    const foreign = await post({ ...rest, phone: '+14155550100' });
    t.equal(foreign.statusCode, 422);
    t.match(foreign.json(), { fields: [{ pointer: '/phone' }] });
    t.equal(
      (await lab.app.inject({ method: 'POST', url: '/v1/payments/checkouts', body: { ...rest, phone: '0911234567' } }))
        .statusCode,
      400,
      'without a key',
    );
  });

  await t.test('a product that is not for sale is a 404', async (t) => {
    const answer = await lab.start({ id: '01890000-0000-7000-8000-000000000000', creatorId: product.creatorId });
    t.equal(answer.statusCode, 404);
    t.match(answer.json(), { title: 'not-for-sale' });
  });

  await t.test('another price than the one that was seen is asked about, not charged', async (t) => {
    const answer = await lab.app.inject({
      method: 'POST',
      url: '/v1/payments/checkouts',
      headers: { 'idempotency-key': 'price' },
      body: { productId: product.id, phone: '0922000001', rail: 'telebirr', seenPriceSantim: 10_000 },
    });
    t.equal(answer.statusCode, 409);
    t.match(answer.json(), { title: 'price-changed', priceSantim: 19_950 });
  });

  await t.test('without auth nothing is started', async (t) => {
    lab.fail.auth = true;
    const before = await lab.count('payments.intents');
    t.equal((await lab.start(product, '0922000002')).statusCode, 503);
    t.equal(await lab.count('payments.intents'), before);
    lab.fail.auth = false;
  });
});

t.test('twice is once: the same key gives the same answer, byte for byte', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const first = await lab.start(product, '0911234567', 'k1');
  const second = await lab.start(product, '0911234567', 'k1');
  t.equal(second.body, first.body);
  const other = await lab.start(product, '0911234568', 'k1');
  t.equal(other.statusCode, 422);
  t.match(other.json(), { title: 'idempotency-key-reused' });
  t.equal(lab.outside.telebirr.orders().length, 1);

  await t.test('while the first is being worked on, the second is told so', async (t) => {
    lab.outside.telebirr.setSwitch({ answers: 'slow', calls: 'preOrder', seconds: 0.8 });
    const answers = await Promise.all([lab.start(product, '0933000001', 'k2'), lab.start(product, '0933000001', 'k2')]);
    t.strictSame(
      answers.map((a) => a.statusCode).toSorted((a, b) => a - b),
      [201, 409],
    );
    const waiting = answers.find((a) => a.statusCode === 409);
    t.match(waiting?.json(), { title: 'idempotency-key-in-use' });
    t.equal(waiting?.headers['retry-after'], '1');
  });
});

t.test('20 checkouts at once by one buyer are one open attempt and one order at the rail', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const answers = await Promise.all(Array.from({ length: 20 }, async () => await lab.start(product)));
  t.strictSame(new Set(answers.map((a) => a.statusCode)), new Set([201]));
  const intents = new Set(answers.map((a) => lab.deps.tokens.read(a.json<StartedCheckout>().token)?.intentId));
  t.equal(intents.size, 1, 'the same attempt for all');
  t.equal(await lab.count('payments.intents'), 1);
  t.equal(lab.outside.telebirr.orders().length, 1);
});

t.test('whoever types the same number later may follow, but is not led to what was bought', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const mine = await lab.begin(product);
  const other = await lab.begin(product);
  t.not(other.token, mine.token);
  await lab.outside.telebirr.approve(mine.orderId);
  await lab.work();
  t.match(await lab.read(mine.token), { state: 'succeeded', receiptUrl: /\/r\// });
  t.match(await lab.read(other.token), { state: 'succeeded', receiptUrl: null });

  await t.test('and a second purchase is answered with: it is yours', async (t) => {
    const again = await lab.start(product);
    t.equal(again.statusCode, 409);
    t.match(again.json(), { title: 'already-owned' });
    t.notOk('boughtAt' in again.json<object>(), 'when she bought is nobody else’s business');
  });
  await t.test('a receipt that is not there yet is no error', async (t) => {
    lab.fail.delivery = true;
    t.match(await lab.read(mine.token), { state: 'succeeded', receiptUrl: null });
  });
});

t.test('whoever began with another’s number does not get what she then pays for', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const thief = await lab.begin(product);
  const hers = await lab.begin(product);
  t.equal(hers.payUrl, `${lab.deps.appOrigin}/pay/${hers.token}/wallet`, 'the way to the wallet is ours');
  const wallet = await lab.app.inject({ url: `/pay/${hers.token}/wallet` });
  t.match(wallet.headers.location, /paygate/);
  await lab.outside.telebirr.approve(thief.orderId);
  await lab.work();
  t.match(await lab.read(thief.token), { state: 'succeeded', receiptUrl: null });
  t.match(await lab.read(hers.token), { state: 'succeeded', receiptUrl: null }, 'hers comes by SMS');
  const page = await lab.app.inject({ url: `/pay/${thief.token}?lang=en`, headers: { accept: 'text/html' } });
  t.notMatch(page.body, /\/r\//);
});

t.test('the address of a payment is signed', async (t) => {
  const lab = await startTestPayments(t);
  const { token } = await lab.begin(await lab.product());
  t.equal((await lab.app.inject({ url: `/v1/payments/checkouts/${token}` })).statusCode, 200);
  const forged = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
  t.equal((await lab.app.inject({ url: `/v1/payments/checkouts/${forged}` })).statusCode, 404);
  t.equal((await lab.app.inject({ url: '/v1/payments/checkouts/nonsense' })).statusCode, 404);
  t.equal((await lab.app.inject({ url: `/v1/payments/checkouts/${'x'.repeat(201)}` })).statusCode, 404);
  // The first byte says who may be led on; it is signed too.
  const bytes = Buffer.from(token, 'base64url');
  bytes[0] = 0;
  t.equal((await lab.app.inject({ url: `/v1/payments/checkouts/${bytes.toString('base64url')}` })).statusCode, 404);
});

t.test('floods from one address are stopped', async (t) => {
  const lab = await startTestPayments(t, { checkoutsPerAddress: 3 });
  const product = await lab.product();
  for (let n = 0; n < 3; n++) t.equal((await lab.start(product, `091100000${n}`)).statusCode, 201);
  const refused = await lab.start(product, '0911000009');
  t.equal(refused.statusCode, 429);
  t.ok(Number(refused.headers['retry-after']) > 0);
});

t.test('no phone number is logged or kept by payments', async (t) => {
  const lab = await startTestPayments(t);
  await lab.db.look("insert into messages.subscriptions values ('checkout.started', 'queue_payments', '{1}')");
  await lab.begin(await lab.product(), '0911234567');
  t.notMatch(lab.logged(), /911234567|911 234 567/);
  for (const table of ['intents', 'intent_events', 'callbacks', 'audit']) {
    const rows = await lab.db.look<{ row: string }>(`select r::text as row from payments.${table} r`);
    t.notMatch(rows.map((r) => r.row).join('\n'), /911234567/, table);
  }
  const jobs = await lab.db.look<{ row: string }>('select payload::text as row from queue_payments._private_jobs');
  t.ok(jobs.length > 0);
  t.notMatch(jobs.map((r) => r.row).join('\n'), /911234567/);
});
