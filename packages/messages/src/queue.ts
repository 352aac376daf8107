// What operators and metrics ask of a queue. Content is never among the answers.
import pg from 'pg';
import { schemaName } from './queue-name.ts';

export type DeadLetter = {
  readonly id: string;
  /** `order.paid.v1` or `job:settle.check`. */
  readonly task: string;
  readonly key: string;
  readonly creatorId: string | null;
  readonly attempts: number;
  /** The handler's own words; may quote a row: for operators, never for logs. */
  readonly lastError: string | null;
  readonly diedAt: Date;
};
export type QueueFigures = {
  /** Due and not being run. */
  readonly due: number;
  readonly scheduled: number;
  readonly running: number;
  readonly dead: number;
  readonly parked: number;
  /** Age in seconds of the longest due message, 0 when none is due. */
  readonly oldest: number;
};
export type Queue = {
  /** The latest dead letters, at most `limit`. */
  deadLetters(limit?: number): Promise<DeadLetter[]>;
  /** Gives dead letters their attempts back, due now. Returns how many of the ids were dead. */
  replay(ids: readonly string[]): Promise<number>;
  figures(): Promise<QueueFigures>;
  /** Versions that no subscription of this service knows, counted. */
  parked(): Promise<{ event: string; version: number; count: number }[]>;
};

/** Connections that take `role`; one that is terminated is replaced, and does not end the process. */
export function poolAs(role: string, connectionString: string, max: number, settings = ''): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, options: `-c role=${role}${settings}`, application_name: role });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Connections as the worker's role, which is no scope: it sees its queue and no other table. */
export const queuePool = (connectionString: string, schema: string, max: number): pg.Pool =>
  poolAs(`queue_${schemaName(schema)}`, connectionString, max);

export function queueOf(pool: pg.Pool, schema: string): Queue {
  const queue = `queue_${schemaName(schema)}`;
  return {
    async deadLetters(limit = 100) {
      const { rows } = await pool.query<DeadLetter>(
        `select id::text, task, key, creator_id as "creatorId", attempts::int, last_error as "lastError", died_at as "diedAt"
        from ${queue}.dead order by died_at desc, id desc limit $1`,
        [limit],
      );
      return rows;
    },
    async replay(ids) {
      const { rows } = await pool.query<{ n: number }>(`select ${queue}.replay($1::bigint[])::int as n`, [ids]);
      return rows[0]?.n ?? 0;
    },
    async figures() {
      const { rows } = await pool.query<QueueFigures>(`select
          count(*) filter (where alive and locked_at is null and run_at <= now())::int as due,
          count(*) filter (where alive and locked_at is null and run_at > now())::int as scheduled,
          count(*) filter (where locked_at is not null)::int as running,
          count(*) filter (where not alive and locked_at is null and key is not null)::int as dead,
          (select count(*)::int from ${queue}.parked) as parked,
          coalesce(extract(epoch from now() - min(run_at) filter (where alive and locked_at is null and run_at <= now())), 0)::float8 as oldest
        from (select *, attempts < max_attempts as alive from ${queue}._private_jobs) j`);
      const [figures] = rows;
      if (!figures) throw new Error('a count without an answer');
      return figures;
    },
    async parked() {
      const { rows } = await pool.query<{ event: string; version: number; count: number }>(
        `select event, version, count(*)::int as count from ${queue}.parked group by 1, 2 order by 1, 2`,
      );
      return rows;
    },
  };
}
