// A server that the environment names is used as it is; one that cannot carry the product is refused with a sentence.
import { Redis } from 'ioredis';
import pg from 'pg';
import { NoServer, withoutPassword } from './no-server.ts';

const PATIENCE_MS = 5_000;
const WANTED_MAJOR = 18;

/**
 * Looks whether a given PostgreSQL can carry the product: it answers, is new enough, and lets this role make roles.
 *
 * @param url superuser's address
 * @throws NoServer
 */
export const assertPostgres = async (url: string): Promise<void> => {
  if (!/^postgres(ql)?:/.test(url) || !URL.canParse(url))
    throw new NoServer('DATABASE_URL is no address: write postgres://role:password@host:5432/database.');
  const shown = withoutPassword(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  // Lost later, the connection's own error must not end the process; the question under way fails and says so.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ role: string; super: boolean; version: number }>(
      `select current_user as role, rolsuper as super, current_setting('server_version_num')::int as version
       from pg_roles where rolname = current_user`,
    );
    const [found] = rows;
    if (found === undefined)
      throw new NoServer(`DATABASE_URL (${shown}) names no role: write postgres://role:password@host/database.`);
    const major = Math.floor(found.version / 10_000);
    if (major < WANTED_MAJOR)
      throw new NoServer(`DATABASE_URL (${shown}) is PostgreSQL ${major}: the product needs ${WANTED_MAJOR} or newer.`);
    if (!found.super)
      throw new NoServer(
        `The role ${found.role} of DATABASE_URL may not make the services' roles and act as them: give a superuser's address (alter role ${found.role} superuser makes it one), or leave DATABASE_URL out.`,
      );
  } catch (error) {
    if (error instanceof NoServer) throw error;
    throw new NoServer(
      `The PostgreSQL of DATABASE_URL (${shown}) cannot be used: ${reason(error)}. Start it or mend the address, or leave DATABASE_URL out.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
};

/**
 * Looks whether a given Redis answers.
 *
 * @throws NoServer
 */
export const assertRedis = async (url: string): Promise<void> => {
  if (!/^rediss?:/.test(url) || !URL.canParse(url))
    throw new NoServer('REDIS_URL is no address: write redis://host:6379.');
  const redis = givenRedis(url);
  let last: unknown;
  redis.on('error', (error) => (last = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new NoServer(
      `The Redis of REDIS_URL (${withoutPassword(url)}) cannot be used: ${reason(last ?? error)}. Start it or mend the address, or leave REDIS_URL out.`,
      { cause: error },
    );
  } finally {
    redis.disconnect();
  }
};

/** Tries once: whoever waits for a server that is not there wants to know now. */
export const givenRedis = (url: string): Redis =>
  new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });

/** What went wrong in a few words. A name with two addresses fails with an error that holds one for each and no words. */
const reason = (error: unknown): string => {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error instanceof Error ? error.message.split('\n')[0]?.replace(/\.$/, '') || error.name : String(error);
};
