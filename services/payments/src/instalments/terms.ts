// In how many monthly parts a creator lets her buyers pay. Plans that run stay as they were begun.
import { instalmentsRefused } from '@windsurf/contracts/payments-instalments';
import type { InstalmentTerms, changeInstalmentTerms } from '@windsurf/contracts/payments-instalments';
import type { Input } from '@windsurf/contracts/endpoint';
import { changedElsewhere, notFound } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Deps } from '../deps.ts';
import { isAhead } from '../preorders/preorders.ts';
import { planTypes } from '../sellable/sellable.ts';
import * as rows from './instalments.queries.ts';
import type { TermsOf } from './instalments.queries.ts';
import { leastPlanSantim } from './parts.ts';

const blockedBy = (row: TermsOf): InstalmentTerms['blocked'] => {
  const { type, minSantim, priceSantim } = row;
  if (!planTypes.has(type)) return 'type';
  // Who pays for what is not out yet pays in full.
  if (isAhead(row)) return 'preorder';
  if (minSantim !== null) return 'open-amount';
  return priceSantim < leastPlanSantim ? 'price' : null;
};
const viewOf = (row: TermsOf): InstalmentTerms => ({
  productId: row.id,
  version: row.version ?? 0,
  parts: row.parts,
  blocked: blockedBy(row),
  leastSantim: leastPlanSantim,
  priceSantim: row.priceSantim,
  currency: 'ETB',
});

/** Absent and foreign are the same 404. */
export async function readTermsOf(deps: Deps, creatorId: CreatorId, productId: string): Promise<InstalmentTerms> {
  const query = rows.termsOf(deps.tenancy.compile, creatorId, productId).compile();
  const [found] = await deps.tenancy.batchInCreator(creatorId, [query]);
  if (!found[0]) throw notFound();
  return viewOf(found[0]);
}

/** Throws notFound, changedElsewhere and instalmentsRefused. The same change again changes nothing. */
export async function changeTermsOf(
  deps: Deps,
  creatorId: CreatorId,
  productId: string,
  { baseVersion, parts }: Input<typeof changeInstalmentTerms>['body'],
  lang: Language,
): Promise<InstalmentTerms> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const read = async (): Promise<TermsOf | undefined> =>
      await rows.termsOf(tx, creatorId, productId).executeTakeFirst();
    const product = await read();
    if (!product) throw notFound();
    const before = await rows.lockTerms(tx, creatorId, productId);
    if ((before?.parts ?? null) === parts) return viewOf(product);
    const version = before?.version ?? 0;
    if (version !== baseVersion) throw changedElsewhere({}, { extra: { version } });
    if (parts !== null && blockedBy(product) !== null)
      throw instalmentsRefused({ least: formatBirr(santim(leastPlanSantim), lang) }, { pointer: '/parts' });
    await rows.putTerms(tx, { productId, version: version + 1, parts, changedAt: deps.clock.now() });
    return viewOf((await read()) ?? product);
  });
}
