// What a service does about messages: consumers of events, workers of jobs, and the once-only rule.
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import type { CreatorId, CreatorTx } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { JobPayload, JobType } from './job.ts';

/** Names one piece of work for `onceIn`. */
export type Once = { readonly schema: string; readonly message: string; readonly key: string };

type Delivery = {
  readonly key: string;
  /** 1 for the first delivery; kills count too. */
  readonly attempt: number;
  readonly once: Once;
  /** Aborted when the time is up or the worker stops. */
  readonly signal: AbortSignal;
};
export type EventMessage<E extends EventType> = Delivery & {
  readonly creatorId: CreatorId;
  readonly event: string;
  readonly version: number;
  readonly payload: PayloadOf<E>;
};
export type JobMessage<J extends JobType> = Delivery & {
  /** Null when the job was enqueued from the platform scope. */
  readonly creatorId: CreatorId | null;
  readonly job: string;
  readonly payload: JobPayload<J>;
};

export type HandlerOptions = {
  /** Milliseconds until an attempt counts as failed; 30 000 unless told. */
  readonly timeout?: number;
};
export type Consumer = HandlerOptions & {
  readonly event: EventType;
  readonly handle: (message: EventMessage<EventType>) => Promise<void>;
};
export type Jobber = HandlerOptions & {
  readonly job: JobType;
  readonly handle: (message: JobMessage<JobType>) => Promise<void>;
};

/** A consumer of one version of an event. Delivery is at least once: begin a writing handler with `onceIn`. */
export function on<E extends EventType>(
  event: E,
  handle: (message: EventMessage<E>) => Promise<void>,
  options: HandlerOptions = {},
): Consumer {
  // The worker checks the payload against the event's own schema before it calls.
  return { ...options, event, handle: handle as Consumer['handle'] };
}

/** Does a job of this service. */
export function work<J extends JobType>(
  job: J,
  handle: (message: JobMessage<J>) => Promise<void>,
  options: HandlerOptions = {},
): Jobber {
  return { ...options, job, handle: handle as Jobber['handle'] };
}

/**
 * Claims the message in the handler's transaction. False: its effect has already been committed, return at once.
 * `if (!(await onceIn(tx, message))) return;`
 */
export async function onceIn<DB>(tx: CreatorTx<DB>, { once }: { readonly once: Once }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into ${sql.table(`${once.schema}.handled_messages`)} (message, key) values (${once.message}, ${once.key})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Thrown by a handler that knows that another attempt is of no use: the message goes to the dead letters at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}
