import t from 'tap';
import { centred, keyMoves, moveEdge, partOf, whole } from './crop.ts';

t.test('the frame begins in the middle, as large as its shape allows', async (t) => {
  t.same(centred(4000, 3000, 'free'), whole);
  t.same(centred(4000, 3000, 'square'), { left: 125, top: 0, right: 875, bottom: 1000 });
  t.same(centred(3000, 4000, 'square'), { left: 0, top: 125, right: 1000, bottom: 875 });
  t.same(partOf(centred(1600, 1200, 'wide'), 1600, 1200), { x: 0, y: 150, width: 1600, height: 900 });
});

t.test('an edge moves by keys, stays within the picture and never crosses the edge across', async (t) => {
  t.equal(keyMoves(whole, 'left', 'ArrowRight')?.left, 10);
  t.equal(keyMoves(whole, 'left', 'ArrowLeft')?.left, 0);
  t.equal(keyMoves(whole, 'bottom', 'PageUp')?.bottom, 900);
  t.equal(keyMoves(whole, 'left', 'End')?.left, 900, 'a tenth of the picture stays');
  t.equal(keyMoves({ ...whole, right: 400 }, 'right', 'Home')?.right, 100);
  t.equal(keyMoves(whole, 'left', 'Tab'), undefined);
  t.equal(moveEdge(whole, 'top', 5000).top, 900);
  t.equal(moveEdge(whole, 'right', -50).right, 100);
});

t.test('a part has at least one point', async (t) => {
  t.same(partOf({ left: 0, top: 0, right: 100, bottom: 100 }, 3, 3), { x: 0, y: 0, width: 1, height: 1 });
});
