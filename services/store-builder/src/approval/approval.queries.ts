import type { ApprovalState, ReportReason } from '@windsurf/contracts/store-approval';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { ReaderTx, Tx } from '../deps.ts';

export type ApprovalRow = {
  readonly status: ApprovalState;
  readonly byRule: 'operator' | 'trusted' | 'not-asked' | null;
  readonly version: number;
  readonly submittedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly said: string;
  readonly sampled: boolean;
  readonly takenDown: boolean;
};

const columns = [
  'status',
  'byRule',
  'version',
  'submittedAt',
  'decidedAt',
  'decidedBy',
  'reason',
  'said',
  'sampled',
  'takenDown',
] as const;

export async function findApproval(tx: Tx, creatorId: CreatorId, productId: string): Promise<ApprovalRow | undefined> {
  return await tx
    .selectFrom('store.productApprovals')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .executeTakeFirst();
}

export async function putApproval(tx: Tx, creatorId: CreatorId, productId: string, row: ApprovalRow): Promise<void> {
  await tx
    .insertInto('store.productApprovals')
    .values({ creatorId, productId, ...row })
    .onConflict((c) => c.columns(['creatorId', 'productId']).doUpdateSet(row))
    .execute();
}

/** Of one product, or of all. */
export async function findApprovals(
  tx: Tx,
  creatorId: CreatorId,
  productId?: string,
): Promise<(ApprovalRow & { productId: string })[]> {
  const all = tx
    .selectFrom('store.productApprovals')
    .select(['productId', ...columns])
    .where('creatorId', '=', creatorId);
  return await (productId === undefined ? all : all.where('productId', '=', productId)).execute();
}

/** Readers see it, or do not, whatever else is so. */
export async function setApproved(tx: Tx, creatorId: CreatorId, productId: string, approved: boolean): Promise<void> {
  await tx
    .updateTable('store.publishedProducts')
    .set({ approved })
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .execute();
}

export async function findOnSale(tx: Tx, creatorId: CreatorId, productId: string) {
  return await tx
    .selectFrom('store.publishedProducts')
    .select(['title', 'priceSantim', 'slug'])
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId)
    .where('live', '=', true)
    .executeTakeFirst();
}

export async function findFile(tx: Tx, creatorId: CreatorId, fileId: string) {
  return await tx
    .selectFrom('store.files')
    .select(['kind', 'sizeBytes'])
    .where('creatorId', '=', creatorId)
    .where('id', '=', fileId)
    .executeTakeFirst();
}

/** A product that anybody can see now. */
export async function findPublicProduct(tx: ReaderTx, creatorId: string, slug: string) {
  return await tx
    .selectFrom('store.publishedProducts')
    .select(['id', 'title'])
    .where('creatorId', '=', creatorId)
    .where('slug', '=', slug)
    .executeTakeFirst();
}

export type ReportRow = {
  readonly id: string;
  readonly productId: string | null;
  readonly reason: ReportReason;
  readonly said: string;
  readonly state: 'open' | 'kept' | 'taken-down';
  readonly reportedAt: Date;
};

export async function insertReport(tx: Tx, creatorId: CreatorId, report: Omit<ReportRow, 'state'>): Promise<void> {
  await tx
    .insertInto('store.reports')
    .values({ creatorId, ...report })
    .execute();
}

/** Held until the transaction ends. */
export async function holdReport(tx: Tx, creatorId: CreatorId, id: string) {
  return await tx
    .selectFrom('store.reports')
    .select(['id', 'productId', 'reason', 'said', 'state', 'reportedAt'])
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function decideReportRow(
  tx: Tx,
  creatorId: CreatorId,
  id: string,
  decided: { state: 'kept' | 'taken-down'; decidedBy: string; decidedAt: Date; note: string },
): Promise<void> {
  await tx.updateTable('store.reports').set(decided).where('creatorId', '=', creatorId).where('id', '=', id).execute();
}
