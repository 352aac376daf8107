import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Compile, Tx } from '../deps.ts';

export type MembershipRow = Selectable<DB['delivery.memberships']>;

/** Keeps what payments said last; false when something later is known already. */
export async function keepMembership(tx: Tx, row: MembershipRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery.memberships')
    .values(row)
    .onConflict((c) =>
      c
        .columns(['creatorId', 'id'])
        .doUpdateSet(row)
        .where(sql<boolean>`delivery.memberships.number < excluded.number`),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function membershipOf(tx: Tx, creatorId: string, id: string): Promise<MembershipRow | undefined> {
  return await tx
    .selectFrom('delivery.memberships')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Opens or closes the entitlement of a membership, if it is known here. */
export async function setOpen(tx: Tx, creatorId: string, id: string, open: boolean, since: Date): Promise<void> {
  await tx
    .updateTable('delivery.entitlements')
    .set(open ? { state: 'active', since: null } : { state: 'paused', since })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}

/** Twice is once. */
export async function keepOrder(tx: Tx, creatorId: string, orderId: string, entitlementId: string): Promise<void> {
  await tx
    .insertInto('delivery.membershipOrders')
    .values({ creatorId, orderId, entitlementId })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** The entitlement that an order of more time paid for. */
export async function entitlementOfOrder(
  tx: Tx,
  creatorId: string,
  orderId: string,
): Promise<{ id: string } | undefined> {
  return await tx
    .selectFrom('delivery.membershipOrders')
    .select('entitlementId as id')
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .executeTakeFirst();
}

/** All memberships of a person, in her own scope. */
export const ownMemberships = (compile: Compile, buyerId: string) =>
  compile
    .selectFrom('delivery.memberships')
    .select(['creatorId', 'id', 'state', 'untilAt', 'accessUntil'])
    .where('buyerId', '=', buyerId);
