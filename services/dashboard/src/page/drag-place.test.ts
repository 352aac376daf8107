import t from 'tap';
import { asideOf, placeOf, scrollSpeed } from './drag-place.ts';

const five = [0, 1, 2, 3, 4].map((at) => ({ top: at * 100, height: 100 }));

t.test('a block takes the place of a neighbour when its edge has passed the middle of it', async (t) => {
  t.equal(placeOf(five, 1, 0), 1);
  t.equal(placeOf(five, 1, 50), 1);
  t.equal(placeOf(five, 1, 51), 2);
  t.equal(placeOf(five, 1, 151), 3);
  t.equal(placeOf(five, 1, 9999), 4, 'never beyond the end');
  t.equal(placeOf(five, 3, -51), 2);
  t.equal(placeOf(five, 3, -9999), 0);
  t.equal(placeOf(five, 9, 100), 9, 'a block that is not there stays where it is not');
});

t.test('small and large blocks pass each other by their own sizes', async (t) => {
  const mixed = [
    { top: 0, height: 40 },
    { top: 44, height: 400 },
    { top: 448, height: 40 },
  ];
  t.equal(placeOf(mixed, 0, 200), 0, 'half of the large one is 204 away');
  t.equal(placeOf(mixed, 0, 205), 1);
  t.equal(placeOf(mixed, 1, 21), 1, 'the lower edge decides');
  t.equal(placeOf(mixed, 1, 30), 2);
});

t.test('those between make room, and nobody else moves', async (t) => {
  const moved = (from: number, place: number): number[] => five.map((_, at) => asideOf(at, from, place, 104));
  t.same(moved(1, 3), [0, 0, -104, -104, 0]);
  t.same(moved(3, 1), [0, 104, 104, 0, 0]);
  t.same(moved(2, 2), [0, 0, 0, 0, 0]);
});

t.test('the list scrolls by itself near its edges, faster the nearer', async (t) => {
  t.equal(scrollSpeed(300, 740), 0);
  t.equal(scrollSpeed(96, 740), 0);
  t.equal(scrollSpeed(90, 740), -1);
  t.equal(scrollSpeed(0, 740), -16);
  t.equal(scrollSpeed(-50, 740), -16);
  t.equal(scrollSpeed(740, 740), 16);
  t.equal(scrollSpeed(650, 740), 1);
});
