import t from 'tap';
import { isOnce, storm } from './storm.ts';

t.test('three notices, the poll and the return page at once: one order, one balanced entry, ten of ten', async (t) => {
  const figures = await storm(t, 10);
  t.match(figures, { rounds: 10, orders: 10, entries: 10, unbalanced: 0, events: 10, callbacks: 30, confirmed: 10 });
  t.ok(isOnce(figures));
  // The measure itself can fail.
  t.notOk(isOnce({ ...figures, orders: 11 }));
  t.notOk(isOnce({ ...figures, events: 9 }));
});
