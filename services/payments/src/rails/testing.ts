// One suite for every rail: what the rest of payments relies on, proven against the rail's stand-in and against servers that
// talk nonsense. A rail's own test file gives what only it knows (`Stand`) and adds what is its alone.
import type { Test } from 'tap';
import { birr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { startOutside } from '@windsurf/sandbox/outside';
import type { Outside } from '@windsurf/sandbox/outside';
import { startCatcher } from './rail-catcher.ts';
import type { Catcher } from './rail-catcher.ts';
import { proveNonsense, railAt } from './rail-nonsense.ts';
import type { Notice, Payment, Payout, Rail, RailName } from './rails.ts';
import { createRails } from './registry.ts';
import type { RailSecrets } from './registry.ts';

export type Stand = {
  readonly name: RailName;
  /** Its part of the secret, when that is not simply under its name. */
  secret?(outside: Outside): unknown;
  /** The buyer pays. */
  pay(outside: Outside, orderId: string, reference: string): Promise<unknown>;
  /** How many orders the provider holds under this id. */
  held(outside: Outside, orderId: string): number;
  /** From now on the provider carries out and says nothing, is down, or works; where nobody is outside, nothing. */
  answers?(outside: Outside, how: 'silent' | 'down' | 'normal'): void;
  /** Santim that went back for an order, by the provider's books. */
  refunded?(outside: Outside, orderId: string): number;
  readonly account?: Payout['account'];
  /** How often the provider holds a payout. */
  paidOut?(outside: Outside, payoutId: string): number;
};

export type Bench = {
  readonly outside: Outside;
  readonly catcher: Catcher;
  readonly rail: Rail;
  readonly secrets: RailSecrets;
  payment(orderId: string): Payment;
  payout(payoutId: string, more?: Partial<Payout>): Payout;
  /** Looks an order up as the service does: all of them are open and of `price`. */
  readonly orderOf: NonNullable<Notice['orderOf']>;
};
export const price: Santim = birr(150);
export const buyer = '+251911234567';

/** The outside world and the rail on it. Clocks are the machine's. */
export async function startBench(t: Test, stand: Stand, timeoutMs = 1500): Promise<Bench> {
  const catcher = await startCatcher(t);
  const outside = await startOutside({ callbackRetries: [0], storeOrigin: catcher.origin });
  const secrets: RailSecrets = {
    ...outside.keys.payments,
    manual: { accounts: [{ bank: 'CBE', number: '1000123456789', holder: 'Stan Store Windsurf' }] },
    ...(stand.secret ? { [stand.name]: stand.secret(outside) } : {}),
  };
  const rails = createRails(secrets, { timeoutMs });
  const rail = rails.get(stand.name);
  if (!rail) throw new Error(`no rail ${stand.name}`);
  t.teardown(async () => {
    await Promise.all([...rails.values()].map(async (one) => await one.close()));
    await outside.stop();
  });
  const references = new Map<string, string>();
  const notifyUrl = `${catcher.origin}/v1/payments/callbacks/${stand.name}`;
  return {
    outside,
    catcher,
    rail,
    secrets,
    payment: (orderId) => ({
      orderId,
      title: 'Tea for two',
      amount: price,
      phone: buyer,
      notifyUrl,
      returnUrl: `${catcher.origin}/back`,
    }),
    payout: (payoutId, more = {}) => ({
      payoutId,
      account: stand.account ?? { kind: 'bank', number: '1000123456789' },
      holder: 'Abebe Example',
      amount: price,
      resultUrl: notifyUrl,
      ...more,
    }),
    orderOf: async (orderId) => ({
      amount: price,
      currency: 'ETB',
      phone: buyer,
      reference: references.get(orderId),
      open: true,
    }),
  };
}

/** Proves what is asked of every rail. */
export async function proveRail(t: Test, stand: Stand): Promise<void> {
  const { name } = stand;
  await t.test(`${name}: an order is begun once, asked about, paid, and told of`, async (t) => {
    const bench = await startBench(t, stand);
    const { rail, outside } = bench;
    const begun = await rail.initiate(bench.payment('ORD1'));
    if (begun.kind !== 'started') throw new Error(`${begun.kind}: ${begun.why}`);
    t.equal(stand.held(outside, 'ORD1'), 1);
    const again = await rail.initiate(bench.payment('ORD1'));
    t.equal(stand.held(outside, 'ORD1'), 1, 'the same order again is no second one');
    t.notOk(again.kind === 'down', 'nor certainly nothing');
    if (again.kind === 'started') t.equal(again.reference, begun.reference);
    const { query } = rail.capabilities;
    t.equal((await rail.query('ORD1', begun.reference)).kind, query ? 'waiting' : 'no-answer');
    if (query) t.match((await rail.query('NEVER')).kind, /^(refused|no-answer)$/, 'an order that never was');
    await stand.pay(outside, 'ORD1', begun.reference);
    const answer = await rail.query('ORD1', begun.reference);
    const paid = { kind: 'paid', orderId: 'ORD1', amount: price, currency: 'ETB', txnId: /./ };
    if (query) t.match(answer, paid);
    else t.equal(answer.kind, 'no-answer');
    if (rail.capabilities.pay === 'instructions') return;
    const notice = await bench.catcher.next();
    const read = await rail.parseCallback({ ...notice, orderOf: bench.orderOf });
    if (read.kind !== 'notice') throw new Error(read.kind);
    t.ok(read.orderId === 'ORD1' || read.reference === begun.reference, 'it says which order');
    t.match(read, { says: 'paid', amount: price, currency: 'ETB' });
    if (query) t.equal(read.proves, undefined, 'a hint, where the rail can be asked');
    else t.match(read.proves, paid);
    await proveForgeries(t, rail, notice);
  });

  await t.test(`${name}: what is unknown is said to be unknown, what is certain to be certain`, async (t) => {
    const bench = await startBench(t, stand);
    const { rail, outside } = bench;
    if (!stand.answers) {
      t.equal((await rail.initiate(bench.payment('ORD1'))).kind, 'started', 'nobody else takes part');
      return;
    }
    await rail.query('WARM');
    stand.answers(outside, 'silent');
    const cut = await rail.initiate(bench.payment('ORD1'));
    t.match(cut.kind, /^(unknown|started)$/, 'carried out, and no answer');
    t.match((await rail.query('ORD1')).kind, /^(no-answer|waiting)$/);
    stand.answers(outside, 'normal');
    t.equal(stand.held(outside, 'ORD1'), 1);
    await rail.initiate(bench.payment('ORD1'));
    t.equal(stand.held(outside, 'ORD1'), 1, 'and after trying again there is still one');
    stand.answers(outside, 'down');
    t.match((await rail.initiate(bench.payment('ORD2'))).kind, /^(down|unknown)$/);
    t.equal(stand.held(outside, 'ORD2'), 0);
    t.equal((await rail.query('ORD1')).kind, 'no-answer');
    const away = railAt(t, name, bench.secrets, 'http://127.0.0.1:9');
    t.equal((await away.initiate(bench.payment('ORD3'))).kind, 'down', 'where nobody listens, nothing was begun');
    t.equal((await away.query('ORD1')).kind, 'no-answer');
  });

  await t.test(`${name}: money goes back once, and as much as was asked`, async (t) => {
    const bench = await startBench(t, stand);
    const { rail, outside } = bench;
    t.equal(rail.refund !== undefined, rail.capabilities.refund === 'api', 'what it can is what it says');
    if (!rail.refund || !stand.refunded || !stand.answers) return;
    const paidOrder = async (orderId: string): Promise<{ orderId: string; txnId: string }> => {
      const begun = await rail.initiate(bench.payment(orderId));
      if (begun.kind !== 'started') throw new Error(begun.kind);
      await stand.pay(outside, orderId, begun.reference);
      const answer = await rail.query(orderId, begun.reference);
      if (answer.kind !== 'paid') throw new Error(answer.kind);
      return { orderId, txnId: answer.txnId };
    };
    const first = { ...(await paidOrder('ORD1')), refundId: 'RF1', amount: birr(50), reason: 'ዕቃ ተመልሷል (late)' };
    t.match(await rail.refund(first), { kind: 'done', txnId: /./ });
    t.equal(stand.refunded(outside, 'ORD1'), birr(50), 'a part');
    t.match((await rail.refund({ ...first, again: true })).kind, /^(done|pending|unknown)$/, 'the same once more');
    t.equal(stand.refunded(outside, 'ORD1'), birr(50), 'is not a second one');
    const cut = { ...(await paidOrder('ORD2')), refundId: 'RF2', amount: price, reason: 'late' };
    stand.answers(outside, 'silent');
    t.match((await rail.refund(cut)).kind, /^(unknown|pending|done)$/, 'carried out, and no answer');
    stand.answers(outside, 'normal');
    t.equal(stand.refunded(outside, 'ORD2'), price);
    t.match((await (rail.queryRefund ?? rail.refund)({ ...cut, again: true })).kind, /^(done|pending|unknown)$/);
    t.equal(stand.refunded(outside, 'ORD2'), price, 'asking does not send it twice');
    const late = { ...(await paidOrder('ORD3')), refundId: 'RF3', amount: price, reason: 'late' };
    stand.answers(outside, 'down');
    t.match((await rail.refund(late)).kind, /^(down|unknown)$/);
    t.equal(stand.refunded(outside, 'ORD3'), 0);
    t.equal((await rail.refund({ ...late, again: true })).kind, 'unknown', 'a second try that fails proves nothing');
  });

  await t.test(`${name}: money goes out once, and its end is told`, async (t) => {
    const bench = await startBench(t, stand);
    const { rail, outside, payout } = bench;
    t.equal(rail.payout !== undefined, rail.capabilities.payout.length > 0, 'what it can is what it says');
    if (!rail.payout || !stand.paidOut || !stand.answers) return;
    t.match(await rail.payout(payout('PO1')), { kind: 'pending' }, 'taken in is not arrived');
    t.equal(stand.paidOut(outside, 'PO1'), 1);
    const end = rail.queryPayout
      ? await untilEnded(async () => await rail.queryPayout?.('PO1'))
      : await rail.parseCallback(await bench.catcher.next());
    const done = { kind: 'done', txnId: /./ };
    t.match(end, rail.queryPayout ? done : { kind: 'sent', about: 'payout', id: 'PO1', end: done });
    t.match((await rail.payout(payout('PO1', { again: true }))).kind, /^(pending|unknown|done)$/);
    t.equal(stand.paidOut(outside, 'PO1'), 1, 'the same once more is no second one');
    stand.answers(outside, 'silent');
    t.equal((await rail.payout(payout('PO2'))).kind, 'unknown');
    stand.answers(outside, 'down');
    t.match((await rail.payout(payout('PO3'))).kind, /^(down|unknown)$/);
    t.equal(stand.paidOut(outside, 'PO3'), 0);
    t.equal(
      (await rail.payout(payout('PO2', { again: true }))).kind,
      'unknown',
      'a second try that fails proves nothing',
    );
    const strange = payout('PO4', { account: { kind: 'bank', number: 'x' } });
    t.equal((await rail.payout(strange)).kind, 'failed', 'an account that it cannot send to');
  });

  await t.test(`${name}: nonsense is never an end, nothing throws, and no secret is told`, async (t) => {
    const bench = await startBench(t, stand);
    await proveNonsense(t, { ...bench, name, outside: stand.answers !== undefined });
  });
}

/** Changed notices prove nothing. */
async function proveForgeries(t: Test, rail: Rail, notice: Notice): Promise<void> {
  const proof = async (one: Notice): Promise<unknown> => {
    const read = await rail.parseCallback(one);
    return read.kind === 'notice' ? (read.proves ?? 'hint') : read.kind;
  };
  const refused = /^(bad-signature|unreadable|wrong-merchant)$/;
  const changed = Buffer.from(
    notice.body
      .toString('utf8')
      .replace(/(>|")0(<|")/, '$11$2')
      .replace('150', '151'),
  );
  const none = { ...notice, orderOf: async () => undefined };
  if (rail.capabilities.pay !== 'code' && notice.tail === '') {
    t.match(await proof({ ...none, body: changed }), refused, 'another amount');
  }
  t.match(
    await proof({ ...none, headers: {}, tail: notice.tail === '' ? '' : `${notice.tail}x`, query: {}, body: changed }),
    refused,
    'nothing that only the provider has',
  );
}

async function untilEnded(ask: () => Promise<{ kind: string } | undefined>): Promise<unknown> {
  for (;;) {
    const answer = await ask();
    if (answer?.kind !== 'pending') return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
