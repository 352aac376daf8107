// A clock that runs faster, for rehearsals in which days must pass in minutes. It stands in one row of the database, so
// that every process of a rehearsal reads the same; there is no such row anywhere else, and production refuses to start
// with one.
import type pg from 'pg';
import type { Clock } from './boot.ts';

type Row = { readonly real_at: Date; readonly fake_at: Date; readonly scale: number };

/** How soon a process sees that the rehearsal has moved its clock, milliseconds. */
const lookAgainMs = 500;

/** The system's clock, or the rehearsal's. Throws in production when there is a row. */
export async function clockOf(pool: pg.Pool, environment: string, systemClock: Clock): Promise<Clock> {
  const read = async (): Promise<Row | undefined> =>
    (await pool.query<Row>('select real_at, fake_at, scale from app.dev_clock')).rows[0];
  const first = await read();
  if (!first) return systemClock;
  if (environment === 'production') throw new Error('a development clock in production: empty app.dev_clock');
  let row = first;
  setInterval(() => {
    // A database that is away for a moment is part of many a rehearsal.
    read().then(
      (now) => {
        if (now) row = now;
      },
      () => undefined,
    );
  }, lookAgainMs).unref();
  return {
    get scale() {
      return row.scale;
    },
    now: () => new Date(row.fake_at.getTime() + (Date.now() - row.real_at.getTime()) * row.scale),
  };
}
