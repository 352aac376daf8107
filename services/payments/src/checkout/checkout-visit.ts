// What a visit to the checkout brings, what is on offer for it, and how its fields are read.
import { Type as T } from 'typebox';
import type { Platform } from '@windsurf/contracts/auth-platform';
import { railMissing } from '@windsurf/contracts/payments';
import { instalmentsAlone, instalmentsOver } from '@windsurf/contracts/payments-instalments';
import type { Problem } from '@windsurf/contracts/problem';
import type { Principal } from '@windsurf/contracts/principal';
import type { FieldError } from '@windsurf/html/forms';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { birr, parseBirr, santim, telebirrAmount } from '@windsurf/money/money';
import { parsePhone } from '@windsurf/phone/phone';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps } from '../deps.ts';
import { readWords } from '../affiliates/affiliates.ts';
import type { Planned } from '../instalments/instalments.ts';
import { ownedAmong } from '../orders/orders.ts';
import { freeRail } from '../rails/free.ts';
import type { GiftWish } from '../gifts/gifts.ts';
import { codeName, findMore, findOffer, othersFor, quoteOf, scarce, usedUp } from '../sellable/sellable.ts';
import type { Choices, Quote, Sellable } from '../sellable/sellable.ts';
import { planOf } from './begin-parts.ts';
import type { Typed } from './checkout-form.ts';
import { limitCodes } from './checkout-limits.ts';
import { GiftSent, giftTypedOf, noGift, readGift } from './gift-fields.ts';
import { railOrder } from './rail-order.ts';
import { TypeSent, loadTypeFields, nothingChosen, readTypeFields, typePrice, typeTypedOf } from './type-fields.ts';
import type { Asked, TypeChosen } from './type-fields.ts';

export const Text = T.Optional(T.String({ maxLength: 200 }));
/** Fields of the form, and what the page had said. */
export const Sent = T.Object({
  phone: Text,
  payer: Text,
  rail: Text,
  amount: Text,
  code: Text,
  bump: Text,
  remind: Text,
  /** What the page said: its total, the sum on the pressed button, the code that was taken off, one that does not work. */
  seen: Text,
  sum: Text,
  applied: Text,
  refused: Text,
  owned: Text,
  attempt: Text,
  _csrf: Text,
  /** Who is named by the address that the buyer came by. */
  ref: Text,
  /** What else is bought, and the buttons that change it. */
  with: T.Optional(T.String({ maxLength: 400 })),
  add: Text,
  remove: Text,
  more: Text,
  relabel: Text,
  apply: Text,
  suggest: Text,
  ...TypeSent,
  ...GiftSent,
});
/** What a request brings besides what was typed. */
export type Visit = {
  readonly productId: string;
  readonly lang: Language;
  readonly principal: Principal;
  readonly address: string;
  readonly platform: Platform;
  readonly attempt: string;
  readonly typed: Typed;
  readonly refused: string;
  readonly ownsBump: boolean;
  readonly ref?: string | undefined;
  /** Ids of what else is bought. */
  readonly with: readonly string[];
  /** What else there is was asked for. */
  readonly asksMore: boolean;
};
/** What is on offer for it. */
export type Looked = {
  readonly offer: Sellable;
  readonly quote: Quote;
  readonly otherwise: Quote;
  readonly ownsBump: boolean;
  /** Who is said to recommend it. */
  readonly referral: string | undefined;
  /** Something that was chosen cannot be bought with the rest. */
  readonly cartGone: boolean;
  readonly others: Sellable['more'] | undefined;
  /** What the type of the product asks, what it had to know for that, and what was answered. */
  readonly asked: Asked;
  readonly loaded: unknown;
  readonly chosen: TypeChosen | { readonly errors: readonly FieldError[] };
  /** Titles of what the reader has already of a bundle. */
  readonly ownedParts: readonly string[];
  /** In which parts it can be paid by itself; undefined where it cannot. */
  readonly plan: Planned | undefined;
};
export const nothing: Typed = {
  phone: '',
  payer: '',
  rail: '',
  amount: '',
  code: '',
  bump: false,
  remind: false,
  gift: noGift,
  fields: {},
};
export type SentBody = Partial<Record<keyof (typeof Sent)['properties'], string | undefined>>;

export const typedOf = (body: SentBody): Typed => ({
  phone: body.phone ?? '',
  payer: body.payer ?? '',
  rail: body.rail ?? '',
  amount: sumOf(body.suggest) === undefined ? (body.amount ?? '') : telebirrAmount(santim(Number(body.suggest))),
  code: body.code ?? '',
  bump: body.bump !== undefined,
  remind: body.remind !== undefined,
  gift: giftTypedOf(body),
  fields: typeTypedOf(body),
});
const sumOf = (text: string | undefined): number | undefined =>
  /^\d{1,15}$/.test(text ?? '') ? Number(text) : undefined;

export const csrfOf = (principal: Principal): string | undefined =>
  principal.kind === 'person' && principal.via === 'cookie' ? principal.csrf : undefined;
export const readerOf = (principal: Principal): string | undefined =>
  principal.kind === 'person' ? principal.personId : undefined;

/** Where there is nothing to choose, it is chosen. */
export const onlyRail = async (deps: Deps): Promise<string> => {
  const [first, ...others] = await railOrder(deps);
  return first && others.length === 0 ? first.rail.name : '';
};

/** A code that was said not to work is left out: it never stops a purchase. */
export const codeOf = ({ typed, refused }: Visit): string => (codeName(typed.code) === refused ? '' : typed.code);

/** The amount that was typed, in santim, as far as it can be read. */
const amountOf = ({ typed }: Visit, offer: Sellable): ReturnType<typeof parseBirr> | undefined =>
  offer.openAmount === null || typed.amount.trim() === ''
    ? undefined
    : parseBirr(typed.amount, { min: santim(0), max: birr(1_000_000) });

export async function look(deps: Deps, visit: Visit, code = codeOf(visit)): Promise<Looked> {
  const { lang, principal, typed } = visit;
  const { discount, referral, problem } = await readWords(deps, visit.productId, code, visit.ref);
  const { offer: standing, code: found } = await findOffer(deps, visit.productId, discount, visit.platform);
  if (discount !== '' && !found) await limitCodes(deps, visit.address);
  const { details, id: productId, creatorId } = standing.product;
  const asked = { productId, creatorId, details, lang, typed: typed.fields };
  const loaded = await loadTypeFields(deps, asked);
  const chosen = readTypeFields({ ...asked, loaded });
  const { choice } = 'errors' in chosen ? nothingChosen : chosen;
  const cart = await findMore(deps, standing, visit.with);
  const priced = { ...standing, priceSantim: typePrice(details, choice, standing.priceSantim) };
  const amount = amountOf(visit, priced);
  const choices: Choices = {
    amount: amount?.ok === true ? amount.santim : undefined,
    bump: typed.bump,
    code: discount,
  };
  const owned = await ownedOf(deps, { ...priced, more: cart.more }, readerOf(principal));
  const more = cart.more.filter(({ product }) => !owned.has(product.id));
  const offer = { ...priced, more, bump: inCart(more, priced.bump) ? null : priced.bump };
  const ownsBump = visit.ownsBump || (offer.bump !== null && owned.has(offer.bump.product.id));
  const ownedParts = offer.parts.filter((part) => owned.has(part.id)).map((part) => part.title);
  const offered = ownsBump ? { ...offer, bump: null } : offer;
  const now = deps.clock.now();
  const quote = (bump: boolean): Quote => {
    const quoted = quoteOf(offered, found, { ...choices, bump }, now, lang);
    return { ...quoted, codeProblem: quoted.codeProblem ?? problem };
  };
  const others = visit.asksMore ? await othersFor(deps, standing) : undefined;
  const cartGone = cart.gone > 0 || more.length < cart.more.length;
  const alone = more.length === 0 ? quote(false).total : undefined;
  const plan = alone && planOf(offer, alone, now);
  const shown = { referral, cartGone, others, asked, loaded, chosen, ownedParts, plan };
  return { offer, quote: quote(typed.bump), otherwise: quote(!typed.bump), ownsBump, ...shown };
}

const inCart = (more: Sellable['more'], bump: Sellable['bump']): boolean =>
  more.some(({ product }) => product.id === bump?.product.id);

/** Nobody is offered an extra that she has, and whoever buys a bundle is told what of it is hers already. */
async function ownedOf(deps: Deps, offer: Sellable, reader: string | undefined): Promise<ReadonlySet<string>> {
  const ids = [
    ...(offer.bump ? [offer.bump.product.id] : []),
    ...offer.parts.map((part) => part.id),
    ...offer.more.map(({ product }) => product.id),
  ];
  if (ids.length === 0 || reader === undefined) return new Set();
  const { creatorId } = offer.product;
  return await deps.tenancy.inCreator(creatorId, async (tx) => await ownedAmong(tx, creatorId, reader, ids));
}

export function scarcity(offer: Sellable, lang: Language): string | undefined {
  const none = usedUp(offer);
  return none ? sayProblem(scarce(none), lang) : undefined;
}

export const sayProblem = (problem: Problem, lang: Language): string => say(problem.says, lang, problem.params);

export type Checked = {
  readonly phone: E164;
  readonly payer: E164 | undefined;
  readonly amount: number | undefined;
  readonly rail: string;
  readonly chosen: TypeChosen;
  readonly gift: GiftWish | undefined;
};
/** In how many parts she pays; undefined: at once. */
export const partsIn = ({ typed }: Pick<Visit, 'typed'>): number | undefined =>
  /^[2-6]$/.test(typed.fields.parts ?? '') ? Number(typed.fields.parts) : undefined;

/** What is to be paid today, in santim. */
export const dueToday = (visit: Visit, { plan, quote }: Looked): number | undefined =>
  partsIn(visit) === undefined ? quote.total?.totalSantim : plan?.parts[0]?.amountSantim;

/** Why it is not paid in the parts that were chosen; undefined when it may be, or is paid at once. */
function partsFault(visit: Visit, { plan, offer, quote }: Looked): Problem | undefined {
  const typed = (visit.typed.fields.parts ?? '').trim();
  if (typed === '') return undefined;
  const beside = offer.more.length > 0 || quote.total?.items.some(({ kind }) => kind === 'bump') === true;
  if (offer.instalments !== null && beside) return instalmentsAlone();
  return plan?.parts.length === partsIn(visit) ? undefined : instalmentsOver();
}

/** Nothing is to be paid: no rail is asked for. */
export const isFree = ({ quote }: Looked): boolean => quote.total?.totalSantim === 0;

/** Reads every field; what cannot be read is said at its field. */
export function check(deps: Deps, visit: Visit, looked: Looked): Checked | { errors: FieldError[] } {
  const { typed, lang } = visit;
  const errors: FieldError[] = [];
  const amount = amountOf(visit, looked.offer);
  const { amountProblem } = looked.quote;
  if (amount?.ok === false) errors.push({ field: 'amount', text: say(amount.says, lang) });
  else if (amountProblem) errors.push({ field: 'amount', text: sayProblem(amountProblem, lang) });
  const { chosen } = looked;
  if ('errors' in chosen) errors.push(...chosen.errors);
  const fault = partsFault(visit, looked);
  if (fault) errors.push({ field: 'parts', text: sayProblem(fault, lang) });
  const phone = parsePhone(typed.phone);
  if (!phone.ok) errors.push({ field: 'phone', text: say(phone.says, lang) });
  const rail = isFree(looked) ? freeRail.name : typed.rail;
  if (!isFree(looked) && !deps.rails.has(rail)) errors.push({ field: 'rail', text: say(railMissing.says, lang) });
  const payer = typed.payer.trim() === '' ? undefined : parsePhone(typed.payer);
  if (payer?.ok === false) errors.push({ field: 'payer', text: say(payer.says, lang) });
  const { details } = looked.offer.product;
  const own = phone.ok ? phone.phone : undefined;
  const gift = readGift(typed.gift, { phone: own, details, lang, now: deps.clock.now() });
  if (gift && 'errors' in gift) return { errors: [...errors, ...gift.errors] };
  if (!phone.ok || errors.length > 0 || 'errors' in chosen) return { errors };
  return {
    phone: phone.phone,
    rail,
    chosen,
    gift,
    payer: payer?.ok === true ? payer.phone : undefined,
    amount: amount?.ok === true ? amount.santim : undefined,
  };
}

/** Whether the pressed button said what would be charged now, or more; a code that was typed since only takes off. */
export function isWhatWasSaid(body: SentBody, visit: Visit, looked: Looked, bare: Quote | undefined): boolean {
  const said = sumOf(body.sum) ?? sumOf(body.seen);
  if (said === undefined || dueToday(visit, looked) === said) return true;
  return looked.quote.total?.totalSantim === said || bare?.total?.totalSantim === said;
}
