// A membership as its member sees it, by the address in her messages: how it stands, what going on costs, and going on.
import { phoneOfPerson } from '@windsurf/contracts/auth';
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { parsePhone } from '@windsurf/phone/phone';
import { startCheckout } from '../checkout/checkout.ts';
import type { Started } from '../checkout/checkout.ts';
import type { Deps } from '../deps.ts';
import { orBusy } from '../or-busy.ts';
import type { Product } from '../products/products.ts';
import { findOffer } from '../sellable/sellable.ts';
import { linkHashOf, linkTokenOf } from './memberships.ts';
import type { MembershipRow } from './memberships.queries.ts';
import { asFacts, factsOf, membershipById, noticeAhead, productOf } from './memberships.queries.ts';
import { day, standingAt } from './periods.ts';
import type { Fact, Standing } from './periods.ts';
import { choicesOf, fairMonth } from './price.ts';
import type { MembershipTerms, MonthsPrice } from './price.ts';

export type Member = {
  readonly creatorId: CreatorId;
  readonly row: MembershipRow;
  readonly product: Product;
  readonly terms: MembershipTerms;
  readonly standing: Standing;
  readonly facts: readonly Fact[];
  /** What going on costs; none while it is not sold. */
  readonly choices: readonly MonthsPrice[];
  /** Another price was announced to her and does not hold yet. */
  readonly notice: { readonly monthSantim: number; readonly fromAt: Date } | undefined;
};

const shape = /^[A-Za-z0-9_-]{16}$/;

/** The membership of an address. Throws the same 404 for every other text. */
export async function memberOfLink(deps: Deps, token: string): Promise<Member> {
  if (!shape.test(token)) throw notFound();
  const [found] = await deps.tenancy.door<Place>('membership_of_link', linkHashOf(token));
  if (!found) throw notFound();
  return await memberOf(deps, asCreatorId(found.creatorId), found.membershipId);
}
type Place = { readonly creatorId: string; readonly membershipId: string };

/** Throws 404 when this creator has no such membership. */
export async function memberOf(deps: Deps, creatorId: CreatorId, id: string): Promise<Member> {
  const { compile } = deps.tenancy;
  const [rows, written, products, notices] = await deps.tenancy.batchInCreator(creatorId, [
    membershipById(compile, creatorId, id).compile(),
    factsOf(compile, creatorId, id).compile(),
    productOf(compile, creatorId, id).compile(),
    noticeAhead(compile, creatorId, id, deps.clock.now()).compile(),
  ]);
  const [row, product] = [rows[0], products[0]];
  if (!row || !product) throw notFound();
  const facts = asFacts(written);
  const standing = standingAt(facts, deps.clock.now());
  const terms = termsOf(product);
  const now = product.state === 'published' ? (await findOffer(deps, product.id)).offer.priceSantim : undefined;
  // Who is out pays what everybody pays who joins now.
  const monthOf = (price: number) => (standing.state === 'ended' ? price : fairMonth(row.monthSantim, price));
  const choices = now === undefined ? [] : choicesOf(terms, monthOf(now));
  const mine = { ...product, creatorId };
  return { creatorId, row, product: mine, terms, standing, facts, choices, notice: notices[0] };
}

/** What a product promises its members; throws an Error for another type, which it cannot become. */
export function termsOf({ details }: Pick<Product, 'details'>): MembershipTerms {
  if (details.type !== 'membership') throw new Error('this product is no membership');
  return details;
}

/** The address of its page, the same each time. */
export const memberUrl = (deps: Deps, creatorId: CreatorId, id: string): string =>
  `${deps.appOrigin}/pay/m/${linkTokenOf(deps, creatorId, id)}`;

/** Begins to pay for more time, as the member whose number auth knows. Throws what startCheckout throws. */
export async function renew(
  deps: Deps,
  { row, standing }: Member,
  wanted: {
    readonly months: number;
    readonly rail: string;
    readonly lang: Language;
    readonly seenTotal: number | undefined;
    readonly attempt: string;
  },
): Promise<Started> {
  const known = await orBusy(deps.auth(phoneOfPerson, { params: { id: row.buyerId } }));
  const phone = parsePhone(known.phone);
  if (!phone.ok) throw new Error('auth gave a number that is none');
  return await startCheckout(deps, {
    productId: row.productId,
    phone: phone.phone,
    rail: wanted.rail,
    lang: wanted.lang,
    amount: undefined,
    bump: false,
    code: '',
    seenTotal: wanted.seenTotal,
    attempt: wanted.attempt,
    reader: row.buyerId,
    payUntil: codeUntil(standing, deps.clock.now()),
    // Her own price: the one of her bill.
    choice: { months: wanted.months, ...(standing.state === 'ended' ? {} : { monthSantim: row.monthSantim }) },
  });
}

/** Its message names a day of the week. */
const longestCodeMs = 6 * day;

/** A code is good as long as her place is open; undefined where it is not open now. */
function codeUntil({ state, accessUntil }: Standing, now: Date): Date | undefined {
  if (accessUntil === null || (state !== 'active' && state !== 'grace')) return undefined;
  return new Date(Math.min(accessUntil.getTime(), now.getTime() + longestCodeMs));
}
