// "This happened", said in the transaction in which it happened.
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { later } from '@windsurf/db/tenancy';
import type { CreatorTx } from '@windsurf/db/tenancy';
import { traceparent } from '@windsurf/trace/trace';
import { CompiledQuery } from 'kysely';
import { assertPayload } from './payload.ts';

/**
 * Announces a fact to every service that subscribed to it; heard if and only if the transaction commits. The service
 * must own the event (`select messages.own('order.paid')` in a migration), or the database answers 42501.
 *
 * `key` is a uuid that names this fact, mostly the id of the row: a second emit with the same key is ignored while the
 * first waits, and has no second effect in handlers that use `onceIn`. Throws TypeError when the payload does not fit.
 */
export async function emit<DB, E extends EventType>(
  tx: CreatorTx<DB>,
  type: E,
  key: string,
  payload: PayloadOf<E>,
): Promise<void> {
  assertPayload(type.name, type.payload, payload);
  await later(
    tx,
    // The trace rides in a setting of the transaction, so that the function is the same for builds with and without it.
    CompiledQuery.raw("select set_config('app.trace', $5, true), messages.emit($1, $2::int, $3::uuid, $4::jsonb)", [
      type.name,
      type.version,
      key,
      JSON.stringify(payload),
      traceparent() ?? '',
    ]),
  );
}
