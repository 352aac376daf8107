// The pool of a service's login role, and how column values become JavaScript's.
import pg from 'pg';

/** int8 as a safe integer or an error: an amount that JavaScript would round must never get through. */
const safeInteger = (text: string): number => {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError('int8 beyond the safe integers');
  return n;
};

const textArray = (text: string): string[] => pg.types.getTypeParser(1009 as number, 'text')(text) as string[];

/** By the type's number in the catalog: int8, int8[], date, date[]. */
const ours: Readonly<Record<number, (text: string) => unknown>> = {
  20: safeInteger,
  1016: (text) => textArray(text).map(safeInteger),
  1082: (text) => text,
  1182: textArray,
};

/** int8 → number; date → its text (a day has no time zone, a Date has); all others as pg reads them. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => ours[Number(oid)] ?? pg.types.getTypeParser(oid, format),
};

export type PoolOptions = {
  readonly connectionString: string;
  /** Connections of this process, at most. */
  readonly max: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** Milliseconds one statement may take; 10 000 unless told. */
  readonly statementTimeout?: number;
  /** Hears of connections that died while nobody used them; they are replaced by themselves. */
  readonly onIdleError?: (error: Error) => void;
};

/**
 * A pool in which everything ends: connecting (5 s), a statement (10 s), a transaction that nobody continues (10 s),
 * a connection that nobody uses (30 s). The limits are the server's, sent at start-up, so they hold behind a kill too.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const statementTimeout = options.statementTimeout ?? 10_000;
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max,
    application_name: options.applicationName ?? 'windsurf',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: 10_000,
    // The server's own limit answers first; this one is for a server that does not answer at all.
    query_timeout: statementTimeout + 5_000,
    keepAlive: true,
    types: columnTypes,
  });
  // Without a listener the error of an idle connection would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  // And so would that of one that is checked out between two statements: from the very first, which may be older than any
  // driver on this pool. The next statement on it fails anyway.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
