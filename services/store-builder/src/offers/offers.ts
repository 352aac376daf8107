// Offers from brands to creators. The row is the creator's; a brand reaches it through a door that knows what it has sent,
// and then works in that creator's scope. Every step goes along the table of transitions, once, and stands in the history.
import { offerMoved, offerNotValid, ownOffer } from '@windsurf/contracts/store-offers';
import type { OfferAction, OfferStatus, OfferTerms, OfferView } from '@windsurf/contracts/store-offers';
import { notFound, Problem, wrongShape } from '@windsurf/contracts/problem';
import type { Actor } from '@windsurf/audit/audit';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import { termsErrors } from '@windsurf/language/words-trust';
import type { TermsError } from '@windsurf/language/words-trust';
import { enqueue, job } from '@windsurf/messages/job';
import { isDeepStrictEqual } from 'node:util';
import { Type as T } from 'typebox';
import { assertOpen } from '../campaigns/campaigns.ts';
import type { Deps, Tx } from '../deps.ts';
import { creatorBySlug } from '../trust/creators.ts';
import { noteFirst } from '../trust/standing.ts';
import { brandIn } from './brands.ts';
import { logOfferEvent, logOfferResponded, logOfferSent } from './offer-log.ts';
import {
  changeOffer,
  creatorOfOffer,
  findOffer,
  holdOffer,
  insertOffer,
  moveOffer,
  receivedOffers,
  sentOffers,
} from './offers.queries.ts';
import type { OfferRow, Place } from './offers.queries.ts';
import { prepareOfferForCreation, totalValueOf, validateOfferTerms } from './terms.ts';
import { actionsOf, mayGo, statusAfter } from './transitions.ts';
import type { Party } from './transitions.ts';

const DAY = 86_400_000;
const perBrand = { name: 'offers', max: 100, windowSeconds: 86_400 } as const;
/** Says that the time of an offer is over. */
export const expireOffer = job('offer.expire', T.Object({ offerId: T.String() }));

const moment = (at: Date): string => at.toISOString();
function viewOf(row: OfferRow, role: 'creator' | 'brand', now: Date): OfferView {
  const over = row.expiresAt <= now && (row.status === 'pending' || row.status === 'countered');
  const saidDone = (role === 'creator' ? row.creatorCompletedAt : row.brandCompletedAt) !== null;
  return {
    id: row.id,
    role,
    status: row.status,
    brandName: row.brandName,
    creatorId: row.creatorId,
    handle: row.handle,
    storeName: row.displayName,
    campaignId: role === 'brand' ? row.campaignId : null,
    terms: row.terms,
    originalTermsSnapshot: row.originalTermsSnapshot,
    counterTerms: row.counterTerms,
    totalValueCents: row.totalValueSantim,
    currency: 'ETB',
    isValid: row.isValid,
    validationErrors: row.validationErrors,
    statusHistory: row.statusHistory,
    creatorCompleted: row.creatorCompletedAt !== null,
    brandCompleted: row.brandCompletedAt !== null,
    may: over ? [] : actionsOf(row.status, role, saidDone),
    sentAt: moment(row.sentAt),
    expiresAt: moment(row.expiresAt),
  };
}

/** 422 with `errors`, each a code and what to do in both languages. */
function invalid(errors: readonly TermsError[]): Problem {
  const said = errors.map((code) => ({ code, messageAm: termsErrors[code].am, messageEn: termsErrors[code].en }));
  const lines = (lang: 'am' | 'en'): string => errors.map((code) => say(termsErrors[code], lang)).join(' ');
  const { type, status, says } = offerNotValid;
  const words = { en: `${says.en} ${lines('en')}`, am: `${says.am} ${lines('am')}` };
  return new Problem(type, status, words, {}, [], { extra: { errors: said } });
}

/**
 * Sends an offer. The same id with the same terms is the same offer. Throws brandNotReady, campaignNotOpen, offerNotValid,
 * ownOffer, 404 for a store that nobody has, 429 after a hundred in a day.
 */
export async function sendOffer(
  deps: Deps,
  brandId: CreatorId,
  input: { id: string; handle: string; campaignId?: string; terms: OfferTerms; answerWithinDays: number },
): Promise<OfferView> {
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + input.answerWithinDays * DAY);
  const prepared = prepareOfferForCreation(input.terms, now, expiresAt);
  if (!prepared.isValid) throw invalid(prepared.validationErrors);
  const { creatorId: whom } = await creatorBySlug(deps, input.handle.trim().replace(/^@/, ''));
  if (whom === brandId) throw ownOffer({}, { pointer: '/handle' });
  const creatorId = asCreatorId(whom);
  const brand = await deps.tenancy.inCreator(brandId, async (tx) => {
    const found = await brandIn(tx, brandId);
    if (input.campaignId !== undefined) await assertOpen(tx, brandId, input.campaignId);
    return found;
  });
  await deps.limits.take(perBrand, brandId);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const { totalValueCents, statusHistory, validationErrors, ...rest } = prepared;
    const made = await insertOffer(tx, creatorId, {
      id: input.id,
      brandId,
      brandName: brand.name,
      campaignId: input.campaignId ?? null,
      ...rest,
      totalValueSantim: totalValueCents,
      validationErrors: [...validationErrors],
      statusHistory: [...statusHistory],
      sentAt: now,
      expiresAt,
    });
    const row = await findOffer(tx, creatorId, input.id);
    if (
      !row ||
      row.brandId !== brandId ||
      !isDeepStrictEqual(row.originalTermsSnapshot, prepared.originalTermsSnapshot)
    )
      throw offerMoved();
    if (made) {
      await noteFirst(deps, tx, creatorId, 'firstOfferReceivedAt');
      await logOfferSent(deps, tx, brandId, input.id, creatorId, totalValueCents);
      await enqueue(tx, expireOffer, input.id, { offerId: input.id }, { runAt: expiresAt });
    }
    return viewOf(row, 'brand', now);
  });
}

const end: Place = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return end;
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  if (!match) throw wrongShape({}, { pointer: '/cursor' });
  return { at: new Date(Number(match[1])), id: match[2] ?? '' };
}

type Query = { role?: 'creator' | 'brand'; campaignId?: string; cursor?: string; limit?: number };
/** The newest first: what was received, or what was sent as a brand. */
export async function listOffers(deps: Deps, me: CreatorId, query: Query) {
  const limit = query.limit ?? 25;
  const after = placeOf(query.cursor);
  const now = deps.clock.now();
  const rows = await (query.role === 'brand'
    ? readSent(deps, me, query.campaignId ?? null, after, limit + 1)
    : deps.tenancy.inCreator(me, async (tx) => await receivedOffers(tx, me, after, limit + 1)));
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => viewOf(row, query.role ?? 'creator', now)),
    nextCursor: rows.length > limit && last ? `${last.sentAt.getTime()}_${last.id}` : null,
  };
}

async function readSent(deps: Deps, me: CreatorId, campaignId: string | null, after: Place, limit: number) {
  const places = await deps.tenancy.inCreator(me, async (tx) => await sentOffers(tx, campaignId, after, limit));
  const rows: OfferRow[] = [];
  for (const { creatorId, id } of places) {
    const whose = asCreatorId(creatorId);
    const row = await deps.tenancy.inCreator(whose, async (tx) => await findOffer(tx, whose, id));
    if (row) rows.push(row);
  }
  return rows;
}

/** Whose row it is and as whom one stands in it. Throws 404 for everybody else. */
async function placeIn(
  deps: Deps,
  me: CreatorId,
  id: string,
): Promise<{ creatorId: CreatorId; role: 'creator' | 'brand' }> {
  return await deps.tenancy.inCreator(me, async (tx) => {
    if (await findOffer(tx, me, id)) return { creatorId: me, role: 'creator' };
    const creatorId = await creatorOfOffer(tx, id);
    if (creatorId === undefined) throw notFound();
    return { creatorId: asCreatorId(creatorId), role: 'brand' };
  });
}

export async function readOffer(deps: Deps, me: CreatorId, id: string): Promise<OfferView> {
  const { creatorId, role } = await placeIn(deps, me, id);
  return await deps.tenancy.inCreator(creatorId, async (tx) => await viewIn(deps, tx, creatorId, id, role));
}

async function viewIn(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  id: string,
  role: 'creator' | 'brand',
): Promise<OfferView> {
  const row = await findOffer(tx, creatorId, id);
  if (!row) throw notFound();
  return viewOf(row, role, deps.clock.now());
}

/**
 * Compare and set along the table of transitions, with its line of history and its row of the record. Throws offerMoved
 * when it does not stand at `from` any more, or may not go there.
 */
export async function recordOfferStatusChange(
  deps: Deps,
  tx: Tx,
  offer: { readonly creatorId: CreatorId; readonly id: string },
  from: OfferStatus,
  to: OfferStatus,
  actor: { readonly party: Party; readonly id: string | null },
): Promise<void> {
  if (!mayGo(from, to, actor.party)) throw offerMoved();
  const at = moment(deps.clock.now());
  const moved = await moveOffer(tx, offer.creatorId, offer.id, { from, to, by: actor.party, at, actorId: actor.id });
  if (!moved) throw offerMoved();
  const who: Actor = actor.id === null ? { kind: 'system' } : { kind: 'user', id: actor.id };
  const facts = { before: { status: from }, after: { status: to, by: actor.party } };
  await logOfferEvent(deps, tx, 'offer.status_changed', offer.id, who, facts);
}

type Step = { readonly action: OfferAction; readonly seenStatus: OfferStatus; readonly terms?: OfferTerms };

/**
 * What a party does with an offer: accept, decline, counter, cancel, complete. The same step again changes nothing. Throws
 * offerMoved when it moved meanwhile or its time is over, offerNotValid for terms that cannot be kept any more.
 */
export async function stepOffer(deps: Deps, me: CreatorId, id: string, step: Step): Promise<OfferView> {
  const { creatorId, role } = await placeIn(deps, me, id);
  const to = statusAfter[step.action];
  const outcome = await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await holdOffer(tx, creatorId, id);
    if (!row) throw notFound();
    const lastBy = row.statusHistory.at(-1)?.by;
    if (row.status === to && lastBy === role && isSame(row, step)) return { view: viewOf(row, role, deps.clock.now()) };
    if (row.status !== step.seenStatus || !mayGo(row.status, to, role)) throw offerMoved();
    const now = deps.clock.now();
    if (row.status !== 'accepted' && row.expiresAt <= now) throw offerMoved();
    const errors = await changeTerms(tx, row, creatorId, step, now);
    // Said after the transaction, so that the row keeps what is wrong with it.
    if (errors.length > 0) return { errors };
    if (step.action === 'complete') await complete(deps, tx, row, creatorId, role, me);
    else await recordOfferStatusChange(deps, tx, { creatorId, id }, row.status, to, { party: role, id: me });
    if (role === 'creator' && (to === 'accepted' || to === 'declined' || to === 'countered')) {
      await noteFirst(deps, tx, creatorId, 'firstOfferRespondedAt');
      await logOfferResponded(deps, tx, creatorId, id, to, row.brandId);
    }
    return { view: await viewIn(deps, tx, creatorId, id, role) };
  });
  if (outcome.errors) throw invalid(outcome.errors);
  return outcome.view;
}

const isSame = (row: OfferRow, step: Step): boolean =>
  step.terms === undefined || isDeepStrictEqual(row.counterTerms, step.terms);

/** Terms that are asked for instead, or that become what is agreed; gives what is wrong with them. */
async function changeTerms(
  tx: Tx,
  row: OfferRow,
  creatorId: CreatorId,
  step: Step,
  now: Date,
): Promise<readonly TermsError[]> {
  const { id } = row;
  if (step.action === 'counter' && step.terms) {
    const { errors } = validateOfferTerms(step.terms, now);
    if (errors.length === 0) await changeOffer(tx, creatorId, id, { counterTerms: step.terms }, now);
    return errors;
  }
  if (step.action !== 'accept') return [];
  const terms = row.status === 'countered' && row.counterTerms ? row.counterTerms : row.terms;
  const { isValid, errors } = validateOfferTerms(terms, now);
  const agreed = isValid ? { terms, totalValueSantim: totalValueOf(terms) } : {};
  await changeOffer(tx, creatorId, id, { ...agreed, isValid, validationErrors: errors }, now);
  return errors;
}

/** Done when both have said so: one alone proves nobody. */
async function complete(
  deps: Deps,
  tx: Tx,
  row: OfferRow,
  creatorId: CreatorId,
  role: 'creator' | 'brand',
  me: CreatorId,
): Promise<void> {
  const now = deps.clock.now();
  const { id } = row;
  const mine = role === 'creator' ? row.creatorCompletedAt : row.brandCompletedAt;
  const other = role === 'creator' ? row.brandCompletedAt : row.creatorCompletedAt;
  if (mine === null) {
    await changeOffer(
      tx,
      creatorId,
      id,
      role === 'creator' ? { creatorCompletedAt: now } : { brandCompletedAt: now },
      now,
    );
    await logOfferEvent(deps, tx, 'offer.said_done', id, { kind: 'user', id: me }, { after: { by: role } });
  }
  if (other === null) return;
  await recordOfferStatusChange(deps, tx, { creatorId, id }, 'accepted', 'completed', { party: role, id: me });
  await noteFirst(deps, tx, creatorId, 'firstCollabCompletedAt');
}

/** Its time is over: nobody answered. What was answered stays as it is. */
export async function expire(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await holdOffer(tx, creatorId, id);
    if (!row || (row.status !== 'pending' && row.status !== 'countered')) return;
    if (row.expiresAt > deps.clock.now()) {
      await enqueue(tx, expireOffer, id, { offerId: id }, { runAt: row.expiresAt });
      return;
    }
    await recordOfferStatusChange(deps, tx, { creatorId, id }, row.status, 'expired', { party: 'system', id: null });
  });
}
