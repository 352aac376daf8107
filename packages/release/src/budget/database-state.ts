// What is asked of a running database before a release: does it take the connections of both colours (S4-24), and is its
// replica up to date (S4-25).
import type pg from 'pg';
import { connectionBudget } from './connections.ts';
import type { MaxTasks, ServiceConnections } from './connections.ts';

export type Finding = { readonly ok: boolean; readonly says: string; readonly value: number };

type Queryable = Pick<pg.ClientBase, 'query'>;

/** Compares what services and tasks may open with the server's own `max_connections`. Any role may ask. */
export async function checkPoolSettings(
  db: Queryable,
  services: readonly ServiceConnections[],
  tasks: MaxTasks,
): Promise<Finding> {
  const { rows } = await db.query<{ max: number }>("select current_setting('max_connections')::int as max");
  const { fits, says, planned } = connectionBudget(services, tasks, rows[0]?.max ?? 0);
  return { ok: fits, says, value: planned };
}

/** Seconds that the replica may be behind before a release (S4-25). */
export const MOST_LAG_S = 5;

/**
 * Asks the replica itself how far behind it is, seconds. One that has replayed all that it received is not behind, however
 * long ago the last transaction was; one that receives nothing is, whatever it has replayed.
 */
export async function checkReplicaLag(replica: Queryable, most: number = MOST_LAG_S): Promise<Finding> {
  const { rows } = await replica.query<{ replica: boolean; streaming: boolean; even: boolean; lag: number | null }>(
    `select pg_is_in_recovery() as replica,
       exists (select from pg_stat_wal_receiver where status = 'streaming') as streaming,
       coalesce(pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn(), false) as even,
       extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8 as lag`,
  );
  const [row] = rows;
  if (!row?.replica) return { ok: false, says: 'this is no replica', value: Number.NaN };
  if (!row.streaming) return { ok: false, says: 'the replica receives nothing from its primary', value: Number.NaN };
  const lag = row.even ? 0 : (row.lag ?? Number.POSITIVE_INFINITY);
  return { ok: lag < most, says: `the replica is ${lag.toFixed(1)} s behind; ${most} s are the most`, value: lag };
}
