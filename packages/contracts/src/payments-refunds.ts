// Money on its way back: refunds of orders, sums that bought nothing, and what operators do about both.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { RailName } from './payments.ts';
import { problem } from './problem.ts';
import { Currency, Id, Lang, Moment, PageQuery, Santim, nullable, pageOf } from './shapes.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));

/** Why a creator gives money back. `other` needs a sentence. */
export const refundReasons = [
  'buyer-asked',
  'not-as-described',
  'wrong-product',
  'bought-twice',
  'cannot-deliver',
  'goodwill',
  'other',
] as const;
export type RefundReason = (typeof refundReasons)[number];
/** Why money of a buyer goes back although nobody asked: it bought nothing. */
export const creditReasons = ['paid-twice', 'sold-out', 'overpaid', 'wrong-amount'] as const;
export type CreditReason = (typeof creditReasons)[number];
/**
 * asked: booked, and about to be sent · waits-approval: large and automatic, two people have to agree · sending: with the
 * rail · unknown: asked, and nobody can say; it is asked again under the same id, never sent under another · manual: a
 * person sends it · sent: with the buyer · failed: nothing was sent, and the books are as if it had not been asked.
 */
export const refundStates = ['asked', 'waits-approval', 'sending', 'unknown', 'manual', 'sent', 'failed'] as const;
export type RefundState = (typeof refundStates)[number];
export const refundSources = ['order', 'credit'] as const;
export const refundAccess = ['keep', 'revoke'] as const;

export const RefundView = T.Object({
  id: Id,
  source: oneOf(refundSources),
  /** Null for a sum that bought nothing. */
  orderId: nullable(Id),
  orderNumber: nullable(T.Integer()),
  title: T.String(),
  /** Last three digits of the buyer's number. */
  buyerHint: T.String(),
  amountSantim: Santim,
  /** The platform's fee of that part, which goes back to the creator. */
  feeBackSantim: Santim,
  /** What the balance could not pay; the next sales pay it. */
  owedSantim: Santim,
  currency: Currency,
  rail: RailName,
  /** `hand`: the rail cannot do it, or refused, and a person sends the money. */
  how: oneOf(['rail', 'hand']),
  state: oneOf(refundStates),
  /** What that means and what comes next, in the reader's language. */
  says: T.String(),
  reason: oneOf([...refundReasons, ...creditReasons]),
  note: nullable(T.String()),
  access: oneOf(refundAccess),
  askedAt: Moment,
  /** When the rail is asked next; null where nothing happens by itself. */
  nextAt: nullable(Moment),
  endedAt: nullable(Moment),
  /** The rail's, or the bank's, own number of the transfer. */
  txnId: nullable(T.String()),
});
export type RefundView = Static<typeof RefundView>;

export const refundOrder = endpoint({
  method: 'POST',
  url: '/v1/payments/orders/:id/refunds',
  access: 'creator',
  summary: 'Give a buyer back all that is left of an order, or a part; needs an Idempotency-Key',
  status: 201,
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** Exactly one of `amountSantim` and `whole`. */
      amountSantim: T.Optional(T.Integer({ minimum: 1, maximum: 100_000_000_000 })),
      /** Everything that is left. */
      whole: T.Optional(T.Literal(true)),
      reason: oneOf(refundReasons),
      note: T.Optional(T.String({ minLength: 3, maxLength: 500 })),
      /** Whether the buyer keeps what she bought. */
      access: oneOf(refundAccess),
      /** Of a membership whose access is taken: what this order paid for, or all that is left. */
      time: T.Optional(T.Union([T.Literal('shorten'), T.Literal('revoke')])),
    },
    { additionalProperties: false },
  ),
  response: RefundView,
});

export const listOrderRefunds = endpoint({
  method: 'GET',
  url: '/v1/payments/orders/:id/refunds',
  access: 'creator',
  summary: 'What was given back of an order, newest first, and what can still be',
  params: T.Object({ id: Id }),
  response: T.Object({
    items: T.Array(RefundView),
    leftSantim: Santim,
    currency: Currency,
    /** Null when it can be refunded; else why not. */
    closed: nullable(oneOf(['refunded', 'disputed', 'reversed'])),
    how: oneOf(['rail', 'hand']),
    /** It paid for time of a membership: what is taken of that is chosen. */
    membership: T.Boolean(),
  }),
});

export const quoteRefund = endpoint({
  method: 'GET',
  url: '/v1/payments/orders/:id/refund-quote',
  access: 'creator',
  summary: 'What a refund of this sum would cost, before it is asked for',
  params: T.Object({ id: Id }),
  query: T.Object({ amountSantim: T.Optional(T.Integer({ minimum: 1, maximum: 100_000_000_000 })) }),
  response: T.Object({
    /** What the buyer gets: the sum that was asked about, or all that is left. */
    amountSantim: Santim,
    leftSantim: Santim,
    /** Our fee of that part; we give it back. */
    feeBackSantim: Santim,
    /** What affiliates and collaborators give back of it, while their part is held. */
    sharesBackSantim: Santim,
    /** Comes out of the balance now. */
    fromBalanceSantim: Santim,
    /** More than the balance holds; the next sales pay it. */
    owedSantim: Santim,
    currency: Currency,
    how: oneOf(['rail', 'hand']),
  }),
});

export const listRefunds = endpoint({
  method: 'GET',
  url: '/v1/payments/refunds',
  access: 'creator',
  summary: 'All refunds of this creator, newest first',
  query: T.Intersect([PageQuery, T.Object({ state: T.Optional(oneOf(refundStates)) })]),
  response: pageOf(RefundView),
});

// Operators
export const refundQueues = ['open', 'waits-approval', 'unknown', 'manual', 'failed'] as const;
export const OperatorRefund = T.Object({
  id: Id,
  creatorId: Id,
  intentId: Id,
  orderId: nullable(Id),
  source: oneOf(refundSources),
  title: T.String(),
  storeName: T.String(),
  buyerHint: T.String(),
  amountSantim: Santim,
  currency: Currency,
  rail: RailName,
  state: oneOf(refundStates),
  reason: oneOf([...refundReasons, ...creditReasons]),
  /** The rail's last word, or why a person has it. */
  why: nullable(T.String()),
  /** Our order at the rail, the rail's number of the payment, and the id under which the refund is asked for. */
  providerOrderId: T.String(),
  paymentTxnId: T.String(),
  railRefundId: T.String(),
  txnId: nullable(T.String()),
  attempts: T.Integer(),
  askedAt: Moment,
  nextAt: nullable(Moment),
  endedAt: nullable(Moment),
  /** The first of the two people that a large automatic refund needs. */
  proposedBy: nullable(Id),
  /** What may be done with it now. */
  can: T.Array(oneOf(['sent', 'failed', 'retry', 'approve'])),
});
export const listOperatorRefunds = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/refunds',
  access: 'operator',
  summary: 'Refunds that wait for a person, oldest first: to be sent by hand, unknown, large and automatic',
  query: T.Intersect([PageQuery, T.Object({ state: T.Optional(oneOf(refundQueues)) })]),
  response: pageOf(OperatorRefund),
});
export const readOperatorRefund = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/refunds/:id',
  access: 'operator',
  summary: 'One refund with everything that happened to it',
  params: T.Object({ id: Id }),
  response: T.Intersect([
    OperatorRefund,
    T.Object({
      timeline: T.Array(T.Object({ at: Moment, what: T.String(), who: T.String(), note: nullable(T.String()) })),
    }),
  ]),
});
const Note = T.String({ minLength: 5, maxLength: 1000 });
export const refundWasSent = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/refunds/:id/sent',
  access: 'operator',
  summary: 'The money was sent by hand, or the rail’s desk confirms it; needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** Of the transfer, as the bank or the rail wrote it; never used for another refund. */
      reference: T.String({ minLength: 4, maxLength: 64, pattern: '^[A-Za-z0-9._/-]+$' }),
      note: Note,
    },
    { additionalProperties: false },
  ),
  response: OperatorRefund,
});
export const refundHasFailed = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/refunds/:id/failed',
  access: 'operator',
  summary: 'Nothing was sent, and nothing will be: the books go back; needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: T.Object({ note: Note }, { additionalProperties: false }),
  response: OperatorRefund,
});
export const retryRefund = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/refunds/:id/retry',
  access: 'operator',
  summary: 'Ask the rail again, under the same id; needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: T.Object({ note: Note }, { additionalProperties: false }),
  response: OperatorRefund,
});
export const approveRefund = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/refunds/:id/approve',
  access: 'operator',
  summary: 'Agree to a large automatic refund; two different people have to. Needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: T.Object({ note: Note }, { additionalProperties: false }),
  response: OperatorRefund,
});

/** A sum that had bought nothing is with the buyer again. */
export const surplusReturned = event(
  'payment.surplus-returned',
  1,
  T.Object({
    refundId: Id,
    intentId: Id,
    productId: Id,
    buyerId: Id,
    amountSantim: Santim,
    currency: Currency,
    why: oneOf(creditReasons),
    lang: Lang,
    at: Moment,
  }),
);

export const refundTooLarge = problem('refund-too-large', 409, {
  en: 'Only {left} of this order is left to give back. Write that or less.',
  am: 'ከዚህ ትዕዛዝ ሊመለስ የሚችለው {left} ብቻ ነው። ይህን ወይም ያነሰ ይጻፉ።',
});
export const alreadyRefunded = problem('already-refunded', 409, {
  en: 'All of this order has been given back already. Nothing is left to refund.',
  am: 'የዚህ ትዕዛዝ ገንዘብ ሙሉ በሙሉ ተመልሷል። የሚመለስ የቀረ የለም።',
});
export const orderDisputed = problem('order-disputed', 409, {
  en: 'The bank is looking at this payment. Until that has ended it cannot be refunded, so that you do not pay twice.',
  am: 'ባንኩ ይህን ክፍያ እየመረመረ ነው። ሁለት ጊዜ እንዳይከፍሉ ምርመራው እስኪያልቅ ድረስ ገንዘቡ መመለስ አይችልም።',
});
export const orderReversed = problem('order-reversed', 409, {
  en: 'The bank has already taken this payment back and given it to the buyer. There is nothing left to refund.',
  am: 'ባንኩ ይህን ክፍያ ወስዶ ለገዢው መልሷል። የሚመለስ የቀረ የለም።',
});
export const refundAmountMissing = problem('refund-amount-missing', 422, {
  en: 'Write how much you give back, or choose to give back everything.',
  am: 'ምን ያህል እንደሚመልሱ ይጻፉ፣ ወይም ሁሉንም መመለስን ይምረጡ።',
});
export const refundNoteMissing = problem('refund-note-missing', 422, {
  en: 'Write in a few words why you give the money back.',
  am: 'ገንዘቡን ለምን እንደሚመልሱ በጥቂት ቃላት ይጻፉ።',
});
export const refundNotWaiting = problem('refund-not-waiting', 409, {
  en: 'This refund does not wait for that any more. Look at it again.',
  am: 'ይህ ተመላሽ ከእንግዲህ ይህን አይጠብቅም። እንደገና ይመልከቱት።',
});
export const refundReferenceUsed = problem('refund-reference-used', 409, {
  en: 'This reference stands on another refund already. One transfer pays one refund.',
  am: 'ይህ የዝውውር ቁጥር ቀድሞ በሌላ ተመላሽ ላይ ተመዝግቧል። አንድ ዝውውር ለአንድ ተመላሽ ብቻ ነው።',
});
export const secondApproverNeeded = problem('second-approver-needed', 409, {
  en: 'You have agreed to this refund already. Another operator has to agree as well.',
  am: 'ይህን ተመላሽ እርስዎ ቀድመው ተስማምተዋል። ሌላ ኦፕሬተርም መስማማት አለበት።',
});
export const disputeOfRefunded = problem('dispute-of-refunded', 409, {
  en: 'All of this order was refunded. A dispute about it must be contested with the rail, or the buyer is paid twice.',
  am: 'የዚህ ትዕዛዝ ገንዘብ ሙሉ በሙሉ ተመልሷል። ገዢው ሁለት ጊዜ እንዳይከፈል ክርክሩን ከክፍያ አቅራቢው ጋር ይቃወሙ።',
});
