// A write every twentieth of a second, so that it can be said how much a restore has lost.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const EVERY_MS = 50;

export type HeartBeats = {
  /** The moment of the last write that is committed. */
  mark(): Promise<Date>;
  pause(): Promise<void>;
  go(): Promise<void>;
  /** Kills the server's processes as a power cut would. */
  killServer(): Promise<void>;
  /** Seconds between `until` and the last write that the copy has; null when it has none. */
  lostBy(copyUrl: string, until: Date): Promise<number | null>;
};

/** Starts to write into `drill.beats` of the database. */
export async function startBeats(url: string): Promise<HeartBeats> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create schema drill');
  await client.query('create table drill.beats (at timestamptz primary key default clock_timestamp())');
  const { rows } = await client.query<{ data: string }>("select current_setting('data_directory') as data");
  const data = rows[0]?.data ?? '';
  let beating = false;
  let ended: Promise<void> = Promise.resolve();
  const beat = async (): Promise<void> => {
    while (beating) {
      await client.query('insert into drill.beats default values').catch(() => (beating = false));
      await new Promise((done) => setTimeout(done, EVERY_MS));
    }
  };
  const go = async (): Promise<void> => {
    beating = true;
    ended = beat();
  };
  await go();
  const pause = async (): Promise<void> => {
    beating = false;
    await ended;
  };
  return {
    go,
    pause,
    async mark() {
      // Two beats from now: the mark lies behind everything that was written before it was asked for.
      await new Promise((done) => setTimeout(done, 2 * EVERY_MS));
      const last = await client.query<{ at: Date }>('select max(at) as at from drill.beats');
      const { at } = last.rows[0] ?? {};
      if (at === undefined) throw new Error('nothing was written');
      // Recovery stops before the first commit that is later than its target, and a beat commits after its own moment.
      return new Date(at.getTime() + EVERY_MS / 2);
    },
    async killServer() {
      const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(postmaster, 'SIGKILL');
      await pause();
      await client.end().catch(() => undefined);
    },
    async lostBy(copyUrl, until) {
      const copy = new pg.Client({ connectionString: copyUrl });
      await copy.connect();
      const last = await copy.query<{ at: Date | null }>('select max(at) as at from drill.beats');
      await copy.end();
      const at = last.rows[0]?.at;
      return at ? Math.max(0, (until.getTime() - at.getTime()) / 1000) : null;
    },
  };
}
