import t from 'tap';
import { ageOf, levelOf, worstOf } from './age.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-20T10:00:00Z');
const ago = (ms: number): string => new Date(now - ms).toISOString();

t.test('an age is told in its largest whole unit, and never less than nothing', async (t) => {
  const told = [-5, 59_999, 60_000, 59 * 60_000 + 59_999, HOUR, 47.9 * HOUR, 48 * HOUR, 400 * HOUR].map((ms) => {
    const { phrase, n } = ageOf(ms);
    return phrase.en.replace('{n}', String(n));
  });
  t.strictSame(told, [
    'less than a minute',
    'less than a minute',
    '1 min',
    '59 min',
    '1 h',
    '47 h',
    '2 days',
    '16 days',
  ]);
});

t.test('an empty queue is well, one with work waits, one past its target is late', async (t) => {
  t.equal(levelOf({ queue: 'parked', count: 0, oldestAt: null }, now), 'ok');
  t.equal(levelOf({ queue: 'parked', count: 1, oldestAt: ago(4 * HOUR) }, now), 'warn', 'exactly on its target');
  t.equal(levelOf({ queue: 'parked', count: 1, oldestAt: ago(4 * HOUR + 1) }, now), 'bad');
  t.equal(levelOf({ queue: 'appeals', count: 2, oldestAt: ago(-HOUR) }, now), 'warn', 'due in an hour');
  t.equal(levelOf({ queue: 'appeals', count: 2, oldestAt: ago(1) }, now), 'bad', 'past its clock');
  t.equal(levelOf({ queue: 'told', count: 1, oldestAt: null }, now), 'warn');
  t.equal(worstOf(['ok', 'bad', 'warn']), 'bad');
  t.equal(worstOf([]), 'ok');
});
