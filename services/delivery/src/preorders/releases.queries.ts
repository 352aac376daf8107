import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Compile, Tx } from '../deps.ts';

export type ReleaseRow = Selectable<DB['delivery.releases']>;

const release = (on: Pick<Compile, 'selectFrom'>, creatorId: string, productId: string) =>
  on.selectFrom('delivery.releases').selectAll().where('creatorId', '=', creatorId).where('productId', '=', productId);

/** Held until the transaction ends: nobody buys while its state changes, and the other way round. */
export async function lockRelease(tx: Tx, creatorId: string, productId: string): Promise<ReleaseRow | undefined> {
  return await release(tx, creatorId, productId).forUpdate().executeTakeFirst();
}

/** The same for buyers, who do not wait for each other. */
export async function shareRelease(tx: Tx, creatorId: string, productId: string): Promise<ReleaseRow | undefined> {
  return await release(tx, creatorId, productId).forShare().executeTakeFirst();
}

export async function readRelease(tx: Tx, creatorId: string, productId: string): Promise<ReleaseRow | undefined> {
  return await release(tx, creatorId, productId).executeTakeFirst();
}

export async function putRelease(tx: Tx, row: ReleaseRow): Promise<void> {
  const { creatorId: _creator, productId: _product, ...change } = row;
  await tx
    .insertInto('delivery.releases')
    .values(row)
    .onConflict((c) => c.columns(['creatorId', 'productId']).doUpdateSet(change))
    .execute();
}

/** Everything that its buyers get is here: its own file, or those of all parts of a bundle. */
const isComplete = sql<boolean>`not exists (
  select from delivery.products p
  left join delivery.files f on f.creator_id = p.creator_id and f.id = p.file_id and f.state = 'ready'
  where p.creator_id = r.creator_id and f.id is null and (
    p.product_id = r.product_id and p.type <> 'bundle'
    or p.product_id in (select n.id::uuid from delivery.products b, jsonb_array_elements_text(b.details -> 'productIds') as n (id)
      where b.creator_id = r.creator_id and b.product_id = r.product_id and b.type = 'bundle')))`;

export async function isReady(tx: Tx, creatorId: string, productId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('delivery.releases as r')
    .select(isComplete.as('ready'))
    .where('r.creatorId', '=', creatorId)
    .where('r.productId', '=', productId)
    .executeTakeFirst();
  return row?.ready === true;
}

/** Those that are still waited for, with how many wait. */
export const openReleases = (compile: Compile, creatorId: string) =>
  compile
    .selectFrom('delivery.releases as r')
    .innerJoin('delivery.products as o', (join) =>
      join.onRef('o.creatorId', '=', 'r.creatorId').onRef('o.productId', '=', 'r.productId'),
    )
    .select(['r.productId', 'o.title', 'r.releaseAt', 'r.state', isComplete.as('fileReady')])
    .select(
      sql<number>`(select count(*) from delivery.entitlements e where e.creator_id = r.creator_id
        and e.preorder_of = r.product_id and e.preorder in ('waiting', 'late') and e.order_id is not null)::int`.as(
        'waiting',
      ),
    )
    .where('r.creatorId', '=', creatorId)
    .where('r.state', 'in', ['waiting', 'late'])
    .orderBy('r.releaseAt')
    .orderBy('r.productId')
    .limit(100);

/** Products that wait for this file. */
export async function waitingForFile(tx: Tx, creatorId: string, fileId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('delivery.releases as r')
    .innerJoin('delivery.products as p', (join) =>
      join.onRef('p.creatorId', '=', 'r.creatorId').onRef('p.productId', '=', 'r.productId'),
    )
    .select('r.productId')
    .where('r.creatorId', '=', creatorId)
    .where('r.state', '=', 'late')
    .where('p.fileId', '=', fileId)
    .execute();
  return rows.map((row) => row.productId);
}
