import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';

/** Whose payout, account, case or appeal it is; that this operator has looked is written down. Throws notFound. */
export async function creatorFor(
  deps: Deps,
  operatorId: string,
  what: 'payout' | 'payout-account' | 'risk-case' | 'appeal' | 'creator',
  id: string,
): Promise<CreatorId> {
  const [found] = await deps.tenancy.door<{ whose: string | null }>('whose', operatorId, what, id);
  if (!found?.whose) throw notFound();
  return asCreatorId(found.whose);
}
