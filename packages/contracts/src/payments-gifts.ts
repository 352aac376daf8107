// Buying for somebody else: what a giver says at checkout, what others hear of a gift, and the problems on its two pages.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import type { ProductType } from './product-types.ts';
import { Currency, Id, Lang, Moment, nullable } from './shapes.ts';

const givable: ReadonlySet<ProductType> = new Set<ProductType>([
  'digital-download',
  'course',
  'template-pack',
  'licence-key',
  'bundle',
  'event-ticket',
]);
/** What can be somebody else's as it is: nothing that has a time, an answer or a renewal of its buyer's own. */
export const mayBeGift = (type: ProductType): boolean => givable.has(type);

/** Days after it was sent in which a gift may be opened; then its money goes back by itself. */
export const giftOpenDays = 30;
/** So many days ahead it may be sent at the latest. */
export const giftAheadDays = 90;
/** Graphemes. */
export const giftNoteLimit = 200;
export const giftNameLimit = 30;

/** What a buyer says of the person for whom she buys. Kept sealed; only the two of them read it. */
export const GiftWish = T.Object(
  {
    /** The receiver's Ethiopian mobile number. */
    to: T.String({ minLength: 1, maxLength: 40 }),
    /** Who it is from, as the receiver reads it. */
    from: T.Optional(T.String({ maxLength: 200 })),
    note: T.Optional(T.String({ maxLength: 2000 })),
    /** The day in East Africa on which it is sent, `2027-01-07`; today unless said. */
    on: T.Optional(T.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
);

/** waiting: paid, its day has not come · sent: not opened yet · claimed: the receiver's · returned: the money goes back. */
export const GiftState = T.Union([
  T.Literal('unpaid'),
  T.Literal('waiting'),
  T.Literal('sent'),
  T.Literal('claimed'),
  T.Literal('returned'),
]);
export type GiftState = Static<typeof GiftState>;

/** Something that its giver or its receiver is to be told. */
export const giftChanged = event(
  'gift.changed',
  1,
  T.Object({
    giftId: Id,
    orderId: Id,
    productId: Id,
    /** Who is told, and as whom. */
    personId: Id,
    to: T.Union([T.Literal('giver'), T.Literal('receiver')]),
    /**
     * bought: paid, to the giver · sent: here it is · reminder, last: not opened yet · opened, returned: to the giver ·
     * sent-back: the receiver did not want it, to the giver.
     */
    news: T.Union([
      T.Literal('bought'),
      T.Literal('sent'),
      T.Literal('reminder'),
      T.Literal('last'),
      T.Literal('opened'),
      T.Literal('returned'),
      T.Literal('sent-back'),
    ]),
    /** Of the page on which it was bought. */
    lang: Lang,
    at: Moment,
  }),
);
/** What was bought is the receiver's from now on: once for each gift. */
export const giftClaimed = event(
  'gift.claimed',
  1,
  T.Object({
    giftId: Id,
    orderId: Id,
    productId: Id,
    /** Everything that was bought in the order, the first thing first. */
    productIds: T.Array(Id, { minItems: 1 }),
    receiverId: Id,
    currency: Currency,
    lang: Lang,
    claimedAt: Moment,
  }),
);

export const linkOfGift = endpoint({
  method: 'GET',
  url: '/v1/payments/gifts/:id/link',
  access: 'service',
  summary: 'The page of a gift for its giver or its receiver, for an SMS, and how the gift stands',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id, to: T.Union([T.Literal('giver'), T.Literal('receiver')]) }),
  response: T.Object({
    url: T.String(),
    title: T.String(),
    storeName: T.String(),
    /** Who it is from, as the giver wants to be named. */
    from: nullable(T.String()),
    /** Of the person who may open it now. */
    receiverId: Id,
    /** Last three digits of the receiver's number. */
    hint: T.String(),
    state: GiftState,
    /** The money went back, is going back, or is being fought over: nothing can be opened. */
    closed: T.Boolean(),
    /** Until when it can be opened; null before it is sent, and when that is over. */
    openUntil: nullable(Moment),
  }),
});

export const giftNotPossible = problem('gift-not-possible', 422, {
  en: 'This cannot be given to somebody else. Untick “This is a gift” to buy it for yourself.',
  am: 'ይህን ለሌላ ሰው መስጠት አይቻልም። ለራስዎ ለመግዛት «ይህ ስጦታ ነው» የሚለውን ምልክት ያንሱ።',
});
export const giftCostsNothing = problem('gift-costs-nothing', 422, {
  en: 'There is nothing to pay, so this is no gift. Send the link of this page instead.',
  am: 'የሚከፈል ነገር ስለሌለ ስጦታ ማድረግ አያስፈልግም። ይልቁንም የዚህን ገጽ ሊንክ ይላኩ።',
});
export const giftToYourself = problem('gift-to-yourself', 422, {
  en: 'This is your own number. To buy it for yourself, untick “This is a gift”.',
  am: 'ይህ የራስዎ ቁጥር ነው። ለራስዎ ለመግዛት «ይህ ስጦታ ነው» የሚለውን ምልክት ያንሱ።',
});
export const giftForAnother = problem('gift-for-another', 403, {
  en: 'This gift is for another number. Sign in with the number that got the SMS.',
  am: 'ይህ ስጦታ ለሌላ ቁጥር ነው። መልእክቱ በደረሰው ቁጥር ይግቡ።',
});
export const giftTakenBack = problem('gift-taken-back', 409, {
  en: 'This gift was taken back: its money went back to the giver. Nothing can be opened here any more.',
  am: 'ይህ ስጦታ ተመልሷል፤ ገንዘቡ ወደ ሰጪው ተመልሷል። ከእንግዲህ እዚህ የሚከፈት ነገር የለም።',
});
export const giftHeld = problem('gift-held', 409, {
  en: 'The bank is looking at the payment of this gift. Try again in some days.',
  am: 'ባንኩ የዚህን ስጦታ ክፍያ እየተመለከተ ነው። ከጥቂት ቀናት በኋላ ይሞክሩ።',
});
export const giftOpened = problem('gift-opened', 409, {
  en: 'This gift was opened already. Nothing about it can be changed any more.',
  am: 'ይህ ስጦታ ተከፍቷል። ከእንግዲህ ምንም ሊቀየር አይችልም።',
});
export const giftOwned = problem('gift-owned', 409, {
  en: 'You have this already. Hand the gift on to another number, or send the money back.',
  am: 'ይህ አስቀድሞ አለዎት። ስጦታውን ለሌላ ቁጥር ያስተላልፉ፣ ወይም ገንዘቡን ይመልሱ።',
});
export const giftNotOwned = problem('gift-not-owned', 409, {
  en: 'You do not have this yet. Open the gift: it is yours.',
  am: 'ይህ ገና የለዎትም። ስጦታውን ይክፈቱ፤ የእርስዎ ነው።',
});
export const giftSentEnough = problem('gift-sent-enough', 409, {
  en: 'It was sent as often as it may be. Tell the receiver to look for our SMS, or change the number.',
  am: 'የተፈቀደለትን ያህል ጊዜ ተልኳል። ተቀባዩ መልእክታችንን እንዲፈልጉ ይንገሩ፣ ወይም ቁጥሩን ይቀይሩ።',
});
export const giftSentJustNow = problem('gift-sent-just-now', 409, {
  en: 'It was sent less than an hour ago. Wait a little before you send it again.',
  am: 'ከተላከ አንድ ሰዓት አልሞላም። እንደገና ከመላክዎ በፊት ትንሽ ይጠብቁ።',
});
export const giftMovedEnough = problem('gift-moved-enough', 409, {
  en: 'The number was changed as often as it may be. If nobody opens it, the money goes back by itself.',
  am: 'ቁጥሩ የተፈቀደለትን ያህል ጊዜ ተቀይሯል። ማንም ካልከፈተው ገንዘቡ በራሱ ይመለሳል።',
});
