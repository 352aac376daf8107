// The process side of a queue: fetches what is due and calls the handlers, which use the service's own scopes.
import { EventEmitter } from 'node:events';
import { run } from 'graphile-worker';
import type { WorkerEvents, WorkerPool } from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Consumer, Jobber } from './consume.ts';
import { assertQueueGrants } from './grants.ts';
import { queueLogger } from './queue-logger.ts';
import { queueOf, queuePool } from './queue.ts';
import type { Queue } from './queue.ts';
import { taskList } from './task-list.ts';

export type WorkerOptions = {
  /** The service's login, straight to PostgreSQL: LISTEN and the lock do not pass a transaction-pooling proxy. */
  readonly connectionString: string;
  /** Schema of the service; the queue's is `queue_<schema>`. */
  readonly schema: string;
  readonly consumers: readonly Consumer[];
  readonly jobs: readonly Jobber[];
  readonly log: Logger;
  /** Handlers at one time; 4 unless told. The worker opens at most three connections more than that. */
  readonly concurrency?: number;
};
export type RunningWorker = {
  /** Takes nothing new, waits for running handlers, closes. */
  stop(): Promise<void>;
  /**
   * Ends with the worker: resolves after `stop`, rejects when it ended by itself (lost its lock, or somebody announced a
   * breaking migration). The caller then ends the process with 57, to be started anew: a worker that is gone is silent.
   */
  readonly done: Promise<void>;
  readonly queue: Queue;
};

/**
 * Says "this pool of workers is alive" as long as the connection lives. The library would free a dead worker's messages
 * after four hours; with this lock the others know at once.
 */
export function holdLock(events: EventEmitter, holder: pg.PoolClient, schema: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  events.once('pool:create', ({ workerPool }: { workerPool: WorkerPool }) => {
    holder
      .query('select pg_advisory_lock_shared(hashtext($1), hashtext($2))', [`queue_${schema}`, workerPool.id])
      .then(() => resolve(), reject);
  });
  return promise;
}

/** Fetches that fail in a row before the worker gives way to a new one: five seconds. */
const MOST_REFUSALS = 20;

/** How long an orderly end may take when the worker has lost its lock. */
const LEAVE_MS = 3000;

/** Once a second frees what dead workers held, once a minute releases parked messages whose version is known by now. */
function sweep(pool: pg.Pool, schema: string, log: Logger): { stop(): void } {
  let seconds = 0;
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      const { rows } = await pool.query<{ freed: number }>(`select queue_${schema}.unlock_dead()::int as freed`);
      if (rows[0]?.freed) log.warn({ freed: rows[0].freed }, 'messages of a dead worker freed');
      if (++seconds % 60 === 0) await pool.query(`select queue_${schema}.release_parked()`);
    } catch (error) {
      log.warn({ code: (error as { code?: unknown }).code }, 'queue not swept');
    } finally {
      busy = false;
    }
  }, 1000);
  return { stop: () => clearInterval(timer) };
}

/**
 * Starts to handle messages; resolves when it listens. Rejects, naming them, when rights are missing, and with
 * RangeError when one message has two handlers.
 */
export async function startWorker({
  connectionString,
  schema,
  consumers,
  jobs,
  log,
  concurrency = 4,
}: WorkerOptions): Promise<RunningWorker> {
  const tasks = taskList({ schema, consumers, jobs, log });
  const pool = queuePool(connectionString, schema, concurrency + 3);
  let stopping = false;
  let holder: pg.PoolClient | undefined;
  const close = async (): Promise<void> => {
    holder?.release(true);
    holder = undefined;
    if (!pool.ending) await pool.end();
  };
  try {
    await assertQueueGrants(pool, schema);
    await pool.query(`select queue_${schema}.unlock_dead(), queue_${schema}.release_parked()`);
    holder = await pool.connect();
    const events: WorkerEvents = new EventEmitter();
    let endBecause = (_reason: string): void => {};
    // The library keeps what its first question gave, also when that was an error: then it never fetches again, says so
    // four times a second, and looks alive.
    let refusals = 0;
    events.on('localQueue:getJobs:complete', () => {
      refusals = 0;
    });
    const told = (text: string): void => {
      if (!text.startsWith('Error occurred fetching jobs')) return;
      refusals += 1;
      if (refusals >= MOST_REFUSALS) endBecause('the worker cannot fetch');
    };
    const locked = holdLock(events, holder, schema);
    // The library says that it listens before it has asked to: what is told in between is lost. The connection has nothing
    // else to do, so it listens when its queue of questions is empty again.
    const listening = new Promise<void>((resolve) =>
      events.on('pool:listen:success', ({ client }) => client.once('drain', () => resolve())),
    );
    const runner = await run({
      pgPool: pool,
      schema: `queue_${schema}`,
      concurrency,
      // The net under the wake-ups, which come for one of several transactions that commit together.
      pollInterval: 250,
      noHandleSignals: true,
      events,
      logger: queueLogger(log, told),
      taskList: tasks,
      parsedCronItems: [],
      preset: {
        worker: {
          // Small, because a kill spends an attempt of all that wait in it. The delay keeps wake-ups for other
          // services' messages (the channel is the database's) from becoming a fetch each.
          localQueue: { size: 20, refetchDelay: { durationMs: 10, threshold: 0, maxAbortThreshold: 50 } },
          completeJobBatchDelay: 0,
        },
      },
    });
    // Without the lock others free and repeat what this worker holds: better to end and be started anew.
    let lost: Error | undefined;
    const gone = Promise.withResolvers<never>();
    gone.promise.catch(() => {});
    endBecause = (reason: string): void => {
      if (stopping || lost) return;
      lost = new Error(reason);
      runner.stop(reason).catch(() => {});
      // The library's own way out needs the database, and waits for it for ever: then we leave without it. What is held here
      // is freed by the others, who see that the lock is gone.
      setTimeout(() => gone.reject(lost), LEAVE_MS).unref();
    };
    holder.on('error', () => endBecause('the worker lost its lock'));
    holder.on('end', () => endBecause('the worker lost its lock'));
    const sweeper = sweep(pool, schema, log);
    const ended = runner.promise
      .finally(async () => {
        sweeper.stop();
        await close();
      })
      .then(() => {
        if (!stopping) throw lost ?? new Error('the worker ended by itself');
      });
    const done = Promise.race([ended, gone.promise]);
    await Promise.race([Promise.all([locked, listening]), done]);
    return {
      done,
      queue: queueOf(pool, schema),
      async stop() {
        if (!stopping) {
          stopping = true;
          await runner.stop();
        }
        await done;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
