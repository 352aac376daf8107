// Turns consumers and jobs into the library's task list: checks the payload, limits the time, reports without content.
import type { CreatorId } from '@windsurf/db/tenancy';
import { inTrace } from '@windsurf/trace/trace';
import type { JobHelpers, TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import type { TSchema } from 'typebox';
import { GiveUp } from './consume.ts';
import type { Consumer, Jobber, Once } from './consume.ts';
import { misfit } from './payload.ts';

/** Written by `accept` and `accept_job` of the queue, by nobody else. */
type Envelope = {
  readonly creator: string | null;
  readonly key: string;
  readonly payload: unknown;
  /** W3C traceparent of whoever emitted it; null or absent when there was none. */
  readonly trace?: string | null;
};
type Delivery = {
  readonly envelope: Envelope;
  readonly once: Once;
  readonly attempt: number;
  readonly signal: AbortSignal;
};
type Task = {
  readonly name: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly schema: TSchema;
  readonly timeout: number;
  /** Events: the fact is the key. Jobs: the key may come again, the row is the one piece of work. */
  readonly onceKey: (key: string, id: string) => string;
  readonly call: (delivery: Delivery) => Promise<void>;
};

/** What ran, for those who count. */
export type Report = {
  handled(name: string, key: string): void;
  failed(name: string, key: string, error: unknown): void;
};

const defaultTimeout = 30_000;

function consumerTask({ event, handle, timeout }: Consumer): Task {
  return {
    name: `${event.name}.v${event.version}`,
    labels: { event: event.name, version: event.version },
    schema: event.payload,
    timeout: timeout ?? defaultTimeout,
    onceKey: (key) => key,
    call: async ({ envelope: { creator, key, payload }, ...delivery }) =>
      await handle({
        ...delivery,
        creatorId: creator as CreatorId,
        key,
        event: event.name,
        version: event.version,
        payload,
      }),
  };
}

function jobTask({ job, handle, timeout }: Jobber): Task {
  return {
    name: `job:${job.name}`,
    labels: { job: job.name },
    schema: job.payload,
    timeout: timeout ?? defaultTimeout,
    onceKey: (key, id) => `${key}#${id}`,
    call: async ({ envelope: { creator, key, payload }, ...delivery }) =>
      await handle({ ...delivery, creatorId: creator as CreatorId | null, key, job: job.name, payload }),
  };
}

/** The kind of an error and where it was thrown; its message may quote a row and stays in the queue's own table. */
function faultOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, sqlState, kind } = error as Error & { code?: unknown; sqlState?: unknown; kind?: unknown };
  return {
    name: error.name,
    code: code ?? sqlState ?? kind,
    at: error.stack
      ?.split('\n')
      .find((line) => line.startsWith('    at '))
      ?.trim(),
  };
}

async function withinTime(
  ms: number,
  work: (signal: AbortSignal) => Promise<void>,
  stopping: AbortSignal,
): Promise<void> {
  const clock = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new Error(`no end after ${ms} ms`);
    error.name = 'HandlerTimeout';
    clock.abort(error);
    late.reject(error);
  }, ms);
  try {
    await Promise.race([work(AbortSignal.any([clock.signal, stopping])), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function runner(schema: string, task: Task, log: Logger, report: Report | undefined) {
  const run = async (envelope: Envelope, helpers: JobHelpers): Promise<void> => {
    const { id, attempts, max_attempts: of } = helpers.job;
    const labels = { ...task.labels, key: envelope.key, attempt: attempts, of };
    const started = performance.now();
    try {
      const wrong = misfit(task.schema, envelope.payload);
      if (wrong !== null) throw new GiveUp(`the payload does not fit the schema of ${task.name}: ${wrong}`);
      const once = { schema, message: task.name.replace(/\.v\d+$/, ''), key: task.onceKey(envelope.key, id) };
      await withinTime(
        task.timeout,
        async (signal) => await task.call({ envelope, once, attempt: attempts, signal }),
        helpers.abortSignal,
      );
    } catch (error) {
      // The last attempt is this one, and the library makes a dead letter of it.
      if (error instanceof GiveUp)
        await helpers.query(`update queue_${schema}._private_jobs set max_attempts = attempts where id = $1`, [id]);
      const dead = error instanceof GiveUp || attempts >= of;
      log[dead ? 'error' : 'warn']({ ...labels, fault: faultOf(error) }, dead ? 'message is dead' : 'message failed');
      report?.failed(task.name, envelope.key, error);
      throw error;
    }
    // One line for each message: without it nobody can follow what was bought from service to service.
    log.info({ ...labels, ms: Math.round(performance.now() - started) }, 'message handled');
    report?.handled(task.name, envelope.key);
  };
  return async (body: unknown, helpers: JobHelpers): Promise<void> => {
    const envelope = body as Envelope;
    await inTrace(envelope.trace, async () => await run(envelope, helpers));
  };
}

/** Throws RangeError when nothing is consumed or one message has two handlers in this service. */
export function taskList(
  {
    schema,
    consumers,
    jobs,
    log,
  }: { schema: string; consumers: readonly Consumer[]; jobs: readonly Jobber[]; log: Logger },
  report?: Report,
): TaskList {
  const list: TaskList = {};
  for (const task of [...consumers.map(consumerTask), ...jobs.map(jobTask)]) {
    if (Object.hasOwn(list, task.name)) throw new RangeError(`${task.name} has two handlers`);
    list[task.name] = runner(schema, task, log, report);
  }
  if (Object.keys(list).length === 0) throw new RangeError('a worker without consumers and jobs');
  return list;
}
