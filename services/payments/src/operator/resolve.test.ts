import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { santim } from '@windsurf/money/money';
import { settle } from '../settle/settle.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';

const hours = 3600;
/** A payment about which the rail never says anything: after 72 hours it waits for a person. */
async function parked(lab: TestPayments, phone: string) {
  const begun = await lab.begin(await lab.product(), phone);
  lab.outside.telebirr.setSwitch({ answers: 'down' });
  for (const pause of [20, 600, 71 * hours, 2 * hours]) {
    lab.clock.advance(pause);
    await lab.work();
  }
  lab.outside.telebirr.setSwitch('normal');
  return begun;
}

t.test('what no rail could say is decided by a person, with the rail’s own number as proof', async (t) => {
  const lab = await startTestPayments(t);
  const operator = lab.people.person({ operator: true });
  const first = await parked(lab, '0911000001');
  t.match(await lab.read(first.token), { state: 'parked', reason: 'given-up' });
  const url = (id: string) => `/v1/payments/operator/intents/${id}`;
  const decide = async (id: string, body: object, key = newId(), headers: Record<string, string> = operator.headers) =>
    await lab.app.inject({
      method: 'POST',
      url: `${url(id)}/resolve`,
      headers: { ...headers, 'idempotency-key': key },
      body,
    });
  const note = 'seen in the statement of 20 November';

  await t.test('the evidence: timeline and notices as they came', async (t) => {
    const evidence = await lab.app.inject({ url: url(first.intentId), headers: operator.headers });
    t.match(evidence.json(), {
      id: first.intentId,
      state: 'parked',
      reason: 'given-up',
      buyerHint: '001',
      timeline: [{ what: 'started' }, { what: 'sent' }, { what: 'unknown' }, { what: 'parked' }],
      notices: [],
    });
    t.notMatch(evidence.body, /911000001/);
    t.equal((await lab.app.inject({ url: url(newId()), headers: operator.headers })).statusCode, 404);
    t.equal((await lab.app.inject({ url: url(first.intentId), headers: lab.seller.headers })).statusCode, 403);
    t.equal((await lab.app.inject({ url: url(first.intentId) })).statusCode, 401);
  });

  await t.test('nobody else decides, and no shape but the contract’s is read', async (t) => {
    t.equal((await decide(first.intentId, { resolution: 'paid', note }, newId(), {})).statusCode, 401);
    t.equal((await decide(first.intentId, { resolution: 'paid', note }, newId(), lab.seller.headers)).statusCode, 403);
    t.equal((await decide(newId(), { resolution: 'not-paid', note })).statusCode, 404);
    for (const bad of [{}, { resolution: 'paid' }, { resolution: 'gift', note }, { resolution: 'paid', note: '?' }]) {
      t.equal((await decide(first.intentId, bad)).statusCode, 422, JSON.stringify(bad));
    }
    const unproven = await decide(first.intentId, { resolution: 'paid', note });
    t.match(unproven.json(), { type: /proof-missing/ });
    const nothing = await decide(first.intentId, { resolution: 'send-back', note, providerTxnId: 'DA10ABCDEF' });
    t.match(nothing.json(), { type: /proof-missing/ });
    const missing = await lab.app.inject({
      method: 'POST',
      url: `${url(first.intentId)}/resolve`,
      headers: operator.headers,
      body: { resolution: 'not-paid', note },
    });
    t.equal(missing.statusCode, 400, 'without a key it is not done');
    t.match(await lab.read(first.token), { state: 'parked' });
  });

  await t.test('paid: an order, one entry; twice is once, and the same proof pays for nothing else', async (t) => {
    const key = newId();
    const proof = { resolution: 'paid', note, providerTxnId: 'da10abcdef' };
    t.same((await decide(first.intentId, proof, key)).json(), { state: 'succeeded', changed: true });
    t.same((await decide(first.intentId, proof, key)).json(), { state: 'succeeded', changed: true });
    t.match((await decide(first.intentId, proof)).json(), { type: /not-resolvable/ });
    t.equal(await lab.count('payments.orders'), 1);
    t.equal(await lab.count("payments.entries where kind = 'sale'"), 1);
    const second = await parked(lab, '0911000002');
    t.match((await decide(second.intentId, { ...proof, providerTxnId: 'DA10ABCDEF' })).json(), { type: /proof-used/ });
    t.match(await lab.read(second.token), { state: 'parked' });
    t.same((await decide(second.intentId, { resolution: 'not-paid', note })).json(), {
      state: 'failed',
      changed: true,
    });
    t.match(await lab.read(second.token), { state: 'failed', reason: 'not-paid' });
  });

  await t.test('another sum goes back: it is booked as the buyer’s, and never as a sale', async (t) => {
    const third = await parked(lab, '0911000003');
    const orders = await lab.count('payments.orders');
    const back = { resolution: 'send-back', note, providerTxnId: 'DA10ABCDEG', paidSantim: 15_000 };
    t.same((await decide(third.intentId, back)).json(), { state: 'surplus', changed: true });
    t.equal(await lab.count('payments.orders'), orders);
    t.equal(await lab.count("payments.entries where kind = 'surplus'"), 1);
    const [sum] = await lab.db.look<{ sum: string }>('select sum(amount_santim) from payments.postings');
    t.equal(sum?.sum, '0');
  });

  await t.test('late proof wins over a person’s “not paid”: money that came is never denied', async (t) => {
    const fourth = await parked(lab, '0911000004');
    await decide(fourth.intentId, { resolution: 'not-paid', note });
    await lab.outside.telebirr.approve(fourth.orderId, { force: true });
    await lab.work();
    t.match(await lab.read(fourth.token), { state: 'succeeded' });
  });

  await t.test('each decision is written down with who decided', async (t) => {
    const by = `who = 'operator:${operator.personId}'`;
    t.equal(await lab.count(`payments.audit where what like 'intent.decided-%' and ${by}`), 6);
  });
});

t.test('a rail that writes its numbers small lists what a person has confirmed: it was not paid twice', async (t) => {
  const lab = await startTestPayments(t);
  const operator = lab.people.person({ operator: true });
  const { intentId, orderId } = await parked(lab, '0911000001');
  const txnId = 'ft26325abcde';
  const answer = await lab.app.inject({
    method: 'POST',
    url: `/v1/payments/operator/intents/${intentId}/resolve`,
    headers: { ...operator.headers, 'idempotency-key': newId() },
    body: { resolution: 'paid', note: 'seen in the statement', providerTxnId: txnId },
  });
  t.match(answer.json(), { state: 'succeeded' });
  const paid = { kind: 'paid', orderId, amount: santim(19_950), currency: 'ETB', txnId } as const;
  const listed = { answer: paid, asker: 'feed', at: lab.clock.now() } as const;
  t.same(await settle(lab.deps, lab.seller.creatorId as never, intentId, listed), {
    state: 'succeeded',
    changed: false,
  });
  t.equal(await lab.count("payments.entries where kind = 'surplus'"), 0);
});

t.test('a payment that its rail wrote in small letters pays for nothing else when a person names it', async (t) => {
  const lab = await startTestPayments(t);
  const operator = lab.people.person({ operator: true });
  const [mixed, other] = [await parked(lab, '0911000001'), await parked(lab, '0911000002')];
  for (const [txnId, named] of [
    ['ft26325abcde', 'FT26325ABCDE'],
    ['APqDvOxn4dZ5', 'APqDvOxn4dZ5'],
  ] as const) {
    const { intentId, orderId } = txnId.startsWith('ft') ? mixed : await parked(lab, '0911000003');
    const paid = { kind: 'paid', orderId, amount: santim(19_950), currency: 'ETB', txnId } as const;
    t.match(
      await settle(lab.deps, lab.seller.creatorId as never, intentId, {
        answer: paid,
        asker: 'feed',
        at: lab.clock.now(),
      }),
      { state: 'succeeded' },
    );
    const answer = await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/operator/intents/${other.intentId}/resolve`,
      headers: { ...operator.headers, 'idempotency-key': newId() },
      body: { resolution: 'paid', note: 'seen in the statement', providerTxnId: named },
    });
    t.equal(answer.statusCode, 409, answer.body);
    t.match(answer.json(), { type: /proof-used/ });
  }
  t.match(await lab.read(other.token), { state: 'parked' });
});
