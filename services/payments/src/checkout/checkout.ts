// From "I want this" to the wallet's page. Reserve (transaction) → call the rail with our id → record (transaction); the
// price comes from our own projection, and one buyer has at most one open attempt for a product.
import { hash } from 'node:crypto';
import { findOrCreatePerson } from '@windsurf/contracts/auth';
import { alreadyOwned, checkoutStarted, priceChanged, railDown } from '@windsurf/contracts/payments';
import { busyNow } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { CallFailed } from '@windsurf/http-client/call';
import type { Language } from '@windsurf/language/phrases';
import { emit } from '@windsurf/messages/emit';
import { formatBirr, santim } from '@windsurf/money/money';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps, Tx } from '../deps.ts';
import { changeIntent, insertIntent, lockIntent, openIntent, writeHappening } from '../intents/intents.ts';
import type { IntentChange, IntentRow, NewIntent } from '../intents/intents.ts';
import { ownedSince } from '../orders/orders.ts';
import { findForSale, holdForSale } from '../products/products.ts';
import type { Product } from '../products/products.ts';
import type { Initiated, Rail, RailName } from '../rails/rails.ts';
import { askLater, nextAsk, tellFailure } from '../settle/settle.ts';
import type { CheckoutToken } from './checkout-token.ts';

export type StartCheckout = {
  readonly productId: string;
  readonly phone: E164;
  readonly rail: RailName;
  readonly lang: Language;
  /** What the buyer saw, in santim. */
  readonly seenPrice: number | undefined;
  /** Secret of the browser or program that begins; the same one again is the same person. */
  readonly attempt: string;
  /** Who is signed in, if anybody: the number that was typed may be another's. */
  readonly reader: string | undefined;
};
export type Started = {
  readonly token: CheckoutToken;
  /** False when an open attempt was found instead. */
  readonly fresh: boolean;
  /** The wallet's page, for a fresh attempt that the rail took. */
  readonly payUrl: string | undefined;
};
export type Begun = { readonly intent: IntentRow; readonly fresh: boolean };

/** Throws notForSale, priceChanged, alreadyOwned, railDown (nothing was started) and busyNow. */
export async function startCheckout(deps: Deps, input: StartCheckout): Promise<Started> {
  const product = await findForSale(deps, input.productId);
  assertPrice(product, input);
  const buyerId = await personOf(deps, input.phone, input.lang);
  const { intent, fresh } = await begin(deps, product, buyerId, input);
  const opener = intent.openedWith === hash('sha256', input.attempt);
  const token: CheckoutToken = { creatorId: product.creatorId, intentId: intent.id, opener };
  if (!fresh) return { token, fresh, payUrl: undefined };
  const rail = deps.rails[input.rail];
  const initiated = await rail.initiate({
    orderId: intent.providerOrderId,
    title: product.title,
    amount: santim(intent.amountSantim),
    notifyUrl: `${deps.callbackOrigin}/v1/payments/callbacks/${rail.name}`,
    returnUrl: `${deps.appOrigin}/pay/${deps.tokens.sign(token)}`,
  });
  if (initiated.kind !== 'started')
    deps.log.warn({ intentId: intent.id, kind: initiated.kind, why: initiated.why }, 'rail');
  await record(deps, token, initiated, rail);
  if (initiated.kind === 'down' || initiated.kind === 'refused') throw railDown({}, { retryAfter: 60 });
  return { token, fresh, payUrl: initiated.kind === 'started' ? rail.payUrl(initiated.prepayId) : undefined };
}

function assertPrice(product: Product, { seenPrice, lang }: StartCheckout): void {
  if (seenPrice === undefined || seenPrice === product.priceSantim) return;
  const price = formatBirr(santim(product.priceSantim), lang);
  throw priceChanged({ price }, { extra: { priceSantim: product.priceSantim } });
}

async function personOf(deps: Deps, phone: E164, lang: Language): Promise<string> {
  try {
    return (await deps.auth(findOrCreatePerson, { body: { phone, lang } })).personId;
  } catch (error) {
    if (error instanceof CallFailed) throw busyNow({}, { retryAfter: 5, cause: error });
    throw error;
  }
}

async function begin(deps: Deps, seen: Product, buyerId: string, input: StartCheckout): Promise<Begun> {
  const { creatorId } = seen;
  // The open attempt that stood in the way may end before it is read; then there is room for a new one.
  for (const last of [false, true]) {
    const begun = await deps.tenancy.inCreator(creatorId, async (tx): Promise<Begun | undefined> => {
      const product = await holdForSale(tx, creatorId, input.productId);
      assertPrice(product, input);
      const now = deps.clock.now();
      const fresh = await insertIntent(tx, newIntent(product, buyerId, input, now));
      // After the insert, which waits for a payment that is just being settled.
      const since = await ownedSince(tx, creatorId, buyerId, product.id);
      if (since) throw alreadyOwned({}, { extra: input.reader === buyerId ? { boughtAt: since.toISOString() } : {} });
      const intent = await openIntent(tx, creatorId, buyerId, product.id);
      if (intent && fresh) await announce(tx, intent, now);
      return intent && { intent, fresh };
    });
    if (begun) return begun;
    if (last) break;
  }
  throw busyNow({}, { retryAfter: 1 });
}

function newIntent(product: Product, buyerId: string, input: StartCheckout, now: Date): NewIntent {
  const id = newId();
  return {
    id,
    buyerId,
    buyerHint: input.phone.slice(-3),
    productId: product.id,
    productVersion: product.version,
    title: product.title,
    handle: product.handle,
    slug: product.slug,
    storeName: product.storeName,
    amountSantim: product.priceSantim,
    currency: product.currency,
    rail: input.rail,
    lang: input.lang,
    state: 'created',
    providerOrderId: id.replaceAll('-', ''),
    openedWith: hash('sha256', input.attempt),
    startedAt: now,
    nextAskAt: nextAsk({ startedAt: now, expiresAt: null }, now) ?? null,
  };
}

async function announce(tx: Tx, intent: IntentRow, now: Date): Promise<void> {
  await writeHappening(tx, intent.id, now, 'started', 'we');
  await emit(tx, checkoutStarted, intent.id, {
    intentId: intent.id,
    productId: intent.productId,
    amountSantim: intent.amountSantim,
    startedAt: now.toISOString(),
  });
  // In the queue before the rail has heard anything: a crash in between is found out by asking.
  if (intent.nextAskAt) await askLater(tx, intent.id, intent.nextAskAt);
}

/** What the rail made of our order; an attempt that somebody has settled meanwhile is left alone. */
async function record(deps: Deps, token: CheckoutToken, initiated: Initiated, rail: Rail): Promise<void> {
  const { creatorId, intentId } = token;
  const now = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const intent = await lockIntent(tx, creatorId, intentId);
    if (intent?.state !== 'created') return;
    await changeIntent(tx, creatorId, intentId, changeFor(initiated, rail, now));
    if (initiated.kind === 'started') return await writeHappening(tx, intentId, now, 'sent', 'we');
    if (initiated.kind === 'unknown') return await writeHappening(tx, intentId, now, 'unknown', 'we');
    await writeHappening(tx, intentId, now, 'failed', 'we');
    await tellFailure(tx, intent, 'rail-down', now);
  });
}

function changeFor(initiated: Initiated, rail: Rail, now: Date): IntentChange {
  switch (initiated.kind) {
    case 'started': {
      const expiresAt = new Date(now.getTime() + rail.capabilities.lifeMinutes * 60_000);
      return { state: 'pending', prepayId: initiated.prepayId, pendingAt: now, expiresAt };
    }
    case 'unknown':
      return { state: 'unknown', reason: 'no-answer' };
    case 'down':
    case 'refused':
      return { state: 'failed', reason: 'rail-down', endedAt: now, nextAskAt: null };
  }
}
