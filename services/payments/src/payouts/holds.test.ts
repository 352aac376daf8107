import t from 'tap';
import { holdActions, holdReasons, payoutStates, whoCanFix } from '@windsurf/contracts/payments-payouts';
import { santim } from '@windsurf/money/money';
import { payoutWords } from '@windsurf/language/words-payouts';
import { phraseDefects, phrasesIn } from '@windsurf/language/phrase-check';
import { holdView, holds } from './holds.ts';
import { meaningOf, nextQuestion, nextTry } from './payout-states.ts';
import { happenings } from './tell.ts';

const now = new Date('2026-11-20T08:00:00Z');

t.test(
  'each reason for which money waits says in both languages what it is, who can change it and one thing to do',
  async (t) => {
    t.same(Object.keys(holds).toSorted(), [...holdReasons].toSorted());
    t.same(Object.keys(payoutWords.holds).toSorted(), [...holdReasons].toSorted());
    const seen = new Set<string>();
    for (const reason of holdReasons) {
      for (const lang of ['en', 'am'] as const) {
        for (const until of [now, null]) {
          const view = holdView(reason, lang, { until, least: santim(1000) });
          t.notMatch(view.says, /[{}]/, `${reason} has all its places filled`);
          t.ok(
            view.says.length > 20 && holdActions.includes(view.action) && whoCanFix.includes(view.whoCanFix),
            reason,
          );
          if (lang === 'am') t.match(view.says, /[\u1200-\u137f]/);
          seen.add(view.says);
        }
      }
      t.same(
        phrasesIn(payoutWords.holds[reason]).flatMap(({ phrase }) => phraseDefects(phrase)),
        [],
        reason,
      );
    }
    t.ok(seen.size >= 2 * holdReasons.length);
  },
);

t.test('each state and each line of a history has its words', async (t) => {
  t.same(Object.keys(payoutWords.states).toSorted(), [...payoutStates].toSorted());
  t.same(Object.keys(payoutWords.happened).toSorted(), [...happenings].toSorted());
});

t.test('the words of the database, of the wire and of the rules are the same', async (t) => {
  const { readFileSync } = await import('node:fs');
  const sql = readFileSync(new URL('../../migrations/0004-payouts.sql', import.meta.url), 'utf8');
  for (const word of [...holdReasons, ...payoutStates]) t.ok(sql.includes(`'${word}'`), word);
});

t.test('what an answer means follows from the state, and money is never called back on a guess', async (t) => {
  const sending = { state: 'sending', txnId: null, attempts: 1 } as const;
  const unknown = { ...sending, state: 'unknown' } as const;
  const paid = { ...sending, state: 'paid', txnId: 'A' } as const;
  const failed = { ...sending, state: 'failed' } as const;
  const done = { kind: 'done', txnId: 'A' } as const;
  const why = 'why';
  t.equal(meaningOf(sending, done, 'told'), 'paid');
  t.equal(meaningOf(sending, { kind: 'down', why }, 'sent'), 'back');
  for (const via of ['sent-again', 'asked', 'told', 'person'] as const) {
    t.equal(meaningOf(unknown, { kind: 'down', why }, via), 'nothing', `${via}: says nothing about the first time`);
  }
  t.equal(meaningOf(sending, { kind: 'unknown', why }, 'sent'), 'doubt');
  t.equal(meaningOf(unknown, { kind: 'unknown', why }, 'asked'), 'nothing');
  t.equal(meaningOf(unknown, { kind: 'failed', why }, 'asked'), 'failed');
  t.equal(meaningOf(paid, done, 'told'), 'nothing', 'the same end again');
  t.equal(meaningOf(paid, { kind: 'done', txnId: 'B' }, 'told'), 'contradiction');
  t.equal(meaningOf(paid, { kind: 'failed', why }, 'told'), 'contradiction');
  t.equal(meaningOf(failed, done, 'told'), 'late');
  t.equal(meaningOf(failed, { kind: 'failed', why }, 'told'), 'nothing');
  t.equal(
    meaningOf({ ...sending, state: 'held', attempts: 0 }, done, 'told'),
    'nothing',
    'nothing of it was ever sent',
  );
  t.equal(meaningOf({ ...sending, state: 'held' }, done, 'told'), 'paid', 'the rail had it although it seemed down');
});

t.test('questions become rarer and end with a person after a day; what never left is tried for ever', async (t) => {
  let at = now;
  const pauses: number[] = [];
  for (let asked = 0; ; asked++) {
    const next = nextQuestion(asked, now, at, true);
    if (!next) break;
    pauses.push((next.getTime() - at.getTime()) / 60_000);
    at = next;
  }
  t.same(pauses.slice(0, 5), [1, 2, 5, 15, 60]);
  t.equal((at.getTime() - now.getTime()) / 3_600_000, 24);
  t.equal(
    nextQuestion(0, now, now, false)?.getTime(),
    now.getTime() + 86_400_000,
    'nobody to ask: a person after a day',
  );
  t.ok(nextTry(100, now) > now);
});
