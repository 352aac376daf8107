// The figures that every service has: its connections and its queue.
import type { Metrics } from './metrics.ts';

type PoolCounts = { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
type QueueCounts = {
  figures(): Promise<{
    readonly oldest: number;
    readonly due: number;
    readonly dead: number;
    readonly parked: number;
  }>;
};

/** How the connections of a process are used; `name` begins the figures of a second pool. */
export function watchPool(metrics: Metrics, pool: PoolCounts, name = 'windsurf_pool'): void {
  metrics.gauges(
    {
      [`${name}_total`]: 'Connections for requests and handlers',
      [`${name}_idle`]: 'Those of them that nobody uses',
      [`${name}_waiting`]: 'Requests and handlers that wait for one',
    },
    async () => ({
      [`${name}_total`]: pool.totalCount,
      [`${name}_idle`]: pool.idleCount,
      [`${name}_waiting`]: pool.waitingCount,
    }),
  );
}

/** Only where the queue is worked; `oldest` is the longest that a due message has waited. */
export function watchQueue(metrics: Metrics, queue: QueueCounts): void {
  metrics.gauges(
    {
      windsurf_queue_age_seconds: 'Age of the longest due message',
      windsurf_queue_due: 'Messages that are due and not being handled',
      windsurf_queue_dead: 'Messages that failed for the last time and wait for a person',
      windsurf_queue_parked: 'Messages of a version that this service does not know',
    },
    async () => {
      const { oldest, due, dead, parked } = await queue.figures();
      return {
        windsurf_queue_age_seconds: oldest,
        windsurf_queue_due: due,
        windsurf_queue_dead: dead,
        windsurf_queue_parked: parked,
      };
    },
  );
}
