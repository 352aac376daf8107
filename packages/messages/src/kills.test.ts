import t from 'tap';
import { proveKills } from './kills.ts';

// Dead workers are noticed after seconds, and a busy machine makes them more.
t.setTimeout(200_000);

t.test('five kills with -9 over 300 events lose none and double none', async (t) => {
  const figures = await proveKills({ events: 300, kills: 5 });
  t.comment(JSON.stringify(figures));
  t.match(figures, { events: 300, kills: 5, lost: 0, doubled: 0, dead: 0 });
  t.ok(figures.deliveredAgain > 0, 'the kills did hit running handlers');
});

t.test('the proof notices a handler that does not claim its message', async (t) => {
  const figures = await proveKills({ events: 150, kills: 4, defect: 'no-claim' });
  t.ok(figures.doubled > 0, JSON.stringify(figures));
});

t.test('the proof notices a claim that does not commit together with the effect', async (t) => {
  const figures = await proveKills({ events: 150, kills: 4, defect: 'claim-apart' });
  t.ok(figures.lost > 0, JSON.stringify(figures));
});
