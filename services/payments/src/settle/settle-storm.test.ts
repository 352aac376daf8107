import t from 'tap';
import { isOnce, storm } from './storm.ts';

t.test('three notices, the poll and the return page at once: one order, one balanced entry, ten of ten', async (t) => {
  const figures = await storm(t, 10);
  t.match(figures, { rounds: 10, orders: 10, entries: 10, unbalanced: 0, events: 10, callbacks: 30, confirmed: 10 });
  t.ok(isOnce(figures));
});

t.test('a planted second order and a planted half entry are found by the same figures', async (t) => {
  t.notOk(isOnce(await storm(t, 1, 'double-order')));
  t.notOk(isOnce(await storm(t, 1, 'half-entry')));
});
