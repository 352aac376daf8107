// A product that several creators made: its owner offers a part, the other agrees, and from then on each sale is split in
// its own entry. Whoever has begun to pay keeps what held then.
import {
  collaborationOver,
  partnerAskedAlready,
  partnerIsYou,
  partnerUnknown,
  partnersTooMuch,
} from '@windsurf/contracts/payments-affiliates';
import type { CollaborationView, offerCollaboration } from '@windsurf/contracts/payments-affiliates';
import type { Input } from '@windsurf/contracts/endpoint';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { asBuyerId, asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import * as rows from './collaborations.queries.ts';
import type { CollaborationRow } from './collaborations.queries.ts';

/** Percent of a product that its owner can share at most. */
export const mostShared = 90;

const viewOf = (row: CollaborationRow, reader: CreatorId): CollaborationView => ({
  id: row.id,
  productId: row.productId,
  title: row.title,
  storeName: row.storeName,
  side: row.creatorId === reader ? 'mine' : 'theirs',
  partnerHandle: row.partnerHandle,
  percent: row.percent,
  state: row.state,
  offeredAt: row.offeredAt.toISOString(),
  answeredAt: row.answeredAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
});

/** What a creator shares with others and others with her, the newest first; at most 200 of each. */
export async function listCollaborations(deps: Deps, creatorId: CreatorId): Promise<CollaborationView[]> {
  const { compile } = deps.tenancy;
  const [mine] = await deps.tenancy.batchInCreator(creatorId, [rows.offeredBy(compile, creatorId)]);
  const [theirs] = await deps.tenancy.batchInBuyer(asBuyerId(creatorId), [rows.offeredTo(compile, creatorId)]);
  return [...mine, ...theirs]
    .toSorted((a, b) => b.offeredAt.getTime() - a.offeredAt.getTime())
    .map((row) => viewOf(row, creatorId));
}

/**
 * Offers a part of a published product. The same offer again is the one that stands. Throws notFound, partnerUnknown,
 * partnerIsYou, partnerAskedAlready and partnersTooMuch.
 */
export async function offer(
  deps: Deps,
  creatorId: CreatorId,
  wish: Input<typeof offerCollaboration>['body'],
): Promise<CollaborationView> {
  const { productId, percent } = wish;
  const partnerHandle = wish.handle.trim().replace(/^@/, '').toLowerCase();
  const place = { pointer: '/handle' };
  const [found] = await deps.tenancy.door<{ sellerNamed: string | null }>('seller_named', partnerHandle);
  const partnerId = found?.sellerNamed;
  if (!partnerId) throw partnerUnknown({}, place);
  if (partnerId === creatorId) throw partnerIsYou({}, place);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const product = await rows.lockProduct(tx, creatorId, productId);
    if (!product) throw notFound();
    const standing = await rows.standingFor(tx, creatorId, productId, partnerId);
    if (standing?.percent === percent) return viewOf(standing, creatorId);
    if (standing) throw partnerAskedAlready({}, place);
    const left = mostShared - (await rows.sharedOf(tx, creatorId, productId));
    if (percent > left) throw partnersTooMuch({ left }, { pointer: '/percent' });
    const row = {
      id: newId(),
      productId,
      partnerId,
      partnerHandle,
      ...product,
      percent,
      state: 'offered' as const,
      offeredAt: deps.clock.now(),
      answeredAt: null,
      endedAt: null,
    };
    await rows.insertCollaboration(tx, row);
    return viewOf({ ...row, creatorId }, creatorId);
  });
}

/** Whose offer it is, told to its partner only. Throws notFound. */
async function ownerFor(deps: Deps, id: string, partnerId: CreatorId): Promise<CreatorId> {
  const [found] = await deps.tenancy.door<{ collaborationFor: string | null }>('collaboration_for', id, partnerId);
  if (!found?.collaborationFor) throw notFound();
  return asCreatorId(found.collaborationFor);
}

/** The partner agrees or declines; the same answer again changes nothing. Throws notFound and collaborationOver. */
export async function answer(deps: Deps, partnerId: CreatorId, id: string, agree: boolean): Promise<CollaborationView> {
  const owner = await ownerFor(deps, id, partnerId);
  const state = agree ? 'active' : 'declined';
  return await deps.tenancy.inCreator(owner, async (tx) => {
    const row = await rows.lockCollaboration(tx, owner, id);
    if (!row) throw notFound();
    if (row.state === state) return viewOf(row, partnerId);
    if (row.state !== 'offered') throw collaborationOver();
    const change = { state, answeredAt: deps.clock.now() } as const;
    await rows.changeCollaboration(tx, owner, id, change);
    return viewOf({ ...row, ...change }, partnerId);
  });
}

/** Either of the two ends it; again is the end that is there. Throws notFound. */
export async function end(deps: Deps, reader: CreatorId, id: string): Promise<CollaborationView> {
  const own = await deps.tenancy.inCreator(reader, async (tx) => await rows.lockCollaboration(tx, reader, id));
  const owner = own ? reader : await ownerFor(deps, id, reader);
  return await deps.tenancy.inCreator(owner, async (tx) => {
    const row = await rows.lockCollaboration(tx, owner, id);
    if (!row) throw notFound();
    if (row.state === 'ended' || row.state === 'declined') return viewOf(row, reader);
    const change = { state: 'ended', endedAt: deps.clock.now() } as const;
    await rows.changeCollaboration(tx, owner, id, change);
    return viewOf({ ...row, ...change }, reader);
  });
}
