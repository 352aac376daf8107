// What operators do about payouts and about the accounts that they go to.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { PayoutAccountView, PayoutView, nameStates, payoutStates } from './payments-payouts.ts';
import { Id, Moment, PageQuery, nullable, pageOf } from './shapes.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));

export const operatorReasons = [
  'name-confirmed',
  'name-refused',
  'fraud-suspected',
  'court-order',
  'creator-asked',
  'rail-proof',
  'rail-says-failed',
  'wrong-account',
  'investigated',
] as const;
export type OperatorReason = (typeof operatorReasons)[number];
const Note = T.String({ minLength: 3, maxLength: 2000 });
const Decision = T.Object({ reason: oneOf(operatorReasons), note: Note }, { additionalProperties: false });
export const OperatorPayout = T.Intersect([
  PayoutView,
  T.Object({
    creatorId: Id,
    rail: T.String(),
    /** Sent by a person, because no rail of ours reaches the account. */
    byHand: T.Boolean(),
    reference: nullable(T.String()),
    /** What the rail said last. */
    evidence: nullable(T.String()),
    /** Waits for a person since then. */
    parkedAt: nullable(Moment),
    nameState: oneOf(nameStates),
  }),
]);
export const listOperatorPayouts = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/payouts',
  access: 'operator',
  summary: 'Payouts of all creators in a state, oldest first; `parked` are those that wait for a person',
  query: T.Intersect([
    PageQuery,
    T.Object({ state: T.Optional(oneOf([...payoutStates, 'parked', 'by-hand'])), creatorId: T.Optional(Id) }),
  ]),
  response: pageOf(OperatorPayout),
});
export const readOperatorPayout = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/payouts/:id',
  access: 'operator',
  summary: 'One payout with its history; the account number only where a person has to send it',
  params: T.Object({ id: Id }),
  response: T.Intersect([
    OperatorPayout,
    T.Object({
      number: nullable(T.String()),
      history: T.Array(
        T.Object({
          at: Moment,
          what: T.String(),
          who: oneOf(['creator', 'we', 'rail', 'operator']),
          reason: nullable(T.String()),
          note: nullable(T.String()),
        }),
      ),
    }),
  ]),
});
export const holdPayout = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/payouts/:id/hold',
  access: 'operator',
  summary: 'Keep a payout that was not sent yet, for a legal reason; the creator is told. Needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: Decision,
  response: OperatorPayout,
});
export const releasePayout = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/payouts/:id/release',
  access: 'operator',
  summary: 'Let a held payout go on; every other reason is looked at again. Needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: Decision,
  response: OperatorPayout,
});
export const markPayoutSent = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/payouts/:id/mark-sent',
  access: 'operator',
  summary: 'A person has sent it, or has the proof that it arrived; needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: T.Object(
    { reference: T.String({ minLength: 4, maxLength: 100 }), note: Note },
    { additionalProperties: false },
  ),
  response: OperatorPayout,
});
export const markPayoutFailed = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/payouts/:id/mark-failed',
  access: 'operator',
  summary: 'It is proven that nothing arrived: the money goes back to the creator; needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: Decision,
  response: OperatorPayout,
});
export const retryPayout = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/payouts/:id/retry',
  access: 'operator',
  summary:
    'Try, or ask, now: what is held or waits for its time goes on, what is unknown is asked about again. Needs an Idempotency-Key',
  params: T.Object({ id: Id }),
  body: Decision,
  response: OperatorPayout,
});
export const listAccountsToConfirm = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/accounts',
  access: 'operator',
  summary: 'Accounts whose name nobody could check yet, oldest first',
  query: PageQuery,
  response: pageOf(T.Intersect([PayoutAccountView, T.Object({ creatorId: Id, legalName: nullable(T.String()) })])),
});
export const decideAccountName = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/accounts/:id/name',
  access: 'operator',
  summary: 'Say whether the account is in the creator’s name',
  params: T.Object({ id: Id }),
  body: T.Object({ same: T.Boolean(), reason: oneOf(operatorReasons), note: Note }, { additionalProperties: false }),
  response: PayoutAccountView,
});
