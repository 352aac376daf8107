// From "I want this" to the wallet's page. Reserve (transaction) → call the rail with our id → record (transaction); the
// price comes from our own projection, and one buyer has at most one open attempt for a product.
import { hash } from 'node:crypto';
import { findOrCreatePerson } from '@windsurf/contracts/auth';
import { railDown, railMissing } from '@windsurf/contracts/payments';
import { busyNow } from '@windsurf/contracts/problem';
import { CallFailed } from '@windsurf/http-client/call';
import type { Language } from '@windsurf/language/phrases';
import { santim } from '@windsurf/money/money';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps } from '../deps.ts';
import { changeIntent, lockIntent, writeHappening } from '../intents/intents.ts';
import type { IntentChange } from '../intents/intents.ts';
import type { Initiated, Rail, RailName } from '../rails/rails.ts';
import { findOffer, releaseHeld } from '../sellable/sellable.ts';
import { tellFailure } from '../settle/settle.ts';
import { begin, railName } from './begin.ts';
import type { Wanted } from './begin.ts';
import type { CheckoutToken } from './checkout-token.ts';

export type StartCheckout = Wanted & {
  readonly rail: RailName;
  /** The wallet that pays, when it has another number. */
  readonly payer?: E164 | undefined;
};
export type Started = {
  readonly token: CheckoutToken;
  /** False when an open attempt was found instead. */
  readonly fresh: boolean;
  /** The open attempt that was found is for another sum, rail or code. */
  readonly differs: boolean;
  /** The wallet's page, for a fresh attempt that the rail took; undefined where the buyer is sent nowhere. */
  readonly payUrl: string | undefined;
};

/** Throws what `begin` throws, railMissing, and railDown: nothing was started. */
export async function startCheckout(deps: Deps, input: StartCheckout): Promise<Started> {
  const rail = deps.rails.get(input.rail);
  if (!rail) throw railMissing({}, { pointer: '/rail' });
  const { creatorId } = (await findOffer(deps, input.productId)).offer.product;
  const buyerId = await personOf(deps, input.phone, input.lang);
  const { intent, fresh, differs } = await begin(deps, creatorId, buyerId, rail, input);
  const opener = intent.openedWith === hash('sha256', input.attempt);
  const token: CheckoutToken = { creatorId, intentId: intent.id, opener };
  if (!fresh) return { token, fresh, differs, payUrl: undefined };
  const initiated = await rail.initiate({
    orderId: intent.providerOrderId,
    title: intent.title,
    amount: santim(intent.amountSantim),
    phone: input.payer ?? input.phone,
    notifyUrl: `${deps.callbackOrigin}/v1/payments/callbacks/${rail.name}`,
    returnUrl: `${deps.appOrigin}/pay/${deps.tokens.sign(token)}`,
  });
  if (initiated.kind !== 'started')
    deps.log.warn({ intentId: intent.id, kind: initiated.kind, why: initiated.why }, 'rail');
  await record(deps, token, initiated, rail);
  if (initiated.kind === 'down' || initiated.kind === 'refused')
    throw railDown({ rail: railName(rail.name, input.lang) }, { retryAfter: 60 });
  const payUrl = initiated.kind === 'started' ? rail.payUrl?.(initiated.reference) : undefined;
  return { token, fresh, differs, payUrl };
}

async function personOf(deps: Deps, phone: E164, lang: Language): Promise<string> {
  try {
    return (await deps.auth(findOrCreatePerson, { body: { phone, lang } })).personId;
  } catch (error) {
    if (error instanceof CallFailed) throw busyNow({}, { retryAfter: 5, cause: error });
    throw error;
  }
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
    await releaseHeld(tx, creatorId, intent);
    await tellFailure(tx, intent, 'rail-down', now);
  });
}

function changeFor(initiated: Initiated, rail: Rail, now: Date): IntentChange {
  switch (initiated.kind) {
    case 'started': {
      const expiresAt = new Date(now.getTime() + rail.capabilities.lifeMinutes * 60_000);
      return { state: 'pending', reference: initiated.reference, pendingAt: now, expiresAt };
    }
    case 'unknown':
      return { state: 'unknown', reason: 'no-answer' };
    case 'down':
    case 'refused':
      return { state: 'failed', reason: 'rail-down', endedAt: now, nextAskAt: null };
  }
}
