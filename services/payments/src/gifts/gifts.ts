// What is bought for somebody else. Nobody owns it until its receiver has proven her number and opened it: the order and
// its money are the giver's, the things become hers, once. Order, gift: in this order they are locked.
import { hash } from 'node:crypto';
import { findOrCreatePerson } from '@windsurf/contracts/auth';
import { giftChanged, giftToYourself } from '@windsurf/contracts/payments-gifts';
import type { PayloadOf } from '@windsurf/contracts/event';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Language } from '@windsurf/language/phrases';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps, Tx } from '../deps.ts';
import type { IntentRow } from '../intents/intents.ts';
import { orBusy } from '../or-busy.ts';
import { openUntil } from './days.ts';
import { changeGift, giftById, giftWithOrder, insertGift } from './gifts.queries.ts';
import type { GiftOfOrder, GiftRow } from './gifts.queries.ts';

export { sendDays, sendTime } from './days.ts';
export { wakeGift } from './gifts.queries.ts';
export type { GiftOfOrder, GiftRow } from './gifts.queries.ts';

/** What a giver said at checkout, read and found to be in order. */
export type GiftWish = {
  readonly to: E164;
  /** Who it is from; '' for nobody named. */
  readonly from: string;
  readonly note: string;
  /** When it is sent. */
  readonly sendAt: Date;
};
/** As the transaction that begins the attempt takes it: nothing of it can be read in the row. */
export type SealedGift = Pick<
  GiftRow,
  'receiverId' | 'receiverHint' | 'giverNameSealed' | 'noteSealed' | 'sendAt' | 'giverHash' | 'receiverHash'
>;
type GiftChoice = { readonly gift: string; readonly giftAt: string; readonly giftWords: number };

/** Whom an attempt is for; undefined where it is for its buyer. */
export const receiverOf = ({ choice }: Pick<IntentRow, 'choice'>): string | undefined =>
  (choice as Partial<GiftChoice>).gift;

/** What others hear that was chosen: that it is a gift, and not for whom. */
export function choiceSaid<C extends object>(choice: C): C | (Omit<C, keyof GiftChoice> & { gift: true }) {
  if (!('gift' in choice)) return choice;
  const { gift: _gift, giftAt: _at, giftWords: _words, ...rest } = choice as C & GiftChoice;
  return { ...rest, gift: true };
}

/**
 * The person of the receiver's number, known or new, and everything else sealed; with what makes two wishes differ. Throws
 * giftToYourself, and that auth does not answer.
 */
export async function sealGift(
  deps: Deps,
  wish: GiftWish,
  of: { readonly intentId: string; readonly creatorId: CreatorId; readonly buyerId: string; readonly lang: Language },
): Promise<{ readonly sealed: SealedGift; readonly choice: GiftChoice }> {
  const { intentId, creatorId, buyerId, lang } = of;
  const receiverId = await personOf(deps, wish.to, lang);
  if (receiverId === buyerId) throw giftToYourself({}, { pointer: '/gift/to' });
  const { from, note, sendAt, to } = wish;
  const seal = (text: string): string | null => (text === '' ? null : deps.cipher.seal(text));
  return {
    sealed: {
      receiverId,
      receiverHint: to.slice(-3),
      giverNameSealed: seal(from),
      noteSealed: seal(note),
      sendAt,
      giverHash: linkHashOf(giverToken(deps, creatorId, intentId)),
      receiverHash: linkHashOf(receiverToken(deps, creatorId, intentId, 1)),
    },
    choice: {
      gift: receiverId,
      // Today is today, at whatever minute the form was sent again.
      giftAt: new Date(Math.floor(sendAt.getTime() / 86_400_000) * 86_400_000).toISOString(),
      // A keyed digest, cut to a safe integer: other words are another wish.
      giftWords: Number.parseInt(deps.digest(`gift words\n${from}\n${note}`).slice(0, 12), 16),
    },
  };
}

export async function personOf(deps: Deps, phone: E164, lang: Language): Promise<string> {
  return (await orBusy(deps.auth(findOrCreatePerson, { body: { phone, lang } }))).personId;
}

/** In the transaction that makes the attempt. */
export async function keepGift(tx: Tx, intent: IntentRow, sealed: SealedGift): Promise<void> {
  const { id: intentId, productId, buyerId: giverId, lang } = intent;
  await insertGift(tx, { intentId, productId, giverId, lang, ...sealed, state: 'unpaid' });
}

/** In the transaction that sells: from now on it is on its way. */
export async function takePaidGift(
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  orderId: string,
  at: Date,
): Promise<void> {
  if (receiverOf(intent) === undefined) return;
  const gift = await giftById(tx, creatorId, intent.id).executeTakeFirstOrThrow();
  const sendAt = gift.sendAt < at ? at : gift.sendAt;
  await changeGift(tx, creatorId, intent.id, { orderId, state: 'waiting', sendAt, nextAt: sendAt });
  await tellGift(tx, { ...gift, orderId }, 'giver', 'bought', at);
}

type News = PayloadOf<typeof giftChanged>['news'];
export async function tellGift(
  tx: Tx,
  gift: Pick<GiftRow, 'intentId' | 'orderId' | 'productId' | 'giverId' | 'receiverId' | 'lang'>,
  to: 'giver' | 'receiver',
  news: News,
  at: Date,
): Promise<void> {
  const { intentId: giftId, orderId, productId, giverId, receiverId, lang } = gift;
  if (orderId === null) throw new TypeError('of a gift that is not paid nobody is told');
  const personId = to === 'giver' ? giverId : receiverId;
  await emit(tx, giftChanged, newId(), { giftId, orderId, productId, personId, to, news, lang, at: at.toISOString() });
}

// 96 bits of a keyed digest: whoever has not got the message cannot make one.
const tokenFrom = (deps: Pick<Deps, 'digest'>, text: string): string =>
  Buffer.from(deps.digest(text).slice(0, 24), 'hex').toString('base64url');
export const giverToken = (deps: Pick<Deps, 'digest'>, creatorId: CreatorId, intentId: string): string =>
  tokenFrom(deps, `gift giver\n${creatorId}\n${intentId}`);
/** `round` counts the numbers that it was sent to: with another number the address before is nobody's. */
export const receiverToken = (
  deps: Pick<Deps, 'digest'>,
  creatorId: CreatorId,
  intentId: string,
  round: number,
): string => tokenFrom(deps, `gift receiver\n${creatorId}\n${intentId}\n${String(round)}`);
export const linkHashOf = (token: string): string => hash('sha256', token);
export const giftPath = (token: string): string => `/pay/g/${token}`;

/** The page of the giver, for whoever paid in this browser. */
export const giverUrl = (deps: Deps, creatorId: CreatorId, intentId: string): string =>
  `${deps.appOrigin}${giftPath(giverToken(deps, creatorId, intentId))}`;

/** The money went back or is on its way: nothing can be opened. */
export const isClosed = ({ orderState, revoked }: Pick<GiftOfOrder, 'orderState' | 'revoked'>): boolean =>
  revoked || orderState === 'refunded' || orderState === 'reversed';

export type FoundGift = { readonly creatorId: CreatorId; readonly giver: boolean; readonly gift: GiftOfOrder };
const shape = /^[A-Za-z0-9_-]{16}$/;

/** The gift of an address, and whose address it is. Throws the same 404 for every other text, and while nothing is paid. */
export async function giftOfLink(deps: Deps, token: string): Promise<FoundGift> {
  if (!shape.test(token)) throw notFound();
  type Place = { readonly creatorId: string; readonly intentId: string; readonly giver: boolean };
  const [found] = await deps.tenancy.door<Place>('gift_of_link', linkHashOf(token));
  if (!found) throw notFound();
  const creatorId = asCreatorId(found.creatorId);
  const gift = await readGift(deps, creatorId, found.intentId);
  if (gift.state === 'unpaid') throw notFound();
  return { creatorId, giver: found.giver, gift };
}

/** Throws 404 when this creator has no such gift. */
export async function readGift(deps: Deps, creatorId: CreatorId, intentId: string): Promise<GiftOfOrder> {
  const query = giftWithOrder(deps.tenancy.compile, creatorId, intentId).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** What the giver wrote, for her and for the receiver. */
export const openedWords = (
  { cipher }: Pick<Deps, 'cipher'>,
  gift: Pick<GiftRow, 'giverNameSealed' | 'noteSealed'>,
): { readonly from: string | null; readonly note: string | null } => ({
  from: gift.giverNameSealed === null ? null : cipher.open(gift.giverNameSealed),
  note: gift.noteSealed === null ? null : cipher.open(gift.noteSealed),
});

/** For a message: the address of one of the two, and how the gift stands now. */
export async function linkOfGift(deps: Deps, creatorId: CreatorId, intentId: string, to: 'giver' | 'receiver') {
  const gift = await readGift(deps, creatorId, intentId);
  const { title, storeName, receiverId, receiverHint: hint, state, sentAt, round } = gift;
  const token =
    to === 'giver' ? giverToken(deps, creatorId, intentId) : receiverToken(deps, creatorId, intentId, round);
  return {
    url: `${deps.appOrigin}${giftPath(token)}`,
    title,
    storeName,
    from: openedWords(deps, gift).from,
    receiverId,
    hint,
    state,
    closed: isClosed(gift),
    openUntil: state === 'sent' && sentAt !== null ? openUntil(sentAt).toISOString() : null,
  };
}
