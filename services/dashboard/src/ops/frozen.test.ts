import t from 'tap';
import { decided, freeze, nextWaiting, refreeze } from './frozen.ts';

const items = (...ids: string[]) => ids.map((id) => ({ id, n: 1 }));
const shown = freeze({ items: items('a', 'b', 'c', 'd'), nextCursor: null }, 1);

t.test('rows never jump: what is new is counted, what is decided stays where it was', async (t) => {
  const next = refreeze(shown, { items: items('x', 'b', 'd', 'y'), nextCursor: null }, 2);
  t.strictSame(
    next.items.map(({ id }) => id),
    ['a', 'b', 'c', 'd'],
  );
  t.strictSame([...next.gone], ['a', 'c']);
  t.equal(next.added, 2);
  t.strictSame(
    freeze(next.latest, 3).items.map(({ id }) => id),
    ['x', 'b', 'd', 'y'],
    'and asking for it shows the newest',
  );
});

t.test('a row takes its newest facts in its own place', async (t) => {
  const next = refreeze(shown, { items: [{ id: 'b', n: 2 }], nextCursor: null }, 2);
  t.strictSame(next.items[1], { id: 'b', n: 2 });
});

t.test('a row that older ones pushed off a full page is not called decided', async (t) => {
  const pushed = refreeze(shown, { items: items('x', 'a', 'c'), nextCursor: 'more' }, 2);
  t.strictSame([...pushed.gone], ['b'], 'd may stand on the next page');
  t.strictSame([...refreeze(shown, { items: [], nextCursor: null }, 2).gone], ['a', 'b', 'c', 'd']);
});

t.test('the next case is the next that waits, from the top again, and none at the end', async (t) => {
  const some = decided(decided(shown, 'b'), 'c');
  t.equal(nextWaiting(some, 'a')?.id, 'd');
  t.equal(nextWaiting(some, 'd')?.id, 'a');
  t.equal(nextWaiting(some, 'elsewhere')?.id, 'a', 'opened by its address');
  t.equal(nextWaiting(decided(decided(some, 'a'), 'd'), 'd'), undefined);
  t.equal(nextWaiting(undefined, 'a'), undefined);
});
