import type { OfferChange, OfferStatus, OfferTerms } from '@windsurf/contracts/store-offers';
import type { CreatorId } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

export type OfferRow = {
  creatorId: string;
  id: string;
  brandId: string;
  brandName: string;
  campaignId: string | null;
  status: OfferStatus;
  terms: OfferTerms;
  originalTermsSnapshot: OfferTerms;
  counterTerms: OfferTerms | null;
  totalValueSantim: number;
  isValid: boolean;
  validationErrors: string[];
  statusHistory: OfferChange[];
  creatorCompletedAt: Date | null;
  brandCompletedAt: Date | null;
  sentAt: Date;
  expiresAt: Date;
  handle: string;
  displayName: string;
};

const offersOf = (tx: Tx, creatorId: CreatorId) =>
  tx
    .selectFrom('store.offers as o')
    .innerJoin('store.stores as s', 's.creatorId', 'o.creatorId')
    .select(['o.creatorId', 'o.id', 'o.brandId', 'o.brandName', 'o.campaignId', 'o.status', 'o.totalValueSantim'])
    .select(['o.isValid', 'o.creatorCompletedAt', 'o.brandCompletedAt', 'o.sentAt', 'o.expiresAt'])
    .select(['s.handle', 's.displayName'])
    .select([
      sql<OfferTerms>`o.terms`.as('terms'),
      sql<OfferTerms>`o.original_terms_snapshot`.as('originalTermsSnapshot'),
      sql<OfferTerms | null>`o.counter_terms`.as('counterTerms'),
      sql<string[]>`o.validation_errors`.as('validationErrors'),
      sql<OfferChange[]>`o.status_history`.as('statusHistory'),
    ])
    .where('o.creatorId', '=', creatorId);

export async function findOffer(tx: Tx, creatorId: CreatorId, id: string): Promise<OfferRow | undefined> {
  return await offersOf(tx, creatorId).where('o.id', '=', id).executeTakeFirst();
}

/** Held until the transaction ends. */
export async function holdOffer(tx: Tx, creatorId: CreatorId, id: string): Promise<OfferRow | undefined> {
  return await offersOf(tx, creatorId).where('o.id', '=', id).forUpdate('o').executeTakeFirst();
}

export type Place = { readonly at: Date; readonly id: string };
/** The newest first, from after a place on. */
export async function receivedOffers(tx: Tx, creatorId: CreatorId, after: Place, limit: number): Promise<OfferRow[]> {
  return await offersOf(tx, creatorId)
    .where(sql<boolean>`(o.sent_at, o.id) < (${after.at}, ${after.id})`)
    .orderBy('o.sentAt', 'desc')
    .orderBy('o.id', 'desc')
    .limit(limit)
    .execute();
}

export type SentOffer = { creatorId: string; id: string; sentAt: Date };
/** What this brand has sent, the newest first; asked in the brand's own scope. */
export async function sentOffers(
  tx: Tx,
  campaignId: string | null,
  after: Place,
  limit: number,
): Promise<readonly SentOffer[]> {
  const { rows } = await sql<SentOffer>`
    select * from store_doors.offers_of_brand(${campaignId}, ${after.at}, ${after.id}, ${limit})`.execute(tx);
  return rows;
}

/** Who was asked, if this brand has asked; in the brand's own scope. */
export async function creatorOfOffer(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ who: string | null }>`select store_doors.creator_of_offer(${id}) as who`.execute(tx);
  return rows[0]?.who ?? undefined;
}

type NewOffer = Omit<
  OfferRow,
  'creatorId' | 'status' | 'counterTerms' | 'creatorCompletedAt' | 'brandCompletedAt' | 'handle' | 'displayName'
>;
/** False when there is one with this id already. */
export async function insertOffer(tx: Tx, creatorId: CreatorId, offer: NewOffer): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('store.offers')
    .values({
      creatorId,
      ...offer,
      terms: JSON.stringify(offer.terms),
      originalTermsSnapshot: JSON.stringify(offer.originalTermsSnapshot),
      validationErrors: JSON.stringify(offer.validationErrors),
      statusHistory: JSON.stringify(offer.statusHistory),
      updatedAt: offer.sentAt,
    })
    .onConflict((c) => c.columns(['creatorId', 'id']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Only if it still stands where it was seen: compare and set. */
export async function moveOffer(
  tx: Tx,
  creatorId: CreatorId,
  id: string,
  change: OfferChange & { from: OfferStatus; actorId: string | null },
): Promise<boolean> {
  const { actorId, ...line } = change;
  const at = new Date(change.at);
  const moved = await tx
    .updateTable('store.offers')
    .set({
      status: change.to,
      statusHistory: sql`status_history || ${JSON.stringify(line)}::jsonb`,
      updatedAt: at,
    })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('status', '=', change.from)
    .returning(sql<number>`jsonb_array_length(status_history)`.as('length'))
    .executeTakeFirst();
  if (!moved) return false;
  await tx
    .insertInto('store.offerStatusChanges')
    .values({
      creatorId,
      offerId: id,
      seq: moved.length,
      fromStatus: change.from,
      toStatus: change.to,
      actorKind: change.by,
      actorId,
      at,
    })
    .execute();
  return true;
}

type Change = {
  terms?: OfferTerms;
  counterTerms?: OfferTerms;
  totalValueSantim?: number;
  isValid?: boolean;
  validationErrors?: readonly string[];
  creatorCompletedAt?: Date;
  brandCompletedAt?: Date;
};
export async function changeOffer(tx: Tx, creatorId: CreatorId, id: string, change: Change, now: Date): Promise<void> {
  const { terms, counterTerms, validationErrors, ...plain } = change;
  await tx
    .updateTable('store.offers')
    .set({
      ...plain,
      ...(terms ? { terms: JSON.stringify(terms) } : {}),
      ...(counterTerms ? { counterTerms: JSON.stringify(counterTerms) } : {}),
      ...(validationErrors ? { validationErrors: JSON.stringify(validationErrors) } : {}),
      updatedAt: now,
    })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}
