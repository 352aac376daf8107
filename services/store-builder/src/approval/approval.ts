// What operators decide about products: four eyes, with a reason, in the creator's own transaction. Nobody decides about
// her own store, and what one operator took from sale another one gives back.
import { writeAudit } from '@windsurf/audit/audit';
import type { Actor } from '@windsurf/audit/audit';
import { productReviewed, secondPerson } from '@windsurf/contracts/store-approval';
import type { ApprovalCase, ApprovalState, RejectReason } from '@windsurf/contracts/store-approval';
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import { caseMoved, ownCase } from '@windsurf/contracts/store-trust';
import type { TrustTier } from '@windsurf/contracts/store-trust';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { mediaPath } from '../images/media-path.ts';
import { holdForSale, isReadyForSale, putOnSale, takeFromSale } from '../products/products.ts';
import type { HeldProduct } from '../products/products.ts';
import { changeWhatReadersSee } from '../stores/public-changes.ts';
import type { PublicName } from '../stores/public-changes.ts';
import { trustTierOf, updateCreatorReadiness } from '../trust/standing.ts';
import { findApproval, findFile, findOnSale, putApproval, setApproved } from './approval.queries.ts';
import type { ApprovalRow } from './approval.queries.ts';
import { approvalView } from './ruling.ts';

export type Operator = Extract<Actor, { kind: 'user' | 'admin' }>;
export type CaseOf = { readonly creatorId: CreatorId; readonly id: string };

export const caseId = (creatorId: string, id: string): string => `${creatorId}_${id}`;
/** The parts of a case's id, whose shape the contract has checked. */
export function readCaseId(text: string): CaseOf {
  const [creatorId = '', id = ''] = text.split('_');
  return { creatorId: asCreatorId(creatorId), id };
}

/** Throws ownCase: by the person and by the store that she signed in for. */
export function assertNotOwn(operator: { readonly id: string }, creatorId: CreatorId): void {
  if (operator.id === creatorId) throw ownCase();
}

const beginning = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
/** A place in a list by moment and id. Throws wrongShape. */
export function placeOf(cursor: string | undefined): { at: Date; id: string } {
  if (cursor === undefined) return beginning;
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  if (!match) throw wrongShape({}, { pointer: '/cursor' });
  return { at: new Date(Number(match[1])), id: match[2] ?? '' };
}
export const cursorOf = (at: Date, id: string): string => `${at.getTime()}_${id}`;

type Listed = {
  readonly creatorId: string;
  readonly productId: string;
  readonly status: ApprovalState;
  readonly sampled: boolean;
  readonly at: Date;
  readonly title: string;
  readonly type: string;
  readonly priceSantim: number;
  readonly handle: string;
  readonly displayName: string;
  readonly trustTier: TrustTier;
};

/** Oldest first; the door writes down who looked. */
export async function listApprovals(
  deps: Deps,
  operatorId: string,
  query: { queue?: 'waiting' | 'sampled'; cursor?: string; limit?: number },
) {
  const limit = query.limit ?? 25;
  const after = placeOf(query.cursor);
  const samples = query.queue === 'sampled';
  const rows = await deps.tenancy.door<Listed>('approvals_of_all', operatorId, samples, after.at, after.id, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ at, displayName, ...row }) => ({
      ...row,
      id: caseId(row.creatorId, row.productId),
      submittedAt: at.toISOString(),
      storeName: displayName,
    })),
    nextCursor: rows.length > limit && last ? cursorOf(last.at, last.productId) : null,
  };
}

async function caseIn(deps: Deps, tx: Tx, of: CaseOf, product: HeldProduct, store: PublicName): Promise<ApprovalCase> {
  const { creatorId, id } = of;
  const row = await findApproval(tx, creatorId, id);
  const onSale = await findOnSale(tx, creatorId, id);
  const file = product.fileId === null ? undefined : await findFile(tx, creatorId, product.fileId);
  // Published before anybody looked: it counts as approved.
  const status = row?.status ?? (onSale ? 'approved' : 'draft');
  return {
    id: caseId(creatorId, id),
    creatorId,
    productId: id,
    status,
    sampled: row?.sampled ?? false,
    submittedAt: (row?.submittedAt ?? product.updatedAt).toISOString(),
    title: product.title,
    type: product.type,
    priceSantim: product.priceSantim,
    handle: store.handle,
    storeName: store.storeName,
    trustTier: await trustTierOf(tx, creatorId),
    approval: approvalView(row),
    description: product.description,
    details: product.details,
    coverUrl: product.coverImageId === null ? null : mediaPath(product.coverImageId),
    fileKind: file?.kind ?? null,
    fileBytes: file?.sizeBytes ?? null,
    version: product.version,
    onSale: onSale
      ? {
          title: onSale.title,
          priceSantim: onSale.priceSantim,
          url: `${deps.storeOrigin}/@${store.handle}/${onSale.slug}`,
        }
      : null,
    decidedBy: row?.decidedBy ?? null,
  };
}

/** One product while its store is held: nothing about it changes until the decision is written. */
async function withProduct(
  deps: Deps,
  of: CaseOf,
  work: (tx: Tx, product: HeldProduct, store: PublicName) => Promise<boolean>,
): Promise<ApprovalCase> {
  const { creatorId, id } = of;
  return await changeWhatReadersSee(deps, creatorId, async (tx, store) => {
    const product = await holdForSale(tx, creatorId, id);
    if (!product) throw notFound();
    const changed = await work(tx, product, store);
    const after = (await holdForSale(tx, creatorId, id)) ?? product;
    return { changed, result: await caseIn(deps, tx, of, after, store) };
  });
}

/** Throws 404 for what is nobody's. That she opened it is written down. */
export async function readApproval(deps: Deps, operator: Operator, of: CaseOf): Promise<ApprovalCase> {
  return await withProduct(deps, of, async (tx) => {
    await note(deps, tx, operator, of, { action: 'product.opened' });
    return false;
  });
}

async function note(
  deps: Deps,
  tx: Tx,
  actor: Operator,
  of: CaseOf,
  deed: { action: string; reason?: string; before?: object; after?: object },
): Promise<void> {
  await writeAudit(tx, 'store', { at: deps.clock.now(), actor, entity: `product:${of.id}`, ...deed });
}

/** What stands there now; a product that was published before anybody looked has no row. */
const rowOf = (deps: Deps, row: ApprovalRow | undefined, product: HeldProduct): ApprovalRow =>
  row ?? {
    status: product.state === 'published' ? 'approved' : 'draft',
    byRule: null,
    version: product.version,
    submittedAt: deps.clock.now(),
    decidedAt: null,
    decidedBy: null,
    reason: null,
    said: '',
    sampled: false,
    takenDown: false,
  };

type Seen = { readonly seenVersion: number; readonly seenStatus: ApprovalState; readonly note: string };

/**
 * Puts on sale what was seen. Throws ownCase for one's own, caseMoved when it was changed or decided meanwhile, or one of
 * its parts was taken from sale. The same
 * decision again changes nothing.
 */
export async function approveProduct(deps: Deps, operator: Operator, of: CaseOf, seen: Seen): Promise<ApprovalCase> {
  assertNotOwn(operator, of.creatorId);
  const { creatorId, id } = of;
  return await withProduct(deps, of, async (tx, product, store) => {
    const before = rowOf(deps, await findApproval(tx, creatorId, id), product);
    const again = before.status === 'approved' && !before.sampled && before.decidedBy === operator.id;
    if (again) return false;
    const open = before.status === 'pending_review' || (before.status === 'approved' && before.sampled);
    if (!open || product.version !== seen.seenVersion || before.status !== seen.seenStatus) throw caseMoved();
    if (before.takenDown && before.decidedBy === operator.id) throw secondPerson();
    const waits = before.status === 'pending_review';
    if (waits && !(await isReadyForSale(deps, tx, creatorId, product))) throw caseMoved();
    const now = deps.clock.now();
    const { version } = product;
    const decided = {
      decidedAt: now,
      decidedBy: operator.id,
      reason: null,
      said: '',
      sampled: false,
      takenDown: false,
    };
    await putApproval(tx, creatorId, id, { ...before, ...decided, status: 'approved', byRule: 'operator', version });
    await note(deps, tx, operator, of, {
      action: 'product.approved',
      reason: seen.note,
      before: { status: before.status, sampled: before.sampled },
      after: { status: 'approved', version },
    });
    if (!waits) return false;
    await putOnSale(deps, tx, creatorId, product, store);
    await setApproved(tx, creatorId, id, true);
    await emit(tx, productReviewed, newId(), { productId: id, status: 'approved', reason: null });
    return true;
  });
}

/**
 * Refuses what waits, or takes from sale what is on it. Its creator reads the reason and the words. Throws as
 * approveProduct.
 */
export async function rejectProduct(
  deps: Deps,
  operator: Operator,
  of: CaseOf,
  seen: Seen & { readonly reason: RejectReason },
): Promise<ApprovalCase> {
  assertNotOwn(operator, of.creatorId);
  return await withProduct(deps, of, async (tx, product) => {
    const now = rowOf(deps, await findApproval(tx, of.creatorId, of.id), product);
    const decided = now.status === 'rejected' && now.decidedBy === operator.id && now.reason === seen.reason;
    // Refused already, and an older version is on sale: who saw that takes it down, who repeats the refusal does not.
    const down = product.state === 'published' && seen.seenStatus !== 'pending_review';
    if (decided && !down) return false;
    if (product.version !== seen.seenVersion || now.status !== seen.seenStatus) throw caseMoved();
    return await rejectIn(deps, tx, operator, of, product, { ...seen, fromSale: now.status !== 'pending_review' });
  });
}

async function rejectIn(
  deps: Deps,
  tx: Tx,
  operator: Operator,
  of: CaseOf,
  product: HeldProduct,
  { reason, note: said, fromSale }: { reason: RejectReason; note: string; fromSale: boolean },
): Promise<boolean> {
  const { creatorId, id } = of;
  const before = rowOf(deps, await findApproval(tx, creatorId, id), product);
  if (fromSale && product.state !== 'published') throw caseMoved();
  const decidedAt = deps.clock.now();
  const decided = { decidedAt, decidedBy: operator.id, reason, said, sampled: false };
  // What waits may have an older version on sale that nobody complains of: that one stays.
  const takenDown = fromSale || before.takenDown;
  const { version } = product;
  await putApproval(tx, creatorId, id, { ...before, ...decided, status: 'rejected', takenDown, version });
  await note(deps, tx, operator, of, {
    action: fromSale ? 'product.taken-down' : 'product.rejected',
    reason: `${reason}: ${said}`,
    before: { status: before.status },
    after: { status: 'rejected', version, takenDown },
  });
  await emit(tx, productReviewed, newId(), { productId: id, status: 'rejected', reason });
  if (!fromSale) {
    await updateCreatorReadiness(deps, tx, creatorId);
    return false;
  }
  await takeFromSale(deps, tx, creatorId, id);
  await setApproved(tx, creatorId, id, false);
  return true;
}

/** Takes a product from sale because of a report, inside of the report's transaction, whatever waits of it meanwhile. */
export async function takeDownIn(
  deps: Deps,
  tx: Tx,
  operator: Operator,
  of: CaseOf,
  why: { readonly reason: RejectReason; readonly note: string },
): Promise<boolean> {
  const product = await holdForSale(tx, of.creatorId, of.id);
  if (!product) throw notFound();
  if (product.state !== 'published') return false;
  return await rejectIn(deps, tx, operator, of, product, { ...why, fromSale: true });
}

/**
 * Gives back what was taken from sale, as it was seen. Throws secondPerson for who took it, caseMoved for what is not down
 * and for what its creator has changed since.
 */
export async function restoreProduct(
  deps: Deps,
  operator: Operator,
  of: CaseOf,
  said: { readonly note: string; readonly seenVersion: number },
): Promise<ApprovalCase> {
  assertNotOwn(operator, of.creatorId);
  const { creatorId, id } = of;
  return await withProduct(deps, of, async (tx, product, store) => {
    const before = await findApproval(tx, creatorId, id);
    if (before?.takenDown !== true || before.status === 'pending_review') throw caseMoved();
    if (before.decidedBy === operator.id) throw secondPerson();
    if (product.version !== said.seenVersion || !(await isReadyForSale(deps, tx, creatorId, product)))
      throw caseMoved();
    const decided = { decidedAt: deps.clock.now(), decidedBy: operator.id, reason: null, said: '', takenDown: false };
    const { version } = product;
    await putApproval(tx, creatorId, id, { ...before, ...decided, status: 'approved', byRule: 'operator', version });
    await note(deps, tx, operator, of, {
      action: 'product.restored',
      reason: said.note,
      before: { status: 'rejected', takenDown: true },
      after: { status: 'approved', version },
    });
    await putOnSale(deps, tx, creatorId, product, store);
    await setApproved(tx, creatorId, id, true);
    await emit(tx, productReviewed, newId(), { productId: id, status: 'approved', reason: null });
    return true;
  });
}
