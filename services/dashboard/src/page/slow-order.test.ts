import t from 'tap';
import { arrivals } from './slow-order.ts';

t.test('the words come first, then each picture, later the heavier they are', async (t) => {
  t.same(arrivals(5000, []), [{ seconds: 3.4, bytes: 5000 }]);
  t.same(
    arrivals(5000, [12_500, 25_000]).map(({ seconds }) => seconds),
    [3.4, 5, 7],
  );
});
