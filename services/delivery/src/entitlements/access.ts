// What is owned follows its money. Payments decides, here it is obeyed: by the library, the receipt and each single
// request of a download.
import { entitlementChanged } from '@windsurf/contracts/delivery';
import type { EntitlementAccess } from '@windsurf/contracts/delivery';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderAccessChanged } from '@windsurf/contracts/payments';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Tx } from '../deps.ts';
import { returnAgain } from '../preorders/preorders.ts';
import { keepDecision, setAccess } from './access.queries.ts';
import type { Decided, OrderAccess, Owned } from './access.queries.ts';

export { accessColumns, holdAccess } from './access.queries.ts';
export type { OrderAccess } from './access.queries.ts';

/** paused: the money went back, and may come again. revoked: it was given back, and this is over. */
export const accessOf = (row: { readonly state: 'active' | 'paused'; readonly revoked: boolean }): EntitlementAccess =>
  row.state === 'active' ? 'active' : row.revoked ? 'revoked' : 'paused';

/**
 * Inside the handler's transaction. Decisions may come in any order, twice, and before the order itself: the latest one
 * counts, and is kept until there is something to close.
 */
export async function changeAccess(
  tx: Tx,
  creatorId: CreatorId,
  { orderId, access, why, at }: PayloadOf<typeof orderAccessChanged>,
): Promise<void> {
  // Why something is open again is no reason to keep.
  const reason = access === 'active' || why === 'restored' ? null : why;
  if (access !== 'active' && reason === null) throw new TypeError('what is closed is closed for a reason');
  const decision: Decided = { access, why: reason, decidedAt: new Date(at) };
  if (!(await keepDecision(tx, creatorId, orderId, decision))) return;
  for (const owned of await setAccess(tx, creatorId, orderId, decision)) {
    await tellChange(tx, orderId, owned, decision);
  }
  if (decision.access === 'active') await returnAgain(tx, creatorId, orderId);
}

/** Says that something was closed or opened again; says nothing while payments has decided nothing. */
export async function tellChange(tx: Tx, orderId: string, owned: Owned, to: OrderAccess): Promise<void> {
  if (to.decidedAt === null) return;
  const { id: entitlementId, productId, buyerId } = owned;
  await emit(tx, entitlementChanged, newId(), {
    entitlementId,
    orderId,
    productId,
    buyerId,
    access: to.access,
    why: to.why,
    at: to.decidedAt.toISOString(),
  });
}
