// A throw-away run on a given Redis: its keys carry the same names as those of the product that uses this server, so it
// takes one of the server's other databases.
import { givenRedis } from './given.ts';
import { NoServer } from './no-server.ts';

const CLAIM = 'windsurf:run';
const CLAIM_SECONDS = 7200;
/** A server has 16 databases unless it was told otherwise; the last ones are the least used. */
const CANDIDATES = Array.from({ length: 15 }, (_, i) => 15 - i);

/**
 * An empty database of a server, marked as taken.
 *
 * @param given the server's address
 * @throws NoServer when each holds something
 */
export const claimDatabase = async (given: string): Promise<{ url: string; empty(): Promise<void> }> => {
  for (const number of CANDIDATES) {
    const address = new URL(given);
    address.pathname = `/${number}`;
    if (await claim(address.href)) return { url: address.href, empty: () => empty(address.href) };
  }
  throw new NoServer(
    'The Redis of REDIS_URL has no empty database from 1 to 15 for this run: flush one, or leave REDIS_URL out.',
  );
};

const claim = async (url: string): Promise<boolean> => {
  const redis = givenRedis(url);
  redis.on('error', () => {});
  try {
    const taken = await redis.set(CLAIM, process.pid, 'EX', CLAIM_SECONDS, 'NX');
    if (taken === null) return false;
    if ((await redis.dbsize()) === 1) return true;
    await redis.del(CLAIM);
    return false;
  } catch {
    // A server with fewer databases refuses the number.
    return false;
  } finally {
    redis.disconnect();
  }
};

/** Everything in it was written by this run: it was empty when it was claimed. */
const empty = async (url: string): Promise<void> => {
  const redis = givenRedis(url);
  redis.on('error', () => {});
  try {
    await redis.flushdb();
  } finally {
    redis.disconnect();
  }
};
