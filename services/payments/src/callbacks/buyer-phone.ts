// The number of a buyer, for the rail that must compare it; asked for when needed and kept nowhere here.
import { phoneOfPerson } from '@windsurf/contracts/auth';
import { busyNow } from '@windsurf/contracts/problem';
import { CallFailed } from '@windsurf/http-client/call';
import type { Deps } from '../deps.ts';

/** E.164. Throws busyNow, so that the rail tells us again. */
export async function phoneOfBuyer(deps: Deps, personId: string): Promise<string> {
  try {
    return (await deps.auth(phoneOfPerson, { params: { id: personId } })).phone;
  } catch (error) {
    if (error instanceof CallFailed) throw busyNow({}, { retryAfter: 5, cause: error });
    throw error;
  }
}
