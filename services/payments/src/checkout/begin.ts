// The transaction that begins a payment: it reads what is offered, prices it, writes the attempt with its lines frozen and
// holds what few have of. One buyer has at most one open attempt for a product; whoever comes second gets that one as it is.
import { hash } from 'node:crypto';
import { alreadyOwned, checkoutStarted, priceChanged, railMissing } from '@windsurf/contracts/payments';
import { giftCostsNothing, giftNotPossible, mayBeGift } from '@windsurf/contracts/payments-gifts';
import { bumpGone, bumpOwned, cartItemOwned, railLimit } from '@windsurf/contracts/payments-sellable';
import { instalmentsAlone, instalmentsRunning } from '@windsurf/contracts/payments-instalments';
import { Problem, busyNow } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { together } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { emit } from '@windsurf/messages/emit';
import { formatBirr, santim } from '@windsurf/money/money';
import type { E164 } from '@windsurf/phone/phone';
import { currentTrace } from '@windsurf/trace/trace';
import { typeRules } from '@windsurf/contracts/product-types';
import type { ProductType } from '@windsurf/contracts/product-types';
import type { Deps, Tx } from '../deps.ts';
import { standingPlan } from '../instalments/instalments.ts';
import type { BegunPlan } from '../instalments/instalments.ts';
import { newAttempt, openIntent, writeHappening } from '../intents/intents.ts';
import type { IntentRow, NewIntent } from '../intents/intents.ts';
import { keepGift } from '../gifts/gifts.ts';
import type { SealedGift } from '../gifts/gifts.ts';
import { ownedLines } from '../orders/orders.ts';
import { freeRail } from '../rails/free.ts';
import type { Rail } from '../rails/rails.ts';
import { railWords } from '../rails/registry.ts';
import {
  faultOf,
  findCode,
  holdCode,
  holdMore,
  holdOffer,
  holdUpsell,
  holdStock,
  priceOf,
  scarce,
  usedUp,
} from '../sellable/sellable.ts';
import type { FoundCode, Sellable, Sharing, Total } from '../sellable/sellable.ts';
import { remindTime } from '../reminders/remind-time.ts';
import { isPatient, nextAsk } from '../settle/settle.ts';
import { refOf, referredIn } from '../affiliates/affiliates.ts';
import type { Referred } from '../affiliates/affiliates.ts';
import { affiliateOf, promises } from '../shares/shares.ts';
import type { Promised } from '../shares/shares.ts';
import { keepAnswers } from './answers.ts';
import { firstPart } from './begin-parts.ts';
import type { SealedAnswers } from './answers.ts';
import { typePrice } from './type-fields.ts';
import type { Choice } from './type-fields.ts';

export type Wanted = {
  /** Of the attempt, if there will be a new one: what is held for it elsewhere is held under this. */
  readonly intentId?: string;
  readonly productId: string;
  /** What was chosen by the type of the product; ids and numbers. */
  readonly choice?: Choice;
  /** What was written, if anything. */
  readonly sealed?: SealedAnswers | undefined;
  /** For somebody else than the buyer. */
  readonly gift?: SealedGift | undefined;
  /** Gets the receipt and, unless it is a gift, the access. */
  readonly phone: E164;
  readonly lang: Language;
  /** Santim that the buyer named, where the product leaves it open. */
  readonly amount: number | undefined;
  readonly bump: boolean;
  /** As it was typed; empty for none. */
  readonly code: string;
  /** The total that the buyer was told, in santim. */
  readonly seenTotal: number | undefined;
  /** Secret of the browser or program that begins; the same one again is the same person. */
  readonly attempt: string;
  /** Who is signed in, if anybody: the number that was typed may be another's. */
  readonly reader: string | undefined;
  /** Who is named by the address that the buyer came by. */
  readonly ref?: string | undefined;
  /** Whose wallet pays, where it is another number than the buyer's. */
  readonly payerId?: string | null | undefined;
  /** What else of the store is bought with it. */
  readonly with?: readonly string[];
  /** She wants one message if she does not finish. */
  readonly remind?: boolean;
  /** The payment after which it was offered at a price of its own. */
  readonly after?: string;
  /** In so many monthly parts; undefined: at once. */
  readonly parts?: number | undefined;
};
export type Begun = {
  readonly intent: IntentRow;
  /** False when an open attempt was found instead. */
  readonly fresh: boolean;
  /** The open attempt is for another sum, rail or code than what was asked for now. */
  readonly differs: boolean;
};

/**
 * Throws notForSale, alreadyOwned, bumpOwned, bumpGone, priceChanged, railLimit, soldOut, lastOneHeld, busyNow, and the
 * problems of codes and of amounts.
 */
export async function begin(
  deps: Deps,
  creatorId: CreatorId,
  buyerId: string,
  rail: Rail,
  input: Wanted,
): Promise<Begun> {
  // The open attempt that stood in the way may end before it is read; then there is room for a new one.
  for (const last of [false, true]) {
    const begun = await deps.tenancy.inCreator(
      creatorId,
      async (tx) => await beginIn(tx, deps.clock.now(), creatorId, buyerId, rail, input),
    );
    if (begun) return begun;
    if (last) break;
  }
  throw busyNow({}, { retryAfter: 1 });
}

async function beginIn(
  tx: Tx,
  now: Date,
  creatorId: CreatorId,
  buyerId: string,
  rail: Rail,
  input: Wanted,
): Promise<Begun | undefined> {
  const standing = await holdOffer(tx, creatorId, input.productId, input, now);
  const { details } = standing.product;
  const wish = input.after === undefined ? undefined : { afterId: input.after, productId: input.productId, buyerId };
  const after = wish && (await holdUpsell(tx, creatorId, wish, now));
  const price = after?.priceSantim ?? typePrice(details, input.choice ?? {}, standing.priceSantim);
  const priced = { ...standing, priceSantim: price };
  const quoted = await quoteAll(tx, now, creatorId, buyerId, rail, priced, input).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  if (quoted instanceof Problem) {
    // What is under way goes on, whatever has become of the price, the code or the last piece: they are its own. Only a
    // question that is wrong in itself is answered as that.
    const intent = quoted.status === 409 ? await openIntent(tx, creatorId, buyerId, input.productId) : undefined;
    if (intent) return { intent, fresh: false, differs: true };
    throw quoted;
  }
  const { offer, total, code, by, partners, plan } = quoted;
  const shares = promises(total.items, by ?? (after && affiliateOf(after.paid)), partners);
  const limited = limitedOf(offer, total);
  const choice = { ...input.choice, ...plan };
  const attempt = newIntent(offer, total, code, shares, limited, buyerId, rail, { ...input, choice }, now);
  const wanted = total.items.map((item) => item.productId);
  // The insert first: it waits for a payment that is just being settled.
  const [[made], owned, plans] = await together(tx, [
    newAttempt(attempt),
    ownedLines({ creatorId, buyerId, productIds: wanted }),
    standingPlan(tx, creatorId, buyerId, input.productId).compile(),
  ]);
  // Also where a bank has taken the money of its first part, and nothing is hers.
  if (plans[0] && !input.gift) throw instalmentsRunning({}, { extra: { planId: plans[0].id } });
  const fresh = made !== undefined;
  // What is given away is given once to each; what is paid for may be bought again where its type allows it.
  const again = typeRules[details.type].again && total.totalSantim > 0;
  // Of what is given nothing is her own.
  assertNotOwned(
    input.gift ? [] : again ? owned.filter((line) => line.productId !== input.productId) : owned,
    buyerId,
    total,
    input,
    fresh,
  );
  const intent = made ?? (await openIntent(tx, creatorId, buyerId, input.productId));
  if (!intent) return undefined;
  if (!fresh) return { intent, fresh, differs: differs(intent, attempt, choice) };
  if (input.sealed) await keepAnswers(tx, intent, input.sealed);
  if (input.gift) await keepGift(tx, intent, input.gift);
  await writeHappening(tx, intent.id, now, 'started', 'we');
  await emit(tx, checkoutStarted, intent.id, {
    intentId: intent.id,
    productId: intent.productId,
    amountSantim: intent.amountSantim,
    startedAt: now.toISOString(),
  });
  // Last: whoever wants the last piece, or the last use, waits for the rows that this locks.
  const held = { intentId: intent.id, buyerId };
  if (limited.length > 0) await holdStock(tx, creatorId, held, limited);
  if (code) await holdCode(tx, creatorId, held, code);
  return { intent, fresh, differs: false };
}

/** With what lies in the cart beside it, and everybody who has a part in any of it. */
async function quoteAll(
  tx: Tx,
  now: Date,
  creatorId: CreatorId,
  buyerId: string,
  rail: Rail,
  main: Sellable & Sharing,
  input: Wanted,
): Promise<{ offer: Sellable } & Pick<Sharing, 'partners'> & Awaited<ReturnType<typeof quote>>> {
  // What is the extra already is not bought twice.
  const ids = (input.with ?? []).filter((id) => !input.bump || id !== main.bump?.product.id);
  const more = await holdMore(tx, creatorId, main, ids, now);
  const offer = { ...main, more };
  const partners = [main, ...more].flatMap((one) => one.partners);
  return { offer, partners, ...(await quote(tx, now, creatorId, buyerId, rail, offer, input)) };
}

async function quote(
  tx: Tx,
  now: Date,
  creatorId: CreatorId,
  buyerId: string,
  rail: Rail,
  offer: Sellable & { readonly recommended: boolean },
  input: Wanted,
): Promise<{ total: Total; code: FoundCode | undefined; by: Referred['by']; plan: BegunPlan | undefined }> {
  const { lang, bump, amount } = input;
  // As it was read: a crowd that comes too late costs little. Whether one is left is decided where it is held.
  const none = usedUp(offer);
  if (none) throw scarce(none);
  if (input.gift && ![offer, ...offer.more].every(mayBeGiven)) throw giftNotPossible({}, { pointer: '/gift' });
  const { productId, code: words, ref, reader, payerId } = input;
  const { recommended } = offer;
  const brought = { productId, typed: words, ref: refOf(ref), buyerId, selves: [reader, payerId], recommended };
  const { discount: typed, by } = await referredIn(tx, creatorId, brought, now);
  const code = typed === '' ? undefined : await findCode(tx, creatorId, typed);
  const fault = typed === '' ? undefined : faultOf(code, offer, now, lang);
  if (fault) throw fault;
  if (bump && offer.bump === null) throw bumpGone({}, { pointer: '/bump' });
  const whole = priceOf(offer, { amount, bump, code }, lang);
  if (input.gift && input.parts !== undefined) throw instalmentsAlone({}, { pointer: '/fields/parts' });
  const { total, plan } = input.parts === undefined ? { total: whole } : firstPart(offer, whole, input.parts, now);
  assertSeen(total, input);
  if (input.gift && total.totalSantim === 0) throw giftCostsNothing({}, { pointer: '/gift' });
  if (total.totalSantim === 0) return { total, code, by: undefined, plan };
  if (rail === freeRail) throw railMissing({}, { pointer: '/rail' });
  assertRail(rail, total.totalSantim, lang);
  return { total, code, by, plan };
}

/** What lies beside it in a cart comes from the same list of types; its seller decides about the first one. */
const mayBeGiven = (one: { readonly product: { readonly type: ProductType }; readonly gifts?: boolean }): boolean =>
  one.gifts ?? mayBeGift(one.product.type);

function assertSeen({ totalSantim }: Total, { seenTotal, lang }: Wanted): void {
  if (seenTotal === undefined || seenTotal === totalSantim) return;
  throw priceChanged({ price: formatBirr(santim(totalSantim), lang) }, { extra: { priceSantim: totalSantim } });
}

/** Whether a rail takes a sum at once. */
export const takes = ({ capabilities: { limits } }: Rail, sum: number): boolean =>
  sum >= limits.min && sum <= limits.max;

/** Throws railLimit when a rail does not take a sum at once. */
export function assertRail(rail: Rail, sum: number, lang: Language): void {
  if (takes(rail, sum)) return;
  const { min, max } = rail.capabilities.limits;
  const words = { rail: railName(rail.name, lang), min: formatBirr(min, lang), max: formatBirr(max, lang) };
  throw railLimit(words, { pointer: '/rail' });
}

export function railName(name: string, lang: Language): string {
  const words = railWords(name);
  return words ? say(words.name, lang) : name;
}

/** What of a purchase is sold by number. */
function limitedOf(offer: Sellable, { items }: Total): string[] {
  const limited = new Set(offer.parts.filter((part) => part.stock !== null).map((part) => part.id));
  if (offer.stock !== null) limited.add(offer.product.id);
  if (offer.bump?.stock) limited.add(offer.bump.product.id);
  for (const { product, stock } of offer.more) if (stock !== null) limited.add(product.id);
  return [...new Set(items.map(({ productId }) => productId))].filter((id) => limited.has(id));
}

function assertNotOwned(
  owned: readonly { readonly productId: string; readonly boughtAt: Date }[],
  buyerId: string,
  { items }: Total,
  { productId, reader }: Wanted,
  fresh: boolean,
): void {
  const bump = items.find((item) => item.kind === 'bump');
  const own = owned.find((line) => line.productId === productId);
  // When she bought it is told to herself only.
  if (own) throw alreadyOwned({}, { extra: reader === buyerId ? { boughtAt: own.boughtAt.toISOString() } : {} });
  const item = items.find(({ kind, productId: id }) => kind === 'item' && owned.some((line) => line.productId === id));
  if (fresh && item)
    throw cartItemOwned({ title: item.title }, { pointer: '/with', extra: { productId: item.productId } });
  if (fresh && bump && owned.some((line) => line.productId === bump.productId))
    throw bumpOwned({ title: bump.title }, { pointer: '/bump' });
}

function differs(open: IntentRow, asked: NewIntent, choice: Choice): boolean {
  if (!isSameChoice(open, choice)) return true;
  return open.amountSantim !== asked.amountSantim || open.rail !== asked.rail || open.codeId !== (asked.codeId ?? null);
}

/** The same time, the same length: the database keeps the names in an order of its own. */
export function isSameChoice(open: Pick<IntentRow, 'choice'>, asked: Choice): boolean {
  const sorted = (choice: object): string =>
    JSON.stringify(Object.entries(choice).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(open.choice as object) === sorted(asked);
}

function newIntent(
  offer: Sellable,
  total: Total,
  code: FoundCode | undefined,
  shares: readonly Promised[],
  limited: readonly string[],
  buyerId: string,
  rail: Rail,
  input: Wanted,
  now: Date,
): NewIntent {
  const { product } = offer;
  const { intentId: id = newId(), choice = {} } = input;
  const patient = isPatient(rail.capabilities.pay);
  return {
    id,
    buyerId,
    buyerHint: input.phone.slice(-3),
    productId: product.id,
    productVersion: product.version,
    // As its line says it: what is paid in parts says which of them.
    title: total.items[0]?.title ?? product.title,
    handle: product.handle,
    slug: product.slug,
    storeName: product.storeName,
    items: JSON.stringify(total.items),
    choice: JSON.stringify(choice),
    shares: JSON.stringify(shares),
    afterId: input.after ?? null,
    remindAt: input.remind === true && offer.reminds ? remindTime(now) : null,
    listSantim: total.listSantim,
    discountSantim: total.discountSantim,
    amountSantim: total.totalSantim,
    codeId: code?.id ?? null,
    holds: limited.length > 0 || code !== undefined,
    currency: product.currency,
    rail: total.totalSantim === 0 ? freeRail.name : rail.name,
    lang: input.lang,
    state: 'created',
    providerOrderId: id.replaceAll('-', ''),
    openedWith: hash('sha256', input.attempt),
    startedAt: now,
    traceId: currentTrace()?.traceId ?? null,
    nextAskAt: nextAsk({ startedAt: now, expiresAt: null }, now, patient) ?? null,
  };
}
