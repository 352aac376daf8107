// Addresses of payments for messages to buyers: signed, short enough for one SMS, and good for reading one payment.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { IntentState } from './payments.ts';
import { Id, Moment, Santim, nullable } from './shapes.ts';

const Link = T.Object({ url: T.String() });

export const linkOfIntent = endpoint({
  method: 'GET',
  url: '/v1/payments/intents/:id/link',
  access: 'service',
  summary: 'Where a buyer follows one payment, for an SMS, and how it stands; the same address each time',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id }),
  response: T.Object({
    url: T.String(),
    /** How it stands now; absent in what older builds answer. */
    attempt: T.Optional(
      T.Object({
        state: IntentState,
        amountSantim: Santim,
        /** Digits to pay with; null where there are none, or nobody may pay any more. */
        payCode: nullable(T.String()),
        /** Until when it can be paid; null where nobody can. */
        payBy: nullable(Moment),
      }),
    ),
  }),
});
export const linkOfOrderMoney = endpoint({
  method: 'GET',
  url: '/v1/payments/orders/:id/link',
  access: 'service',
  summary: 'The same for the payment of an order',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id }),
  response: Link,
});
