import t from 'tap';
import { startTestPayments } from '../testing.ts';

t.test('an operator sees what is open, has the rail asked, and leaves a trace', async (t) => {
  const lab = await startTestPayments(t);
  const operator = lab.people.person({ operator: true });
  const product = await lab.product();
  const other = await lab.product(500, lab.people.person({ creator: true }));
  lab.outside.telebirr.setSwitch('lost');
  const first = await lab.begin(product);
  lab.clock.advance(1);
  const second = await lab.begin(other, '0911000001');
  const list = async (query = '', headers = operator.headers) =>
    await lab.app.inject({ url: `/v1/payments/operator/intents${query}`, headers });
  const url = (id: string) => `/v1/payments/operator/intents/${id}/query`;

  const one = (await list('?limit=1')).json<{ items: { id: string }[]; nextCursor: string }>();
  t.match(one.items, [{ id: first.intentId, creatorId: product.creatorId, state: 'pending', asked: 0 }]);
  t.match((await list(`?limit=1&cursor=${one.nextCursor}`)).json(), {
    items: [{ id: second.intentId }],
    nextCursor: null,
  });

  await lab.outside.telebirr.approve(first.orderId);
  const ask = async (id: string, headers = operator.headers) =>
    await lab.app.inject({ method: 'POST', url: url(id), headers });
  t.same((await ask(first.intentId)).json(), { state: 'succeeded', changed: true });
  t.same((await ask(first.intentId)).json(), { state: 'succeeded', changed: false }, 'twice is once');
  t.equal(await lab.count('payments.orders'), 1);
  t.same((await ask(second.intentId)).json(), { state: 'pending', changed: false });
  t.strictSame(
    (await lab.db.look<{ who: string; what: string }>('select who, what from payments.audit order by id')).map(
      (a) => a.what,
    ),
    ['intents.listed', 'intents.listed', 'intent.asked', 'intent.asked', 'intent.asked'],
  );
  t.equal(await lab.count(`payments.audit where who = 'operator:${operator.personId}'`), 5);

  await t.test('nobody else may', async (t) => {
    for (const [status, headers] of [
      [401, {}],
      [403, lab.seller.headers],
      [403, lab.people.person().headers],
      [403, lab.people.service('delivery')],
    ] as const) {
      t.equal((await list('', headers as Record<string, string>)).statusCode, status);
      t.equal((await ask(second.intentId, headers as Record<string, string>)).statusCode, status);
    }
    t.equal((await ask('01890000-0000-7000-8000-000000000000')).statusCode, 404);
    t.equal((await ask('nonsense')).statusCode, 404);
    t.equal((await list('?cursor=x')).statusCode, 422);
    t.equal((await list('?limit=1000')).statusCode, 422);
  });

  await t.test('what was set aside moves only when an operator asks and the rail names the price', async (t) => {
    const third = await lab.begin(product, '0911000002');
    lab.outside.telebirr.setSwitch({ query: 'wrong-amount' }, third.orderId);
    await lab.outside.telebirr.approve(third.orderId);
    lab.clock.advance(20);
    await lab.work();
    t.match(await lab.read(third.token), { state: 'parked', reason: 'wrong-amount' });
    lab.outside.telebirr.setSwitch({ query: 'normal' }, third.orderId);
    lab.clock.advance(120);
    await lab.work();
    t.match(await lab.read(third.token), { state: 'parked' }, 'the poll leaves it');
    t.same((await ask(third.intentId)).json(), { state: 'succeeded', changed: true });
  });
});

t.test('each health path answers exactly healthy', async (t) => {
  const lab = await startTestPayments(t);
  for (const name of ['payments', 'billing', 'payouts']) {
    t.equal((await lab.app.inject({ url: `/v1/${name}/health` })).body, '{"status":"healthy"}');
  }
});
