import type { EntitlementAccess } from '@windsurf/contracts/delivery';
import type { CreatorId } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

export type Purchase = { readonly entitlementId: string; readonly personId: string };

/** A grant is the oldest thing that can be said of a purchase: it never changes what is known. */
export async function keepGrant(tx: Tx, creatorId: CreatorId, purchase: Purchase): Promise<void> {
  await tx
    .insertInto('community.purchases')
    .values({ creatorId, ...purchase, access: 'active' })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Keeps how a membership stands: its changes are told by payments itself, in the same shape. */
export async function markMembership(tx: Tx, creatorId: CreatorId, entitlementId: string): Promise<void> {
  await tx
    .updateTable('community.purchases')
    .set({ membership: true })
    .where('creatorId', '=', creatorId)
    .where('entitlementId', '=', entitlementId)
    .execute();
}

/** Whether what this person had here was a membership, whose time is over or paused. */
export async function hadMembership(tx: Tx, creatorId: CreatorId, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('community.purchases')
    .select('entitlementId')
    .where('creatorId', '=', creatorId)
    .where('personId', '=', personId)
    .where('membership', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps a change; one that is older than what is known changes nothing, and of two at once the stricter one counts. */
export async function keepChange(
  tx: Tx,
  creatorId: CreatorId,
  change: Purchase & { readonly access: EntitlementAccess; readonly changedAt: Date },
): Promise<void> {
  const strictness = (access: string) => sql`array_position(array['active', 'paused', 'revoked'], ${sql.ref(access)})`;
  await tx
    .insertInto('community.purchases')
    .values({ creatorId, ...change })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'entitlementId'])
        .doUpdateSet((e) => ({ access: e.ref('excluded.access'), changedAt: e.ref('excluded.changedAt') }))
        .where(
          sql<boolean>`purchases.changed_at is null or purchases.changed_at < excluded.changed_at
            or purchases.changed_at = excluded.changed_at
              and ${strictness('purchases.access')} < ${strictness('excluded.access')}`,
        ),
    )
    .execute();
}

/** Whether anything that this person bought here is open. */
export async function hasOpenPurchase(tx: Tx, creatorId: CreatorId, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('community.purchases')
    .select('entitlementId')
    .where('creatorId', '=', creatorId)
    .where('personId', '=', personId)
    // As a literal: a condition with a parameter is not seen to be the index's own.
    .where(sql<boolean>`access = 'active'`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
