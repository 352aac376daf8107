import fc from 'fast-check';
import t from 'tap';
import { santim } from '@windsurf/money/money';
import { follows, isOpen, mayFollow } from '../intents/intents.ts';
import type { IntentState } from '../intents/intents.ts';
import type { RailAnswer } from '../rails/rails.ts';
import { decide, nextAsk } from './decide.ts';
import type { Asker, Attempt } from './decide.ts';

const started = new Date('2026-11-20T06:00:00Z');
const after = (seconds: number): Date => new Date(started.getTime() + seconds * 1000);
const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  state: 'pending',
  reason: null,
  amountSantim: 19_950,
  currency: 'ETB',
  providerOrderId: 'O1',
  prepayId: 'P1',
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
    amount: fc.constantFrom(santim(19_950), santim(18_950), undefined),
    currency: fc.constantFrom('ETB', 'USD', ''),
    txnId: fc.constantFrom('T1', 'T2'),
  }),
  fc.constantFrom<RailAnswer>(
    { kind: 'waiting' },
    { kind: 'failed' },
    { kind: 'expired' },
    { kind: 'unclear', text: '?' },
    { kind: 'refused', why: '1' },
    { kind: 'no-answer', why: '2' },
  ),
);
const anyAsker = fc.constantFrom<Asker>('callback', 'poll', 'page', 'operator');

t.test(
  'whatever the rail says, in whatever order: success needs proof, is final, and no step leaves the table',
  async (t) => {
    let walks = 0;
    fc.assert(
      fc.property(
        fc.constantFrom<IntentState>('created', 'pending', 'unknown'),
        fc.array(fc.tuple(anyAnswer, anyAsker, fc.integer({ min: 0, max: 300_000 })), { maxLength: 12 }),
        (first, steps) => {
          walks += 1;
          let now = attempt({ state: first, prepayId: first === 'pending' ? 'P1' : null });
          for (const [answer, asker, age] of steps) {
            const decision = decide(now, { answer, asker, at: after(age) });
            const again = decide(now, { answer, asker, at: after(age) });
            if (JSON.stringify(decision) !== JSON.stringify(again)) return false;
            const to = decision.to;
            if (to === undefined) {
              if (decision.reason !== undefined) now = { ...now, reason: decision.reason };
              continue;
            }
            if (!mayFollow(now.state, to)) return false;
            if (now.state === 'succeeded') return false;
            const proof =
              answer.kind === 'paid' &&
              answer.orderId === 'O1' &&
              answer.amount === 19_950 &&
              answer.currency === 'ETB';
            if ((to === 'succeeded') !== (proof && to === 'succeeded')) return false;
            if (to === 'pending' && now.prepayId === null) return false;
            if ((to === 'failed' || to === 'unknown') && decision.reason === undefined) return false;
            now = { ...now, state: to, reason: decision.reason ?? null };
          }
          return true;
        },
      ),
      { numRuns: 3000 },
    );
    t.equal(walks, 3000);
  },
);

t.test('a proven payment wins over every other state, except one set aside until an operator asks', async (t) => {
  for (const state of states) {
    const decision = decide(attempt({ state }), { answer: paid, asker: 'poll', at: after(100) });
    t.equal(decision.to, state === 'succeeded' ? undefined : 'succeeded', state);
  }
  t.equal(
    decide(attempt({ state: 'expired' }), { answer: paid, asker: 'callback', at: after(9000) }).happening,
    'late',
  );
  const aside = attempt({ state: 'unknown', reason: 'wrong-amount' });
  t.same(decide(aside, { answer: paid, asker: 'callback', at: after(1) }), {});
  t.equal(decide(aside, { answer: paid, asker: 'operator', at: after(1) }).to, 'succeeded');
});

t.test('another amount, currency or order is never a success', async (t) => {
  for (const wrong of [{ amount: santim(18_950) }, { amount: undefined }, { currency: 'USD' }]) {
    const decision = decide(attempt(), { answer: { ...paid, ...wrong }, asker: 'poll', at: after(1) });
    t.match(decision, { to: 'unknown', reason: 'wrong-amount', alarm: /amount/ });
  }
  const other = decide(attempt(), { answer: { ...paid, orderId: 'O2' }, asker: 'poll', at: after(1) });
  t.equal(other.to, undefined);
  t.ok(other.alarm);
  t.equal(
    decide(attempt({ state: 'failed' }), { answer: { ...paid, amount: santim(1) }, asker: 'callback', at: after(1) })
      .to,
    undefined,
  );
});

t.test('an attempt that never got the wallet’s address has not begun, once the rail can be heard', async (t) => {
  const lost = attempt({ state: 'unknown', reason: 'no-answer', prepayId: null });
  for (const kind of ['waiting', 'refused'] as const) {
    const answer: RailAnswer = kind === 'waiting' ? { kind } : { kind, why: 'x' };
    t.match(decide(lost, { answer, asker: 'poll', at: after(16) }), { to: 'failed', reason: 'rail-down' });
    const young = attempt({ state: 'created', prepayId: null });
    t.same(decide(young, { answer, asker: 'poll', at: after(16) }), {}, 'its own process may still hear from the rail');
  }
  t.equal(decide(lost, { answer: { kind: 'no-answer', why: 'x' }, asker: 'poll', at: after(16) }).to, undefined);
});

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
    t.ok(
      states.every((s) => isOpen(s) || follows[s].every((to) => to === 'succeeded')),
      'an end only yields to proof',
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
