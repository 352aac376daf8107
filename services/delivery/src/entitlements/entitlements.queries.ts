import type { AccessReason } from '@windsurf/contracts/delivery';
import type { ProductType } from '@windsurf/contracts/product-types';
import { sql } from 'kysely';
import type { SelectQueryBuilder } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Compile, Tx } from '../deps.ts';

/**
 * The order in which it was bought. `order_id` is the order whose first thing it is, as before orders had several; what
 * was bought beside it names its order in `beside_order_id`.
 */
export const paidOrder = sql<string>`coalesce(order_id, beside_order_id)`;

export type EntitlementRow = {
  id: string;
  type: ProductType;
  productId: string;
  title: string;
  slug: string;
  handle: string;
  storeName: string;
  coverUrl: string | null;
  amountSantim: number;
  lang: 'am' | 'en';
  state: 'active' | 'paused';
  /** Closed for good; while false, a paused one may open again. */
  revoked: boolean;
  why: AccessReason | null;
  since: Date | null;
  creatorId: string;
  /** It is paid in parts, in this plan of payments. */
  instalmentPlan: string | null;
  /** Null for what was there when it was bought. `late` and `returned` are what its buyer was told. */
  preorder: 'waiting' | 'late' | 'open' | 'returned' | null;
  /** The day that its buyer agreed to, and the one that she was told last. */
  promisedAt: Date | null;
  opensAt: Date | null;
  /** Somebody else paid for it. */
  gift: boolean;
  paidAt: Date;
  grantedAt: Date;
};
export const entitlementColumns = [
  'id',
  'type',
  'productId',
  'title',
  'slug',
  'handle',
  'storeName',
  'coverUrl',
  'amountSantim',
  'lang',
  'state',
  'revoked',
  'why',
  'since',
  'creatorId',
  'instalmentPlan',
  'preorder',
  'promisedAt',
  'opensAt',
  'gift',
  'paidAt',
  'grantedAt',
] as const;
export type OwnedFile = {
  entitlementId: string;
  fileId: string;
  name: string;
  kind: string | null;
  sizeBytes: number | null;
  sha256: string | null;
  state: 'uploading' | 'checking' | 'ready' | 'refused';
};

export type NewEntitlement = EntitlementRow & {
  orderId: string | null;
  besideOrderId: string | null;
  buyerId: string;
  tokenHash: string;
  currency: 'ETB';
  /** As JSON. */
  choice: string;
  preorderOf: string | null;
};

/** False when this order has its entitlement for this product already. */
export async function insertEntitlement(tx: Tx, entitlement: NewEntitlement): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery.entitlements')
    .values(entitlement)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Adds the file to what was bought; false when there is no such file of this creator, or it was refused. */
export async function addFile(
  tx: Tx,
  row: { creatorId: string; entitlementId: string; fileId: string; buyerId: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery.entitlementFiles')
    .columns(['creatorId', 'entitlementId', 'fileId', 'position', 'buyerId'])
    .expression(
      tx
        .selectFrom('delivery.files')
        .select([
          'creatorId',
          sql<string>`${row.entitlementId}::uuid`.as('entitlementId'),
          'id as fileId',
          sql<number>`0`.as('position'),
          sql<string>`${row.buyerId}::uuid`.as('buyerId'),
        ])
        .where('creatorId', '=', row.creatorId)
        .where('id', '=', row.fileId)
        .where('state', '!=', 'refused'),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The same for everybody who bought the product and has no file at all; returns how many got it. */
export async function addFileToFileless(tx: Tx, creatorId: string, productId: string, fileId: string): Promise<number> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('delivery.entitlementFiles')
    .columns(['creatorId', 'entitlementId', 'fileId', 'position', 'buyerId'])
    .expression(
      tx
        .selectFrom('delivery.entitlements as e')
        .innerJoin('delivery.files as f', (join) =>
          join.onRef('f.creatorId', '=', 'e.creatorId').on('f.id', '=', fileId).on('f.state', '!=', 'refused'),
        )
        .select(['e.creatorId', 'e.id as entitlementId', 'f.id as fileId', sql<number>`0`.as('position'), 'e.buyerId'])
        .where('e.creatorId', '=', creatorId)
        .where('e.productId', '=', productId)
        // Who waits for a day, or gave it back, gets nothing by the way.
        .where(({ eb, or }) => or([eb('e.preorder', 'is', null), eb('e.preorder', '=', 'open')]))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('delivery.entitlementFiles as x')
                .select('x.fileId')
                .whereRef('x.creatorId', '=', 'e.creatorId')
                .whereRef('x.entitlementId', '=', 'e.id'),
            ),
          ),
        ),
    )
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

export async function findEntitlement(tx: Tx, creatorId: string, id: string): Promise<EntitlementRow | undefined> {
  return await entitlementQuery(tx, creatorId, id).executeTakeFirst();
}

export async function findByOrder(tx: Tx, creatorId: string, orderId: string): Promise<{ id: string } | undefined> {
  return await tx
    .selectFrom('delivery.entitlements')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .executeTakeFirst();
}

/** What was bought of one product in an order. */
export async function findByProduct(
  tx: Tx,
  creatorId: string,
  orderId: string,
  productId: string,
): Promise<{ id: string } | undefined> {
  return await tx
    .selectFrom('delivery.entitlements')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where(paidOrder, '=', orderId)
    .where('productId', '=', productId)
    .executeTakeFirst();
}

/** Everything that was bought in the order of an entitlement, the first thing first, and the files: one trip. */
export const boughtQueries = (compile: Compile, creatorId: string, id: string) => {
  const order = compile
    .selectFrom('delivery.entitlements')
    .select(paidOrder.as('paidOrder'))
    .where('creatorId', '=', creatorId)
    .where('id', '=', id);
  const all = compile
    .selectFrom('delivery.entitlements')
    .select(entitlementColumns)
    .where('creatorId', '=', creatorId)
    .where(paidOrder, '=', order)
    .orderBy(sql`order_id is null`)
    .orderBy('id');
  return [
    all.compile(),
    filesQuery(compile, creatorId, all.clearSelect().clearOrderBy().select('id')).compile(),
  ] as const;
};

const entitlementQuery = (on: Pick<Compile, 'selectFrom'>, creatorId: string, id: string) =>
  on
    .selectFrom('delivery.entitlements')
    .select(entitlementColumns)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id);

const filesQuery = (
  on: Pick<Compile, 'selectFrom'>,
  creatorId: string,
  entitlements: SelectQueryBuilder<DB, 'delivery.entitlements', { id: string }>,
) =>
  on
    .selectFrom('delivery.entitlementFiles as e')
    .innerJoin('delivery.files as f', (join) =>
      join.onRef('f.creatorId', '=', 'e.creatorId').onRef('f.id', '=', 'e.fileId'),
    )
    .select(['e.entitlementId', 'e.fileId', 'f.name', 'f.kind', 'f.sizeBytes', 'f.sha256', 'f.state'])
    .where('e.creatorId', '=', creatorId)
    .where('e.entitlementId', 'in', entitlements)
    .orderBy('e.position')
    .orderBy('e.fileId');
