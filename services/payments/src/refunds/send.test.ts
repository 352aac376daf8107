import t from 'tap';
import { santim } from '@windsurf/money/money';
import type { Sent } from '../rails/rails.ts';
import { settle } from '../settle/settle.ts';
import { applySent, heardOfRefund, pushRefund, railIdOf } from './send.ts';
import { newKey, startRefundLab, trialBalance, wrongBalances } from './testing.ts';

t.setTimeout(180_000);

t.test('what nobody can say is asked about under the same id, by the schedule, and then by a person', async (t) => {
  const lab = await startRefundLab(t);
  const order = await lab.paid(100_000);
  let answer: Sent = { kind: 'unknown', why: 'cut' };
  const asked = lab.rail({ refund: () => answer, query: () => answer });
  const { id } = (await lab.ask(order.id)).json<{ id: string }>();
  await lab.push();
  t.match(await lab.refund(id), { state: 'unknown', touched: true, attempts: 1 });
  t.equal(asked.refunds.length, 1);
  t.match(asked.refunds, [{ refundId: railIdOf(id), orderId: order.railOrderId, amount: 100_000, again: false }]);
  await lab.push(5);
  t.equal(asked.queries.length, 0, 'not before its time');
  await lab.push(15);
  t.match(asked.queries, [{ refundId: railIdOf(id), again: true }]);
  answer = { kind: 'pending', reference: 'R9' };
  await lab.push(60);
  t.match(await lab.refund(id), { state: 'sending', reference: 'R9' });
  answer = { kind: 'unknown', why: 'cut' };
  for (let hours = 0; hours < 80; hours += 1) await lab.push(3601);
  const given = await lab.refund(id);
  t.match(given, { state: 'unknown', why: 'given-up', next_at: null });
  t.equal(asked.refunds.length, 1, 'it was sent once in all that time');
  const questions = asked.queries.length;
  t.ok(questions > 60 && questions < 90, `${questions} questions in three days`);
  await lab.push(7200);
  t.equal(asked.queries.length, questions);

  const queue = await lab.app.inject({ url: '/v1/payments/operator/refunds', headers: lab.operator.headers });
  t.match(queue.json(), { items: [{ id, state: 'unknown', why: 'given-up', can: ['sent', 'failed', 'retry'] }] });
  t.match(
    (await lab.app.inject({ url: `/v1/payments/operator/refunds/${id}`, headers: lab.operator.headers })).json(),
    {
      timeline: [
        { what: 'asked', who: 'creator' },
        { what: 'unknown', who: 'telebirr' },
        { what: 'pending' },
        { what: 'unknown' },
        { what: 'given-up' },
      ],
    },
  );
  t.match((await lab.decide(id, 'retry')).json(), { state: 'unknown' });
  answer = { kind: 'done', txnId: 'RF1' };
  await lab.push();
  t.match(await lab.refund(id), { state: 'sent', txn_id: 'RF1' });
  t.equal(asked.refunds.length, 1, 'asked again, never sent again');
  t.equal(await trialBalance(lab), 0);
  t.match(await lab.balances(), {});
});

t.test('certainly not begun is begun again; a rail without a question is repeated under its own id', async (t) => {
  const lab = await startRefundLab(t);
  const order = await lab.paid(100_000);
  let answer: Sent = { kind: 'down', why: 'ECONNREFUSED' };
  const asked = lab.rail({ refund: () => answer });
  Object.assign(lab.deps.rails.get('telebirr') ?? {}, { queryRefund: undefined });
  const { id } = (await lab.ask(order.id)).json<{ id: string }>();
  await lab.push();
  t.match(await lab.refund(id), { state: 'asked', touched: false, why: 'ECONNREFUSED' });
  answer = { kind: 'unknown', why: 'timeout' };
  await lab.push(16);
  answer = { kind: 'down', why: 'ECONNREFUSED' };
  await lab.push(31);
  t.match(
    await lab.refund(id),
    { state: 'unknown', touched: true },
    'a door that is closed now says nothing about before',
  );
  answer = { kind: 'done', txnId: 'RF2' };
  await lab.push(120);
  t.match(await lab.refund(id), { state: 'sent' });
  t.same(
    asked.refunds.map((wish) => [wish.refundId, wish.again]),
    [false, false, true, true].map((again) => [railIdOf(id), again]),
  );
});

t.test('a refusal puts all back as it was: order, books, paper, access, and both are told', async (t) => {
  const lab = await startRefundLab(t);
  await lab.db.look(
    "insert into messages.subscriptions values ('order.refunded', 'queue_payments', '{1}'), ('order.access-changed', 'queue_payments', '{1}')",
  );
  const order = await lab.paid(100_000);
  const before = await lab.balances();
  lab.rail({ refund: () => ({ kind: 'failed', why: 'REFUND_FAILED' }) });
  const refund = (await lab.ask(order.id, { access: 'revoke' })).json<{ id: string }>();
  await lab.push();
  t.same(await lab.balances(), before);
  t.match(await lab.db.look('select state, refunded_santim::int as back from payments.orders'), [
    { state: 'paid', back: 0 },
  ]);
  t.equal(await lab.count('payments.order_lines where owned'), 1, 'she has what she paid for');
  t.same(await lab.db.look('select kind from payments.receipts order by number'), [
    { kind: 'receipt' },
    { kind: 'credit-note' },
    { kind: 'receipt' },
  ]);
  const events = await lab.db.look<{ payload: { payload: Record<string, string> } }>(
    "select j.payload from queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id where t.identifier like 'order.refunded%' or t.identifier like 'order.access%' order by j.id",
  );
  t.same(
    events.map((e) => e.payload.payload.state ?? e.payload.payload.access),
    ['asked', 'revoked', 'failed', 'active'],
  );
  const list = await lab.app.inject({
    url: `/v1/payments/orders/${order.id}/refunds`,
    headers: { ...lab.seller.headers, 'accept-language': 'en' },
  });
  t.match(list.json(), {
    leftSantim: 100_000,
    closed: null,
    how: 'hand',
    items: [{ state: 'failed', says: /in your balance again/ }],
  });

  await t.test('the rail sends it after all: it is booked as a refund of its own, once', async (t) => {
    const at = lab.clock.now();
    const creatorId = lab.seller.creatorId as never;
    for (const _ of [1, 2]) await applySent(lab.deps, creatorId, refund.id, { kind: 'done', txnId: 'LATE1' }, at);
    t.match(await lab.refund(refund.id), { state: 'failed', why: 'came-late' });
    t.equal(await lab.count("payments.refunds where state = 'sent' and txn_id = 'LATE1'"), 1);
    t.same(await lab.balances(), {});
    t.equal(await trialBalance(lab), 0);
    t.match(await lab.db.look('select state from payments.orders'), [{ state: 'refunded' }]);
    t.match(lab.logged(), /sent after all/);
  });

  await t.test('and when nothing of the order is left for it, a person is called', async (t) => {
    const second = await lab.paid(50_000);
    lab.rail({ refund: () => ({ kind: 'failed', why: 'REFUND_FAILED' }) });
    const first = (await lab.ask(second.id)).json<{ id: string }>();
    await lab.push();
    const byHand = (await lab.ask(second.id)).json<{ id: string }>();
    await lab.decide(byHand.id, 'sent', { reference: 'HAND-1' });
    const at = lab.clock.now();
    await applySent(lab.deps, lab.seller.creatorId as never, first.id, { kind: 'done', txnId: 'LATE2' }, at);
    t.match(await lab.refund(first.id), { state: 'failed', why: 'late-and-too-much' });
    t.equal(await trialBalance(lab), 0);
    t.equal(await lab.count(`payments.orders where refunded_santim > amount_santim`), 0);
  });
});

t.test(
  'a sum that bought nothing, sent once more by a person and then by the first try too, is written down',
  async (t) => {
    const lab = await startRefundLab(t);
    const order = await lab.paid(100_000);
    const creatorId = lab.seller.creatorId as never;
    lab.rail({ refund: () => ({ kind: 'failed', why: 'REFUND_FAILED' }) });
    const amount = santim(100_000);
    const paid = { kind: 'paid', orderId: order.railOrderId, amount, currency: 'ETB', txnId: 'SECOND1' } as const;
    await settle(lab.deps, creatorId, order.intentId, { answer: paid, asker: 'feed', at: lab.clock.now() });
    await lab.push();
    const [first] = await lab.db.look<{ id: string }>("select id from payments.refunds where source = 'credit'");
    if (!first) throw new Error('nothing is owed back');
    t.equal((await lab.decide(first.id, 'failed', { note: 'the rail refused it' })).statusCode, 200);
    t.match(await lab.refund(first.id), { state: 'failed' });
    t.equal((await lab.decide(first.id, 'retry', { note: 'try it once more' })).statusCode, 200);
    for (const _ of [1, 2])
      await applySent(lab.deps, creatorId, first.id, { kind: 'done', txnId: 'LATE3' }, lab.clock.now());
    t.match(await lab.refund(first.id), { state: 'failed', why: 'late-and-too-much' });
    t.equal(await lab.count("payments.refunds where source = 'credit'"), 2);
    t.equal(await lab.count("payments.refund_events where what = 'late-and-too-much'"), 1);
    t.equal(await trialBalance(lab), 0);
    const again = await lab.decide(first.id, 'retry', { note: 'and once more' });
    t.equal(again.statusCode, 409, 'what has left is not sent again');
  },
);

t.test('two workers, a callback and a crash in between: one transfer, one booking', async (t) => {
  const lab = await startRefundLab(t);
  const order = await lab.paid(100_000);
  const asked = lab.rail({
    refund: () => ({ kind: 'done', txnId: 'RF7' }),
    query: () => ({ kind: 'done', txnId: 'RF7' }),
  });
  const { id } = (await lab.ask(order.id, { whole: undefined, amountSantim: 60_000 })).json<{ id: string }>();
  const creatorId = lab.seller.creatorId as never;
  await Promise.all([1, 2, 3, 4].map(async () => await pushRefund(lab.deps, creatorId, id)));
  await heardOfRefund(lab.deps, 'telebirr', railIdOf(id), { kind: 'done', txnId: 'RF7' });
  t.equal(asked.refunds.length, 1, 'sent once; whoever came second asked');
  t.equal(await lab.count("payments.entries where kind = 'refund-sent'"), 1);
  t.equal(
    await heardOfRefund(lab.deps, 'webirr', railIdOf(id), { kind: 'done', txnId: 'X' }),
    false,
    'another rail knows nothing of it',
  );
  t.equal(await heardOfRefund(lab.deps, 'telebirr', 'nonsense', { kind: 'done', txnId: 'X' }), false);

  await t.test('one number of the rail for two refunds books neither twice', async (t) => {
    const other = (await lab.ask(order.id, { whole: undefined, amountSantim: 1_000 })).json<{ id: string }>();
    await lab.push();
    t.match(await lab.refund(other.id), { state: 'unknown', why: 'number-used-twice', next_at: null });
    t.equal(await lab.count("payments.entries where kind = 'refund-sent'"), 1);
    t.equal(await trialBalance(lab), 0);
    t.equal(await wrongBalances(lab), 0);
  });
});

t.test('money that bought nothing goes back by itself; a large sum when two different people agree', async (t) => {
  const lab = await startRefundLab(t);
  await lab.db.look("insert into messages.subscriptions values ('payment.surplus-returned', 'queue_payments', '{1}')");
  const twice = async (price: number, phone: string) => {
    const product = await lab.product(price);
    const first = await lab.begin(product, phone);
    await lab.db.look(
      "update payments.intents set state = 'expired', ended_at = now(), next_ask_at = null where id = $1",
      [first.intentId],
    );
    const second = await lab.begin(product, phone);
    for (const { orderId } of [first, second]) await lab.outside.telebirr.approve(orderId);
    await lab.push();
  };
  await twice(100_000, '0911223344');
  await lab.push();
  t.match(await lab.db.look('select source, state, reason, order_id from payments.refunds'), [
    { source: 'credit', state: 'sent', reason: 'paid-twice', order_id: null },
  ]);
  t.match(await lab.balances(), { 'clearing:telebirr': 100_000, 'creator-payable': -95_000 });
  const events = await lab.count(
    "queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id where t.identifier like 'payment.surplus-returned%'",
  );
  t.equal(events, 1);

  await twice(900_000, '0911223355');
  const queue = await lab.app.inject({
    url: '/v1/payments/operator/refunds?state=waits-approval',
    headers: lab.operator.headers,
  });
  const { items } = queue.json<{ items: { id: string; can: string[] }[] }>();
  t.match(items, [{ amountSantim: 900_000, can: ['approve', 'failed'], proposedBy: null }]);
  const id = items[0]?.id ?? '';
  t.match((await lab.decide(id, 'approve')).json(), { state: 'waits-approval', proposedBy: lab.operator.personId });
  const same = await lab.decide(id, 'approve');
  t.equal(same.statusCode, 409);
  t.match(same.json(), { type: /second-approver-needed/ });
  await lab.push();
  t.match(await lab.refund(id), { state: 'waits-approval', attempts: 0 }, 'one person is not two');
  t.match((await lab.decide(id, 'approve', {}, lab.second)).json(), { state: 'asked' });
  await lab.push();
  t.match(await lab.refund(id), { state: 'sent' });
  t.match((await lab.decide(id, 'approve', {}, lab.second)).json(), { type: /refund-not-waiting/ });
  t.equal(await trialBalance(lab), 0);

  await t.test(
    'what the rail does not take back is sent by hand; given up, it stays the buyer’s and may go again',
    async (t) => {
      lab.rail({ refund: () => ({ kind: 'failed', why: 'TOO_OLD' }) });
      await twice(200_000, '0911223366');
      await lab.push();
      const [row] = await lab.db.look<{ id: string }>('select id from payments.refunds where amount_santim = 200000');
      const creditId = row?.id ?? '';
      t.match(await lab.refund(creditId), { state: 'manual', how: 'hand', why: 'TOO_OLD' });
      t.match((await lab.decide(creditId, 'failed')).json(), { state: 'failed', can: ['retry'] });
      t.match(await lab.balances(), { 'buyer-credit': -200_000 });
      const open = await lab.app.inject({ url: '/v1/payments/operator/refunds', headers: lab.operator.headers });
      t.match(open.json(), { items: [{ id: creditId, state: 'failed' }] }, 'nobody forgets it');
      await lab.decide(creditId, 'retry');
      t.equal((await lab.decide(creditId, 'retry')).statusCode, 409, 'not while it is on its way again');
      t.match(await lab.db.look("select state, how from payments.refunds where state = 'manual'"), [{ how: 'hand' }]);
      t.equal((await lab.balances())['buyer-credit'], undefined);
      t.equal(await trialBalance(lab), 0);
    },
  );
});

t.test('operators’ decisions: nobody else may, wrong shapes are named, each look leaves a trace', async (t) => {
  const lab = await startRefundLab(t);
  const order = await lab.paid(30_000);
  lab.rail({ can: 'manual' });
  const { id } = (await lab.ask(order.id)).json<{ id: string }>();
  const missing = '01890000-0000-7000-8000-000000000000';
  for (const [deed, body] of [
    ['sent', { reference: 'FT1234' }],
    ['failed', {}],
    ['retry', {}],
    ['approve', {}],
  ] as const) {
    for (const [status, as] of [
      [403, lab.seller],
      [403, lab.people.person()],
    ] as const)
      t.equal((await lab.decide(id, deed, body, as)).statusCode, status, deed);
    const nobody = await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/operator/refunds/${id}/${deed}`,
      body: { note: 'x' },
    });
    t.equal(nobody.statusCode, 401);
    t.equal((await lab.decide(missing, deed, body)).statusCode, 404);
    t.equal((await lab.decide('nonsense', deed, body)).statusCode, 404);
    t.equal((await lab.decide(id, deed, { ...body, note: '' })).statusCode, 422);
    t.equal((await lab.decide(id, deed, { ...body, more: 1 })).statusCode, 422);
    const keyless = await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/operator/refunds/${id}/${deed}`,
      headers: lab.operator.headers,
      body: { note: 'seen at the desk', ...body },
    });
    t.equal(keyless.statusCode, 400);
  }
  for (const path of ['', `/${id}`]) {
    const url = `/v1/payments/operator/refunds${path}`;
    t.equal((await lab.app.inject({ url })).statusCode, 401);
    t.equal((await lab.app.inject({ url, headers: lab.seller.headers })).statusCode, 403);
    t.equal((await lab.app.inject({ url, headers: lab.operator.headers })).statusCode, 200);
  }
  const at = async (query: string) =>
    (await lab.app.inject({ url: `/v1/payments/operator/refunds${query}`, headers: lab.operator.headers })).statusCode;
  t.equal(await at('?state=gone'), 422);
  t.equal(await at('?cursor=x'), 422);
  t.equal(await at(`/${missing}`), 404);
  t.equal((await lab.decide(id, 'approve')).statusCode, 409);
  t.ok((await lab.count(`payments.audit where what like 'refund%' and who = 'operator:${lab.operator.personId}'`)) > 5);
  t.equal(await lab.count("payments.refunds where state = 'manual'"), 1, 'none of that changed it');
  t.ok(newKey());
});
