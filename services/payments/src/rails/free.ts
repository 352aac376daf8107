// No rail at all: what costs nothing is an order without a payment. It stands in the way of a rail wherever an attempt
// has to name one, takes nothing but 0, and is offered to nobody.
import { santim } from '@windsurf/money/money';
import type { Rail, RailAnswer } from './rails.ts';

export const freeRail: Rail = {
  name: 'free',
  capabilities: {
    pay: 'redirect',
    query: false,
    feed: false,
    refund: 'manual',
    payout: [],
    nameCheck: false,
    mandates: false,
    reverses: false,
    lifeMinutes: 60,
    limits: { min: santim(0), max: santim(0) },
  },
  payOrigin: undefined,
  initiate: () => Promise.resolve({ kind: 'refused', why: 'there is nothing to pay' }),
  query: () => Promise.resolve({ kind: 'no-answer', why: 'there is nothing to pay' }),
  parseCallback: () => ({ kind: 'unreadable' }),
  selfTest: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};

/** The proof of an attempt over nothing is the attempt itself. */
export const freeAnswer = (intent: { readonly providerOrderId: string }): RailAnswer => ({
  kind: 'paid',
  orderId: intent.providerOrderId,
  amount: santim(0),
  currency: 'ETB',
  txnId: `free-${intent.providerOrderId}`,
});
