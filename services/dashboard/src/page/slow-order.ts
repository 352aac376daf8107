// When the parts of a page are there on a slow phone. A reckoning, not a measurement: it says the order and about how long.

/** Bytes a second: 100 kilobits. */
const SPEED = 12_500;
/** Seconds of one round trip. */
const TRIP = 0.6;
/** Name, connection and its encryption, then the request. */
const TRIPS_BEFORE = 5;

export type Arrival = { readonly seconds: number; readonly bytes: number };

/** Seconds until each part is whole: the page first, then its pictures one after the other. */
export function arrivals(page: number, pictures: readonly number[]): Arrival[] {
  let seconds = TRIPS_BEFORE * TRIP;
  return [page, ...pictures].map((bytes, at) => {
    // Pictures are asked for together, so that only the first of them waits for its trip.
    if (at === 1) seconds += TRIP;
    seconds += bytes / SPEED;
    return { seconds: Math.round(seconds * 10) / 10, bytes };
  });
}
