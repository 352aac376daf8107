import fc from 'fast-check';
import t from 'tap';
import { santim } from '@windsurf/money/money';
import { follows, isOpen, isPaid, mayFollow } from '../intents/intents.ts';
import type { IntentState } from '../intents/intents.ts';
import type { RailAnswer } from '../rails/rails.ts';
import { decide } from './decide.ts';
import { nextAsk } from './schedule.ts';
import type { Asker, Attempt } from './decide.ts';

const started = new Date('2026-11-20T06:00:00Z');
const after = (seconds: number): Date => new Date(started.getTime() + seconds * 1000);
const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  state: 'pending',
  reason: null,
  amountSantim: 19_950,
  currency: 'ETB',
  providerOrderId: 'O1',
  rail: 'telebirr',
  reference: 'P1',
  providerTxnId: null,
  patient: false,
  startedAt: started,
  expiresAt: null,
  ...change,
});
const paid: RailAnswer = { kind: 'paid', orderId: 'O1', amount: santim(19_950), currency: 'ETB', txnId: 'T1' };

const states = Object.keys(follows) as IntentState[];
const anyAnswer: fc.Arbitrary<RailAnswer> = fc.oneof(
  fc.record({
    kind: fc.constant('paid' as const),
    orderId: fc.constantFrom('O1', 'O2'),
    amount: fc.constantFrom(santim(19_950), santim(18_950), santim(30_000), undefined),
    currency: fc.constantFrom('ETB', 'USD', ''),
    txnId: fc.constantFrom('T1', 'T2'),
  }),
  fc.record({ kind: fc.constant('reversed' as const), txnId: fc.constantFrom('T1', 'T2') }),
  fc.constantFrom<RailAnswer>(
    { kind: 'waiting' },
    { kind: 'waiting', untouched: true },
    { kind: 'waiting', received: true },
    { kind: 'failed' },
    { kind: 'expired' },
    { kind: 'unclear', text: '?' },
    { kind: 'refused', why: '1' },
    { kind: 'no-answer', why: '2' },
  ),
);
const anyAsker = fc.constantFrom<Asker>('callback', 'poll', 'page', 'operator', 'feed');
const sells = (to: IntentState | undefined): boolean => to === 'succeeded' || to === 'overpaid';

type Step = readonly [RailAnswer, Asker, number];
/** Whether a history keeps every law; `rule` is the decision under test. */
function lawful(rule: typeof decide, first: IntentState, steps: readonly Step[]): boolean {
  let now = attempt({ state: first, reference: first === 'pending' ? 'P1' : null });
  for (const [answer, asker, age] of steps) {
    const evidence = { answer, asker, at: after(age) };
    const decision = rule(now, evidence);
    if (JSON.stringify(decision) !== JSON.stringify(rule(now, evidence))) return false;
    const { to } = decision;
    const ours = answer.kind === 'paid' && answer.orderId === 'O1' && answer.currency === 'ETB';
    const enough = ours && (answer.amount ?? 0) >= 19_950;
    if (decision.surplus && !(ours && decision.surplus.santim > 0)) return false;
    if (to === undefined) {
      // Enough money for our order never leaves an attempt without it.
      if (enough && !isPaid(now.state) && now.state !== 'surplus' && now.state !== 'reversed') return false;
      if (decision.reason !== undefined) now = { ...now, reason: decision.reason };
      continue;
    }
    if (!mayFollow(now.state, to)) return false;
    const second = isPaid(now.state) && to === 'overpaid';
    if (sells(to) && !enough && !second) return false;
    if (to === 'overpaid' && decision.surplus === undefined) return false;
    if (to === 'reversed' && !(answer.kind === 'reversed' && answer.txnId === now.providerTxnId)) return false;
    if (to === 'pending' && now.reference === null) return false;
    if (['failed', 'unknown', 'parked'].includes(to) && decision.reason === undefined) return false;
    if (to === 'parked' && decision.alarm === undefined) return false;
    const proof = sells(to) && answer.kind === 'paid' && !second ? { providerTxnId: answer.txnId } : {};
    now = { ...now, ...proof, state: to, reason: decision.reason ?? null };
    // The same answer once more changes nothing.
    if (sells(to) && asker !== 'feed' && rule(now, evidence).to !== undefined) return false;
  }
  return true;
}
const histories = [
  fc.constantFrom<IntentState>('created', 'pending', 'unknown'),
  fc.array(fc.tuple(anyAnswer, anyAsker, fc.integer({ min: 0, max: 300_000 })), { maxLength: 14 }),
] as const;
const broken = (rule: typeof decide): boolean =>
  fc.check(
    fc.property(...histories, (first, steps) => lawful(rule, first, steps)),
    { numRuns: 10_000, seed: 2026 },
  ).failed;

t.test(
  'whatever the rail says, in whatever order: what is sold was proven, money that came is never denied, no step leaves the table',
  async (t) => {
    let walks = 0;
    const property = fc.property(...histories, (first, steps) => {
      walks += 1;
      return lawful(decide, first, steps);
    });
    fc.assert(property, { numRuns: 10_000 });
    t.equal(walks, 10_000);
  },
);

t.test(
  'planted: a rule that compares no amount, no order or no currency, settles twice or forgets, is found',
  async (t) => {
    type Rule = typeof decide;
    const asOurs =
      (change: object): Rule =>
      (now, evidence) =>
        decide(
          now,
          evidence.answer.kind === 'paid' ? { ...evidence, answer: { ...evidence.answer, ...change } } : evidence,
        );
    const defects: Record<string, Rule> = {
      'an amount not compared': asOurs({ amount: santim(19_950) }),
      'an order not compared': asOurs({ orderId: 'O1' }),
      'a currency not compared': asOurs({ currency: 'ETB' }),
      'a double settle': (now, evidence) =>
        evidence.answer.kind === 'paid' && now.state === 'succeeded'
          ? decide({ ...now, state: 'pending', providerTxnId: null }, evidence)
          : decide(now, evidence),
      'late money denied': (now, evidence) => (now.state === 'expired' ? {} : decide(now, evidence)),
      'any reversal believed': (now, evidence) =>
        evidence.answer.kind === 'reversed'
          ? decide({ ...now, providerTxnId: evidence.answer.txnId }, evidence)
          : decide(now, evidence),
    };
    for (const [name, rule] of Object.entries(defects)) t.ok(broken(rule), name);
    t.notOk(broken(decide), 'and the rule itself is not');
  },
);

t.test('a proven payment wins over every state in which it is not counted already', async (t) => {
  const counted = ['succeeded', 'overpaid', 'disputed', 'surplus'];
  for (const state of states) {
    const known = counted.includes(state) || state === 'reversed' ? { providerTxnId: 'T1' } : {};
    const decision = decide(attempt({ state, ...known }), { answer: paid, asker: 'poll', at: after(100) });
    const stays = counted.includes(state) || state === 'reversed';
    t.equal(decision.to, stays ? undefined : 'succeeded', state);
  }
  t.equal(
    decide(attempt({ state: 'expired' }), { answer: paid, asker: 'callback', at: after(9000) }).happening,
    'late',
  );
  const again = decide(attempt({ state: 'reversed', providerTxnId: 'T0' }), {
    answer: paid,
    asker: 'feed',
    at: after(9),
  });
  t.match(again, { to: 'succeeded', happening: 'paid-again' }, 'taken back, and paid once more');
});

t.test('less, another currency or another order is never a success; more is one, and the rest goes back', async (t) => {
  for (const wrong of [{ amount: santim(18_950) }, { amount: undefined }, { currency: 'USD' }]) {
    const decision = decide(attempt(), { answer: { ...paid, ...wrong }, asker: 'poll', at: after(1) });
    t.match(decision, { to: 'parked', reason: 'wrong-amount', alarm: /amount/ });
  }
  t.equal(decide(attempt(), { answer: { ...paid, amount: santim(18_950) }, asker: 'poll', at: after(1) }).paid, 18_950);
  const other = decide(attempt(), { answer: { ...paid, orderId: 'O2' }, asker: 'poll', at: after(1) });
  t.equal(other.to, undefined);
  t.ok(other.alarm);
  const late = attempt({ state: 'failed' });
  t.equal(decide(late, { answer: { ...paid, amount: santim(1) }, asker: 'callback', at: after(1) }).to, 'parked');
  t.match(decide(attempt(), { answer: { ...paid, amount: santim(20_000) }, asker: 'poll', at: after(1) }), {
    to: 'overpaid',
    surplus: { txnId: 'T1', santim: 50, why: 'overpaid' },
  });
});

t.test(
  'a second payment counts only where the rail lists each one; elsewhere it may be a second name of the first',
  async (t) => {
    const done = attempt({ state: 'succeeded', providerTxnId: 'T0' });
    t.same(decide(done, { answer: paid, asker: 'callback', at: after(5) }), {});
    t.match(decide(done, { answer: paid, asker: 'feed', at: after(5) }), {
      to: 'overpaid',
      surplus: { txnId: 'T1', santim: 19_950, why: 'paid-twice' },
    });
    t.same(decide({ ...done, providerTxnId: 'T1' }, { answer: paid, asker: 'feed', at: after(5) }), {});
  },
);

t.test('what the bank takes back is taken back once, and only the payment that counted', async (t) => {
  const done = attempt({ state: 'succeeded', providerTxnId: 'T1' });
  const back: RailAnswer = { kind: 'reversed', txnId: 'T1' };
  t.match(decide(done, { answer: back, asker: 'feed', at: after(9) }), { to: 'reversed' });
  t.same(decide({ ...done, state: 'reversed' }, { answer: back, asker: 'feed', at: after(9) }).to, undefined);
  const other = decide({ ...done, providerTxnId: 'T0' }, { answer: back, asker: 'feed', at: after(9) });
  t.equal(other.to, undefined);
  t.ok(other.alarm);
  t.match(decide(attempt(), { answer: back, asker: 'feed', at: after(9) }), { to: 'failed', reason: 'reversed' });
});

t.test('a number that a person wrote down in capitals is the rail’s own in small letters', async (t) => {
  const done = attempt({ state: 'succeeded', providerTxnId: 'FT26325ABCDE' });
  const small = { ...paid, txnId: 'ft26325abcde' };
  t.same(decide(done, { answer: small, asker: 'feed', at: after(5) }), {});
  const back: RailAnswer = { kind: 'reversed', txnId: 'ft26325abcde' };
  t.match(decide(done, { answer: back, asker: 'feed', at: after(9) }), { to: 'reversed' });
  t.same(decide({ ...done, state: 'reversed' }, { answer: small, asker: 'feed', at: after(9) }), {});
});

t.test('paid and on its way back without us is looked at by a person before anything is handed out', async (t) => {
  const decision = decide(attempt(), { answer: { ...paid, returned: 'begun' }, asker: 'poll', at: after(9) });
  t.match(decision, { to: 'parked', reason: 'unclear' });
  const sold = attempt({ state: 'succeeded', providerTxnId: 'T1' });
  t.same(decide(sold, { answer: { ...paid, returned: 'done' }, asker: 'callback', at: after(9) }), {});
});

t.test('after 72 hours of questions a person takes over; what is paid at leisure has its own time first', async (t) => {
  const silent: RailAnswer = { kind: 'no-answer', why: 'x' };
  const day = 86_400;
  t.equal(decide(attempt(), { answer: silent, asker: 'poll', at: after(3 * day - 1) }).to, 'unknown');
  t.match(decide(attempt(), { answer: silent, asker: 'poll', at: after(3 * day) }), {
    to: 'parked',
    reason: 'given-up',
  });
  const long = attempt({ state: 'unknown', reason: 'no-answer' });
  t.match(decide(long, { answer: silent, asker: 'poll', at: after(3 * day) }), { to: 'parked', reason: 'given-up' });
  const code = attempt({ patient: true, expiresAt: after(2 * day) });
  t.equal(
    decide(code, { answer: silent, asker: 'poll', at: after(day) }).to,
    undefined,
    'a rail that sleeps is no doubt',
  );
  t.equal(decide(code, { answer: silent, asker: 'poll', at: after(3 * day) }).to, 'unknown');
  t.match(decide(code, { answer: silent, asker: 'poll', at: after(5 * day) }), { to: 'parked', reason: 'given-up' });
});

t.test('an attempt that never got the wallet’s address has not begun, once the rail can be heard', async (t) => {
  const lost = attempt({ state: 'unknown', reason: 'no-answer', reference: null });
  for (const kind of ['waiting', 'refused'] as const) {
    const answer: RailAnswer = kind === 'waiting' ? { kind } : { kind, why: 'x' };
    t.match(decide(lost, { answer, asker: 'poll', at: after(16) }), { to: 'failed', reason: 'rail-down' });
    const young = attempt({ state: 'created', reference: null });
    t.same(decide(young, { answer, asker: 'poll', at: after(16) }), {}, 'its own process may still hear from the rail');
  }
  t.equal(decide(lost, { answer: { kind: 'no-answer', why: 'x' }, asker: 'poll', at: after(16) }).to, undefined);
});

t.test(
  'an attempt whose start was carried out and not answered begins when the rail tells how it is paid',
  async (t) => {
    const lost = attempt({ state: 'unknown', reason: 'no-answer', reference: null, patient: true });
    const found: RailAnswer = { kind: 'waiting', untouched: true, reference: '700123456' };
    t.match(decide(lost, { answer: found, asker: 'poll', at: after(16) }), {
      to: 'pending',
      reference: '700123456',
      happening: 'sent',
    });
  },
);

t.test(
  'pending becomes unknown after ten minutes without an answer, and pending again when there is one',
  async (t) => {
    const silent: RailAnswer = { kind: 'no-answer', why: 'x' };
    t.equal(decide(attempt(), { answer: silent, asker: 'poll', at: after(599) }).to, undefined);
    t.match(decide(attempt(), { answer: silent, asker: 'poll', at: after(600) }), {
      to: 'unknown',
      reason: 'no-answer',
    });
    const unknown = attempt({ state: 'unknown', reason: 'no-answer' });
    t.equal(decide(unknown, { answer: { kind: 'waiting' }, asker: 'poll', at: after(700) }).to, 'pending');
  },
);

t.test(
  'the rail is asked after 15 s, 30 s, 1 m, 2 m, 5 m, 15 m, then every hour for 72 hours, and when its time is up',
  async (t) => {
    const due: number[] = [];
    let at: Date | undefined = started;
    while (at && due.length < 200) {
      at = nextAsk({ startedAt: started, expiresAt: null }, at);
      if (at) due.push((at.getTime() - started.getTime()) / 1000);
    }
    t.strictSame(due.slice(0, 9), [15, 45, 105, 225, 525, 1425, 5025, 8625, 12_225]);
    t.ok((due.at(-1) ?? 0) >= 72 * 3600 && due.length < 100, 'and then people take over');
    t.equal(nextAsk({ startedAt: started, expiresAt: after(1800) }, after(1425))?.getTime(), after(1805).getTime());
    const yields = ['succeeded', 'overpaid', 'surplus', 'parked'];
    t.ok(
      (['failed', 'expired'] as const).every((s) => !isOpen(s) && follows[s].every((to) => yields.includes(to))),
      'an end without money only yields to money',
    );
  },
);

t.test('an order that nobody touched ends half an hour after the wallet’s time is up', async (t) => {
  const open = attempt({ expiresAt: after(1800) });
  const ask = (age: number, answer: RailAnswer) => decide(open, { answer, asker: 'poll', at: after(age) });
  const untouched = { kind: 'waiting', untouched: true } as const;
  t.same(ask(3599, untouched), {});
  t.match(ask(3600, untouched), { to: 'expired', happening: 'expired', teller: 'we' });
  t.same(ask(90_000, { kind: 'waiting' }), {}, 'somebody is paying: we wait');
  t.same(decide(attempt(), { answer: untouched, asker: 'poll', at: after(90_000) }), {});
});
