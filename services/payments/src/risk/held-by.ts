import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import { openHold } from './risk.queries.ts';
import type { CaseRow } from './risk.queries.ts';

/** The decision that holds this creator's payouts now, if there is one. What is only proposed holds nothing. */
export async function heldBy(tx: Tx, creatorId: CreatorId): Promise<CaseRow | undefined> {
  const found = await openHold(tx, creatorId).executeTakeFirst();
  return found?.state === 'approved' ? found : undefined;
}
