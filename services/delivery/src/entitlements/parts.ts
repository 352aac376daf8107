// What is paid in parts is granted with the first of them. The others are of what is there already: their orders lead to it,
// and payments says when it is closed and opened.
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderPaid } from '@windsurf/contracts/payments';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import { keepOrder } from '../memberships/memberships.ts';
import { findByOrder } from './entitlements.queries.ts';

type Choice = PayloadOf<typeof orderPaid>['choice'];
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The payment plan that an order begins or goes on with; null when it is paid at once. */
export const planIn = (choice: Choice): string | null => text(choice?.plan) ?? null;

/**
 * Inside the handler's transaction: true for an order of a later part, which grants nothing. Throws when the order of the
 * first part is not known yet: its event is on its way, and the queue tries again.
 */
export async function keepPart(
  tx: Tx,
  creatorId: CreatorId,
  { orderId, choice }: PayloadOf<typeof orderPaid>,
): Promise<boolean> {
  const first = text(choice?.firstOrder);
  if (first === undefined) return false;
  const granted = await findByOrder(tx, creatorId, first);
  if (!granted) throw new Error('the first part of a payment plan is not known here yet');
  await keepOrder(tx, creatorId, orderId, granted.id);
  return true;
}
