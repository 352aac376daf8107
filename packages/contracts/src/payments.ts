// Checkout, payment intents, callbacks of the rails, orders and the creator's balance.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { GiftWish } from './payments-gifts.ts';
import { TimelineNext, TimelinePayout, TimelineRefund, TimelineStep } from './payments-timeline.ts';
import { problem } from './problem.ts';
import { Currency, Id, Lang, Moment, PageQuery, Santim, SignedSantim, nullable, pageOf } from './shapes.ts';

/** `telebirr`, `webirr`, `cbebirr`, `manual`: a name of the registry of rails; which exist is configuration. `free`: none. */
export const RailName = T.String({ pattern: '^[a-z]{2,20}$', maxLength: 20 });
/**
 * created → pending → succeeded | failed | expired | unknown; unknown is resolved later, never guessed. parked: a person
 * has to look. overpaid: sold, and the rest goes back. surplus: paid with nothing left to sell for it, all goes back.
 * reversed: the bank took it back. disputed: somebody says that it was wrong.
 */
export const IntentState = T.Union([
  T.Literal('created'),
  T.Literal('pending'),
  T.Literal('unknown'),
  T.Literal('succeeded'),
  T.Literal('failed'),
  T.Literal('expired'),
  T.Literal('parked'),
  T.Literal('overpaid'),
  T.Literal('surplus'),
  T.Literal('reversed'),
  T.Literal('disputed'),
]);
export type IntentState = Static<typeof IntentState>;

export const CheckoutView = T.Object({
  /** Signed, and good for reading this one checkout: the address of its waiting page. */
  token: T.String(),
  state: IntentState,
  /** Why it failed, is unknown or parked: refused, rail-down, no-answer, wrong-amount, unclear, given-up, two-payments. */
  reason: nullable(T.String()),
  title: T.String(),
  storeName: T.String(),
  handle: T.String(),
  amountSantim: Santim,
  currency: Currency,
  rail: RailName,
  /** Where the wallet asks for the PIN, while that makes sense. */
  payUrl: nullable(T.String()),
  /** The code to pay in a bank's app or at a branch, digits only, while it can be paid. */
  payCode: nullable(T.String()),
  /** Until when it can be paid. */
  payBy: nullable(Moment),
  statusUrl: T.String(),
  /** The receipt, once paid and delivered. */
  receiptUrl: nullable(T.String()),
  startedAt: Moment,
  lastAskedAt: nullable(Moment),
  nextAskAt: nullable(Moment),
});
export type CheckoutView = Static<typeof CheckoutView>;

/** What a buyer chose besides the price, by the type of what she buys: ids, numbers and moments, never what she wrote. */
export const OrderChoice = T.Record(
  T.String({ pattern: '^[a-z][A-Za-z]{0,30}$' }),
  T.Union([Id, T.Integer(), T.Boolean(), Moment]),
);
const Answered = T.Optional(T.String({ maxLength: 2000 }));

export const startCheckout = endpoint({
  method: 'POST',
  url: '/v1/payments/checkouts',
  access: 'public',
  summary: 'Begin to pay; the same Idempotency-Key gives the same answer, one open checkout per buyer and product',
  status: 201,
  body: T.Object(
    {
      productId: Id,
      phone: T.String({ minLength: 1, maxLength: 40 }),
      rail: RailName,
      lang: T.Optional(Lang),
      /** The total that the buyer saw; another one now is 409 price-changed, never a silent charge. */
      seenPriceSantim: T.Optional(Santim),
      /** A discount code; one that does not work is a problem, never a silent charge of the full price. */
      code: T.Optional(T.String({ maxLength: 60 })),
      /** What else of the same store is bought with it, each at its own price. */
      with: T.Optional(T.Array(Id, { maxItems: 9 })),
      /** The buyer wants one message if she does not finish; does something only where the store does that. */
      remind: T.Optional(T.Boolean()),
      /** Who is named by the link that the buyer came by; a name in `code` counts before it. */
      ref: T.Optional(T.String({ maxLength: 20 })),
      /** What the buyer chose to pay, only where the product lets her choose; 422 amount-not-open elsewhere. */
      amountSantim: T.Optional(Santim),
      /** Whether the extra that is offered beside it is bought too. */
      bump: T.Optional(T.Boolean()),
      /** For somebody else: she gets a link by SMS, and the buyer the receipt. */
      gift: T.Optional(GiftWish),
      /** The wallet that pays, where that is another number. */
      payerPhone: T.Optional(T.String({ minLength: 1, maxLength: 40 })),
      /** What the type of the product asks besides, by the names of the checkout form: q1 to q5, message, name, slot, months, parts. */
      fields: T.Optional(
        T.Object(
          {
            q1: Answered,
            q2: Answered,
            q3: Answered,
            q4: Answered,
            q5: Answered,
            message: Answered,
            name: Answered,
            slot: Answered,
            months: Answered,
            parts: Answered,
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  response: CheckoutView,
});

export const readCheckout = endpoint({
  method: 'GET',
  url: '/v1/payments/checkouts/:token',
  access: 'public',
  summary: 'How far a payment is',
  params: T.Object({ token: T.String({ maxLength: 200 }) }),
  response: CheckoutView,
});

export const OrderState = T.Union([
  T.Literal('paid'),
  T.Literal('partly-refunded'),
  T.Literal('refunded'),
  T.Literal('disputed'),
  T.Literal('reversed'),
]);
export const OrderView = T.Object({
  id: Id,
  number: T.Integer(),
  productId: Id,
  title: T.String(),
  amountSantim: Santim,
  feeSantim: Santim,
  netSantim: Santim,
  currency: Currency,
  rail: RailName,
  /** Last three digits of the buyer's number. */
  buyerHint: T.String(),
  state: OrderState,
  refundedSantim: Santim,
  providerFeeSantim: Santim,
  /** What affiliates and collaborators have of it. */
  sharesSantim: Santim,
  discountSantim: Santim,
  /** Bought for somebody else; for whom is told to nobody. */
  gift: T.Boolean(),
  paidAt: Moment,
});
export const listOrders = endpoint({
  method: 'GET',
  url: '/v1/payments/orders',
  access: 'creator',
  summary: 'Paid orders, newest first; all of them, or those in a state, of a product',
  query: T.Intersect([PageQuery, T.Object({ state: T.Optional(OrderState), productId: T.Optional(Id) })]),
  response: pageOf(OrderView),
});
export const readOrder = endpoint({
  method: 'GET',
  url: '/v1/payments/orders/:id',
  access: 'creator',
  summary: 'One order with its money timeline',
  params: T.Object({ id: Id }),
  response: T.Intersect([
    OrderView,
    T.Object({
      /** What happened to its money, oldest first: the same facts as the buyer's timeline. */
      timeline: T.Array(TimelineStep),
      next: nullable(TimelineNext),
      refunds: T.Array(TimelineRefund),
      /** The payout it went, or goes, out with. */
      payout: nullable(TimelinePayout),
      lines: T.Array(
        T.Object({
          productId: Id,
          title: T.String(),
          listSantim: Santim,
          discountSantim: Santim,
          amountSantim: Santim,
        }),
      ),
    }),
  ]),
});
export const readOrderAnswers = endpoint({
  method: 'GET',
  url: '/v1/payments/orders/:id/answers',
  access: 'creator',
  summary: 'What the buyer wrote at checkout: answers to questions, a message',
  params: T.Object({ id: Id }),
  response: T.Object({ items: T.Array(T.Object({ asks: T.String(), says: T.String() })) }),
});
export const readBalance = endpoint({
  method: 'GET',
  url: '/v1/payments/balance',
  access: 'creator',
  summary: 'What the creator is owed, derived from the ledger',
  response: T.Object({
    payableSantim: SignedSantim,
    soldSantim: SignedSantim,
    feesSantim: SignedSantim,
    currency: Currency,
    orders: T.Integer(),
  }),
});

/** A rail posts here; the body is kept raw before anything is believed. Each rail has its own way to be answered. */
export const railCallback = endpoint({
  method: 'POST',
  url: '/v1/payments/callbacks/:rail',
  access: 'public',
  summary: 'Notification of a rail',
  params: T.Object({ rail: RailName }),
  response: T.Unknown(),
});
/** The same with an address of its own for one payout, refund or prompt. */
export const railResult = endpoint({
  method: 'POST',
  url: '/v1/payments/callbacks/:rail/:tail',
  access: 'public',
  summary: 'Result of one request to a rail, at an address that only the rail was told',
  params: T.Object({ rail: RailName, tail: T.String({ maxLength: 200 }) }),
  response: T.Unknown(),
});

export const checkoutStarted = event(
  'checkout.started',
  1,
  T.Object({ intentId: Id, productId: Id, amountSantim: Santim, startedAt: Moment }),
);
/** A buyer waits: for more than two minutes, or at leisure from the beginning. Once for each attempt. */
export const checkoutWaiting = event(
  'checkout.waiting',
  1,
  T.Object({
    intentId: Id,
    productId: Id,
    buyerId: Id,
    rail: RailName,
    /** She pays at leisure, with a code or by hand; announced as soon as the rail holds the order. */
    patient: T.Boolean(),
    lang: Lang,
    startedAt: Moment,
  }),
);
export const checkoutFailed = event(
  'checkout.failed',
  1,
  T.Object({
    intentId: Id,
    productId: Id,
    buyerId: Id,
    lang: Lang,
    /**
     * The rail says that nothing was taken: refused, no-money, wrong-pin, cancelled, limit; a person asked its desk:
     * not-paid. rail-down: it was never begun. expired, reversed, given-up: nobody may say that nothing was taken.
     */
    reason: T.String(),
    /** By which rail; absent in what older builds said: then it was telebirr. */
    rail: T.Optional(RailName),
    startedAt: Moment,
    failedAt: Moment,
    /** The page had told the buyer that she may close it and hears by SMS how it ended. */
    tellBuyer: T.Boolean(),
  }),
);
export const orderPaid = event(
  'order.paid',
  1,
  T.Object({
    orderId: Id,
    intentId: Id,
    productId: Id,
    buyerId: Id,
    amountSantim: Santim,
    feeSantim: Santim,
    netSantim: Santim,
    currency: Currency,
    lang: Lang,
    paidAt: Moment,
    /** Everything that was bought in it; absent in what older builds said: then it is the one product above. */
    items: T.Optional(T.Array(T.Object({ productId: Id, amountSantim: Santim }))),
    /** Of the product above; absent where there was nothing to choose. */
    choice: T.Optional(OrderChoice),
  }),
);
/** A payment that was not finished, whose buyer asked to be reminded once; never told of one who has bought since. */
export const checkoutAbandoned = event(
  'checkout.abandoned',
  1,
  T.Object({ intentId: Id, productId: Id, buyerId: Id, lang: Lang, at: Moment }),
);
export const orderRefunded = event(
  'order.refunded',
  1,
  T.Object({
    orderId: Id,
    /** Undefined for a reversal by the bank. */
    refundId: T.Optional(Id),
    productId: Id,
    buyerId: Id,
    amountSantim: Santim,
    currency: Currency,
    /** Nothing of the order is left. */
    full: T.Boolean(),
    /** asked: on its way · sent: with the buyer · failed: it did not go through and is tried by a person. */
    state: T.Union([T.Literal('asked'), T.Literal('sent'), T.Literal('failed')]),
    /** Who decided it; absent: the creator herself, or the bank where there is no refund. */
    by: T.Optional(T.Union([T.Literal('creator'), T.Literal('operator'), T.Literal('we')])),
    lang: Lang,
    at: Moment,
  }),
);
/** What a buyer may open follows the money: by refund, by the bank, by a dispute that ended. */
export const orderAccessChanged = event(
  'order.access-changed',
  1,
  T.Object({
    orderId: Id,
    productId: Id,
    buyerId: Id,
    access: T.Union([T.Literal('active'), T.Literal('paused'), T.Literal('revoked')]),
    /** instalment: by how a payment plan stands; it has messages of its own. */
    why: T.Union([
      T.Literal('refund'),
      T.Literal('reversal'),
      T.Literal('dispute'),
      T.Literal('restored'),
      T.Literal('instalment'),
    ]),
    lang: Lang,
    at: Moment,
  }),
);
/** Money came and could not buy anything; it goes back to where it came from. */
export const paymentSurplus = event(
  'payment.surplus',
  1,
  T.Object({
    intentId: Id,
    productId: Id,
    buyerId: Id,
    amountSantim: Santim,
    currency: Currency,
    why: T.Union([T.Literal('paid-twice'), T.Literal('sold-out'), T.Literal('overpaid'), T.Literal('wrong-amount')]),
    lang: Lang,
    at: Moment,
  }),
);

export const notForSale = problem('not-for-sale', 404, {
  en: 'This product is no longer sold. The store may have others.',
  am: 'ይህ ምርት አሁን አይሸጥም። በመደብሩ ሌሎች ሊኖሩ ይችላሉ።',
});
export const priceChanged = problem('price-changed', 409, {
  en: 'The price is now {price}. Look at it again before you pay.',
  am: 'ዋጋው አሁን {price} ነው። ከመክፈልዎ በፊት እንደገና ይመልከቱ።',
});
export const alreadyOwned = problem('already-owned', 409, {
  en: 'You already bought this. It is yours: open it from the SMS or from “What I bought”.',
  am: 'ይህን አስቀድመው ገዝተዋል። የእርስዎ ነው፤ ከመልእክቱ ወይም «የገዛኋቸው» ከሚለው ይክፈቱት።',
});
export const railDown = problem('rail-down', 503, {
  en: '{rail} does not answer now. Nothing was started. Choose another way to pay, or try again in a few minutes.',
  am: '{rail} አሁን አይመልስም። ክፍያ አልተጀመረም። ሌላ የክፍያ መንገድ ይምረጡ ወይም ከጥቂት ደቂቃዎች በኋላ ይሞክሩ።',
});
export const keyMissing = problem('idempotency-key-missing', 400, {
  en: 'Send an Idempotency-Key header with a value of your own, new for each checkout.',
  am: 'ለእያንዳንዱ ክፍያ አዲስ የሆነ የራስዎን Idempotency-Key ራስጌ ይላኩ።',
});
export const callbackRefused = problem('callback-refused', 401, {
  en: 'This notification is not signed by the wallet. Nothing was changed.',
  am: 'ይህ ማሳወቂያ በዋሌቱ አልተፈረመም። ምንም አልተለወጠም።',
});
export const keyReused = problem('idempotency-key-reused', 422, {
  en: 'This Idempotency-Key was used for another request. Use a new key for a new request.',
  am: 'ይህ የመለያ ቁልፍ (Idempotency-Key) ለሌላ ጥያቄ ጥቅም ላይ ውሏል። ለአዲስ ጥያቄ አዲስ ቁልፍ ይጠቀሙ።',
});
export const keyInUse = problem('idempotency-key-in-use', 409, {
  en: 'The first request with this key is still being worked on. Ask again in a moment.',
  am: 'በዚህ ቁልፍ የመጣው የመጀመሪያ ጥያቄ ገና በሥራ ላይ ነው። ከጥቂት ጊዜ በኋላ ይጠይቁ።',
});
export const railMissing = problem('rail-missing', 422, {
  en: 'Choose how you want to pay.',
  am: 'በምን መክፈል እንደሚፈልጉ ይምረጡ።',
});
