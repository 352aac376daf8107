import t from 'tap';
import { startTestPayments } from '../testing.ts';

const url = '/v1/payments/callbacks/telebirr';

t.test('a notice is kept as it came and answered at once; the rail decides', async (t) => {
  const lab = await startTestPayments(t);
  const { orderId, token } = await lab.begin(await lab.product());
  await lab.outside.telebirr.approve(orderId);
  t.match(lab.outside.telebirr.order(orderId)?.attempts, [{ answer: 200 }]);
  const [kept] = await lab.db.look<{ body: Buffer }>('select * from payments.callbacks');
  t.match(kept, { verified: true, outcome: 'accepted', copies: 1, provider_order_id: orderId });
  t.match(JSON.parse(kept?.body.toString() ?? ''), { merch_order_id: orderId, trade_status: 'Completed' });
  t.equal((await lab.read(token)).state, 'pending');

  await t.test('the same bytes again are counted, not kept twice, and answered with success', async (t) => {
    const send = async () =>
      await lab.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        body: kept?.body ?? '',
      });
    for (let n = 0; n < 3; n++) {
      const answer = await send();
      t.equal(answer.statusCode, 200);
      t.same(answer.json(), { success: true });
    }
    t.match(await lab.db.look('select copies from payments.callbacks'), [{ copies: 4 }]);
    await lab.work();
    t.equal((await lab.read(token)).state, 'succeeded');
    t.equal((await send()).statusCode, 200, 'also after the end');
    await lab.work();
    t.equal(await lab.count('payments.orders'), 1);
    t.equal(await lab.count("payments.intent_events where what = 'notice'"), 1);
  });

  await t.test('wrapped in data, and as text, it is the same', async (t) => {
    const second = await lab.begin(await lab.product(), '0911000001');
    lab.outside.telebirr.setSwitch({ wrapped: true }, second.orderId);
    await lab.outside.telebirr.approve(second.orderId);
    await lab.work();
    t.equal((await lab.read(second.token)).state, 'succeeded');
  });
});

t.test('a forged notice is kept, refused with 401, written into the audit, and changes nothing', async (t) => {
  const lab = await startTestPayments(t);
  const { orderId, token } = await lab.begin(await lab.product());
  lab.outside.telebirr.setSwitch('bad-signature', orderId);
  lab.outside.telebirr.setSwitch({ wallet: 'silent' }, orderId);
  await lab.outside.telebirr.approve(orderId);
  await lab.outside.telebirr.settled();
  t.match(lab.outside.telebirr.order(orderId)?.attempts, [{ answer: 401 }]);
  t.match(await lab.db.look('select verified, outcome from payments.callbacks'), [
    { verified: false, outcome: 'bad-signature' },
  ]);
  t.match(await lab.db.look('select who, what, about from payments.audit'), [
    { who: 'rail:telebirr', what: 'callback.bad-signature', about: /^callback:/ },
  ]);
  t.equal(await lab.work(), 0, 'nothing was put into the queue');
  t.equal((await lab.read(token)).state, 'pending');
  t.equal(await lab.count("payments.intent_events where what = 'notice'"), 0);

  await t.test('also what is no message at all', async (t) => {
    for (const body of ['', '{', '[]', '"x"', '{"data":5}', 'a=b', '\u0000']) {
      const answer = await lab.app.inject({ method: 'POST', url, headers: { 'content-type': 'text/plain' }, body });
      t.equal(answer.statusCode, 401, JSON.stringify(body));
      t.match(answer.json(), { title: 'callback-refused' });
    }
    const huge = await lab.app.inject({
      method: 'POST',
      url,
      body: Buffer.alloc(70_000, 'a'),
      headers: { 'content-type': 'application/json' },
    });
    t.equal(huge.statusCode, 413);
  });
});

t.test('an order that we do not know is kept, answered with 200, and looked at', async (t) => {
  const lab = await startTestPayments(t);
  const { orderId } = await lab.begin(await lab.product());
  await lab.outside.telebirr.approve(orderId);
  await lab.db.look('update payments.intents set provider_order_id = $1', ['SOMETHINGELSE']);
  await lab.outside.telebirr.callAgain(orderId);
  await lab.outside.telebirr.settled();
  t.equal(lab.outside.telebirr.order(orderId)?.attempts.at(-1)?.answer, 200);
  t.equal(await lab.count("payments.callbacks where outcome = 'unknown-order' and verified"), 1);
  t.match(lab.logged(), /"outcome":"unknown-order","alarm":true/);
});

t.test('three notices, the poll and the return page at once settle once', async (t) => {
  const lab = await startTestPayments(t);
  const { orderId, token } = await lab.begin(await lab.product());
  lab.outside.telebirr.setSwitch('duplicate', orderId);
  await lab.outside.telebirr.approve(orderId);
  lab.clock.advance(16);
  await Promise.all([lab.work(), lab.read(token), lab.work(), lab.read(token)]);
  await lab.work();
  t.equal(await lab.count('payments.orders'), 1);
  t.equal(await lab.count('payments.entries'), 1);
  t.equal(await lab.count("payments.intent_events where what = 'confirmed'"), 1);
});

t.test('an early notice, before the order’s own answer, is not lost', async (t) => {
  const lab = await startTestPayments(t);
  lab.outside.telebirr.setSwitch('reordered');
  const { token } = await lab.begin(await lab.product());
  await lab.work();
  t.equal((await lab.read(token)).state, 'succeeded');
});

t.test(
  'a flood of what nobody signed is kept up to a bound for each address; the rail itself is always heard',
  async (t) => {
    const lab = await startTestPayments(t);
    const { orderId } = await lab.begin(await lab.product());
    const send = async (body: string, from = '203.0.113.9') =>
      await lab.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
        body,
      });
    const statuses: Record<number, number> = {};
    for (let batch = 0; batch < 13; batch++) {
      // Half of them are the same bytes again.
      const answers = await Promise.all(
        Array.from({ length: 50 }, async (_, n) => await send(n % 2 === 0 ? 'x' : `{"n":${batch * 50 + n}}`)),
      );
      for (const { statusCode } of answers) statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
    }
    t.same(statuses, { 401: 600, 429: 50 });
    const refused = await send('{"n":"more"}');
    t.ok(Number(refused.headers['retry-after']) > 0);
    const kept = await lab.count('payments.callbacks');
    t.equal(kept, 301);
    t.equal(await lab.count('payments.audit'), 600);
    t.equal((await send('{"n":"neighbour"}', '203.0.113.10')).statusCode, 401, 'another address has its own measure');

    await lab.outside.telebirr.approve(orderId);
    await lab.outside.telebirr.settled();
    const [signed] = await lab.db.look<{ body: Buffer }>('select body from payments.callbacks where verified');
    for (let n = 0; n < 5; n++) t.equal((await send(signed?.body.toString() ?? '')).statusCode, 200, 'also from there');
    t.match(await lab.db.look('select copies from payments.callbacks where verified'), [{ copies: 6 }]);
  },
);

t.test('a true signature around other fields is none: what is read is what was signed', async (t) => {
  const lab = await startTestPayments(t);
  const mine = await lab.begin(await lab.product());
  const hers = await lab.begin(await lab.product(), '0911000002');
  await lab.outside.telebirr.approve(mine.orderId);
  const [kept] = await lab.db.look<{ body: Buffer }>('select body from payments.callbacks');
  const { sign, sign_type, transId, ...said } = JSON.parse(kept?.body.toString() ?? '') as Record<string, string>;
  const inner = { ...said, trans_id: transId };
  const forged = { ...said, merch_order_id: hers.orderId, total_amount: '1.00', biz_content: inner, sign, sign_type };
  const answer = await lab.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(forged),
  });
  t.equal(answer.statusCode, 401);
  t.match(await lab.read(hers.token), { state: 'pending', reason: null });
});

t.test('a notice that breaks its reader is kept, and said aloud', async (t) => {
  const lab = await startTestPayments(t);
  const rail = lab.deps.rails.get('telebirr') as unknown as { parseCallback: () => unknown };
  rail.parseCallback = () => {
    throw new RangeError('too deep');
  };
  const answer = await lab.app.inject({ method: 'POST', url, headers: { 'content-type': 'text/plain' }, body: '{}' });
  t.equal(answer.statusCode, 401);
  t.equal(await lab.count("payments.callbacks where outcome = 'unreadable'"), 1);
  t.match(lab.logged(), /"alarm":true.*a callback broke its reader/);
});

t.test('planted: a rail that does not look at signatures would let a forged notice in', async (t) => {
  const lab = await startTestPayments(t);
  const { orderId, intentId } = await lab.begin(await lab.product());
  const forged = JSON.stringify({ merch_order_id: orderId, trade_status: 'Completed', total_amount: '199.50' });
  const send = async () =>
    await lab.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: forged });
  t.equal((await send()).statusCode, 401);
  const blind = { kind: 'notice', orderId, amount: 19_950, currency: 'ETB', says: 'paid', endedAt: undefined } as const;
  const rail = lab.deps.rails.get('telebirr') as unknown as { parseCallback: () => unknown };
  rail.parseCallback = () => blind;
  t.equal((await send()).statusCode, 200, 'the check above looks at the signature and at nothing else');
  await lab.work();
  const [intent] = await lab.db.look('select state from payments.intents where id = $1', [intentId]);
  t.match(intent, { state: 'pending' }, 'and even then only the rail itself could make it a payment');
});
