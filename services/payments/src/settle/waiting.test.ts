import t from 'tap';
import { linkOfIntent } from '@windsurf/contracts/payments-links';
import { createManual } from '../rails/manual.ts';
import type { Rail } from '../rails/rails.ts';
import { buyersNumber, startTestPayments } from '../testing.ts';
import type { StartedCheckout, TestPayments, TestProduct } from '../testing.ts';
import { passesLeave } from './schedule.ts';

type Waiting = { intentId: string; rail: string; patient: boolean; lang: string; buyerId: string; startedAt: string };
/** What a listener of waiting buyers would get; nobody works it off here. */
async function listener(lab: TestPayments): Promise<() => Promise<Waiting[]>> {
  await lab.db.look("insert into messages.subscriptions values ('checkout.waiting', 'queue_payments', '{1}')");
  return async () =>
    (
      await lab.db.look<{ payload: Waiting }>(
        `select payload->'payload' as payload from queue_payments._private_jobs j
         join queue_payments._private_tasks k on k.id = j.task_id where k.identifier = 'checkout.waiting.v1' order by j.id`,
      )
    ).map((row) => row.payload);
}
async function begin(lab: TestPayments, product: TestProduct, rail: string) {
  const answer = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': `key-${rail}-${product.id}` },
    body: { productId: product.id, phone: '0911234567', rail },
  });
  t.equal(answer.statusCode, 201, answer.body);
  const { token } = answer.json<StartedCheckout>();
  return { token, intentId: lab.deps.tokens.read(token)?.intentId ?? '' };
}
const standingOf = async (lab: TestPayments, { creatorId }: TestProduct, intentId: string) =>
  (
    await lab.app.inject({
      url: linkOfIntent.url.replace(':id', intentId),
      query: { creatorId },
      headers: lab.people.service('notifications'),
    })
  ).json<{ attempt: { state: string; amountSantim: number; payCode: string | null; payBy: string | null } }>().attempt;

t.test('who waits longer than two minutes is announced once, with ids alone', async (t) => {
  const lab = await startTestPayments(t);
  const heard = await listener(lab);
  const product = await lab.product();
  const { intentId } = await lab.begin(product);
  for (const seconds of [16, 30, 60]) {
    lab.clock.advance(seconds);
    await lab.work();
    t.same(await heard(), [], 'her page is before her');
  }
  for (let n = 0; n < 10; n++) {
    lab.clock.advance(60);
    await lab.work();
  }
  const all = await heard();
  t.equal(all.length, 1);
  t.match(all[0], { intentId, rail: 'telebirr', patient: false, lang: 'am', buyerId: /^[0-9a-f-]{36}$/ });
  t.notMatch(JSON.stringify(all), buyersNumber);
  t.notMatch(JSON.stringify(all), /Tea|Selam/);
  const standing = await standingOf(lab, product, intentId);
  t.match(standing, { amountSantim: 19_950, payCode: null });
  t.match(standing.state, /^(pending|unknown)$/);
});

t.test(
  'an attempt that ended in its two minutes, or at the first question after them, is announced to nobody',
  async (t) => {
    const lab = await startTestPayments(t);
    const heard = await listener(lab);
    const soon = await lab.begin(await lab.product());
    const late = await lab.begin(await lab.product(), '0911234568');
    await lab.outside.telebirr.decline(soon.orderId);
    lab.clock.advance(121);
    lab.outside.telebirr.setSwitch('lost');
    await lab.outside.telebirr.approve(late.orderId);
    for (let n = 0; n < 10; n++) {
      await lab.work();
      lab.clock.advance(60);
    }
    t.match([await lab.read(soon.token), await lab.read(late.token)], [{ state: 'failed' }, { state: 'succeeded' }]);
    t.same(await heard(), []);
  },
);

t.test('a code is announced as soon as there is one, and the link says code, sum and until when', async (t) => {
  const lab = await startTestPayments(t);
  const heard = await listener(lab);
  const product = await lab.product();
  const { intentId, token } = await begin(lab, product, 'webirr');
  t.match(await heard(), [{ intentId, rail: 'webirr', patient: true, lang: 'am' }]);
  const payBy = new Date(lab.clock.now().getTime() + 24 * 3_600_000).toISOString();
  t.match(await standingOf(lab, product, intentId), {
    state: 'pending',
    amountSantim: 19_950,
    payCode: /^\d{9}$/,
    payBy,
  });
  t.equal((await begin(lab, product, 'webirr')).intentId, intentId, 'the same attempt again');
  for (let n = 0; n < 6; n++) {
    lab.clock.advance(60);
    await lab.work();
  }
  t.match(await lab.read(token), { state: 'pending' });
  t.equal((await heard()).length, 1, 'two minutes are nothing to who pays at leisure');
  lab.clock.advance(25 * 3600);
  t.match(await standingOf(lab, product, intentId), { payCode: null, payBy: null }, 'nobody may pay any more');
});

t.test('a transfer by hand is announced when it is begun; it has no code', async (t) => {
  const lab = await startTestPayments(t);
  const heard = await listener(lab);
  const accounts = [{ bank: 'CBE', number: '1000123456789', holder: 'Windsurf' }];
  (lab.deps.rails as Map<string, Rail>).set('manual', createManual({ accounts }));
  const product = await lab.product();
  const { intentId } = await begin(lab, product, 'manual');
  t.match(await heard(), [{ intentId, rail: 'manual', patient: true }]);
  const standing = await standingOf(lab, product, intentId);
  t.match(standing, { state: 'pending', payCode: null });
  t.type(standing.payBy, 'string');
});

t.test('a bank that did not say whether it made a code leaves a buyer who waits as any other', async (t) => {
  const lab = await startTestPayments(t);
  const heard = await listener(lab);
  lab.outside.webirr.setSwitch({ answers: 'cut', calls: 'all' });
  const { intentId } = await begin(lab, await lab.product(), 'webirr');
  t.same(await heard(), [], 'there is no code to tell');
  for (let n = 0; n < 5; n++) {
    lab.clock.advance(60);
    await lab.work();
  }
  t.match(await heard(), [{ intentId, patient: true }]);
  t.equal((await heard()).length, 1);
});

t.test('only one question is the first one after two minutes', async (t) => {
  const startedAt = new Date('2026-11-20T08:00:00Z');
  const after = (seconds: number): Date => new Date(startedAt.getTime() + seconds * 1000);
  const table: [last: number | null, now: number, first: boolean][] = [
    [null, 119.999, false],
    [null, 120, true],
    [null, 9000, true],
    [105, 119, false],
    [105, 225, true],
    [119.999, 120, true],
    [120, 121, false],
    [225, 525, false],
  ];
  for (const [last, now, first] of table)
    t.equal(
      passesLeave({ startedAt, lastAskedAt: last === null ? null : after(last) }, after(now)),
      first,
      `${last} ${now}`,
    );
});
