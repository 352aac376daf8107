// How far a payment is, for the one who holds its address. Reading decides nothing; at most it asks that the rail be
// asked.
import type { Static } from 'typebox';
import { linkOfOrder } from '@windsurf/contracts/delivery';
import type { CheckoutView } from '@windsurf/contracts/payments';
import { notFound } from '@windsurf/contracts/problem';
import type { OrderState } from '@windsurf/contracts/payments';
import { CallFailed } from '@windsurf/http-client/call';
import type { Deps } from '../deps.ts';
import { changeIntent, isOpen, isPaid, intentAndOrder } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { giverUrl, receiverOf } from '../gifts/gifts.ts';
import { refundsOfIntent } from '../refunds/refunds.ts';
import type { RefundRow } from '../refunds/refunds.ts';
import { askNow, railOf } from '../settle/settle.ts';
import { toldOf } from '../where/where.ts';
import type { ToldRow } from '../where/where.ts';
import type { CheckoutToken } from './checkout-token.ts';

export type Followed = IntentRow & {
  readonly orderId: string | null;
  readonly orderNumber: number | null;
  readonly orderState: Static<typeof OrderState> | null;
  readonly refundedSantim: number | null;
};

/** What stands in the place of the first browser's key when another one went to pay. */
const nobodysKey = '';

/**
 * Reads an attempt by its signed address. Throws notFound for any other address. The token says who its holder is now:
 * the one who began may have lost that to a second payer.
 */
export async function follow(deps: Deps, text: string): Promise<{ token: CheckoutToken; intent: Followed }> {
  const token = deps.tokens.read(text);
  if (!token) throw notFound();
  const [shown, intent] = shownTo(token, await followed(deps, token));
  return { token: shown, intent };
}

/** The token says who its holder is now. */
export const shownTo = (token: CheckoutToken, intent: Followed): [CheckoutToken, Followed] => [
  { ...token, opener: token.opener && intent.openedWith !== nobodysKey },
  intent,
];

/** The attempt that an address names. Throws notFound. */
export async function followed(deps: Deps, { creatorId, intentId }: CheckoutToken): Promise<Followed> {
  const query = intentAndOrder(deps.tenancy.compile, creatorId, intentId).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** The same with what the buyer told about it, and with what of its money goes back. */
export async function followWhole(
  deps: Deps,
  text: string,
): Promise<{ token: CheckoutToken; intent: Followed; told: readonly ToldRow[]; refunds: readonly RefundRow[] }> {
  const { token, intent } = await follow(deps, text);
  const { compile } = deps.tenancy;
  const { creatorId, intentId } = token;
  const [told, refunds] = await deps.tenancy.batchInCreator(creatorId, [
    toldOf(compile, creatorId, intentId).compile(),
    refundsOfIntent(compile, creatorId, intentId).compile(),
  ]);
  return { token, intent, told, refunds };
}

/**
 * Where the holder of this address goes to pay; undefined when nobody can. When it is not the one who began, from then
 * on nobody is led on to what is bought: else whoever types another's number first would get what she pays for.
 */
export async function leadToWallet(deps: Deps, token: CheckoutToken, intent: IntentRow): Promise<string | undefined> {
  const url = walletUrl(deps, intent);
  if (url === undefined || token.opener || intent.openedWith === nobodysKey) return url;
  const { creatorId } = token;
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    await changeIntent(tx, creatorId, intent.id, { openedWith: nobodysKey });
  });
  return url;
}

/** Where the buyer can still approve, or undefined. The address is signed anew each time. */
export function walletUrl(deps: Deps, intent: IntentRow): string | undefined {
  return payable(deps, intent) ? railOf(deps, intent)?.payUrl?.(intent.reference ?? '') : undefined;
}

/** Whether this attempt can be paid now. */
export function payable(deps: Deps, { state, reference, expiresAt }: IntentRow): boolean {
  return state === 'pending' && reference !== null && expiresAt !== null && expiresAt > deps.clock.now();
}

/** The code to pay with, digits only; null where there is none, or nobody may pay any more. */
export function payCodeOf(deps: Deps, intent: IntentRow): string | null {
  const code = railOf(deps, intent)?.capabilities.pay === 'code' && payable(deps, intent) ? intent.reference : null;
  return code === null ? null : code.replaceAll(/\D/g, '');
}

/** The list of banks is worth no waiting. */
const banksWithinMs = 800;

/** Banks and wallets that take the code; none rather than late. */
export async function banksOf(deps: Deps, intent: { readonly rail: string }): Promise<readonly string[]> {
  const banks = railOf(deps, intent)?.banks;
  if (!banks) return [];
  const { promise, resolve } = Promise.withResolvers<readonly string[]>();
  const timer = setTimeout(resolve, banksWithinMs, []);
  try {
    return await Promise.race([banks().catch(() => []), promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Puts a question to the rail into the queue when the last one is old enough. `eager` is a person who pressed “Check
 * now”.
 */
export async function wantAnswer(deps: Deps, token: CheckoutToken, intent: IntentRow, eager: boolean): Promise<void> {
  if (!isOpen(intent.state)) return;
  const now = deps.clock.now().getTime();
  const age = now - intent.startedAt.getTime();
  const pause = eager ? 2000 : age < 120_000 ? 5000 : 15_000;
  const last = intent.lastAskedAt ?? intent.startedAt;
  if (now - last.getTime() < pause) return;
  await deps.tenancy.inCreator(token.creatorId, async (tx) => await askNow(tx, intent.id, 'page'));
}

/** The receipt's address once it is delivered; null before, and for whoever did not begin this attempt. */
export async function receiptUrlOf(deps: Deps, token: CheckoutToken, intent: Followed): Promise<string | null> {
  if (!isPaid(intent.state) || intent.orderId === null || !token.opener) return null;
  // What is given is not opened by its giver: she follows it.
  if (receiverOf(intent) !== undefined) return giverUrl(deps, token.creatorId, intent.id);
  const input = { params: { orderId: intent.orderId }, query: { creatorId: token.creatorId } };
  try {
    return (await deps.delivery(linkOfOrder, input, { timeoutMs: 1000 })).url;
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    // The payment stands without it; the link also comes by SMS.
    deps.log.warn({ intentId: intent.id, status: error.status }, 'no receipt link yet');
    return null;
  }
}

export async function viewOf(deps: Deps, token: CheckoutToken, intent: Followed): Promise<CheckoutView> {
  const text = deps.tokens.sign(token);
  const statusUrl = `${deps.appOrigin}/pay/${text}`;
  const wallet = walletUrl(deps, intent);
  return {
    token: text,
    state: intent.state,
    reason: intent.reason,
    title: intent.title,
    storeName: intent.storeName,
    handle: intent.handle,
    amountSantim: intent.amountSantim,
    currency: intent.currency,
    rail: intent.rail,
    // Not the wallet's own address for whoever did not begin: see leadToWallet.
    payUrl: wallet === undefined ? null : token.opener ? wallet : `${statusUrl}/wallet`,
    payCode: payCodeOf(deps, intent),
    payBy: payable(deps, intent) ? (intent.expiresAt?.toISOString() ?? null) : null,
    statusUrl,
    receiptUrl: await receiptUrlOf(deps, token, intent),
    startedAt: intent.startedAt.toISOString(),
    lastAskedAt: intent.lastAskedAt?.toISOString() ?? null,
    nextAskAt: intent.nextAskAt?.toISOString() ?? null,
  };
}
