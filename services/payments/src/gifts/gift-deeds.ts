// What giver and receiver do about a gift. Each is decided under the locks of its order and of the gift, so that two at
// once come one after the other, and the second changes nothing.
import {
  giftClaimed,
  giftForAnother,
  giftHeld,
  giftMovedEnough,
  giftNotOwned,
  giftOpened,
  giftOwned,
  giftSentEnough,
  giftSentJustNow,
  giftTakenBack,
  giftToYourself,
} from '@windsurf/contracts/payments-gifts';
import { notFound } from '@windsurf/contracts/problem';
import { typeRules } from '@windsurf/contracts/product-types';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { emit } from '@windsurf/messages/emit';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps, Tx } from '../deps.ts';
import { lockOrder, ownedSince } from '../orders/orders.ts';
import { typeOf } from '../products/products.ts';
import { reserve } from '../refunds/refunds.ts';
import { oneAtATime } from '../settle/extras.ts';
import { byDay, mostMoves, mostResends, resendApart } from './days.ts';
import { changeGift, giftWithOrder, lockGift, ownLines } from './gifts.queries.ts';
import type { GiftOfOrder, GiftRow } from './gifts.queries.ts';
import { isClosed, linkHashOf, personOf, receiverToken, tellGift } from './gifts.ts';

export type Held = GiftOfOrder & { readonly orderId: string };

/** Locks the order, then the gift, and reads both as they are now. Throws 404 for what is not paid. */
export async function hold(tx: Tx, creatorId: CreatorId, intentId: string): Promise<Held> {
  const before = await giftWithOrder(tx, creatorId, intentId).executeTakeFirst();
  if (!before || before.orderId === null) throw notFound();
  await lockOrder(tx, creatorId, before.orderId);
  await lockGift(tx, creatorId, intentId);
  const gift = await giftWithOrder(tx, creatorId, intentId).executeTakeFirstOrThrow();
  return { ...gift, orderId: before.orderId };
}

/** Throws what stands in the way of opening it or of sending it elsewhere. */
function assertOpen(gift: GiftOfOrder): void {
  if (gift.state === 'claimed') throw giftOpened();
  if (gift.state === 'returned' || isClosed(gift)) throw giftTakenBack();
  if (gift.orderState === 'disputed') throw giftHeld();
}

/**
 * What was bought becomes the receiver's. By her again it changes nothing. Throws giftForAnother, giftOpened, giftTakenBack,
 * giftHeld, giftOwned.
 */
export async function claim(deps: Deps, creatorId: CreatorId, intentId: string, personId: string): Promise<void> {
  const at = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    // Before the order, as a payment of hers is sold: of two ways to the same thing the second finds it owned.
    await tx.executeQuery(oneAtATime(tx, creatorId, personId));
    const gift = await hold(tx, creatorId, intentId);
    if (gift.receiverId !== personId) throw giftForAnother();
    if (gift.state === 'claimed') return;
    assertOpen(gift);
    if (gift.state !== 'sent') throw notFound();
    if (await ownsAlready(tx, creatorId, gift, personId)) throw giftOwned();
    await changeGift(tx, creatorId, intentId, { state: 'claimed', claimedAt: at, nextAt: null, resendAt: null });
    const { orderId, productId, lang } = gift;
    const others = await ownLines(tx, creatorId, orderId, personId);
    const productIds = [productId, ...others.filter((id) => id !== productId)];
    const facts = { giftId: intentId, orderId, productId, productIds, receiverId: personId, currency: 'ETB' as const };
    await emit(tx, giftClaimed, intentId, { ...facts, lang, claimedAt: at.toISOString() });
    await tellGift(tx, gift, 'giver', 'opened', at);
  });
}

/** Whether somebody has what was bought for her, where having it twice is of no use. */
export async function ownsAlready(
  tx: Tx,
  creatorId: CreatorId,
  { productId }: Pick<GiftRow, 'productId'>,
  personId: string,
): Promise<boolean> {
  const type = await typeOf(tx, creatorId, productId);
  if (type !== undefined && typeRules[type].again) return false;
  return (await ownedSince(tx, creatorId, personId, productId)) !== undefined;
}

/** The giver has it sent once more, at the latest in the next morning. Twice is once. Throws giftSentEnough, giftSentJustNow. */
export async function sendAgain(deps: Deps, creatorId: CreatorId, intentId: string): Promise<void> {
  const now = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const gift = await hold(tx, creatorId, intentId);
    assertOpen(gift);
    // Its day has not come, or it is on its way: it will be sent anyhow.
    if (gift.state !== 'sent' || gift.resendAt !== null || gift.sentAt === null) return;
    if (gift.resends >= mostResends) throw giftSentEnough();
    const last = gift.resentAt ?? gift.sentAt;
    if (now.getTime() - last.getTime() < resendApart) throw giftSentJustNow();
    const resendAt = byDay(now);
    await changeGift(tx, creatorId, intentId, { resends: gift.resends + 1, resendAt, nextAt: now });
  });
}

export type Move = { readonly to: E164; readonly lang: Language } & (
  | { readonly by: 'giver' }
  /** Only of what she has already. */
  | { readonly by: 'receiver'; readonly personId: string }
);

/**
 * To another number: the address that was sent before is nobody's, and its days begin anew. To the same number it changes
 * nothing. Throws giftToYourself, giftMovedEnough, giftNotOwned, giftForAnother and what stands in the way.
 */
export async function moveGift(deps: Deps, creatorId: CreatorId, intentId: string, move: Move): Promise<void> {
  const receiverId = await personOf(deps, move.to, move.lang);
  const now = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const gift = await hold(tx, creatorId, intentId);
    assertOpen(gift);
    if (move.by === 'receiver') await assertHers(tx, creatorId, gift, move.personId);
    if (receiverId === gift.receiverId) {
      if (move.by === 'receiver') throw giftToYourself({}, { pointer: '/to' });
      return;
    }
    if (receiverId === gift.giverId) throw giftToYourself({}, { pointer: '/to' });
    if (gift.round > mostMoves) throw giftMovedEnough();
    const round = gift.round + 1;
    const sent = gift.state === 'sent';
    await changeGift(tx, creatorId, intentId, {
      receiverId,
      receiverHint: move.to.slice(-3),
      round,
      receiverHash: linkHashOf(receiverToken(deps, creatorId, intentId, round)),
      ...(sent ? { state: 'waiting', sendAt: now, sentAt: null, told: null, resendAt: null, nextAt: now } : {}),
    });
  });
}

async function assertHers(tx: Tx, creatorId: CreatorId, gift: Held, personId: string): Promise<void> {
  if (gift.receiverId !== personId) throw giftForAnother();
  if (!(await ownsAlready(tx, creatorId, gift, personId))) throw giftNotOwned();
}

/** The receiver has it already and does not want to hand it on. Twice is once. */
export async function sendBack(deps: Deps, creatorId: CreatorId, intentId: string, personId: string): Promise<void> {
  const at = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const gift = await hold(tx, creatorId, intentId);
    if (gift.state === 'returned' && gift.receiverId === personId) return;
    assertOpen(gift);
    await assertHers(tx, creatorId, gift, personId);
    await giveBack(deps, tx, creatorId, gift, 'sent-back', at);
  });
}

/** All of its money, in the way of every refund; nothing can be opened from now on. */
export async function giveBack(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  gift: Held,
  why: 'unclaimed' | 'sent-back',
  at: Date,
): Promise<void> {
  const { intentId } = gift;
  await changeGift(tx, creatorId, intentId, { state: 'returned', why, nextAt: null, resendAt: null });
  // One of a gift, whatever asks for it.
  await owe(deps, tx, creatorId, gift, why, `gift:${intentId}`);
  await tellGift(tx, gift, 'giver', why === 'unclaimed' ? 'returned' : 'sent-back', at);
}
/**
 * The rail did not take the refund of a gift that had gone back: a person sends it, under a key of its own. Once: what she
 * cannot send either is hers to decide.
 */
export async function giveBackAgain(deps: Deps, tx: Tx, creatorId: CreatorId, gift: Held): Promise<void> {
  const { intentId, why } = gift;
  await changeGift(tx, creatorId, intentId, { nextAt: null });
  if (why === 'unclaimed' || why === 'sent-back') await owe(deps, tx, creatorId, gift, why, `gift:${intentId}:by-hand`);
}

async function owe(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  { orderId, lang }: Held,
  why: keyof typeof notes,
  key: string,
): Promise<void> {
  const wish = { orderId, amount: 'whole', reason: 'other', access: 'revoke', by: 'we', lang } as const;
  await reserve(deps, tx, creatorId, { ...wish, note: notes[why], key });
}
/** Read by the creator beside the refund. */
const notes = {
  unclaimed: 'A gift that nobody opened in 30 days',
  'sent-back': 'A gift whose receiver had it already',
} as const;
