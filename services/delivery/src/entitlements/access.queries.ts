import type { AccessReason, EntitlementAccess } from '@windsurf/contracts/delivery';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';
import { paidOrder } from './entitlements.queries.ts';

/** What payments last said about an order. `decidedAt` is null while it has said nothing but that it is paid. */
export type OrderAccess = {
  readonly access: EntitlementAccess;
  readonly why: AccessReason | null;
  readonly decidedAt: Date | null;
};
export type Decided = OrderAccess & { readonly decidedAt: Date };

/**
 * Keeps a decision; false when a later one is known already. Of two at the same moment the stricter one counts, so that
 * the order in which they are heard decides nothing. Whoever grants the same order meanwhile waits, or is waited for.
 */
export async function keepDecision(tx: Tx, creatorId: string, orderId: string, decision: Decided): Promise<boolean> {
  const strictness = (access: string) => sql`array_position(array['active', 'paused', 'revoked'], ${sql.ref(access)})`;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery.orderAccess')
    .values({ creatorId, orderId, ...decision })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'orderId'])
        .doUpdateSet((e) => ({
          access: e.ref('excluded.access'),
          why: e.ref('excluded.why'),
          decidedAt: e.ref('excluded.decidedAt'),
        }))
        .where(
          sql<boolean>`order_access.decided_at is null or order_access.decided_at < excluded.decided_at
            or order_access.decided_at = excluded.decided_at
              and ${strictness('order_access.access')} < ${strictness('excluded.access')}`,
        ),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** What is known about an order when it is granted; decisions that come meanwhile wait until it is. */
export async function holdAccess(tx: Tx, creatorId: string, orderId: string): Promise<OrderAccess> {
  return await tx
    .insertInto('delivery.orderAccess')
    .values({ creatorId, orderId, access: 'active' })
    // Changes nothing; an insert alone would neither lock nor show a row that is there.
    .onConflict((c) =>
      c.columns(['creatorId', 'orderId']).doUpdateSet({ access: sql<EntitlementAccess>`order_access.access` }),
    )
    .returning(['access', 'why', 'decidedAt'])
    .executeTakeFirstOrThrow();
}

export type Owned = { readonly id: string; readonly productId: string; readonly buyerId: string };

/** Opens or closes all that was bought in an order; gives back what that is. */
export async function setAccess(tx: Tx, creatorId: string, orderId: string, to: OrderAccess): Promise<Owned[]> {
  return await tx
    .updateTable('delivery.entitlements')
    .set(accessColumns(to))
    .where('creatorId', '=', creatorId)
    .where(paidOrder, '=', orderId)
    // What a membership's money does to its time is said by payments in another event.
    .where('type', '!=', 'membership')
    .returning(['id', 'productId', 'buyerId'])
    .execute();
}

/** As the table keeps it: open or not in one column, which is all that older code reads, and the rest beside it. */
export function accessColumns({ access, why, decidedAt }: OrderAccess) {
  if (access === 'active') return { state: 'active', revoked: false, why: null, since: null } as const;
  return { state: 'paused', revoked: access === 'revoked', why, since: decidedAt } as const;
}
