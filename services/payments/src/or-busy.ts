// What another service is asked on the way. When it does not answer, the asker is told to come again soon.
import { busyNow } from '@windsurf/contracts/problem';
import { CallFailed } from '@windsurf/http-client/call';

/** Throws busyNow where the call failed. */
export async function orBusy<A>(call: Promise<A>): Promise<A> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CallFailed) throw busyNow({}, { retryAfter: 5, cause: error });
    throw error;
  }
}
