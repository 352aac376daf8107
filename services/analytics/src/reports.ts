// What a creator's pages read may be seconds old, so it is read from the replica: a long report then takes nothing from the
// server that takes payments.
import { createPool } from '@windsurf/db/pool';
import { DatabaseFault } from '@windsurf/db/errors';
import { createTenancy } from '@windsurf/db/tenancy';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import { watchPool } from '@windsurf/service-kit/watch';
import type { DB } from './db.gen.ts';

/** Reads for a creator's pages: it builds no write, and the replica refuses one that comes as text (25006). */
export type Reports = Pick<Tenancy<DB>, 'batchInCreator'> & {
  readonly compile: Pick<Tenancy<DB>['compile'], 'selectFrom'>;
};

/** Connections of one task to the replica; a server of its own, so they are not in `connections` of package.json. */
const CONNECTIONS = 2;
/** Milliseconds for which nobody asks a replica again that did not answer: connecting to a lost one takes five seconds. */
const REST_MS = 30_000;

/**
 * No answer, a broken connection (08…), or an answer that replay took away (40001 "conflict with recovery"). Anything else
 * is a mistake of ours, which the primary would only repeat.
 */
const isReplicaGone = (error: unknown): boolean =>
  error instanceof DatabaseFault &&
  (error.kind === 'unavailable' || error.kind === 'retry' || error.sqlState?.startsWith('08') === true);

export type ReportsOptions = {
  /** Address of the replica; undefined where there is none. */
  readonly url: string | undefined;
  readonly primary: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Gets what ends the replica's connections. */
  readonly stops: (() => Promise<unknown>)[];
};

/** Over the replica where there is one; while that does not answer, and without one, over the primary. */
export function openReports({ url, primary, clock, log, metrics, stops }: ReportsOptions): Reports {
  if (url === undefined) return primary;
  const pool = createPool({ connectionString: url, max: CONNECTIONS, applicationName: 'analytics reports' });
  stops.push(async () => await pool.end());
  watchPool(metrics, pool, 'windsurf_replica_pool');
  const replica = createTenancy<DB>({ pool, service: 'analytics' });
  let restsUntil = 0;
  const isResting = (): boolean => clock.now().getTime() < restsUntil;
  return {
    compile: primary.compile,
    batchInCreator: async (creator, queries) => {
      if (isResting()) return await primary.batchInCreator(creator, queries);
      try {
        return await replica.batchInCreator(creator, queries);
      } catch (error) {
        if (!isReplicaGone(error)) throw error;
        // One line, however many requests met it together.
        if (!isResting()) log.warn({ err: error, forMs: REST_MS }, 'the replica does not answer; the primary does');
        restsUntil = clock.now().getTime() + REST_MS;
        return await primary.batchInCreator(creator, queries);
      }
    },
  };
}
