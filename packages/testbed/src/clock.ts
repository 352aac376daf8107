/** A clock that stands still until it is told to move. */
export type TestClock = { now(): Date; set(iso: string): void; advance(seconds: number): void };

export function testClock(iso = '2026-11-20T06:00:00Z'): TestClock {
  let at = new Date(iso);
  return {
    now: () => new Date(at),
    set: (to) => {
      at = new Date(to);
    },
    advance: (seconds) => {
      at = new Date(at.getTime() + seconds * 1000);
    },
  };
}
