import type { PageContent } from '@windsurf/contracts/store';
import type { ReadinessState, TrustTier } from '@windsurf/contracts/store-trust';
import { together } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx, Deps } from '../deps.ts';
import type { Readiness, ReadinessFacts } from './readiness.ts';

export type PayoutAccount = 'none' | 'linked' | 'name-matches';
export type CreatorRow = {
  readonly trustTier: TrustTier;
  readonly trustSet: TrustTier | null;
  readonly identityCheckedAt: Date | null;
  readonly payoutAccount: PayoutAccount;
  readonly readinessState: ReadinessState;
  readonly readinessBlockers: unknown;
  readonly profileCompleteness: string | number;
  readonly firstOfferReceivedAt: Date | null;
  readonly firstOfferRespondedAt: Date | null;
  readonly firstCollabCompletedAt: Date | null;
};

/** Her row, made if new, held until the transaction ends. */
export async function holdCreator(tx: Tx, creatorId: CreatorId, now: Date): Promise<CreatorRow> {
  await tx
    .insertInto('store.creators')
    .values({ creatorId, updatedAt: now })
    .onConflict((c) => c.column('creatorId').doNothing())
    .execute();
  return await tx
    .selectFrom('store.creators')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function findCreator(tx: Tx, creatorId: CreatorId): Promise<CreatorRow | undefined> {
  return await tx.selectFrom('store.creators').selectAll().where('creatorId', '=', creatorId).executeTakeFirst();
}

type Change = Partial<Omit<CreatorRow, 'readinessBlockers' | 'profileCompleteness' | 'readinessState'>>;
export async function changeCreator(tx: Tx, creatorId: CreatorId, change: Change, now: Date): Promise<void> {
  await tx
    .updateTable('store.creators')
    .set({ ...change, updatedAt: now })
    .where('creatorId', '=', creatorId)
    .execute();
}

export async function writeReadiness(tx: Tx, creatorId: CreatorId, readiness: Readiness, now: Date): Promise<void> {
  await tx
    .updateTable('store.creators')
    .set({
      readinessState: readiness.state,
      readinessBlockers: JSON.stringify(readiness.blockers),
      profileCompleteness: String(readiness.completeness),
      computedAt: now,
      updatedAt: now,
    })
    .where('creatorId', '=', creatorId)
    .execute();
}

/** What readiness is made of, in one round trip. Undefined before the store is open. */
export async function readinessFacts(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
): Promise<Omit<ReadinessFacts, 'payoutLinked'> | undefined> {
  const { compile } = deps.tenancy;
  const [[draft], [page], [onSale], open] = await together(tx, [
    compile.selectFrom('store.drafts').select('content').where('creatorId', '=', creatorId).compile(),
    compile.selectFrom('store.publicPages').select('live').where('creatorId', '=', creatorId).compile(),
    compile
      .selectFrom('store.publishedProducts')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('creatorId', '=', creatorId)
      .where('live', '=', true)
      .where('approved', '=', true)
      .compile(),
    compile
      .selectFrom('store.productApprovals')
      .select(['productId', 'status'])
      .where('creatorId', '=', creatorId)
      .where('status', 'in', ['pending_review', 'rejected'])
      .orderBy('submittedAt', 'desc')
      .limit(50)
      .compile(),
  ]);
  if (!draft) return undefined;
  const content = draft.content as unknown as PageContent;
  const newest = (status: string): string | null => open.find((row) => row.status === status)?.productId ?? null;
  return {
    hasLine: content.line.trim() !== '',
    hasBlock: content.blocks.some((block) => block.example !== true),
    pageLive: page?.live ?? false,
    productsOnSale: Number(onSale?.count ?? 0),
    waitingProductId: newest('pending_review'),
    rejectedProductId: newest('rejected'),
  };
}

export async function reportsUpheld(tx: Tx, creatorId: CreatorId): Promise<number> {
  const { count } = await tx
    .selectFrom('store.reports')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('creatorId', '=', creatorId)
    .where('state', '=', 'taken-down')
    .executeTakeFirstOrThrow();
  return Number(count);
}
