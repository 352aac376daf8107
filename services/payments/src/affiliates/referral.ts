// Who brought a buyer: by a word that she typed or heard, by the link she came with, or by the same phone within a month.
// A word beats a link, because it was said to her; nobody brings herself, and a number that was only typed is nobody's.
import { codeNotForThis } from '@windsurf/contracts/payments-sellable';
import { ownReferral } from '@windsurf/contracts/payments-affiliates';
import type { Problem } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { affiliatesNamed, affiliatesNamedFor, broughtBefore } from './affiliates.queries.ts';
import type { NamedAffiliate } from './affiliates.queries.ts';

/** Days in which the same phone number counts as brought, without a cookie. */
export const rememberedDays = 30;
const dayMs = 86_400_000;
const place = { pointer: '/code' };
const isReferral = (word: string): boolean => /^[A-Z]{3,12}[1-9][0-9]{0,3}$/.test(word);

/** The words of a code field, in capitals: a discount and a recommendation may stand beside each other. */
export const wordsOf = (typed: string): string[] =>
  typed
    .toUpperCase()
    .split(/[\s,;+]+/)
    .filter((word) => word !== '')
    .slice(0, 4);

/** `?ref=` of an address; undefined for anything that is no name of an affiliate. */
export function refOf(value: string | undefined): string | undefined {
  const word = (value ?? '').trim().toUpperCase();
  return isReferral(word) ? word : undefined;
}

export type Read = {
  /** What is left of the field: a discount code, or a word that nobody knows. */
  readonly discount: string;
  /** Who is said to recommend it, as far as somebody who only looks may know. */
  readonly referral: string | undefined;
  readonly problem: Problem | undefined;
};

/** Reads the code field and the link of somebody who looks. Asks nothing where no word could be an affiliate's. */
export async function readWords(deps: Deps, productId: string, typed: string, ref: string | undefined): Promise<Read> {
  const words = wordsOf(typed);
  const names = [...new Set([...words.filter(isReferral), ...(ref === undefined ? [] : [ref])])];
  if (names.length === 0) return { discount: typed.trim(), referral: undefined, problem: undefined };
  const [found] = await deps.tenancy.batchInPublic([affiliatesNamedFor(deps.tenancy.compile, productId, names)]);
  const known = new Map(found.map((one) => [one.code, one.recommends]));
  const said = words.filter((word) => known.has(word));
  const recommended = said.find((word) => known.get(word) === true);
  const byLink = ref !== undefined && known.get(ref) === true ? ref : undefined;
  return {
    discount: words.filter((word) => !known.has(word)).join(' '),
    referral: recommended ?? byLink,
    problem: said.length > 0 && recommended === undefined ? codeNotForThis({}, place) : undefined,
  };
}

export type Brought = {
  readonly productId: string;
  readonly typed: string;
  readonly ref: string | undefined;
  /** Everybody who stands behind this payment: the number that buys, who is signed in, whose wallet pays. */
  readonly buyerId: string;
  readonly selves: readonly (string | null | undefined)[];
  /** Whether anybody recommends the product at all. */
  readonly recommended: boolean;
};
export type Referred = {
  readonly discount: string;
  readonly by:
    | (NamedAffiliate & {
        readonly percent: number;
        readonly holdDays: number;
        readonly remembered?: true;
        readonly proven?: true;
      })
    | undefined;
};

/**
 * The same in the transaction that begins a payment, where it is decided. Throws ownReferral and codeNotForThis for a word
 * that was typed; a link that does not count is no fault of the buyer's, and she pays as anybody.
 */
export async function referredIn(tx: Tx, creatorId: CreatorId, brought: Brought, now: Date): Promise<Referred> {
  const { productId, typed, ref, buyerId, recommended } = brought;
  const words = wordsOf(typed);
  const names = [...new Set([...words.filter(isReferral), ...(ref === undefined ? [] : [ref])])];
  const known = names.length === 0 ? [] : await affiliatesNamed(tx, creatorId, productId, names);
  const of = (word: string): NamedAffiliate | undefined => known.find((one) => one.code === word);
  const discount = words.filter((word) => of(word) === undefined).join(' ');
  const said = words.map(of).find((one) => one !== undefined);
  // A wallet is named only where it is another's, so that this is the person who is signed in.
  const proof = brought.selves.includes(buyerId) ? { proven: true as const } : {};
  if (said) {
    if (isSelf(said, brought)) throw ownReferral({ code: said.code }, place);
    const by = counting(said);
    if (!by) throw codeNotForThis({}, place);
    return { discount, by: { ...by, ...proof } };
  }
  const byLink = ref === undefined ? undefined : of(ref);
  const led = byLink && !isSelf(byLink, brought) ? counting(byLink) : undefined;
  if (led) return { discount, by: { ...led, ...proof } };
  if (!recommended) return { discount, by: undefined };
  const since = new Date(now.getTime() - rememberedDays * dayMs);
  const before = await broughtBefore(tx, creatorId, { buyerId, productId, since });
  if (before === undefined) return { discount, by: undefined };
  const [remembered] = await affiliatesNamed(tx, creatorId, productId, [before]);
  const by = remembered && !isSelf(remembered, brought) ? counting(remembered) : undefined;
  return { discount, by: by && { ...by, remembered: true } };
}

const isSelf = ({ personId, payeeId }: NamedAffiliate, { buyerId, selves }: Brought): boolean =>
  [buyerId, ...selves].some((self) => self === personId || self === payeeId);

function counting(one: NamedAffiliate): Referred['by'] {
  const { percent, holdDays, endedAt } = one;
  return percent === null || holdDays === null || endedAt !== null ? undefined : { ...one, percent, holdDays };
}
