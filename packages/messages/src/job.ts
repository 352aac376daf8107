// Own-service work for later, in the same transaction as the fact that asks for it.
import { later } from '@windsurf/db/tenancy';
import type { CreatorTx, PlatformTx } from '@windsurf/db/tenancy';
import { traceparent } from '@windsurf/trace/trace';
import { CompiledQuery } from 'kysely';
import type { Static, TSchema } from 'typebox';
import { assertPayload } from './payload.ts';

export type JobType<P extends TSchema = TSchema> = {
  readonly kind: 'job';
  /** `settle.check`: unique in the service. */
  readonly name: string;
  readonly payload: P;
};
export type JobPayload<J extends JobType> = Static<J['payload']>;

/** Declares a job; `name` is `noun.verb` in lower case. Throws RangeError for another form. */
export function job<P extends TSchema>(name: string, payload: P): JobType<P> {
  if (!/^[a-z][a-z-]*(\.[a-z][a-z-]*)+$/.test(name)) throw new RangeError('a job is called noun.verb');
  return { kind: 'job', name, payload };
}

/**
 * Puts work into the service's own queue; it exists if and only if the transaction commits. The creator of a creator's
 * scope rides along; from the platform scope the handler gets `creatorId: null`.
 *
 * One job per name and key: enqueued again before it ran, the later payload and time win; enqueued again while it runs
 * (by its own handler too: "look again in five minutes"), it runs once more; enqueued again when dead, it lives again.
 * `runAt` in the past or absent means now. Throws TypeError when the payload does not fit the job's schema.
 */
export async function enqueue<DB, J extends JobType>(
  tx: CreatorTx<DB> | PlatformTx<DB>,
  type: J,
  key: string,
  payload: JobPayload<J>,
  options: { readonly runAt?: Date } = {},
): Promise<void> {
  assertPayload(type.name, type.payload, payload);
  await later(
    tx,
    CompiledQuery.raw(
      "select set_config('app.trace', $5, true), messages.enqueue($1, $2, $3::jsonb, $4::timestamptz)",
      [type.name, key, JSON.stringify(payload), options.runAt ?? null, traceparent() ?? ''],
    ),
  );
}
