import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { startPayoutLab } from '../payouts/testing.ts';
import type { PayoutLab } from '../payouts/testing.ts';
import { countRisk, riskRounds } from './risk.rounds.ts';
import { scoreOf } from './score.ts';

t.setTimeout(180_000);
const root = '/v1/payments/operator';
const why = { reason: 'stolen-payments', note: 'three banks called' };
type Case = { id: string; state: string; decidedBy: string | null };
type Appeal = { id: string; state: string; dueAt: string; overdue: boolean };

async function start(t: Parameters<typeof startPayoutLab>[0]) {
  const lab = await startPayoutLab(t);
  const [one, two] = [lab.people.person({ operator: true }), lab.people.person({ operator: true })];
  const by =
    ({ headers }: { headers: Record<string, string> }) =>
    async (method: string, path: string, body?: object) =>
      await lab.call(method, root + path, body, headers);
  return { lab, one, two, first: by(one), second: by(two) };
}
const pause = `/creators/:id/pause`;
const pauseOf = (lab: PayoutLab): string => pause.replace(':id', lab.creatorId);

t.test('a pause takes two people, stops payouts alone, and what it held goes on when it ends', async (t) => {
  const { lab, one, two, first, second } = await start(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const proposed = (await first('POST', pauseOf(lab), why)).json<Case>();
  t.match(proposed, { state: 'proposed', decidedBy: null, proposedBy: one.personId });
  t.equal((await first('POST', pauseOf(lab), why)).statusCode, 409, 'one at a time');
  const approve = `/cases/${proposed.id}/approve`;
  const own = await first('POST', approve, { note: 'I am sure' });
  t.equal(own.statusCode, 409);
  t.equal(own.json<{ title: string }>().title, 'second-person-needed');
  t.match((await lab.ask(10_000)).json(), { state: 'requested' }, 'what is only proposed holds nothing');
  await lab.later(0.01);

  t.match((await second('POST', approve, { note: 'I have looked too' })).json(), {
    state: 'approved',
    decidedBy: two.personId,
  });
  t.equal((await second('POST', approve, { note: 'I have looked too' })).statusCode, 200, 'twice is once');
  const held = (await lab.ask(20_000)).json<{ id: string; state: string }>();
  t.match(held, { state: 'held', hold: { reason: 'risk-pause', whoCanFix: 'us', action: 'appeal' } });
  await lab.later(48);
  t.match(
    (await lab.payouts()).map(({ state }) => state),
    ['paid', 'held'],
  );
  const money = (await lab.call('GET', '/v1/payouts/overview')).json();
  t.match(
    money,
    { availableSantim: 65_000, heldSantim: 20_000, stops: [{ reason: 'risk-pause' }] },
    'all of it is still seen',
  );
  const product = await lab.product();
  t.equal((await lab.start(product, '0911000009')).statusCode, 201, 'selling goes on');
  t.equal((await lab.call('POST', `/v1/payouts/${held.id}/cancel`)).statusCode, 200, 'her own wish is not stopped');
  await lab.ask(20_000);

  t.match((await first('POST', `/cases/${proposed.id}/release`, { note: 'cleared' })).json(), { state: 'released' });
  t.match((await first('POST', `/cases/${proposed.id}/release`, { note: 'cleared' })).json(), { state: 'released' });
  await lab.later(0.01);
  t.match((await lab.payouts()).at(-1), { state: 'paid' });
  t.equal((await second('POST', approve, { note: 'once more' })).statusCode, 409, 'what has ended stays ended');
});

t.test('the database itself refuses one person in both places', async (t) => {
  const { lab, one, first } = await start(t);
  await lab.earn(100_000);
  await first('POST', pauseOf(lab), why);
  await t.rejects(
    lab.db.look("update payments.risk_cases set state = 'approved', decided_by = $1", [one.personId]),
    /risk_cases_two_people/,
  );
});

t.test(
  'an appeal has a clock that both see, is judged by somebody else, and ends the pause when it is granted',
  async (t) => {
    const { lab, first, second } = await start(t);
    await lab.earn(100_000);
    await lab.ownWallet();
    const text = 'These are real sales, here is my shop.';
    const appeal = async (body: object = { text }) => await lab.call('POST', '/v1/payouts/appeals', body);
    t.equal((await appeal()).statusCode, 409, 'nothing to appeal against');
    const { id } = (await first('POST', pauseOf(lab), why)).json<Case>();
    t.equal((await appeal()).statusCode, 409, 'nor against what is only proposed');
    await second('POST', `/cases/${id}/approve`, { note: 'yes' + '.' });
    await second('POST', `/cases/${id}/approve`, { note: 'I have looked' });
    t.match((await lab.call('GET', '/v1/payouts/appeals')).json(), {
      items: [],
      cases: [{ id, reason: 'stolen-payments' }],
    });
    const asked = (await appeal()).json<Appeal>();
    t.equal(Date.parse(asked.dueAt) - lab.clock.now().getTime(), 72 * 3_600_000);
    t.equal((await appeal()).json<{ title: string }>().title, 'appeal-open', 'one at a time');
    t.match((await second('GET', '/appeals?state=open')).json(), { items: [{ id: asked.id, overdue: false, text }] });
    t.match((await second('GET', '/cases?state=approved')).json(), { items: [{ id, appealId: asked.id }] });

    lab.clock.advance(73 * 3600);
    t.match((await lab.call('GET', '/v1/payouts/appeals')).json(), { items: [{ overdue: true }] });
    await riskRounds[1]?.work(lab.deps, '');
    t.match(lab.logged(), /appeals were not answered/);

    await lab.ask(20_000);
    const answer = `/appeals/${asked.id}/answer`;
    const grant = { grant: true, answer: 'You are right; we are sorry.' };
    t.equal((await first('POST', answer, grant)).json<{ title: string }>().title, 'second-person-needed');
    t.match((await second('POST', answer, grant)).json(), { state: 'granted', answer: grant.answer });
    t.equal((await second('POST', answer, grant)).statusCode, 409);
    await lab.later(0.01);
    t.match((await lab.payouts())[0], { state: 'paid' });
    t.match((await lab.call('GET', '/v1/payouts/appeals')).json(), { items: [{ state: 'granted' }], cases: [] });
  },
);

t.test('a denied appeal is answered in words and may be followed by another', async (t) => {
  const { lab, first, second } = await start(t);
  await lab.earn(100_000);
  const { id } = (
    await first('POST', pauseOf(lab), { ...why, kind: 'legal-hold', reason: 'court-order' })
  ).json<Case>();
  await second('POST', `/cases/${id}/approve`, { note: 'the letter is here' });
  const text = 'Please look at the letter again.';
  const asked = (await lab.call('POST', '/v1/payouts/appeals', { caseId: id, text })).json<Appeal>();
  await second('POST', `/appeals/${asked.id}/answer`, { grant: false, answer: 'The court has to lift it.' });
  t.match((await lab.call('GET', '/v1/payouts/appeals')).json(), { items: [{ state: 'denied' }], cases: [{ id }] });
  t.equal((await lab.call('POST', '/v1/payouts/appeals', { text })).statusCode, 201);
  t.equal((await lab.call('POST', '/v1/payouts/appeals', { caseId: newId(), text })).statusCode, 404);
});

t.test('the score comes from facts, and nothing that we do changes it', async (t) => {
  const { lab, first, second } = await start(t);
  await lab.ownWallet();
  const orders: string[] = [];
  for (let n = 0; n < 10; n++) orders.push(await lab.earn(10_000));
  const count = async () => await countRisk(lab.deps, lab.creatorId);
  t.equal(await count(), 0);
  await lab.db.look("update payments.orders set state = 'reversed' where id = $1", [orders[0]]);
  const suspected = await count();
  t.ok(suspected >= 40, String(suspected));

  t.comment('ours: a freeze, a refund by an operator, one by itself, a payout that a person ended');
  const { id } = (await first('POST', pauseOf(lab), why)).json<Case>();
  await second('POST', `/cases/${id}/approve`, { note: 'I have looked' });
  for (const who of ['operator', 'we']) await refund(lab, orders[1] ?? '', who);
  await first('POST', `/cases/${id}/release`, { note: 'cleared' });
  lab.outside.cps.setSwitch('hold');
  const payout = (await lab.ask(10_000)).json<{ id: string }>();
  await lab.later(0.01);
  await lab.later(25);
  const failed = await second('POST', `/payouts/${payout.id}/mark-failed`, {
    reason: 'wrong-account',
    note: 'checked',
  });
  t.match(failed.json(), { state: 'failed' });
  t.equal(await count(), suspected);

  t.comment('hers: a refund by the creator');
  await refund(lab, orders[2] ?? '', 'creator');
  t.ok((await count()) > suspected);
  await riskRounds[0]?.work(lab.deps, '');
  const list = (await first('GET', '/risk')).json<{ items: { creatorId: string; score: number }[] }>();
  t.match(list.items, [{ creatorId: lab.creatorId, payouts: 'open', facts: { orders: 10, reversals: 1, refunds: 1 } }]);
  t.match((await first('GET', '/risk?limit=1')).json(), { nextCursor: null });
});

/** A refund row as the refunds' feature writes it. */
async function refund(lab: PayoutLab, orderId: string, askedBy: string): Promise<void> {
  await lab.db.look(
    `insert into payments.refunds (creator_id, id, source, order_id, intent_id, product_id, buyer_id, buyer_hint, title, lang,
       rail, provider_order_id, payment_txn_id, amount_santim, currency, payable_santim, reason, access, asked_by, state, how,
       asked_at)
     select creator_id, $2, 'order', id, intent_id, product_id, buyer_id, buyer_hint, title, 'am', rail, 'X', 'Y', 1000, 'ETB',
       1000, 'goodwill', 'keep', $3, 'asked', 'rail', $4 from payments.orders where id = $1`,
    [orderId, newId(), askedBy, lab.clock.now()],
  );
}

t.test('each sign adds to the score, alone never to all of it, and few orders weigh little', async (t) => {
  const none = { orders: 100, refunds: 0, reversals: 0, disputes: 0, failedPayments: 0, failedPayouts: 0 };
  t.equal(scoreOf(none), 0);
  for (const sign of ['refunds', 'reversals', 'disputes', 'failedPayments', 'failedPayouts'] as const) {
    const score = scoreOf({ ...none, [sign]: 1000 });
    t.ok(score > 0 && score < 50, `${sign}: ${score}`);
  }
  const worst = { orders: 10, refunds: 10, reversals: 10, disputes: 10, failedPayments: 1000, failedPayouts: 10 };
  t.equal(scoreOf(worst), 100);
  t.ok(scoreOf({ ...none, orders: 1, refunds: 1 }) < 10, 'one refund of one order is no pattern');
});

t.test('only operators decide, only creators appeal, and each look is written down', async (t) => {
  const { lab, one, first } = await start(t);
  await lab.earn(100_000);
  const { id } = (await first('POST', pauseOf(lab), why)).json<Case>();
  const paths = [
    ['GET', '/risk'],
    ['GET', '/cases'],
    ['GET', '/appeals'],
    ['POST', pauseOf(lab), why],
    ['POST', `/cases/${id}/approve`, { note: 'looked' }],
    ['POST', `/cases/${id}/refuse`, { note: 'looked' }],
    ['POST', `/cases/${id}/release`, { note: 'looked' }],
    ['POST', `/appeals/${id}/answer`, { grant: true, answer: 'looked' }],
  ] as const;
  for (const [method, path, body] of paths) {
    t.equal((await lab.app.inject({ method, url: root + path, ...(body ? { body } : {}) })).statusCode, 401, path);
    t.equal((await lab.call(method, root + path, body)).statusCode, 403, path);
    if (!body) {
      t.equal((await first(method, `${path}?cursor=x`)).statusCode, 422, path);
      continue;
    }
    const absent = path.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, newId());
    t.equal((await first(method, absent, body)).statusCode, 404, path);
    t.equal((await first(method, path, {})).statusCode, 422, path);
  }
  t.match((await first('POST', `/cases/${id}/refuse`, { note: 'my mistake' })).json(), { state: 'refused' });
  t.equal((await first('POST', `/cases/${id}/release`, { note: 'nothing' })).statusCode, 409);
  for (const [method, body] of [['GET'], ['POST', { text: 'long enough text' }]] as const) {
    t.equal((await lab.app.inject({ method, url: '/v1/payouts/appeals', ...(body ? { body } : {}) })).statusCode, 401);
    t.equal((await lab.call(method, '/v1/payouts/appeals', body, lab.people.person().headers)).statusCode, 403);
  }
  t.equal((await lab.call('POST', '/v1/payouts/appeals', { text: 'short' })).statusCode, 422);
  t.ok((await lab.count(`payments.audit where who = 'operator:${one.personId}'`)) >= 8);
});
