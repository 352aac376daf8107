// From "I want this" to the wallet's page. Reserve (transaction) → call the rail with our id → record (transaction); the
// price comes from our own projection, and one buyer has at most one open attempt for a product.
import { hash } from 'node:crypto';
import { findOrCreatePerson, findPerson } from '@windsurf/contracts/auth';
import { railDown, railMissing } from '@windsurf/contracts/payments';
import { Problem, notFound } from '@windsurf/contracts/problem';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId, together } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { santim } from '@windsurf/money/money';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps, Tx } from '../deps.ts';
import { answeredAttempt, changeIntent, lockIntent, openIntent, writeHappening } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { sealGift } from '../gifts/gifts.ts';
import type { GiftWish } from '../gifts/gifts.ts';
import { orBusy } from '../or-busy.ts';
import type { Initiated, Rail, RailName } from '../rails/rails.ts';
import { freeRail } from '../rails/free.ts';
import { railTeller } from '../rails/registry.ts';
import { releaseHeld, sellerOf } from '../sellable/sellable.ts';
import { ask, isPatient, tellFailure, tellWaiting } from '../settle/settle.ts';
import { sealAnswers } from './answers.ts';
import { begin, isSameChoice } from './begin.ts';
import type { Begun, Wanted } from './begin.ts';
import type { CheckoutToken } from './checkout-token.ts';
import { followed, walletUrl } from './follow.ts';
import type { Followed } from './follow.ts';
import { holdForType, releaseForType } from './type-fields.ts';
import type { Beginning, TypeChosen } from './type-fields.ts';

export { readAnswers } from './answers.ts';

export type StartCheckout = Omit<Wanted, 'intentId' | 'choice' | 'sealed' | 'gift'> &
  Partial<TypeChosen> & {
    /** Of the product; only a type that holds something elsewhere needs them. */
    readonly details?: ProductDetails;
    readonly rail: RailName;
    /** For somebody else than whoever pays. */
    readonly gift?: GiftWish | undefined;
    /** The wallet that pays, when it has another number. */
    readonly payer?: E164 | undefined;
    /** A code is good until then, where that is later than its rail's usual time. */
    readonly payUntil?: Date | undefined;
  };
export type Started = {
  readonly token: CheckoutToken;
  /** False when an open attempt was found instead. */
  readonly fresh: boolean;
  /** The open attempt that was found is for another sum, rail or code. */
  readonly differs: boolean;
  /** The attempt as it is now, for whoever shows it at once. */
  readonly intent: Followed;
};

/**
 * Throws what `begin` throws, what the type of the product throws, railMissing, and railDown: nothing was started. What
 * costs nothing is settled at once, without a rail.
 */
export async function startCheckout(deps: Deps, input: StartCheckout): Promise<Started> {
  const rail = input.rail === freeRail.name ? freeRail : deps.rails.get(input.rail);
  if (!rail) throw railMissing({}, { pointer: '/rail' });
  const creatorId = await sellerOf(deps, input.productId);
  const buyerId = await personOf(deps, input.phone, input.lang);
  const payerId = await payerOf(deps, input);
  const { productId, details } = input;
  const atLeisure = isPatient(rail.capabilities.pay);
  const intentId = newId();
  const to = { intentId, creatorId, buyerId, lang: input.lang };
  const gift = input.gift && (await sealGift(deps, input.gift, to));
  const choice = { ...input.choice, ...gift?.choice };
  const beginning = { intentId, creatorId, productId, buyerId, choice, lang: input.lang, atLeisure };
  const begun = await beginHolding(deps, rail, { ...input, payerId, gift: gift?.sealed }, beginning);
  return await sendToRail(deps, rail, begun, input, async () => {
    if (details) await releaseForType(deps, details, beginning);
  });
}

/** What a rail has to know of an attempt, and who began it. */
type Sending = Pick<StartCheckout, 'phone' | 'payer' | 'attempt' | 'lang' | 'payUntil'>;

/**
 * The part after the reservation: the rail is called for a new attempt, and what it said is recorded. Throws railDown, after
 * `release`: nothing was started.
 */
export async function sendToRail(
  deps: Deps,
  rail: Rail,
  { intent, fresh, differs }: Begun,
  input: Sending,
  release: () => Promise<void>,
): Promise<Started> {
  const { creatorId } = intent;
  const opener = intent.openedWith === hash('sha256', input.attempt);
  const token: CheckoutToken = { creatorId: asCreatorId(creatorId), intentId: intent.id, opener };
  if (!fresh) return { token, fresh, differs, intent: await followed(deps, token) };
  deps.counts.started(intent.rail);
  if (intent.amountSantim === 0) {
    await ask(deps, token.creatorId, intent.id, 'page');
    return { token, fresh, differs, intent: await followed(deps, token) };
  }
  const initiated = await rail.initiate({
    orderId: intent.providerOrderId,
    title: intent.title,
    amount: santim(intent.amountSantim),
    phone: input.payer ?? input.phone,
    notifyUrl: `${deps.callbackOrigin}/v1/payments/callbacks/${rail.name}`,
    returnUrl: `${deps.appOrigin}/pay/${deps.tokens.sign(token)}`,
  });
  if (initiated.kind === 'started')
    return { token, fresh, differs, intent: await recordStart(deps, token, initiated, rail, input.payUntil) };
  deps.log.warn({ intentId: intent.id, kind: initiated.kind, why: initiated.why }, 'rail');
  await recordFault(deps, token, initiated.kind);
  if (initiated.kind !== 'unknown') await release();
  if (initiated.kind === 'down' || initiated.kind === 'refused')
    throw railDown({ rail: say(railTeller(rail.name), input.lang) }, { retryAfter: 60 });
  return { token, fresh, differs, intent: await followed(deps, token) };
}

/** Begins with what the type holds elsewhere; what was not needed after all is let go. */
async function beginHolding(
  deps: Deps,
  rail: Rail,
  input: Omit<StartCheckout, 'gift'> & Pick<Wanted, 'gift'>,
  beginning: Beginning,
): Promise<Begun> {
  const { details, answers = [], shownName } = input;
  if (details) {
    // Whoever presses twice is told of what is under way, not that she herself stands in her own way.
    const standing = await heldOrOpen(deps, details, beginning);
    if (standing) return { intent: standing, fresh: false, differs: !isSameChoice(standing, beginning.choice) };
  }
  let begun: Begun | undefined;
  try {
    const { intentId, choice, creatorId, buyerId } = beginning;
    const wanted = { ...input, intentId, choice, sealed: sealAnswers(deps, { answers, shownName }) };
    begun = await begin(deps, creatorId, buyerId, rail, wanted);
    return begun;
  } finally {
    if (begun?.fresh !== true && details) await releaseForType(deps, details, beginning);
  }
}

/** Holds; the open attempt of this buyer when what it needs is taken, perhaps by that attempt itself. */
async function heldOrOpen(deps: Deps, details: ProductDetails, beginning: Beginning): Promise<IntentRow | undefined> {
  try {
    await holdForType(deps, details, beginning);
    return undefined;
  } catch (error) {
    const { creatorId, buyerId, productId } = beginning;
    const open = async (tx: Tx) => await openIntent(tx, creatorId, buyerId, productId);
    const found = error instanceof Problem && error.status === 409 && (await deps.tenancy.inCreator(creatorId, open));
    if (!found) throw error;
    return found;
  }
}

/** Where the buyer goes now; undefined where she is sent nowhere, or to an attempt that was there before. */
export function payUrlOf(deps: Deps, { fresh, intent }: Started): string | undefined {
  return fresh ? walletUrl(deps, intent) : undefined;
}

async function personOf(deps: Deps, phone: E164, lang: Language): Promise<string> {
  return (await orBusy(deps.auth(findOrCreatePerson, { body: { phone, lang } }))).personId;
}

/** Whose wallet pays, asked only where somebody may earn on it: nobody earns on what her own wallet pays. */
async function payerOf(deps: Deps, { phone, payer, code, ref }: StartCheckout): Promise<string | null> {
  if (payer === undefined || payer === phone || (code.trim() === '' && ref === undefined)) return null;
  return (await orBusy(deps.auth(findPerson, { body: { phone: payer } }))).personId;
}

/** The rail holds our order; an attempt that somebody has settled meanwhile is left alone. */
async function recordStart(
  deps: Deps,
  { creatorId, intentId }: CheckoutToken,
  { reference }: Extract<Initiated, { kind: 'started' }>,
  rail: Rail,
  payUntil: Date | undefined,
): Promise<Followed> {
  const at = deps.clock.now();
  const usual = at.getTime() + rail.capabilities.lifeMinutes * 60_000;
  const longer = rail.capabilities.pay === 'code' ? (payUntil?.getTime() ?? 0) : 0;
  const expiresAt = new Date(Math.max(usual, longer));
  const change = { state: 'pending', reference, pendingAt: at, expiresAt } as const;
  const writes = answeredAttempt(deps.tenancy.compile, creatorId, intentId, change, { at, what: 'sent' });
  if (!isPatient(rail.capabilities.pay)) {
    const [, , [intent]] = await deps.tenancy.batchInCreator(creatorId, writes);
    if (!intent) throw notFound();
    return intent;
  }
  // What is paid at leisure is told at once: the buyer will leave the page, and needs the code and the address elsewhere.
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const [, , [intent]] = await together(tx, writes);
    if (!intent) throw notFound();
    if (intent.state === 'pending' && intent.pendingAt?.getTime() === at.getTime()) await tellWaiting(tx, intent, true);
    return intent;
  });
}

async function recordFault(deps: Deps, token: CheckoutToken, kind: 'down' | 'refused' | 'unknown'): Promise<void> {
  const { creatorId, intentId } = token;
  const now = deps.clock.now();
  let rail: string | undefined;
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const intent = await lockIntent(tx, creatorId, intentId);
    if (intent?.state !== 'created') return;
    rail = intent.rail;
    if (kind === 'unknown') {
      await changeIntent(tx, creatorId, intentId, { state: 'unknown', reason: 'no-answer' });
      return await writeHappening(tx, intentId, now, 'unknown', 'we');
    }
    const end = { state: 'failed', reason: 'rail-down', endedAt: now, nextAskAt: null } as const;
    await changeIntent(tx, creatorId, intentId, end);
    await writeHappening(tx, intentId, now, 'failed', 'we');
    await releaseHeld(tx, creatorId, intent);
    await tellFailure(tx, intent, 'rail-down', now);
  });
  if (rail === undefined) return;
  if (kind === 'unknown') deps.counts.became(rail, 'unknown');
  else deps.counts.became(rail, 'failed', 'rail-down');
}
