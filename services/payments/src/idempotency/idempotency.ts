// The same request again gets the same answer (draft-ietf-httpapi-idempotency-key-header): the key is stored with the
// hash of its request and with the answer, and a key that is being worked on is not worked on twice.
import { hash } from 'node:crypto';
import { keyInUse, keyMissing, keyReused } from '@windsurf/contracts/payments';
import type { Deps } from '../deps.ts';
import { dropKey, finishKey, insertKey, lockKey, retakeKey } from './idempotency.queries.ts';

export type KeyedRequest = {
  /** Method and path: one key may be used for each endpoint. */
  readonly endpoint: string;
  readonly key: string | string[] | undefined;
  readonly body: unknown;
};
/** A process that died holds its key no longer than this. */
const abandonedMs = 60_000;

/**
 * Does the work once for a key and keeps its answer. What failed is not kept: the same key may try again. Throws
 * keyMissing (400), keyReused (422) and keyInUse (409).
 */
export async function once<A extends object>(deps: Deps, request: KeyedRequest, work: () => Promise<A>): Promise<A> {
  const { endpoint, key } = request;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw keyMissing();
  const at = { endpoint, key };
  const requestHash = hash('sha256', JSON.stringify(request.body));
  const known = await deps.tenancy.inPlatform(async (tx) => {
    const now = deps.clock.now();
    if (await insertKey(tx, { ...at, requestHash, takenAt: now })) return undefined;
    const row = await lockKey(tx, at);
    if (!row) throw keyInUse({}, { retryAfter: 1 });
    if (row.requestHash !== requestHash) throw keyReused();
    if (row.finishedAt !== null) return row.answer as A;
    if (now.getTime() - row.takenAt.getTime() < abandonedMs) throw keyInUse({}, { retryAfter: 1 });
    await retakeKey(tx, at, now);
    return undefined;
  });
  if (known) return known;
  try {
    const answer = await work();
    await deps.tenancy.inPlatform(async (tx) => {
      await finishKey(tx, at, JSON.stringify(answer), 201, deps.clock.now());
    });
    return answer;
  } catch (error) {
    await deps.tenancy.inPlatform(async (tx) => await dropKey(tx, at));
    throw error;
  }
}
