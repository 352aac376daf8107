import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { lockBooks } from '../ledger/ledger.ts';
import { freshKey, startPayoutLab } from './testing.ts';
import { settlePayout, workOn } from './send.ts';

t.setTimeout(180_000);

type View = {
  id: string;
  state: string;
  amountSantim: number;
  hold: { reason: string; whoCanFix: string; says: string; action: string } | null;
  nextAttemptAt: string | null;
  canCancel: boolean;
  txnId: string | null;
};

t.test(
  'money that is asked for leaves what the creator is owed, goes to her wallet once, and is told as paid',
  async (t) => {
    const lab = await startPayoutLab(t);
    await lab.earn(100_000);
    t.equal((await lab.ask(50_000)).statusCode, 409, 'not without an account');
    await lab.ownWallet();
    const key = freshKey();
    const asked = await lab.ask(95_000, key);
    t.equal(asked.statusCode, 201);
    t.match(asked.json<View>(), { state: 'requested', amountSantim: 95_000, hold: null, canCancel: true });
    t.same((await lab.ask(95_000, key)).json(), asked.json(), 'the same key, the same answer');
    t.equal((await lab.payouts()).length, 1);
    t.equal(await lab.balance('creator-payable'), 0);
    t.equal(await lab.balance('payouts-in-transit'), -95_000);
    t.equal((await lab.ask(1000)).statusCode, 409, 'nothing is left');

    await lab.later(0.01);
    const { id } = asked.json<View>();
    const paid = (await lab.call('GET', `/v1/payouts/${id}`)).json<
      View & { history: { what: string }[]; statement: object }
    >();
    t.match(paid, { state: 'paid', hold: null, nextAttemptAt: null, canCancel: false });
    t.type(paid.txnId, 'string');
    t.same(
      paid.history.map(({ what }) => what),
      ['asked', 'sending', 'taken', 'paid'],
    );
    t.match(paid.statement, { openingSantim: 0, closingSantim: 0, grossSantim: 100_000, feeSantim: 5000, count: 1 });
    const sent = lab.outside.cps.telebirr.payouts();
    t.equal(sent.length, 1);
    t.equal(await lab.balance('payouts-in-transit'), 0);
    t.equal(await lab.balance('clearing:telebirr'), 5000, 'the rail holds our fee');
    t.ok(await lab.balanced());
    t.equal((await lab.call('POST', `/v1/payouts/${id}/cancel`)).statusCode, 409);
  },
);

t.test('what was not sent is taken back once, and the creator is owed it again', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const { id } = (await lab.ask(20_000)).json<View>();
  const cancel = async () => await lab.call('POST', `/v1/payouts/${id}/cancel`);
  t.match((await cancel()).json(), { state: 'cancelled' });
  t.match((await cancel()).json(), { state: 'cancelled' }, 'twice is once');
  t.equal(await lab.balance('creator-payable'), -95_000);
  await lab.later(1);
  t.equal(lab.outside.cps.telebirr.payouts().length, 0, 'and nothing was sent');
  t.ok(await lab.balanced());
});

t.test(
  'a wallet that refuses puts the money back with the reason, and it is tried again by itself a day later',
  async (t) => {
    const lab = await startPayoutLab(t);
    await lab.earn(100_000);
    await lab.ownWallet();
    lab.outside.cps.setSwitch('limit');
    const { id } = (await lab.ask(30_000)).json<View>();
    await lab.later(0.01);
    const failed = (await lab.call('GET', `/v1/payouts/${id}`)).json<View>();
    t.match(failed, { state: 'failed', hold: { reason: 'rail-refused', whoCanFix: 'creator' } });
    t.type(failed.nextAttemptAt, 'string');
    t.equal(await lab.balance('creator-payable'), -95_000);
    lab.outside.cps.setSwitch('normal');
    await lab.later(25);
    t.same(
      (await lab.payouts()).map(({ state }) => state),
      ['failed', 'paid'],
    );
    t.equal(await lab.balance('creator-payable'), -65_000);
    t.ok(await lab.balanced());
  },
);

t.test('who has asked for something else since is not sent the failed one behind it', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  lab.outside.cps.setSwitch('limit');
  await lab.ask(30_000);
  await lab.later(0.01);
  lab.outside.cps.setSwitch('normal');
  await lab.ask(95_000);
  await lab.later(25);
  t.same(
    (await lab.payouts()).map(({ state }) => state),
    ['failed', 'paid'],
  );
  t.equal(await lab.count("payments.payout_events where what = 'not-again'"), 1);
});

t.test('a rail that is down holds the payout with its next try, and sends it under the same id', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  lab.outside.cps.setSwitch({ answers: 'forbidden' });
  const { id } = (await lab.ask(30_000)).json<View>();
  await lab.later(0.01);
  const held = (await lab.call('GET', `/v1/payouts/${id}`)).json<View>();
  t.match(held, { state: 'held', hold: { reason: 'rail-down', whoCanFix: 'rail', action: 'cancel' }, canCancel: true });
  t.notMatch(held.hold?.says, /\{/);
  lab.outside.cps.setSwitch('normal');
  await lab.later(0.1);
  t.match((await lab.payouts())[0], { id, state: 'paid' });
  t.equal(lab.outside.cps.telebirr.payouts().length, 1);
});

t.test(
  'without a Result nobody knows: it is never failed, never sent again, and a person has it after a day',
  async (t) => {
    const lab = await startPayoutLab(t);
    await lab.earn(100_000);
    await lab.ownWallet();
    lab.outside.cps.setSwitch({ answers: 'timeout-after', result: 'never' });
    const { id } = (await lab.ask(30_000)).json<View>();
    await lab.later(0.01);
    t.match((await lab.call('GET', `/v1/payouts/${id}`)).json(), {
      state: 'unknown',
      hold: { reason: 'unknown-outcome' },
    });
    await lab.later(23);
    t.match((await lab.payouts())[0], { state: 'unknown', parked_at: null });
    await lab.later(2);
    const [row] = await lab.db.look<{ state: string; parked_at: Date | null; next_at: Date | null }>(
      'select * from payments.payouts',
    );
    t.equal(row?.state, 'unknown');
    t.ok(row?.parked_at);
    t.equal(row?.next_at, null);
    t.equal(lab.outside.cps.telebirr.payouts().length, 1, 'given to the rail once');
    t.equal(await lab.balance('payouts-in-transit'), -30_000, 'the money is still on its way');

    await t.test('a Result that comes after all ends it, once', async (t) => {
      const end = { kind: 'done', txnId: 'TXN1' } as const;
      t.equal(await settlePayout(lab.deps, id.replaceAll('-', ''), end), true);
      t.equal(await settlePayout(lab.deps, id.replaceAll('-', ''), end), true);
      t.match((await lab.payouts())[0], { state: 'paid', txn_id: 'TXN1' });
      t.equal(await lab.count("payments.entries where kind = 'payout-sent'"), 1);
      t.equal(await settlePayout(lab.deps, newId().replaceAll('-', ''), end), false, 'of nobody');
      t.equal(await settlePayout(lab.deps, 'nonsense', end), false);
    });

    await t.test('a later word against it changes nothing and rings', async (t) => {
      await settlePayout(lab.deps, id, { kind: 'failed', why: 'limit' });
      t.match((await lab.payouts())[0], { state: 'paid' });
      t.match(lab.logged(), /two things about one payout/);
      t.ok(await lab.balanced());
    });
  },
);

t.test('money that had arrived although it went back is taken again, and the missing part is owed', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  lab.outside.cps.setSwitch('hold');
  const { id } = (await lab.ask(60_000)).json<View>();
  await lab.later(0.01);
  await settlePayout(lab.deps, id, { kind: 'failed', why: 'account (2006)' });
  t.match((await lab.payouts())[0], { state: 'failed', next_at: null }, 'an account that is none is not tried again');
  lab.outside.cps.setSwitch('normal');
  await lab.ask(80_000);
  await lab.later(0.01);
  await settlePayout(lab.deps, id, { kind: 'done', txnId: 'LATE' });
  t.same(
    (await lab.payouts()).map(({ state }) => state),
    ['paid', 'paid'],
  );
  t.equal(await lab.balance('creator-payable'), 0);
  t.equal(await lab.balance('receivable'), 45_000);
  t.ok(await lab.balanced());
  const money = (await lab.call('GET', '/v1/payouts/overview')).json<{
    owedSantim: number;
    stops: { reason: string }[];
  }>();
  t.equal(money.owedSantim, 45_000);
  t.same(
    money.stops.map(({ reason }) => reason),
    ['receivable-open'],
  );
});

t.test('a worker that dies between the call and its answer leaves the payout unknown, not sent twice', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const { id } = (await lab.ask(30_000)).json<View>();
  await lab.db.look(
    "update payments.payouts set state = 'sending', attempts = 1, sending_at = $1, next_at = $1::timestamptz + interval '2 minutes'",
    [lab.clock.now()],
  );
  await lab.later(0.02);
  t.match((await lab.payouts())[0], { id, state: 'sending' }, 'its lease holds');
  await lab.later(0.05);
  t.match((await lab.payouts())[0], { id, state: 'unknown' });
  t.equal(lab.outside.cps.telebirr.payouts().length, 0);
});

t.test('what is looked at and has to wait does not wait for the books', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const { id } = (await lab.ask(50_000)).json<{ id: string }>();
  await lab.db.look("update payments.payout_accounts set name_state = 'waiting'");
  const { tenancy } = lab.deps;
  await tenancy.inCreator(lab.creatorId, async (tx) => {
    await lockBooks(tx);
    const late = sleep(5000, 'waited', { ref: false });
    t.equal(await Promise.race([workOn(lab.deps, lab.creatorId, id), late]), undefined);
  });
  t.match(await lab.payouts(), [{ state: 'held', reason: 'name-differs' }]);
});

t.test('who comes while a payout is being sent does not call it unknown', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const { id } = (await lab.ask(50_000)).json<{ id: string }>();
  // An operator who has it tried at once, and the worker that has just found it due.
  await Promise.all([1, 2, 3].map(async () => await workOn(lab.deps, lab.creatorId, id)));
  t.equal(await lab.count("payments.payout_events where what = 'sending'"), 1);
  t.equal(await lab.count("payments.payout_events where what = 'unknown'"), 0);
  await lab.later(0.01);
  t.match(await lab.payouts(), [{ state: 'paid' }]);
});

t.test('twenty workers at once send a payout once', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(1_000_000);
  await lab.ownWallet();
  for (let n = 0; n < 5; n++) await lab.ask(10_000);
  const { payoutRounds } = await import('./payouts.rounds.ts');
  await Promise.all(Array.from({ length: 20 }, async () => await payoutRounds[0]?.work(lab.deps, '')));
  await lab.later(0.01);
  t.equal(lab.outside.cps.telebirr.payouts().length, 5);
  t.equal(await lab.count("payments.payouts where state = 'paid'"), 5);
  t.ok(await lab.balanced());
});

t.test(
  'what a payout is made of adds up: opening and lines are closing and payout, and no booking is in two',
  async (t) => {
    const lab = await startPayoutLab(t);
    await lab.ownWallet();
    for (let n = 0; n < 3; n++) await lab.earn(10_000 + n);
    const first = (await lab.ask(20_000)).json<View>();
    await lab.later(0.01);
    await lab.earn(50_000);
    lab.outside.cps.setSwitch('limit');
    await lab.ask(10_000);
    await lab.later(0.01);
    lab.outside.cps.setSwitch('normal');
    const third = (await lab.ask(15_000)).json<View>();
    await lab.later(0.01);
    type Statement = { openingSantim: number; closingSantim: number; lines: { kind: string; netSantim: number }[] };
    const of = async (id: string) =>
      (await lab.call('GET', `/v1/payouts/${id}`)).json<{ statement: Statement }>().statement;
    const one = await of(first.id);
    const three = await of(third.id);
    t.equal(one.lines.length, 3);
    t.same(
      three.lines.map(({ kind }) => kind),
      ['payout-back'],
      'the sale was the failed one’s, what came back is this one’s',
    );
    const { rows, broken } = {
      rows: await lab.payouts(),
      broken: await lab.count(`payments.payouts p where p.opening_santim
    + coalesce((select sum(l.net_santim) from payments.payout_lines l where l.payout_id = p.id), 0)
    <> p.closing_santim + p.amount_santim`),
    };
    t.equal(rows.length, 3);
    t.equal(broken, 0);
    t.equal(three.openingSantim, one.closingSantim + 47_500 - 10_000, 'each begins where the one before ended');
  },
);

t.test('limits are told before and kept after', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(20_000_000);
  await lab.ownWallet();
  const status = async (amount: number) => {
    const answer = await lab.ask(amount);
    return [answer.statusCode, answer.json<{ title: string }>().title];
  };
  t.same(await status(999), [422, 'below-minimum']);
  t.same(await status(0), [422, 'below-minimum']);
  t.same(await status(7_500_001), [422, 'above-maximum']);
  t.equal((await lab.ask(-5)).statusCode, 422);
  t.equal(
    (await lab.call('POST', '/v1/payouts', { amountSantim: 1000 }, { ...lab.seller.headers, 'idempotency-key': '' }))
      .statusCode,
    400,
  );
  const { leastSantim, canAsk } = (await lab.call('GET', '/v1/payouts/overview')).json<{
    leastSantim: number;
    canAsk: boolean;
  }>();
  t.equal(leastSantim, 1000);
  t.equal(canAsk, true);
});

t.test('what the rail has not settled comes on its day and cannot be sent before', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.ownWallet();
  await lab.earn(100_000, { at: lab.clock.now() });
  await lab.earn(10_000, { rail: 'manual', at: lab.clock.now() });
  type Money = {
    availableSantim: number;
    notSettledSantim: number;
    notSettled: { day: string; amountSantim: number }[];
    stops: { reason: string }[];
  };
  const overview = async () => (await lab.call('GET', '/v1/payouts/overview')).json<Money>();
  const before = await overview();
  t.match(before, { availableSantim: 9500, notSettledSantim: 95_000 });
  t.match(before.notSettled[0]?.day, /^\d{4}-\d\d-\d\d$/);
  t.equal((await lab.ask(9501)).statusCode, 409);
  lab.clock.advance(86_400);
  t.match(await overview(), { availableSantim: 104_500, notSettledSantim: 0, notSettled: [] });
  await lab.db.look("insert into payments.rail_terms values ('telebirr', $1, 0)", [lab.clock.now()]);
  await lab.earn(1000, { at: lab.clock.now() });
  t.match(await overview(), { availableSantim: 105_450 }, 'a contract that settles at once is a row');
});

t.test('each endpoint of a creator: a stranger sees the same 404, nobody else is let in', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const { id } = (await lab.ask(30_000)).json<View>();
  const stranger = lab.people.person({ creator: true }).headers;
  const ofAll = [
    ['GET', '/v1/payouts'],
    ['GET', '/v1/payouts/overview'],
    ['GET', '/v1/payouts/schedule'],
    ['PUT', '/v1/payouts/schedule', { every: 'never', minimumSantim: 10_000 }],
    ['POST', '/v1/payouts', { amountSantim: 1000 }],
  ] as const;
  const ofOne = [
    ['GET', `/v1/payouts/${id}`],
    ['POST', `/v1/payouts/${id}/cancel`],
  ] as const;
  for (const [method, url, body] of [...ofAll, ...ofOne] as const) {
    t.equal((await lab.app.inject({ method, url, ...(body ? { body } : {}) })).statusCode, 401, url);
    t.equal((await lab.call(method, url, body, lab.people.person().headers)).statusCode, 403, `${url} of a buyer`);
  }
  for (const [method, url] of ofOne) {
    const foreign = await lab.call(method, url, undefined, stranger);
    const absent = await lab.call(method, url.replace(id, newId()), undefined, stranger);
    t.equal(foreign.statusCode, 404);
    t.equal(foreign.json<{ detail: string }>().detail, absent.json<{ detail: string }>().detail);
    t.equal((await lab.call(method, url.replace(id, 'nonsense'))).statusCode, 404);
  }
  t.same((await lab.call('GET', '/v1/payouts', undefined, stranger)).json(), { items: [], nextCursor: null });
  t.equal((await lab.call('GET', '/v1/payouts?cursor=x')).statusCode, 422);
  const page = (await lab.call('GET', '/v1/payouts?limit=1')).json<{ items: View[]; nextCursor: string | null }>();
  t.equal(page.items[0]?.id, id);
  t.equal(page.nextCursor, null);
  t.notMatch(JSON.stringify(await lab.db.look('select * from payments.payout_accounts')), /911222333/);
  t.notMatch(lab.logged(), /911222333/);
});

t.test('the same request after its answer was lost takes the money once', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const key = freshKey();
  const first = (await lab.ask(20_000, key)).json<View>();
  // The process died before it could keep its answer.
  await lab.db.look('delete from payments.idempotency_keys');
  t.equal((await lab.ask(20_000, key)).json<View>().id, first.id);
  t.equal((await lab.payouts()).length, 1);
  t.equal(await lab.balance('payouts-in-transit'), -20_000);
});

t.test('a Result that comes twice, or before the answer to the call, ends a payout once', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.db.look("insert into messages.subscriptions values ('payout.changed', 'queue_payments', '{1}')");
  await lab.earn(100_000);
  await lab.ownWallet();
  for (const result of ['early', 'twice'] as const) {
    lab.outside.cps.setSwitch('normal');
    lab.outside.cps.setSwitch({ result });
    await lab.ask(20_000);
    await lab.later(0.01);
  }
  t.match(await lab.payouts(), [{ state: 'paid' }, { state: 'paid' }]);
  t.equal(await lab.count("payments.entries where kind = 'payout-sent'"), 2);
  const told = await lab.db.look<{ state: string; text: string }>(
    `select (j.payload -> 'payload' ->> 'state') as state, j.payload::text as text from queue_payments._private_jobs j
     join queue_payments._private_tasks k on k.id = j.task_id and k.identifier = 'payout.changed.v1' order by j.id`,
  );
  t.same(
    told.map(({ state }) => state),
    ['requested', 'paid', 'requested', 'paid'],
    'and each change is told once',
  );
  t.notMatch(JSON.stringify(told), /911222333|Selam/, 'without personal data');
});
