// The number of a buyer, for the rail that must compare it; asked for when needed and kept nowhere here.
import { phoneOfPerson } from '@windsurf/contracts/auth';
import type { Deps } from '../deps.ts';
import { orBusy } from '../or-busy.ts';

/** E.164. Throws busyNow, so that the rail tells us again. */
export async function phoneOfBuyer(deps: Deps, personId: string): Promise<string> {
  return (await orBusy(deps.auth(phoneOfPerson, { params: { id: personId } }))).phone;
}
