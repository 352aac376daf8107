import t from 'tap';
import { readDevClock } from './dev-clock.ts';

t.test('a clock for proofs begins where it is told and runs as fast as it is told', async (t) => {
  const realAt = new Date(Date.now() - 60_000).toISOString();
  const clock = readDevClock(JSON.stringify({ realAt, fakeAt: '2027-01-01T00:00:00Z', scale: 3600 }));
  const shown = clock.now().getTime() - Date.parse('2027-01-01T00:00:00Z');
  t.ok(Math.abs(shown - 60 * 3600_000) < 3600_000 * 5, 'a minute was sixty hours');
  const plain = readDevClock(undefined).now().getTime();
  t.ok(Math.abs(plain - Date.now()) < 1000, 'without one it is the time of day');
});

t.test('a clock that cannot be read is refused', async (t) => {
  const good = { realAt: '2026-11-20T08:00:00Z', fakeAt: '2026-11-20T08:00:00Z', scale: 1 };
  const wrong = [
    'fast',
    'null',
    { ...good, scale: 0 },
    { ...good, scale: '60' },
    { ...good, fakeAt: undefined },
    { ...good, realAt: '2026-11-20 08:00' },
    { ...good, fakeAt: 'tomorrowZ' },
  ];
  for (const one of wrong)
    t.throws(
      () => readDevClock(typeof one === 'string' ? one : JSON.stringify(one)),
      /DEV_CLOCK is/,
      JSON.stringify(one),
    );
});
