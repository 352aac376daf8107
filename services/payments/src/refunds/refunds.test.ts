import t from 'tap';
import { buyersNumber } from '../testing.ts';
import { newKey, startRefundLab, trialBalance, wrongBalances } from './testing.ts';

t.setTimeout(180_000);

t.test('a part and then the rest go back: order, books, fee, papers, timeline and events agree', async (t) => {
  const lab = await startRefundLab(t);
  await lab.db.look(
    "insert into messages.subscriptions values ('order.refunded', 'queue_payments', '{1}'), ('order.access-changed', 'queue_payments', '{1}')",
  );
  const order = await lab.paid(100_000);
  t.same(await lab.balances(), { 'clearing:telebirr': 100_000, 'creator-payable': -95_000, 'platform-fee': -5_000 });

  const part = await lab.ask(order.id, { whole: undefined, amountSantim: 40_000 });
  t.equal(part.statusCode, 201, part.body);
  t.match(part.json(), {
    amountSantim: 40_000,
    feeBackSantim: 2_000,
    owedSantim: 0,
    state: 'asked',
    how: 'rail',
    orderNumber: 1,
    says: /telebirr/,
    access: 'keep',
  });
  t.same(await lab.balances(), {
    'clearing:telebirr': 100_000,
    'creator-payable': -57_000,
    'platform-fee': -3_000,
    'refunds-in-transit': -40_000,
  });
  t.match(await lab.db.look('select state, refunded_santim::int as back from payments.orders'), [
    { state: 'partly-refunded', back: 40_000 },
  ]);
  await lab.push();
  t.match(await lab.refund(part.json<{ id: string }>().id), { state: 'sent', attempts: 1 });
  t.same(await lab.balances(), { 'clearing:telebirr': 60_000, 'creator-payable': -57_000, 'platform-fee': -3_000 });

  const rest = await lab.ask(order.id, { access: 'revoke' });
  t.match(rest.json(), { amountSantim: 60_000, feeBackSantim: 3_000 });
  await lab.push();
  t.same(await lab.balances(), {});
  t.match(await lab.db.look('select state from payments.orders'), [{ state: 'refunded' }]);
  t.equal(await lab.count('payments.order_lines where owned'), 0, 'what was revoked is owned no more');
  t.equal(await trialBalance(lab), 0);
  t.equal(await wrongBalances(lab), 0);
  t.same(await lab.db.look('select kind, total_santim::int as n from payments.receipts order by number'), [
    { kind: 'receipt', n: 100_000 },
    { kind: 'credit-note', n: 40_000 },
    { kind: 'credit-note', n: 60_000 },
  ]);

  const detail = await lab.app.inject({ url: `/v1/payments/orders/${order.id}`, headers: lab.seller.headers });
  t.match(detail.json(), { state: 'refunded', refundedSantim: 100_000 });
  const words = detail.json<{ timeline: { what: string; who: string }[] }>().timeline.map((l) => `${l.what} ${l.who}`);
  t.same(words.slice(-4), [
    'refund-asked creator',
    'refund-sent telebirr',
    'refund-asked creator',
    'refund-sent telebirr',
  ]);
  const events = await lab.db.look<{ identifier: string; payload: { payload: Record<string, unknown> } }>(
    "select t.identifier, j.payload from queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id where t.identifier like 'order.refunded%' or t.identifier like 'order.access%' order by j.id",
  );
  t.same(
    events.map(({ payload: { payload } }) => payload.state ?? payload.access),
    ['asked', 'sent', 'asked', 'revoked', 'sent'],
  );
  t.match(events.at(-1)?.payload.payload, { full: true, amountSantim: 60_000, orderId: order.id });

  await t.test('what has gone back cannot go back again', async (t) => {
    const again = await lab.ask(order.id);
    t.equal(again.statusCode, 409);
    t.match(again.json(), { type: /already-refunded/ });
    const list = await lab.app.inject({ url: `/v1/payments/orders/${order.id}/refunds`, headers: lab.seller.headers });
    t.match(list.json(), {
      leftSantim: 0,
      closed: 'refunded',
      how: 'rail',
      items: [{ amountSantim: 60_000 }, { amountSantim: 40_000 }],
    });
    const quote = await lab.app.inject({
      url: `/v1/payments/orders/${order.id}/refund-quote`,
      headers: lab.seller.headers,
    });
    t.equal(quote.statusCode, 409);
  });
});

t.test('an empty balance refunds all the same: the shortfall is owed, and the next sales pay it first', async (t) => {
  const lab = await startRefundLab(t);
  const order = await lab.paid(100_000);
  // As if a payout had taken it.
  await lab.db.look(`with e as (insert into payments.entries (creator_id, id, kind, about_id, at)
    select creator_id, uuidv7(), 'payout', uuidv7(), now() from payments.orders returning creator_id, id)
    insert into payments.postings (creator_id, entry_id, line, account, amount_santim, currency)
    select creator_id, id, 1, 'creator-payable', 70000, 'ETB' from e union all
    select creator_id, id, 2, 'payouts-in-transit', -70000, 'ETB' from e`);
  const quote = await lab.app.inject({
    url: `/v1/payments/orders/${order.id}/refund-quote`,
    headers: lab.seller.headers,
  });
  t.match(quote.json(), {
    amountSantim: 100_000,
    feeBackSantim: 5_000,
    fromBalanceSantim: 25_000,
    owedSantim: 70_000,
    how: 'rail',
  });
  const refund = await lab.ask(order.id);
  t.match(refund.json(), { owedSantim: 70_000 });
  t.match(await lab.balances(), { receivable: 70_000, 'refunds-in-transit': -100_000 });
  await lab.push();
  await lab.paid(50_000);
  t.match(await lab.balances(), { receivable: 22_500, 'platform-fee': -2_500 });
  await lab.paid(50_000);
  t.match(await lab.balances(), { 'creator-payable': -25_000 }, 'and what is more is hers');
  t.equal(await trialBalance(lab), 0);

  await t.test('a refund that fails after her sales have paid the debt comes back as balance', async (t) => {
    lab.rail({ refund: () => ({ kind: 'failed', why: 'REFUND_FAILED' }) });
    const big = await lab.paid(100_000);
    await lab.db.look(`with e as (insert into payments.entries (creator_id, id, kind, about_id, at)
      select creator_id, uuidv7(), 'payout', uuidv7(), now() from payments.orders limit 1 returning creator_id, id)
      insert into payments.postings (creator_id, entry_id, line, account, amount_santim, currency)
      select creator_id, id, 1, 'creator-payable', 120000, 'ETB' from e union all
      select creator_id, id, 2, 'payouts-in-transit', -120000, 'ETB' from e`);
    const asked = await lab.ask(big.id);
    t.match(asked.json(), { owedSantim: 95_000, feeBackSantim: 5_000 });
    await lab.push();
    t.match(await lab.refund(asked.json<{ id: string }>().id), { state: 'failed', why: 'REFUND_FAILED' });
    const after = await lab.balances();
    t.equal(after.receivable, undefined, 'nothing is owed for what was not sent');
    t.equal(after['refunds-in-transit'], undefined);
    t.match(
      await lab.db.look('select state, refunded_santim::int as back from payments.orders where id = $1', [big.id]),
      [{ state: 'paid', back: 0 }],
    );
    t.equal(await trialBalance(lab), 0);
    const next = await lab.ask(big.id, { access: 'revoke' });
    t.match(
      next.json(),
      { state: 'manual', how: 'hand', says: /by hand, usually within 1 working day/ },
      'the rail refused it for good: a person sends it',
    );
  });
});

t.test('asking: twice is once, wrong shapes are named, strangers see nothing', async (t) => {
  const lab = await startRefundLab(t);
  const order = await lab.paid(100_000);
  const key = newKey();
  const half = { whole: undefined, amountSantim: 50_000 };
  const [one, two, three] = await Promise.all([1, 2, 3].map(async () => await lab.ask(order.id, half, { key })));
  const codes = [one, two, three].map((answer) => answer?.statusCode);
  t.ok(codes.includes(201));
  t.ok(
    codes.every((code) => code === 201 || code === 409),
    codes.join(' '),
  );
  t.equal((await lab.ask(order.id, half, { key })).statusCode, 201);
  t.equal(await lab.count('payments.refunds'), 1, 'a double click is one refund');
  // The process that answered died between the commit and its own note of the answer.
  await lab.db.look('delete from payments.idempotency_keys');
  t.equal((await lab.ask(order.id, half, { key })).statusCode, 201);
  t.equal(await lab.count('payments.refunds'), 1, 'nor does a lost answer make a second one');
  t.equal((await lab.ask(order.id, { ...half, amountSantim: 1 }, { key })).statusCode, 422, 'a key is one request');

  for (const [body, pointer] of [
    [{ whole: undefined }, '/amountSantim'],
    [{ amountSantim: 5 }, '/amountSantim'],
    [{ whole: undefined, amountSantim: 0 }, '/amountSantim'],
    [{ whole: undefined, amountSantim: -5 }, '/amountSantim'],
    [{ whole: undefined, amountSantim: 10.5 }, '/amountSantim'],
    [{ reason: 'because' }, '/reason'],
    [{ reason: 'other' }, '/note'],
    [{ access: 'half' }, '/access'],
  ] as const) {
    const wrong = await lab.ask(order.id, body);
    t.equal(wrong.statusCode, 422, JSON.stringify(body));
    t.ok(wrong.body.includes(pointer), `${JSON.stringify(body)} names ${pointer}: ${wrong.body}`);
  }
  const much = await lab.ask(order.id, { whole: undefined, amountSantim: 50_001 });
  t.equal(much.statusCode, 409);
  t.match(much.json(), { type: /refund-too-large/, detail: /500\.00/, leftSantim: 50_000 });
  const keyless = await lab.app.inject({
    method: 'POST',
    url: `/v1/payments/orders/${order.id}/refunds`,
    headers: lab.seller.headers,
    body: { whole: true, reason: 'goodwill', access: 'keep' },
  });
  t.equal(keyless.statusCode, 400);

  const stranger = lab.people.person({ creator: true });
  for (const [method, path] of [
    ['POST', `/v1/payments/orders/${order.id}/refunds`],
    ['GET', `/v1/payments/orders/${order.id}/refunds`],
    ['GET', `/v1/payments/orders/${order.id}/refund-quote`],
    ['GET', '/v1/payments/refunds'],
  ] as const) {
    const send = async (headers: Record<string, string>, url: string = path) =>
      await lab.app.inject({
        method,
        url,
        headers: { ...headers, 'idempotency-key': newKey() },
        ...(method === 'POST' ? { body: { whole: true, reason: 'goodwill', access: 'keep' } } : {}),
      });
    t.equal((await send({})).statusCode, 401, `${method} ${path}`);
    t.equal((await send(lab.people.person().headers)).statusCode, 403);
    if (!path.includes(order.id)) {
      t.same((await send(stranger.headers)).json(), { items: [], nextCursor: null });
      continue;
    }
    const foreign = await send(stranger.headers);
    const missing = await send(stranger.headers, path.replace(order.id, '01890000-0000-7000-8000-000000000000'));
    t.equal(foreign.statusCode, 404);
    t.match(missing.json(), { type: foreign.json<{ type: string }>().type, status: 404 });
  }
  t.equal(await lab.count('payments.refunds'), 1);

  await t.test('the list has pages and states', async (t) => {
    await lab.ask(order.id, { whole: undefined, amountSantim: 1_000 });
    const list = async (query: string) =>
      await lab.app.inject({ url: `/v1/payments/refunds?${query}`, headers: lab.seller.headers });
    const first = (await list('limit=1')).json<{ items: { amountSantim: number }[]; nextCursor: string }>();
    t.match(first.items, [{ amountSantim: 1_000 }]);
    t.match((await list(`limit=1&cursor=${first.nextCursor}`)).json(), {
      items: [{ amountSantim: 50_000 }],
      nextCursor: null,
    });
    t.match((await list('state=sent')).json(), { items: [] });
    t.equal((await list('cursor=x')).statusCode, 422);
    t.equal((await list('state=gone')).statusCode, 422);
  });
});

t.test('a rail without refunds: a person sends it, with a reference that is used once', async (t) => {
  const lab = await startRefundLab(t);
  const one = await lab.paid(30_000);
  const two = await lab.paid(30_000);
  lab.rail({ can: 'manual' });
  const first = await lab.ask(one.id);
  t.match(first.json(), { state: 'manual', how: 'hand', nextAt: null, says: /by hand, usually within 1 working day/ });
  const other = await lab.ask(two.id);
  await lab.push();
  t.match(await lab.refund(first.json<{ id: string }>().id), { state: 'manual', attempts: 0 });

  const { id } = first.json<{ id: string }>();
  const queue = await lab.app.inject({
    url: '/v1/payments/operator/refunds?state=manual',
    headers: lab.operator.headers,
  });
  t.match(queue.json(), { items: [{ id, can: ['sent', 'failed'], storeName: 'Selam Books' }, {}], nextCursor: null });
  t.notMatch(queue.body, buyersNumber, 'no phone number');
  t.equal((await lab.decide(id, 'sent', {})).statusCode, 422, 'without a reference nothing was sent');
  const key = newKey();
  const sent = await lab.decide(id, 'sent', { reference: 'FT26324X7' }, lab.operator, key);
  t.match(sent.json(), { state: 'sent', txnId: 'FT26324X7', can: [] });
  t.match((await lab.decide(id, 'sent', { reference: 'FT26324X7' }, lab.operator, key)).json(), { state: 'sent' });
  t.match(
    (await lab.decide(id, 'sent', { reference: 'ft26324x7' }, lab.second)).json(),
    { state: 'sent' },
    'said twice is once',
  );
  t.equal(await lab.count("payments.entries where kind = 'refund-sent'"), 1);
  const used = await lab.decide(other.json<{ id: string }>().id, 'sent', { reference: 'ft26324x7' });
  t.equal(used.statusCode, 409);
  t.match(used.json(), { type: /refund-reference-used/ });
  t.match((await lab.decide(other.json<{ id: string }>().id, 'failed')).json(), { state: 'failed' });
  t.match((await lab.decide(id, 'failed')).json(), { type: /refund-not-waiting/ });
  t.equal(await trialBalance(lab), 0);
  t.match(await lab.balances(), { 'creator-payable': -28_500 });
});
