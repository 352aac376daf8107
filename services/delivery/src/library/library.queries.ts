import { sql } from 'kysely';
import type { OwnerTx } from '../deps.ts';
import { entitlementColumns } from '../entitlements/entitlements.ts';
import type { EntitlementRow } from '../entitlements/entitlements.ts';

export type LibraryRow = EntitlementRow & { creatorId: string };
export type LibraryFile = {
  creatorId: string;
  entitlementId: string;
  fileId: string;
  name: string;
  kind: string | null;
  sizeBytes: number | null;
  state: 'uploading' | 'checking' | 'ready' | 'refused';
};

export async function countBought(tx: OwnerTx, buyerId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('delivery.entitlements')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('buyerId', '=', buyerId)
    .executeTakeFirstOrThrow();
  return count;
}

export type After = { grantedAt: Date; id: string };

/** Newest first; `after` is the last row of the page before, `offset` is for pages with numbers. */
export async function bought(
  tx: OwnerTx,
  buyerId: string,
  part: { limit: number; offset?: number; after?: After | undefined },
): Promise<LibraryRow[]> {
  let query = tx
    .selectFrom('delivery.entitlements')
    .select(['creatorId', ...entitlementColumns])
    .where('buyerId', '=', buyerId)
    .orderBy('grantedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(part.limit)
    .offset(part.offset ?? 0);
  const { after } = part;
  if (after) query = query.where(sql<boolean>`(granted_at, id) < (${after.grantedAt}::timestamptz, ${after.id}::uuid)`);
  return await query.execute();
}

/** The files of these entitlements; the buyer's own policy lets nobody else's through. */
export async function filesOfBought(tx: OwnerTx, buyerId: string, ids: readonly string[]): Promise<LibraryFile[]> {
  if (ids.length === 0) return [];
  return await tx
    .selectFrom('delivery.entitlementFiles as e')
    .innerJoin('delivery.files as f', (join) =>
      join.onRef('f.creatorId', '=', 'e.creatorId').onRef('f.id', '=', 'e.fileId'),
    )
    .select(['e.creatorId', 'e.entitlementId', 'e.fileId', 'f.name', 'f.kind', 'f.sizeBytes', 'f.state'])
    .where('e.buyerId', '=', buyerId)
    .where('e.entitlementId', 'in', ids)
    .orderBy('e.position')
    .orderBy('e.fileId')
    .execute();
}
