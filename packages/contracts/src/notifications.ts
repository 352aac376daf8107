// Messages to people. Accepted by us, accepted by the gateway and the final state are three different facts.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Id, Lang, Moment, PageQuery, nullable, pageOf } from './shapes.ts';

export const MessageState = T.Union([
  T.Literal('queued'),
  T.Literal('sending'),
  T.Literal('accepted'),
  T.Literal('delivered'),
  T.Literal('failed'),
  T.Literal('unknown'),
]);
/** The same key is the same message: sent once. */
export const sendCode = endpoint({
  method: 'POST',
  url: '/v1/notifications/codes',
  access: 'service',
  summary: 'Send a sign-in code by SMS',
  status: 202,
  body: T.Object(
    {
      key: Id,
      phone: T.String({ maxLength: 20 }),
      code: T.String({ pattern: '^\\d{6}$' }),
      lang: Lang,
      /** What the code is for, so that its text can say it; signing in unless told. */
      purpose: T.Optional(T.Union([T.Literal('sign-in'), T.Literal('payout-account')])),
    },
    { additionalProperties: false },
  ),
  response: T.Object({ messageId: Id, state: MessageState }),
});
export const listMessages = endpoint({
  method: 'GET',
  url: '/v1/notifications/messages',
  access: 'operator',
  summary: 'What was sent, newest first; numbers are masked, texts are not kept for codes',
  query: PageQuery,
  response: pageOf(
    T.Object({
      id: Id,
      template: T.String(),
      to: T.String(),
      parts: T.Integer(),
      state: MessageState,
      gatewayId: nullable(T.String()),
      createdAt: Moment,
      finalAt: nullable(Moment),
    }),
  ),
});
/** AfroMessage reports a final state here: unsigned, so it may change delivery state only. */
export const smsReport = endpoint({
  method: 'GET',
  url: '/v1/notifications/reports/afromessage/:key',
  access: 'public',
  summary: 'Delivery report of the SMS gateway',
  params: T.Object({ key: T.String({ maxLength: 100 }) }),
  query: T.Object({
    message_id: T.Optional(T.String({ maxLength: 100 })),
    status: T.Optional(T.String({ maxLength: 60 })),
  }),
  response: T.Object({ received: T.Literal(true) }),
});
