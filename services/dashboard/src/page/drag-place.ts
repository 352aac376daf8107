// Where a dragged block comes to stand. Only numbers, so that a test can drag.

export type Extent = { readonly top: number; readonly height: number };

/**
 * The place in the list, from 0, of a block that is dragged.
 *
 * @param extents where each block stood before, in px, in their order
 * @param from its place before
 * @param by how far it was dragged, in px, downwards
 */
export function placeOf(extents: readonly Extent[], from: number, by: number): number {
  const dragged = extents[from];
  if (dragged === undefined) return from;
  const [top, bottom] = [dragged.top + by, dragged.top + dragged.height + by];
  let place = from;
  // It passes a neighbour when its edge has passed the neighbour's middle.
  extents.forEach(({ top: other, height }, at) => {
    const middle = other + height / 2;
    if (at < from && top < middle) place = Math.min(place, at);
    if (at > from && bottom > middle) place = Math.max(place, at);
  });
  return place;
}

/** How far each of the others moves aside, in px. */
export const asideOf = (at: number, from: number, place: number, room: number): number => {
  if (at > from && at <= place) return -room;
  return at < from && at >= place ? room : 0;
};

/** How fast the list scrolls by itself near its edges, in px per frame: `y` within 0 to `height`. */
export function scrollSpeed(y: number, height: number, edge = 96): number {
  if (y < edge) return -Math.ceil((edge - Math.max(0, y)) / 6);
  return y > height - edge ? Math.ceil((Math.min(y, height) - height + edge) / 6) : 0;
}
