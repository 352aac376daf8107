// What a type needs besides its entitlement, made in the transaction that grants, once for each grant.
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderPaid } from '@windsurf/contracts/payments';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { openRequest } from '../requests/requests.ts';
import { makeTicket } from '../tickets/tickets.ts';
import type { Granted } from './entitlements.ts';

export async function openForType(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  order: PayloadOf<typeof orderPaid>,
  granted: readonly Granted[],
): Promise<void> {
  const { orderId, buyerId, lang } = order;
  for (const { id, fresh, product } of granted) {
    const { productId, title, details } = product;
    if (!fresh) continue;
    if (details.type === 'event-ticket') await makeTicket(deps, tx, creatorId, { id, productId, buyerId }, details);
    if (details.type === 'custom-request') {
      const at = new Date(order.paidAt);
      await openRequest(tx, creatorId, { id, orderId, productId, buyerId, title, lang, at }, details);
    }
  }
}
