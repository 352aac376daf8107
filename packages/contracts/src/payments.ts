// Checkout, payment intents, callbacks of the rails, orders and the creator's balance.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Currency, Id, Lang, Moment, PageQuery, Santim, SignedSantim, nullable, pageOf } from './shapes.ts';

export const RailName = T.Literal('telebirr');
/** created → pending → succeeded | failed | expired | unknown; unknown is resolved later, never guessed. */
export const IntentState = T.Union([
  T.Literal('created'),
  T.Literal('pending'),
  T.Literal('succeeded'),
  T.Literal('failed'),
  T.Literal('expired'),
  T.Literal('unknown'),
]);
export type IntentState = Static<typeof IntentState>;

export const CheckoutView = T.Object({
  /** Signed, and good for reading this one checkout: the address of its waiting page. */
  token: T.String(),
  state: IntentState,
  /** Why it failed or is unknown: refused, rail-down, no-answer, wrong-amount, unclear. */
  reason: nullable(T.String()),
  title: T.String(),
  storeName: T.String(),
  handle: T.String(),
  amountSantim: Santim,
  currency: Currency,
  rail: RailName,
  /** Where the wallet asks for the PIN, while that makes sense. */
  payUrl: nullable(T.String()),
  statusUrl: T.String(),
  /** The receipt, once paid and delivered. */
  receiptUrl: nullable(T.String()),
  startedAt: Moment,
  lastAskedAt: nullable(Moment),
  nextAskAt: nullable(Moment),
});
export type CheckoutView = Static<typeof CheckoutView>;

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
      /** The price the buyer saw; another price now is 409 price-changed, never a silent charge. */
      seenPriceSantim: T.Optional(Santim),
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
  state: T.Literal('paid'),
  paidAt: Moment,
});
export const listOrders = endpoint({
  method: 'GET',
  url: '/v1/payments/orders',
  access: 'creator',
  summary: 'Paid orders, newest first',
  query: PageQuery,
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
      timeline: T.Array(T.Object({ at: Moment, what: T.String(), who: T.String() })),
    }),
  ]),
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

/** Operators settle what nobody else could; it goes through the same `settle` as a callback and asks the rail first. */
export const settleByOperator = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/intents/:id/query',
  access: 'operator',
  summary: 'Ask the rail about an intent now and apply its answer',
  params: T.Object({ id: Id }),
  response: T.Object({ state: IntentState, changed: T.Boolean() }),
});
export const listOpenIntents = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/intents',
  access: 'operator',
  summary: 'Payments whose outcome is not known, oldest first',
  query: PageQuery,
  response: pageOf(
    T.Object({
      id: Id,
      creatorId: Id,
      state: IntentState,
      amountSantim: Santim,
      startedAt: Moment,
      asked: T.Integer(),
    }),
  ),
});

/** telebirr posts here; the body is kept raw before anything is believed. */
export const telebirrCallback = endpoint({
  method: 'POST',
  url: '/v1/payments/callbacks/telebirr',
  access: 'public',
  summary: 'Notification of telebirr',
  response: T.Object({ success: T.Boolean() }),
});

export const checkoutStarted = event(
  'checkout.started',
  1,
  T.Object({ intentId: Id, productId: Id, amountSantim: Santim, startedAt: Moment }),
);
export const checkoutFailed = event(
  'checkout.failed',
  1,
  T.Object({
    intentId: Id,
    productId: Id,
    buyerId: Id,
    lang: Lang,
    /** refused: the rail says that it failed; rail-down: it was never begun; expired. */
    reason: T.String(),
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
  en: 'telebirr does not answer now. Nothing was started. Try again in a few minutes.',
  am: 'ቴሌብር አሁን አይመልስም። ክፍያ አልተጀመረም። ከጥቂት ደቂቃዎች በኋላ ይሞክሩ።',
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
