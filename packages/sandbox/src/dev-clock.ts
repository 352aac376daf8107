import type { Clock } from './exchange.ts';

/**
 * A clock that may run faster than the day, so that a proof can let days pass: at the real moment `realAt` it shows `fakeAt`,
 * and it goes `scale` times as fast. Waits before retries stay real time.
 *
 * @param text JSON `{"realAt":"…Z","fakeAt":"…Z","scale":60}`; nothing gives the time of day
 * @throws RangeError when it is not that
 */
export function readDevClock(text: string | undefined): Clock {
  if (text === undefined || text === '') return { now: () => new Date() };
  const wrong = new RangeError('DEV_CLOCK is {"realAt":"…Z","fakeAt":"…Z","scale":N} with N above 0');
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw wrong;
  }
  const { realAt, fakeAt, scale } = (read ?? {}) as Record<string, unknown>;
  const [real, fake] = [realAt, fakeAt].map((at) =>
    typeof at === 'string' && at.endsWith('Z') ? Date.parse(at) : Number.NaN,
  );
  if (
    real === undefined ||
    fake === undefined ||
    Number.isNaN(real + fake) ||
    typeof scale !== 'number' ||
    !(scale > 0)
  )
    throw wrong;
  return { now: () => new Date(fake + (Date.now() - real) * scale) };
}
