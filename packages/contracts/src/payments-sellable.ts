// What is sold, for how much, to how many: terms of a product, its prices, discount codes, and what a buyer would pay now.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Currency, Id, Moment, PageQuery, Santim, nullable, pageOf } from './shapes.ts';

/** What may be asked for a thing: 1 to 1,000,000 birr. */
export const Price = T.Integer({ minimum: 100, maximum: 100_000_000, description: 'integer santim' });
const Pieces = T.Integer({ minimum: 1, maximum: 1_000_000 });
const Count = T.Integer({ minimum: 0 });
/** Percent and fixed sums are both given in whole numbers: percent, or santim. */
export const CodeGives = T.Union([
  T.Object({ percent: T.Integer({ minimum: 1, maximum: 100 }) }, { additionalProperties: false }),
  T.Object({ santim: Price }, { additionalProperties: false }),
]);
/** Small letters are raised, so MESKEL20 and meskel20 are one code. */
export const CodeText = T.String({ pattern: '^[A-Za-z0-9-]{3,24}$' });

const ScheduledPrice = T.Object(
  {
    fromAt: Moment,
    /** Null: until it is taken out again. */
    toAt: nullable(Moment),
    priceSantim: Price,
  },
  { additionalProperties: false },
);
const PayWhatYouWant = T.Object(
  {
    /** The least that a buyer may choose, before a code. */
    minSantim: Price,
    suggestedSantim: T.Array(Price, { maxItems: 3 }),
  },
  { additionalProperties: false },
);

export const TermsView = T.Object({
  productId: Id,
  title: T.String(),
  currency: Currency,
  /** The price that the product was published with. */
  listSantim: Santim,
  /** What it costs now: the same, unless a scheduled price runs. */
  priceSantim: Santim,
  /** Counts up with each change; give it back with the next one. */
  version: T.Integer({ minimum: 0 }),
  payWhatYouWant: nullable(T.Object({ minSantim: Santim, suggestedSantim: T.Array(Santim) })),
  /** Null: as many as are asked for. */
  stock: nullable(
    T.Object({
      quantity: Count,
      /** Sold. */
      taken: Count,
      /** Being paid for at this moment; free again when that fails. */
      held: Count,
      left: Count,
    }),
  ),
  /** Offered unticked at the checkout of this product. */
  bump: nullable(T.Object({ productId: Id, priceSantim: Santim, title: T.String(), forSale: T.Boolean() })),
  /** Buyers may buy it for somebody else; null: not a thing of this type. */
  gifts: nullable(T.Boolean()),
  /** Running and to come, the earliest first. */
  scheduledPrices: T.Array(T.Object({ fromAt: Moment, toAt: nullable(Moment), priceSantim: Santim })),
});
export type TermsView = Static<typeof TermsView>;

export const readTerms = endpoint({
  method: 'GET',
  url: '/v1/payments/products/:id/terms',
  access: 'creator',
  summary: 'How a product is sold: pay what you want, how many, bump, scheduled prices',
  params: T.Object({ id: Id }),
  response: TermsView,
});
export const changeTerms = endpoint({
  method: 'PUT',
  url: '/v1/payments/products/:id/terms',
  access: 'creator',
  summary: 'Say how a product is sold; whoever is paying already keeps what was offered',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** The version that was read; 409 changed-elsewhere when there is a newer one. The same change again is no change. */
      baseVersion: T.Integer({ minimum: 0 }),
      payWhatYouWant: nullable(PayWhatYouWant),
      /** How many there are in all, those sold already included; null: as many as are asked for. */
      stock: nullable(Pieces),
      bump: nullable(T.Object({ productId: Id, priceSantim: Price }, { additionalProperties: false })),
      scheduledPrices: T.Array(ScheduledPrice, { maxItems: 10 }),
      /** Whether it may be bought for somebody else; as before when it is left out. */
      gifts: T.Optional(T.Boolean()),
    },
    { additionalProperties: false },
  ),
  response: TermsView,
});

export const PriceVersion = T.Object({
  /** published: with the product · scheduled: for a time · ended: a scheduled price that was taken out before its time. */
  kind: T.Union([T.Literal('published'), T.Literal('scheduled'), T.Literal('ended')]),
  priceSantim: Santim,
  fromAt: Moment,
  toAt: nullable(Moment),
  writtenAt: Moment,
});
export const listPrices = endpoint({
  method: 'GET',
  url: '/v1/payments/products/:id/prices',
  access: 'creator',
  summary: 'Every price that a product has had or will have, the last written first',
  params: T.Object({ id: Id }),
  query: PageQuery,
  response: pageOf(PriceVersion),
});

export const CodeView = T.Object({
  id: Id,
  code: T.String(),
  percent: nullable(T.Integer()),
  santim: nullable(Santim),
  currency: Currency,
  fromAt: Moment,
  toAt: nullable(Moment),
  /** Null: as often as it is used. */
  maxUses: nullable(Count),
  /** 1: once for each buyer. Null: as often as she buys. */
  perBuyer: nullable(T.Literal(1)),
  /** Null: for all products. */
  productIds: nullable(T.Array(Id)),
  /** Uses that were paid. */
  taken: Count,
  /** Uses in payments that are under way. */
  held: Count,
  state: T.Union([
    T.Literal('active'),
    T.Literal('not-yet'),
    T.Literal('expired'),
    T.Literal('used-up'),
    T.Literal('ended'),
  ]),
  createdAt: Moment,
  endedAt: nullable(Moment),
});
export type CodeView = Static<typeof CodeView>;

export const listCodes = endpoint({
  method: 'GET',
  url: '/v1/payments/codes',
  access: 'creator',
  summary: 'Discount codes, the newest first',
  query: PageQuery,
  response: pageOf(CodeView),
});
export const makeCode = endpoint({
  method: 'POST',
  url: '/v1/payments/codes',
  access: 'creator',
  summary: 'Make a discount code; the same one again is the one that is there',
  status: 201,
  body: T.Object(
    {
      code: CodeText,
      gives: CodeGives,
      /** From now when it is left out. */
      fromAt: T.Optional(Moment),
      toAt: nullable(Moment),
      maxUses: nullable(Pieces),
      perBuyer: nullable(T.Literal(1)),
      productIds: nullable(T.Array(Id, { minItems: 1, maxItems: 50 })),
    },
    { additionalProperties: false },
  ),
  response: CodeView,
});
export const changeCode = endpoint({
  method: 'PATCH',
  url: '/v1/payments/codes/:id',
  access: 'creator',
  summary: 'End a code or change its limits; what it gives never changes',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** Cannot be undone. */
      end: T.Optional(T.Literal(true)),
      toAt: T.Optional(nullable(Moment)),
      maxUses: T.Optional(nullable(Pieces)),
      perBuyer: T.Optional(nullable(T.Literal(1))),
    },
    { additionalProperties: false },
  ),
  response: CodeView,
});

export const OfferView = T.Object({
  productId: Id,
  title: T.String(),
  storeName: T.String(),
  handle: T.String(),
  currency: Currency,
  /** What it costs now, before a code; what the buyer chose, where she chooses. */
  listSantim: Santim,
  /** The price it was published with, when a scheduled one is lower now. */
  beforeSantim: nullable(Santim),
  discountSantim: Santim,
  bumpSantim: Santim,
  /** What `startCheckout` with the same choices would ask for; give it back as seenPriceSantim. */
  totalSantim: Santim,
  payWhatYouWant: nullable(T.Object({ minSantim: Santim, suggestedSantim: T.Array(Santim) })),
  bump: nullable(T.Object({ productId: Id, title: T.String(), priceSantim: Santim })),
  /** Null: as many as are asked for. */
  left: nullable(Count),
  soldOut: T.Boolean(),
  /** What the code that was asked about does; a code that does not work never stops a purchase. */
  code: nullable(
    T.Object({
      code: T.String(),
      applied: T.Boolean(),
      /** The title of the problem, such as code-expired. */
      problem: nullable(T.String()),
      says: nullable(T.String()),
    }),
  ),
  /** When the price changes next, and to what. */
  nextChange: nullable(T.Object({ at: Moment, priceSantim: Santim })),
  rails: T.Array(
    T.Object({
      rail: T.String(),
      /** redirect · code · push · instructions */
      pay: T.String(),
      minSantim: Santim,
      maxSantim: Santim,
      /** Whether the total is within its limits. */
      takesIt: T.Boolean(),
    }),
  ),
});
export type OfferView = Static<typeof OfferView>;

export const readOffer = endpoint({
  method: 'GET',
  url: '/v1/payments/products/:id/offer',
  access: 'public',
  summary: 'What a buyer would pay for a product now, with a code and with choices',
  params: T.Object({ id: Id }),
  query: T.Object({
    code: T.Optional(T.String({ maxLength: 60 })),
    amountSantim: T.Optional(Santim),
    bump: T.Optional(T.Boolean()),
  }),
  response: OfferView,
});

export const codeUnknown = problem('code-unknown', 422, {
  en: 'We do not know this code. Check the letters, or pay without it.',
  am: 'ይህን ኮድ አናውቀውም። ፊደሎቹን ያረጋግጡ፣ ወይም ያለ ኮዱ ይክፈሉ።',
});
export const codeNotYet = problem('code-not-yet', 409, {
  en: 'This code works from {from}. Come back then, or pay without it.',
  am: 'ይህ ኮድ የሚሠራው ከ{from} ጀምሮ ነው። ያኔ ይመለሱ፣ ወይም ያለ ኮዱ ይክፈሉ።',
});
export const codeExpired = problem('code-expired', 409, {
  en: 'The time of this code is over. Pay without it, or ask the store for a new one.',
  am: 'የዚህ ኮድ ጊዜ አልፏል። ያለ ኮዱ ይክፈሉ፣ ወይም መደብሩን አዲስ ኮድ ይጠይቁ።',
});
export const codeUsedUp = problem('code-used-up', 409, {
  en: 'This code has been used as often as it may be. Pay without it, or ask the store for a new one.',
  am: 'ይህ ኮድ የተፈቀደለትን ያህል ጥቅም ላይ ውሏል። ያለ ኮዱ ይክፈሉ፣ ወይም መደብሩን አዲስ ኮድ ይጠይቁ።',
});
export const codeUsedByYou = problem('code-used-by-you', 409, {
  en: 'This number has used the code once already; it works once for each buyer. Pay without it.',
  am: 'በዚህ ስልክ ቁጥር ኮዱ አንድ ጊዜ ጥቅም ላይ ውሏል፤ ለአንድ ገዢ የሚሠራው አንድ ጊዜ ነው። ያለ ኮዱ ይክፈሉ።',
});
export const codeNotForThis = problem('code-not-for-this', 409, {
  en: 'This code is for other products of the store. Pay without it, or look at what else the store has.',
  am: 'ይህ ኮድ ለመደብሩ ሌሎች ምርቶች ነው። ያለ ኮዱ ይክፈሉ፣ ወይም መደብሩ ያሉትን ሌሎች ምርቶች ይመልከቱ።',
});
export const codeLeavesNothing = problem('code-leaves-nothing', 409, {
  en: 'With this code there would be nothing to pay, and a payment of 0 birr cannot be made. Ask the store to send it to you, or pay without the code.',
  am: 'በዚህ ኮድ የሚከፈል ነገር አይኖርም፤ የ0 ብር ክፍያ ማድረግ አይቻልም። መደብሩ እንዲልክልዎት ይጠይቁ፣ ወይም ያለ ኮዱ ይክፈሉ።',
});
export const amountMissing = problem('amount-missing', 422, {
  en: 'Write how much you want to pay, at least {min}.',
  am: 'ምን ያህል መክፈል እንደሚፈልጉ ይጻፉ፤ ቢያንስ {min}።',
});
export const amountTooSmall = problem('amount-too-small', 422, {
  en: 'This costs at least {min}. Write {min} or more.',
  am: 'ይህ ቢያንስ {min} ያስከፍላል። {min} ወይም ከዚያ በላይ ይጻፉ።',
});
export const amountNotOpen = problem('amount-not-open', 422, {
  en: 'This has one price, {price}. Leave the amount out.',
  am: 'የዚህ ዋጋ አንድ ነው፤ {price}። መጠኑን ሳይጽፉ ይቀጥሉ።',
});
export const railLimit = problem('rail-limit', 422, {
  en: '{rail} takes {min} to {max} at a time. Choose another way to pay.',
  am: '{rail} በአንድ ጊዜ የሚቀበለው ከ{min} እስከ {max} ነው። ሌላ የክፍያ መንገድ ይምረጡ።',
});
export const soldOut = problem('sold-out', 409, {
  en: 'This is sold out. Look at what else the store has.',
  am: 'ይህ ተሸጦ አልቋል። መደብሩ ያሉትን ሌሎች ምርቶች ይመልከቱ።',
});
export const lastOneHeld = problem('last-one-held', 409, {
  en: 'Somebody is just paying for the last one. Try again in a few minutes: it comes back if that payment fails.',
  am: 'የመጨረሻውን ሌላ ሰው እየከፈለበት ነው። ከጥቂት ደቂቃዎች በኋላ ይሞክሩ፤ ያ ክፍያ ካልተሳካ ይመለሳል።',
});
export const bumpOwned = problem('bump-owned', 409, {
  en: 'You already have “{title}”. It was taken off; look at the total and pay.',
  am: '«{title}» አስቀድመው አለዎት። ከሂሳቡ ወጥቷል፤ ድምሩን ተመልክተው ይክፈሉ።',
});
export const cartItemGone = problem('cart-item-gone', 409, {
  en: 'Something in your cart cannot be bought with the rest any more. It was taken out; look at the total and pay.',
  am: 'ከመረጧቸው አንዱን ከሌሎቹ ጋር ከእንግዲህ መግዛት አይቻልም። ወጥቷል፤ ድምሩን ተመልክተው ይክፈሉ።',
});
export const cartItemOwned = problem('cart-item-owned', 409, {
  en: 'You already have “{title}”. It was taken out of the cart; look at the total and pay.',
  am: '«{title}» አስቀድመው አለዎት። ከሂሳቡ ወጥቷል፤ ድምሩን ተመልክተው ይክፈሉ።',
});
export const bumpGone = problem('bump-gone', 409, {
  en: 'The extra is not offered any more. It was taken off; look at the total and pay.',
  am: 'ተጨማሪው ከእንግዲህ አይቀርብም። ከሂሳቡ ወጥቷል፤ ድምሩን ተመልክተው ይክፈሉ።',
});

export const codeTaken = problem('code-taken', 409, {
  en: 'You have a code {code} already. End it first, or choose another word.',
  am: '{code} የሚባል ኮድ አስቀድሞ አለዎት። መጀመሪያ እሱን ያቁሙ፣ ወይም ሌላ ቃል ይምረጡ።',
});
export const codeIsOver = problem('code-is-over', 409, {
  en: 'This code has ended and cannot come back. Make a new one.',
  am: 'ይህ ኮድ ቆሟል፤ ሊመለስ አይችልም። አዲስ ይፍጠሩ።',
});
export const usesBelowTaken = problem('uses-below-taken', 409, {
  en: '{count} uses are taken or being paid for. Write {count} or more, or end the code.',
  am: '{count} ጊዜ ጥቅም ላይ ውሏል ወይም እየተከፈለበት ነው። {count} ወይም ከዚያ በላይ ይጻፉ፣ ወይም ኮዱን ያቁሙ።',
});
export const stockBelowTaken = problem('stock-below-taken', 409, {
  en: '{count} are sold or being paid for. Write {count} or more.',
  am: '{count} ተሽጧል ወይም እየተከፈለበት ነው። {count} ወይም ከዚያ በላይ ይጻፉ።',
});
export const endsBeforeBegin = problem('ends-before-begin', 422, {
  en: 'The end comes before the beginning, or is over. Choose a later end.',
  am: 'ማብቂያው ከመጀመሪያው ይቀድማል ወይም አልፏል። የሚዘገይ ማብቂያ ይምረጡ።',
});
export const pricesOverlap = problem('prices-overlap', 422, {
  en: 'Two scheduled prices run at the same time. End one before the other begins.',
  am: 'ሁለት የጊዜ ዋጋዎች በአንድ ጊዜ ይሠራሉ። አንዱን ሌላው ከመጀመሩ በፊት ያብቁ።',
});
export const suggestionBelowMinimum = problem('suggestion-below-minimum', 422, {
  en: 'A suggestion is below the minimum. Write amounts of {min} or more.',
  am: 'የተጠቆመው መጠን ከትንሹ በታች ነው። {min} ወይም ከዚያ በላይ ይጻፉ።',
});
export const bumpRefused = problem('bump-refused', 422, {
  en: 'Choose another of your published products as the extra.',
  am: 'ተጨማሪ እንዲሆን ከታተሙ ምርቶችዎ ሌላ ይምረጡ።',
});
export const codeProductUnknown = problem('code-product-unknown', 422, {
  en: 'One of these products is not yours or was never published. Choose again.',
  am: 'ከእነዚህ ምርቶች አንዱ የእርስዎ አይደለም ወይም ታትሞ አያውቅም። እንደገና ይምረጡ።',
});
