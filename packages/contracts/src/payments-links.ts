// Addresses of payments for messages to buyers: signed, short enough for one SMS, and good for reading one payment.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Id } from './shapes.ts';

const Link = T.Object({ url: T.String() });

export const linkOfIntent = endpoint({
  method: 'GET',
  url: '/v1/payments/intents/:id/link',
  access: 'service',
  summary: 'Where a buyer follows one payment, for an SMS; the same address each time',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id }),
  response: Link,
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
