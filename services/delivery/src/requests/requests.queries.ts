import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Compile, Tx } from '../deps.ts';

export type RequestRow = Selectable<DB['delivery.requests']> & {
  readonly lang: 'am' | 'en';
  readonly access: 'active' | 'paused';
  readonly revoked: boolean;
  readonly files: readonly { readonly id: string; readonly name: string }[];
};
type From = { selectFrom: Compile['selectFrom'] };

export async function insertRequest(tx: Tx, request: Insertable<DB['delivery.requests']>): Promise<void> {
  await tx.insertInto('delivery.requests').values(request).execute();
}

const requests = (from: From, creatorId: string) =>
  from
    .selectFrom('delivery.requests as r')
    .innerJoin('delivery.entitlements as e', (join) =>
      join.onRef('e.creatorId', '=', 'r.creatorId').onRef('e.id', '=', 'r.entitlementId'),
    )
    .selectAll('r')
    .select([
      'e.lang',
      'e.state as access',
      'e.revoked',
      sql<
        RequestRow['files']
      >`(select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by x.position),
        '[]'::jsonb) from delivery.entitlement_files x join delivery.files f on f.creator_id = x.creator_id and f.id = x.file_id
        where x.creator_id = r.creator_id and x.entitlement_id = r.entitlement_id)`.as('files'),
    ])
    .where('r.creatorId', '=', creatorId);

export const requestsOf = (from: From, creatorId: string, entitlementIds: readonly string[]) =>
  requests(from, creatorId).where('r.entitlementId', 'in', entitlementIds);

export const requestsBefore = (
  from: From,
  creatorId: string,
  before: { readonly at: Date; readonly id: string } | undefined,
  limit: number,
) => {
  const query = requests(from, creatorId).orderBy('r.askedAt', 'desc').orderBy('r.entitlementId', 'desc').limit(limit);
  return before
    ? query.where(sql<boolean>`(r.asked_at, r.entitlement_id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
    : query;
};

/** Held until the transaction ends. */
export async function lockRequest(tx: Tx, creatorId: string, id: string): Promise<RequestRow | undefined> {
  return await requestsOf(tx, creatorId, [id]).forUpdate('r').executeTakeFirst();
}

export async function changeRequest(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Pick<RequestRow, 'state' | 'changedAt'> & { readonly text?: string | null },
): Promise<void> {
  await tx
    .updateTable('delivery.requests')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('entitlementId', '=', id)
    .execute();
}
