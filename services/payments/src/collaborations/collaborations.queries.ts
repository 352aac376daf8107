import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

type From = { selectFrom: Tx['selectFrom'] };
export type CollaborationRow = Selectable<DB['payments.collaborations']>;
const newest = 200;

/** What a creator shares with others, the newest first. */
export const offeredBy = (compile: Tenancy<DB>['compile'], creatorId: string) =>
  (compile as unknown as From)
    .selectFrom('payments.collaborations')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .orderBy('offeredAt', 'desc')
    .limit(newest)
    .compile();

/** In the partner's own scope: what others share with her. */
export const offeredTo = (compile: Tenancy<DB>['compile'], partnerId: string) =>
  (compile as unknown as From)
    .selectFrom('payments.collaborations')
    .selectAll()
    .where('partnerId', '=', partnerId)
    .orderBy('offeredAt', 'desc')
    .limit(newest)
    .compile();

export async function lockCollaboration(tx: Tx, creatorId: string, id: string): Promise<CollaborationRow | undefined> {
  const found = tx.selectFrom('payments.collaborations').selectAll().where('creatorId', '=', creatorId);
  return await found.where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The published product that is shared; it stays as it is until the transaction ends, so that shares are added one by one. */
export async function lockProduct(
  tx: Tx,
  creatorId: string,
  productId: string,
): Promise<{ title: string; handle: string; storeName: string } | undefined> {
  return await tx
    .selectFrom('payments.products')
    .select(['title', 'handle', 'storeName'])
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .where('state', '=', 'published')
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Percent of a product that are shared or offered already. */
export async function sharedOf(tx: Tx, creatorId: string, productId: string): Promise<number> {
  const row = await tx
    .selectFrom('payments.collaborations')
    .select(sql<number>`coalesce(sum(percent), 0)::int`.as('percent'))
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('state', 'in', ['offered', 'active'])
    .executeTakeFirstOrThrow();
  return row.percent;
}

/** One that stands for this partner and product. */
export async function standingFor(
  tx: Tx,
  creatorId: string,
  productId: string,
  partnerId: string,
): Promise<CollaborationRow | undefined> {
  return await tx
    .selectFrom('payments.collaborations')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('partnerId', '=', partnerId)
    .where('state', 'in', ['offered', 'active'])
    .executeTakeFirst();
}

export async function insertCollaboration(tx: Tx, row: Omit<CollaborationRow, 'creatorId'>): Promise<void> {
  await tx.insertInto('payments.collaborations').values(row).execute();
}

export async function changeCollaboration(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Partial<Pick<CollaborationRow, 'state' | 'answeredAt' | 'endedAt'>>,
): Promise<void> {
  await tx
    .updateTable('payments.collaborations')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
