import t from 'tap';
import { deskQueues } from '@windsurf/contracts/payments-desk';
import { newId } from '@windsurf/db/ids';
import { startTestPayments } from '../testing.ts';

type Counts = { queues: { queue: string; count: number; oldestAt: string | null; sumSantim: number | null }[] };

t.test('the desk counts what waits, and a payment is found by each of its numbers', async (t) => {
  const lab = await startTestPayments(t);
  const { headers, personId } = lab.people.person({ operator: true });
  const get = async (path: string, as: Record<string, string> = headers) =>
    await lab.app.inject({ url: `/v1/payments/operator/${path}`, headers: as });
  const count = async (queue: string) => (await get('desk')).json<Counts>().queues.find((each) => each.queue === queue);

  const empty = (await get('desk')).json<Counts>();
  t.strictSame(empty.queues.map(({ queue }) => queue).toSorted(), deskQueues.toSorted(), 'every queue is counted');
  t.ok(empty.queues.every((each) => each.count === 0 && each.oldestAt === null && each.sumSantim === null));

  const product = await lab.product(19_950);
  const sold = await lab.begin(product, '0911000001');
  await lab.outside.telebirr.approve(sold.orderId);
  await lab.work();
  const stuck = await lab.begin(product, '0911000002');
  lab.outside.telebirr.setSwitch({ query: 'wrong-amount' }, stuck.orderId);
  await lab.outside.telebirr.approve(stuck.orderId);
  lab.clock.advance(20);
  await lab.work();
  t.match(await count('parked'), { count: 1, sumSantim: 19_950 });
  t.match((await count('parked'))?.oldestAt, /^20/);

  const note = 'the statement shows another sum';
  const decided = await lab.app.inject({
    method: 'POST',
    url: `/v1/payments/operator/intents/${stuck.intentId}/resolve`,
    headers: { ...headers, 'idempotency-key': newId() },
    body: { resolution: 'send-back', providerTxnId: 'DKABC12345', paidSantim: 15_000, note },
  });
  t.equal(decided.statusCode, 200);
  t.match(await count('parked'), { count: 0, sumSantim: null });
  t.match(await count('not-back'), { count: 1, sumSantim: 15_000 });

  const [order] = await lab.db.look<{ id: string; intent_id: string }>('select id, intent_id from payments.orders');
  const [intent] = await lab.db.look<{ provider_txn_id: string }>(
    `select provider_txn_id from payments.intents where id = '${sold.intentId}'`,
  );
  const [refund] = await lab.db.look<{ id: string }>('select id from payments.refunds');
  for (const [number, by, intentId] of [
    [sold.intentId, 'payment', sold.intentId],
    [sold.intentId.toUpperCase(), 'payment', sold.intentId],
    [order?.id ?? '', 'order', sold.intentId],
    [sold.orderId, 'provider', sold.intentId],
    [`%20${intent?.provider_txn_id.toLowerCase() ?? ''}%20`, 'transaction', sold.intentId],
    ['dkabc12345', 'transaction', stuck.intentId],
    [refund?.id ?? '', 'refund', stuck.intentId],
  ] as const) {
    const found = (await get(`search?number=${number}`)).json<{ items: object[] }>();
    t.match(found, { items: [{ by, intentId }] }, number);
    t.equal(found.items.length, 1, 'once, whatever else it matches');
  }
  t.same((await get(`search?number=${newId()}`)).json(), { items: [] });
  t.equal((await get('search?number=a')).statusCode, 422);
  t.equal((await get("search?number=x';drop--")).statusCode, 422);
  t.ok((await lab.count(`payments.audit where what = 'payments.searched' and who = 'operator:${personId}'`)) >= 8);

  await t.test('nobody else looks', async (t) => {
    for (const [status, as] of [
      [401, {}],
      [403, lab.seller.headers],
      [403, lab.people.person().headers],
    ] as const) {
      t.equal((await get('desk', as as Record<string, string>)).statusCode, status);
      t.equal((await get('search?number=12345', as as Record<string, string>)).statusCode, status);
    }
  });
});
