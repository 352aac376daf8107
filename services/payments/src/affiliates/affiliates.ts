// People who recommend a product for a part of the price. The creator says how much; a person reads the terms, accepts
// them, and only then has a link and a word to say. What she accepted is hers until one of them ends it.
import {
  affiliateBuysFirst,
  affiliateEndedBySeller,
  affiliateIsSeller,
  affiliateName,
  affiliateTermsChanged,
  affiliatesClosed,
} from '@windsurf/contracts/payments-affiliates';
import type {
  AffiliateTermsView,
  AffiliateView,
  AffiliationView,
  ShareView,
  becomeAffiliate,
  changeAffiliateTerms,
} from '@windsurf/contracts/payments-affiliates';
import type { Input } from '@windsurf/contracts/endpoint';
import type { PersonPrincipal } from '@windsurf/contracts/principal';
import { changedElsewhere, notFound } from '@windsurf/contracts/problem';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { asBuyerId, asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { transliterate } from '@windsurf/language/transliterate';
import type { Static } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { ownedSince } from '../orders/orders.ts';
import { ending, pageCursor, readPageCursor } from '../page-cursor.ts';
import { heldOf } from '../shares/shares.ts';
import type { ShareRow } from '../shares/shares.ts';
import * as rows from './affiliates.queries.ts';
import type { AffiliateRow, AgreementRow, TermsOfProduct } from './affiliates.queries.ts';

export { isAffiliateName } from './affiliates.queries.ts';
export { readWords, referredIn, refOf } from './referral.ts';
export type { Referred } from './referral.ts';

/** Days after a sale until a commission cannot be taken back any more: as long as buyers may ask for their money. */
export const holdDays = 14;
/** Of the terms on the agreement page; a change of a rule there is a new number. */
export const termsEdition = 1;
type Page = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

const termsView = (row: TermsOfProduct): AffiliateTermsView => ({
  productId: row.id,
  title: row.title,
  version: row.version ?? 0,
  open: row.open ?? false,
  percent: row.percent,
  buyersOnly: row.buyersOnly ?? false,
  affiliates: row.affiliates,
  holdDays,
});

/** Absent and foreign are the same 404. */
export async function readTerms(deps: Deps, creatorId: CreatorId, productId: string): Promise<AffiliateTermsView> {
  const query = rows.termsOf(deps.tenancy.compile, creatorId, productId).compile();
  const [found] = await deps.tenancy.batchInCreator(creatorId, [query]);
  if (!found[0]) throw notFound();
  return termsView(found[0]);
}

/** Throws notFound and changedElsewhere. The same change again changes nothing. */
export async function changeTerms(
  deps: Deps,
  creatorId: CreatorId,
  productId: string,
  change: Input<typeof changeAffiliateTerms>['body'],
): Promise<AffiliateTermsView> {
  const { baseVersion, open, percent, buyersOnly } = change;
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const read = async (): Promise<TermsOfProduct | undefined> =>
      await rows.termsOf(tx, creatorId, productId).executeTakeFirst();
    const product = await read();
    if (!product) throw notFound();
    const before = await rows.lockTerms(tx, creatorId, productId);
    const same = before?.open === open && before.percent === percent && before.buyersOnly === buyersOnly;
    if (same) return termsView(product);
    const version = before?.version ?? 0;
    if (version !== baseVersion) throw changedElsewhere({}, { extra: { version } });
    await rows.putTerms(tx, {
      productId,
      version: version + 1,
      percent,
      open,
      buyersOnly,
      changedAt: deps.clock.now(),
    });
    return termsView((await read()) ?? product);
  });
}

export type Offered = {
  readonly productId: string;
  readonly creatorId: CreatorId;
  readonly title: string;
  readonly slug: string;
  readonly handle: string;
  readonly storeName: string;
  /** Null: nobody can join now. */
  readonly percent: number | null;
  readonly buyersOnly: boolean;
};

/** What a published product offers to affiliates. Throws notFound. */
export async function offeredBy(deps: Deps, productId: string): Promise<Offered> {
  const [found] = await deps.tenancy.batchInPublic([rows.openTerms(deps.tenancy.compile, productId)]);
  const row = found[0];
  if (!row) throw notFound();
  const { id, creatorId, title, slug, handle, storeName, percent, buyersOnly } = row;
  const product = { productId: id, creatorId: asCreatorId(creatorId), title, slug, handle, storeName };
  return { ...product, percent, buyersOnly: buyersOnly ?? false };
}

/** A word of Latin letters out of a name in either script; undefined when too few are left. */
export function spokenName(typed: string): string | undefined {
  const word = transliterate(typed)
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
    .slice(0, 12);
  return word.length >= 3 ? word : undefined;
}

/**
 * Makes a person an affiliate of a product, or leaves her one. Throws notFound, affiliatesClosed, affiliateIsSeller,
 * affiliateEndedBySeller, affiliateBuysFirst, affiliateTermsChanged and affiliateName.
 */
export async function join(
  deps: Deps,
  person: PersonPrincipal,
  productId: string,
  wish: Pick<Input<typeof becomeAffiliate>['body'], 'name' | 'percent'>,
): Promise<Static<typeof AffiliationView>> {
  const offer = await offeredBy(deps, productId);
  const { creatorId } = offer;
  if (person.creatorId === creatorId || person.personId === creatorId) throw affiliateIsSeller();
  const at = deps.clock.now();
  const joined = async (): Promise<Static<typeof AffiliationView>> =>
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const known = await rows.affiliateOf(tx, creatorId, person.personId);
      const standing = known && (await rows.affiliationOf(tx, creatorId, known.id, productId));
      if (known && standing?.endedAt === null) return affiliationView(deps, { ...standing, code: known.code });
      // Whom the seller has ended does not come back by the same link.
      if (standing?.endedBy === 'creator') throw affiliateEndedBySeller();
      const { percent } = offer;
      if (percent === null) throw affiliatesClosed();
      if (percent !== wish.percent) throw affiliateTermsChanged({ percent });
      const owned = offer.buyersOnly && (await ownedSince(tx, creatorId, person.personId, productId));
      if (offer.buyersOnly && owned === undefined) throw affiliateBuysFirst();
      const affiliate = known ?? (await makeAffiliate(tx, creatorId, person, wish.name, at));
      const { title, slug, handle, storeName } = offer;
      const row = {
        affiliateId: affiliate.id,
        productId,
        percent,
        holdDays,
        title,
        slug,
        handle,
        storeName,
        acceptedAt: at,
        termsEdition,
        endedAt: null,
        endedBy: null,
      };
      await rows.putAffiliation(tx, row);
      return affiliationView(deps, { ...row, code: affiliate.code });
    });
  try {
    return await joined();
  } catch (error) {
    // Pressed twice, or two people of one name at the same moment: what the other made is seen now.
    const raced = isFault(error, 'duplicate', 'affiliates_person') || isFault(error, 'duplicate', 'affiliates_code');
    if (!raced) throw error;
    return await joined();
  }
}

async function makeAffiliate(
  tx: Tx,
  creatorId: CreatorId,
  person: PersonPrincipal,
  typed: string,
  at: Date,
): Promise<Pick<AffiliateRow, 'id' | 'code'>> {
  const name = spokenName(typed);
  if (name === undefined) throw affiliateName({}, { pointer: '/name' });
  // A digit of her own first, so that two of one name rarely count on from each other.
  const first = (Number.parseInt(person.personId.slice(-4), 16) % 9) + 1;
  for (let number = first; number < 10_000; number += 1) {
    const code = `${name}${String(number)}`;
    if (!(await rows.isFree(tx, creatorId, code))) continue;
    const id = newId();
    const payeeId = person.creatorId ?? person.personId;
    await rows.insertAffiliate(tx, { id, personId: person.personId, payeeId, code, joinedAt: at });
    return { id, code };
  }
  throw affiliateName({}, { pointer: '/name' });
}

const affiliationView = (
  { storeOrigin }: Pick<Deps, 'storeOrigin'>,
  row: Pick<rows.AffiliationRow, 'productId' | 'title' | 'slug' | 'handle' | 'storeName' | 'percent'> & {
    readonly code: string;
    readonly acceptedAt: Date;
    readonly endedAt: Date | null;
  },
): Static<typeof AffiliationView> => ({
  productId: row.productId,
  title: row.title,
  storeName: row.storeName,
  code: row.code,
  link: `${storeOrigin}/@${row.handle}/${row.slug}?ref=${row.code.toLowerCase()}`,
  percent: row.percent,
  state: row.endedAt === null ? 'active' : 'ended',
  acceptedAt: row.acceptedAt.toISOString(),
});

/** What a person recommends, in whose store it may be, the newest first. */
export async function listMine(deps: Deps, personId: string): Promise<Static<typeof AffiliationView>[]> {
  const query = rows.affiliationsOfPerson(deps.tenancy.compile, personId);
  const [found] = await deps.tenancy.batchInBuyer(asBuyerId(personId), [query]);
  return found.map((row) => affiliationView(deps, row));
}

const stateOf = (share: ShareRow): ShareView['state'] =>
  heldOf(share) > 0 ? 'held' : share.releasedSantim > 0 ? 'released' : 'reversed';

/** A person's parts of other people's sales, the newest first; the cursor is the place of the last one seen. */
export async function listShares(
  deps: Deps,
  personId: string,
  page: Page,
): Promise<{ items: ShareView[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const query = rows.sharesOfPayee(deps.tenancy.compile, personId, readPageCursor(page.cursor, ending), limit + 1);
  const [found] = await deps.tenancy.batchInBuyer(asBuyerId(personId), [query]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((share) => ({
      id: share.id,
      kind: share.kind,
      title: share.title,
      currency: 'ETB',
      baseSantim: share.baseSantim,
      amountSantim: share.amountSantim,
      reversedSantim: share.reversedSantim,
      state: stateOf(share),
      earnedAt: share.earnedAt.toISOString(),
      releaseAt: share.releaseAt.toISOString(),
    })),
    nextCursor: found.length > limit && last ? pageCursor(last.earnedAt, last.id) : null,
  };
}

const agreementView = ({ sums, ...row }: AgreementRow): AffiliateView => ({
  affiliateId: row.affiliateId,
  productId: row.productId,
  title: row.title,
  code: row.code,
  percent: row.percent,
  state: row.endedAt === null ? 'active' : 'ended',
  joinedAt: row.acceptedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  currency: 'ETB',
  sums: {
    sales: sums.sales,
    earnedSantim: sums.earned,
    reversedSantim: sums.reversed,
    releasedSantim: sums.released,
    heldSantim: sums.earned - sums.reversed - sums.released,
  },
});

/** Who recommends what of a creator, the newest first. */
export async function listAffiliates(
  deps: Deps,
  creatorId: CreatorId,
  page: Page,
): Promise<{ items: AffiliateView[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const place = readPageCursor(page.cursor, ending);
  const query = rows.affiliationsBefore(deps.tenancy.compile, creatorId, place, limit + 1).compile();
  const [found] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(agreementView),
    nextCursor: found.length > limit && last ? pageCursor(last.acceptedAt, last.affiliateId) : null,
  };
}

/** Ends an agreement; again is the end that is there. Throws notFound. */
export async function endAgreement(
  deps: Deps,
  creatorId: CreatorId,
  affiliateId: string,
  productId: string,
): Promise<AffiliateView> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await rows.endAffiliation(tx, creatorId, { affiliateId, productId }, 'creator', deps.clock.now());
    const found = rows.agreements(tx, creatorId).where('f.affiliateId', '=', affiliateId);
    const row = await found.where('f.productId', '=', productId).executeTakeFirst();
    if (!row) throw notFound();
    return agreementView(row);
  });
}
