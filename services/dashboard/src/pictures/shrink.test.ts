import t from 'tap';
import { fitted } from './shrink.ts';

t.test('a picture keeps its shape, fits 1600 px and is never made larger', async (t) => {
  t.same(fitted(4000, 3000), { width: 1600, height: 1200 });
  t.same(fitted(3000, 4000), { width: 1200, height: 1600 });
  t.same(fitted(800, 600), { width: 800, height: 600 });
  t.same(fitted(10_000, 2), { width: 1600, height: 1 });
});
