// A clock that runs faster, for rehearsals in which days must pass in minutes. It stands in one row of the database, so
// that every process of a rehearsal reads the same; there is no such row anywhere else, and production refuses to start
// with one.
import type pg from 'pg';
import type { Clock } from './boot.ts';

type Row = { real_at: Date; fake_at: Date; scale: number };

/** The system's clock, or the rehearsal's. Throws in production when there is a row. */
export async function clockOf(pool: pg.Pool, environment: string, systemClock: Clock): Promise<Clock> {
  const { rows } = await pool.query<Row>('select real_at, fake_at, scale from app.dev_clock');
  const row = rows[0];
  if (!row) return systemClock;
  if (environment === 'production') throw new Error('a development clock in production: empty app.dev_clock');
  const { scale } = row;
  const [real, fake] = [row.real_at.getTime(), row.fake_at.getTime()];
  return { scale, now: () => new Date(fake + (Date.now() - real) * scale) };
}
