// The same request again gets the same answer (draft-ietf-httpapi-idempotency-key-header): the key is stored with the
// hash of its request and with the answer, and a key that is being worked on is not worked on twice.
import { keyInUse, keyMissing, keyReused } from '@windsurf/contracts/payments';
import type { Deps } from '../deps.ts';
import type { Round } from '../janitor/janitor.ts';
import { dropKey, dropOldKeys, finishKey, lockKey, retakeKey, takeKey } from './idempotency.queries.ts';

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
  // Keyed, because a body may hold a number that could be guessed from its plain hash.
  const requestHash = deps.digest(JSON.stringify(request.body));
  const now = deps.clock.now();
  const [fresh] = await deps.tenancy.batchInPlatform([takeKey({ ...at, requestHash, takenAt: now })]);
  const known = fresh.length === 1 ? undefined : await answerOf<A>(deps, at, requestHash, now);
  if (known) return known;
  try {
    const answer = await work();
    // Sealed, because an answer may hold an address that opens something.
    const sealed = JSON.stringify(deps.cipher.seal(JSON.stringify(answer)));
    await deps.tenancy.batchInPlatform([
      finishKey({ ...at, answer: sealed, status: 201, finishedAt: deps.clock.now() }),
    ]);
    return answer;
  } catch (error) {
    await deps.tenancy.inPlatform(async (tx) => await dropKey(tx, at));
    throw error;
  }
}

/** The answer of a key that is known; undefined when whoever took it has gone, and it is ours now. */
async function answerOf<A extends object>(
  deps: Deps,
  at: { readonly endpoint: string; readonly key: string },
  requestHash: string,
  now: Date,
): Promise<A | undefined> {
  return await deps.tenancy.inPlatform(async (tx) => {
    const row = await lockKey(tx, at);
    if (!row) throw keyInUse({}, { retryAfter: 1 });
    if (row.requestHash !== requestHash) throw keyReused();
    if (row.finishedAt !== null) return JSON.parse(deps.cipher.open(row.answer as unknown as string)) as A;
    if (now.getTime() - row.takenAt.getTime() < abandonedMs) throw keyInUse({}, { retryAfter: 1 });
    await retakeKey(tx, at, now);
    return undefined;
  });
}

const day = 86_400_000;
/** How long the same key is the same request; said in the documentation of the API. */
const keptDays = 7;

/** Throws old keys away. */
export const keyRounds: readonly Round[] = [
  {
    name: 'idempotency.forget',
    everyMs: day,
    async work(deps) {
      const before = new Date(deps.clock.now().getTime() - keptDays * day);
      await deps.tenancy.inPlatform(async (tx) => await dropOldKeys(tx, before));
    },
  },
];
