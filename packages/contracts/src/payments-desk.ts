// The operators' desk: how much waits in each queue of money, and finding one payment by whatever number a person has.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { IntentState, OrderState, RailName } from './payments.ts';
import { Currency, Id, Moment, Santim, nullable } from './shapes.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));

/** Each counts what a person should look at; `unknown` are payments nobody could call ended for ten minutes. */
export const deskQueues = [
  'unknown',
  'parked',
  'not-back',
  'told',
  'refunds-manual',
  'refunds-unknown',
  'refunds-second',
  'refunds-kept',
  'payouts-held',
  'payouts-parked',
  'payouts-by-hand',
  'payouts-failed',
  'account-names',
  'cases-proposed',
  'appeals',
  'appeals-overdue',
  'differences',
] as const;
export type DeskQueue = (typeof deskQueues)[number];
export const DeskCount = T.Object({
  queue: oneOf(deskQueues),
  count: T.Integer({ minimum: 0 }),
  /** Since when the oldest of them waits; for appeals until when the first one is due. Null when nothing waits. */
  oldestAt: nullable(Moment),
  /** Null where the queue is not of money. */
  sumSantim: nullable(Santim),
});
export type DeskCount = Static<typeof DeskCount>;

export const readDesk = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/desk',
  access: 'operator',
  summary: 'How many payments, refunds, payouts, cases and differences wait for a person, and since when',
  response: T.Object({ at: Moment, currency: Currency, queues: T.Array(DeskCount) }),
});

export const FoundPayment = T.Object({
  intentId: Id,
  creatorId: Id,
  state: IntentState,
  rail: RailName,
  title: T.String(),
  storeName: T.String(),
  amountSantim: Santim,
  currency: Currency,
  startedAt: Moment,
  providerOrderId: T.String(),
  providerTxnId: nullable(T.String()),
  orderId: nullable(Id),
  orderNumber: nullable(T.Integer()),
  orderState: nullable(OrderState),
  /** By which of its numbers it was found. */
  by: oneOf(['payment', 'order', 'provider', 'transaction', 'reference', 'refund']),
});
export type FoundPayment = Static<typeof FoundPayment>;
export const searchPayments = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/search',
  access: 'operator',
  summary:
    'Payments by an exact number: our payment, order or refund, or the provider’s order, transaction or reference',
  query: T.Object({ number: T.String({ minLength: 4, maxLength: 100, pattern: '^\\s*[A-Za-z0-9._/-]+\\s*$' }) }),
  response: T.Object({ items: T.Array(FoundPayment) }),
});
