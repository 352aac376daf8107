// For tests and one-off tasks: runs what is due, here and now, with the worker's own role and handlers.
import { EventEmitter } from 'node:events';
import { runOnce } from 'graphile-worker';
import type { WorkerOptions } from './worker.ts';
import { holdLock } from './worker.ts';
import { queueLogger } from './queue-logger.ts';
import { queuePool } from './queue.ts';
import { taskList } from './task-list.ts';

export type DrainOptions = Omit<WorkerOptions, 'concurrency'> & {
  /** Also runs what is scheduled up to this moment, for tests whose clock is not the database's. */
  readonly upTo?: Date;
};

/**
 * Runs every message that is due, one after the other, with those that handlers put into the same queue, and returns how
 * many succeeded. What failed stays in the queue for its next attempt, and drain then rejects with an AggregateError
 * whose message names task and key and whose errors are the handlers'.
 */
export async function drain({ upTo, ...options }: DrainOptions): Promise<number> {
  const { connectionString, schema, log } = options;
  let handled = 0;
  const failures: { name: string; error: unknown }[] = [];
  const tasks = taskList(options, {
    handled: () => handled++,
    failed: (name, key, error) => failures.push({ name: `${name} ${key}`, error }),
  });
  const pool = queuePool(connectionString, schema, 4);
  try {
    const holder = await pool.connect();
    for (let before = -1; before !== handled + failures.length; ) {
      before = handled + failures.length;
      if (upTo) {
        await pool.query(
          `update queue_${schema}._private_jobs set run_at = now()
          where run_at > now() and run_at <= $1 and attempts = 0 and locked_at is null`,
          [upTo],
        );
      }
      const events = new EventEmitter();
      const locked = holdLock(events, holder, schema);
      await runOnce({
        pgPool: pool,
        schema: `queue_${schema}`,
        noHandleSignals: true,
        events,
        logger: queueLogger(log),
        taskList: tasks,
      });
      await locked;
    }
    holder.release(true);
  } finally {
    await pool.end();
  }
  if (failures.length > 0) {
    const errors = failures.map((failure) => failure.error);
    const said = failures.map(
      ({ name, error }) => `${name}: ${error instanceof Error ? error.message : String(error)}`,
    );
    throw new AggregateError(errors, `handlers failed: ${said.join('; ')}`);
  }
  return handled;
}
