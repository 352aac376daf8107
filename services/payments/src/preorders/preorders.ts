// Pre-orders in the books (docs/decisions/0018): who pays for what is not out yet pays in full, and the money stays with the
// platform until delivery says that it is out. Delivery decides who waits; here is only what follows for the money.
import type { releaseChanged } from '@windsurf/contracts/delivery-preorders';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import { isKnown, markReleased } from './preorders.queries.ts';

export { waitsForRelease } from './preorders.queries.ts';

type Release = { readonly releaseAt: Date | null; readonly releasedAt: Date | null };

/** Sold, and not out yet. */
export const isAhead = ({ releaseAt, releasedAt }: Release): boolean => releaseAt !== null && releasedAt === null;

/** Delivery is told to open it at its moment; so long the checkout does not call that late. */
const graceMs = 10 * 60_000;
/** Its day came, and it is not there: nobody else pays for it until it is. */
export const isLate = (release: Release, now: Date): boolean =>
  isAhead(release) && release.releaseAt !== null && release.releaseAt.getTime() + graceMs <= now.getTime();

/** Inside the handler's transaction. Throws while the product has not been heard of: the message comes again. */
export async function hearRelease(
  tx: Tx,
  creatorId: CreatorId,
  { productId, state, at }: PayloadOf<typeof releaseChanged>,
): Promise<void> {
  if (state !== 'released') return;
  if (await markReleased(tx, creatorId, productId, new Date(at))) return;
  if (!(await isKnown(tx, creatorId, productId))) throw new Error('released before it was published here');
}
