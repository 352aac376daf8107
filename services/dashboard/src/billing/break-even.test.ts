import t from 'tap';
import { breakEven } from './break-even.ts';

t.test('a plan pays for itself where the saved fee is its price', async (t) => {
  t.equal(breakEven(49_900, 500, 200), 1_663_400);
  const [sales, fee] = [breakEven(49_900, 500, 200), 300];
  t.ok((sales * fee) / 10_000 >= 49_900, 'enough');
  t.ok(((sales - 100) * fee) / 10_000 < 49_900, 'and no birr more');
  t.equal(breakEven(30_000, 500, 200), 1_000_000);
  t.equal(breakEven(1, 500, 500), 0, 'never, so nothing is said');
});
