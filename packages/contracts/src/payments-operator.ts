// What people do about payments that no rail can end: look, ask, decide with proof, dispute.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { IntentState, RailName } from './payments.ts';
import { problem } from './problem.ts';
import { Id, Moment, PageQuery, Santim, nullable, pageOf } from './shapes.ts';

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
  summary: 'Payments that nobody can call ended, oldest first; parked ones wait for a person',
  query: T.Intersect([PageQuery, T.Object({ state: T.Optional(IntentState) })]),
  response: pageOf(
    T.Object({
      id: Id,
      creatorId: Id,
      state: IntentState,
      reason: nullable(T.String()),
      rail: RailName,
      amountSantim: Santim,
      paidSantim: nullable(Santim),
      startedAt: Moment,
      asked: T.Integer(),
      providerOrderId: T.String(),
      providerTxnId: nullable(T.String()),
      title: T.String(),
      storeName: T.String(),
    }),
  ),
});
/** What a person may decide about a parked attempt. None of them invents money. */
export const Resolution = T.Union([
  /** Proof was seen elsewhere (bank statement, provider's own desk): book it as paid, with the provider's number. */
  T.Literal('paid'),
  /** The provider's desk confirms that nothing was taken. */
  T.Literal('not-paid'),
  /** Another sum came: keep it as the buyer's credit and send it back. */
  T.Literal('send-back'),
]);
export const resolveIntent = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/intents/:id/resolve',
  access: 'operator',
  summary: 'Decide about a parked payment, with the evidence; needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      resolution: Resolution,
      /** The provider's own number of the payment; needed where money came. */
      providerTxnId: T.Optional(T.String({ minLength: 4, maxLength: 64, pattern: '^[A-Za-z0-9._/-]+$' })),
      /** What really came, in santim; needed for send-back. */
      paidSantim: T.Optional(Santim),
      note: T.String({ minLength: 5, maxLength: 1000 }),
    },
    { additionalProperties: false },
  ),
  response: T.Object({ state: IntentState, changed: T.Boolean() }),
});
export const readIntentEvidence = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/intents/:id',
  access: 'operator',
  summary: 'Everything known about one payment attempt: timeline, notices as they came, what it waits for',
  params: T.Object({ id: Id }),
  response: T.Object({
    id: Id,
    creatorId: Id,
    state: IntentState,
    reason: nullable(T.String()),
    rail: RailName,
    title: T.String(),
    storeName: T.String(),
    buyerHint: T.String(),
    amountSantim: Santim,
    paidSantim: nullable(Santim),
    providerOrderId: T.String(),
    providerTxnId: nullable(T.String()),
    startedAt: Moment,
    endedAt: nullable(Moment),
    asked: T.Integer(),
    lastAskedAt: nullable(Moment),
    nextAskAt: nullable(Moment),
    resolution: nullable(T.String()),
    timeline: T.Array(T.Object({ at: Moment, what: T.String(), who: T.String() })),
    notices: T.Array(
      T.Object({
        id: Id,
        receivedAt: Moment,
        copies: T.Integer(),
        verified: nullable(T.Boolean()),
        outcome: nullable(T.String()),
      }),
    ),
  }),
});
/** The bank or the provider disputes a payment, or a dispute has ended. A disputed order cannot be refunded. */
export const disputeIntent = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/intents/:id/dispute',
  access: 'operator',
  summary: 'Open a dispute of a paid order, or end it as won or lost',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      outcome: T.Union([T.Literal('opened'), T.Literal('won'), T.Literal('lost')]),
      note: T.String({ minLength: 5, maxLength: 1000 }),
    },
    { additionalProperties: false },
  ),
  response: T.Object({ state: IntentState, changed: T.Boolean() }),
});

export const notResolvable = problem('not-resolvable', 409, {
  en: 'This payment does not wait for a decision any more. Look at it again.',
  am: 'ይህ ክፍያ ከእንግዲህ ውሳኔ አይጠብቅም። እንደገና ይመልከቱት።',
});
export const proofMissing = problem('proof-missing', 422, {
  en: 'Write the provider’s own number of the payment, and the sum that came.',
  am: 'የክፍያ አቅራቢውን የግብይት ቁጥር እና የደረሰውን መጠን ይጻፉ።',
});
export const proofUsed = problem('proof-used', 409, {
  en: 'This number has paid for something else already. One payment pays once.',
  am: 'ይህ ቁጥር ቀድሞ ለሌላ ግዢ ጥቅም ላይ ውሏል። አንድ ክፍያ አንድ ጊዜ ብቻ ይከፍላል።',
});
