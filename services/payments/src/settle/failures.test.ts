import t from 'tap';
import { buyersNumber, startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';

type Failed = { reason: string; tellBuyer: boolean; lang: string; buyerId: string; intentId: string };
/** What a listener of failures would get; nobody works it off here. */
async function listener(lab: TestPayments): Promise<() => Promise<Failed[]>> {
  await lab.db.look("insert into messages.subscriptions values ('checkout.failed', 'queue_payments', '{1}')");
  return async () =>
    (
      await lab.db.look<{ payload: Failed }>(
        `select payload->'payload' as payload from queue_payments._private_jobs j
         join queue_payments._private_tasks k on k.id = j.task_id where k.identifier = 'checkout.failed.v1' order by j.id`,
      )
    ).map((row) => row.payload);
}

t.test('a payment that fails while its page is open is told there, and announced with ids alone', async (t) => {
  const lab = await startTestPayments(t);
  const heard = await listener(lab);
  const { orderId, intentId } = await lab.begin(await lab.product());
  lab.clock.advance(119);
  await lab.outside.telebirr.decline(orderId);
  await lab.work();
  const [failed, ...more] = await heard();
  t.same(more, []);
  t.match(failed, { intentId, reason: 'refused', tellBuyer: false, lang: 'am', buyerId: /^[0-9a-f-]{36}$/ });
  t.notMatch(JSON.stringify(failed), buyersNumber);
  t.notMatch(JSON.stringify(failed), /Tea|Selam/);
});

t.test('after two minutes the page has said that it may be closed, so the buyer is told by SMS', async (t) => {
  const lab = await startTestPayments(t);
  const heard = await listener(lab);
  const { orderId, token } = await lab.begin(await lab.product());
  lab.clock.advance(121);
  t.match((await lab.app.inject({ url: `/pay/${token}?lang=en` })).body, /You can close this page/);
  await lab.outside.telebirr.decline(orderId);
  await lab.work();
  await lab.outside.telebirr.callAgain(orderId);
  await lab.outside.telebirr.settled();
  await lab.work();
  t.match(await heard(), [{ reason: 'refused', tellBuyer: true }]);
  t.equal((await heard()).length, 1, 'once');
});

t.test('a payment that nobody approves ends by itself, and that is told too', async (t) => {
  const lab = await startTestPayments(t);
  const heard = await listener(lab);
  const { token } = await lab.begin(await lab.product());
  for (let n = 0; n < 40 && (await lab.read(token)).state === 'pending'; n++) {
    lab.clock.advance(60);
    await lab.work();
  }
  t.match(await lab.read(token), { state: 'expired' });
  t.match(await heard(), [{ reason: 'expired', tellBuyer: true }]);
});

t.test('a rail that is down is told on the spot and by no SMS', async (t) => {
  const lab = await startTestPayments(t);
  const heard = await listener(lab);
  lab.outside.telebirr.setSwitch('down');
  t.equal((await lab.start(await lab.product())).statusCode, 503);
  t.match(await heard(), [{ reason: 'rail-down', tellBuyer: false }]);
});
