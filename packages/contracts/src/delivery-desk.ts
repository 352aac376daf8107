// What a creator does for single buyers: letting them in with a ticket, and making what they asked for.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { EntitlementAccess } from './delivery.ts';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Id, Lang, Moment, PageQuery, nullable, pageOf } from './shapes.ts';

export const EventView = T.Object({
  productId: Id,
  title: T.String(),
  startsAt: Moment,
  endsAt: Moment,
  /** Tickets that let somebody in: sold, and not given back. */
  sold: T.Integer(),
  checkedIn: T.Integer(),
});
export type EventView = Static<typeof EventView>;
export const listEvents = endpoint({
  method: 'GET',
  url: '/v1/delivery/events',
  access: 'creator',
  summary: 'Events with tickets, the next one first, those that are over last; at most 100',
  response: T.Object({ items: T.Array(EventView) }),
});
export const checkIn = endpoint({
  method: 'POST',
  url: '/v1/delivery/tickets/check-in',
  access: 'creator',
  summary: 'Let the holder of a ticket in, once; 409 ticket-used says when somebody came in with it',
  body: T.Object({ code: T.String({ minLength: 1, maxLength: 60 }) }, { additionalProperties: false }),
  response: T.Object({ entitlementId: Id, productId: Id, title: T.String(), startsAt: Moment, checkedInAt: Moment }),
});

export const RequestState = T.Union([
  T.Literal('new'),
  T.Literal('accepted'),
  T.Literal('delivered'),
  T.Literal('declined'),
]);
export type RequestState = Static<typeof RequestState>;
export const RequestView = T.Object({
  id: Id,
  /** Its answers stand with payments: `readOrderAnswers`. */
  orderId: Id,
  productId: Id,
  title: T.String(),
  state: RequestState,
  /** What payments says of its money: a request that was given back is closed. */
  access: EntitlementAccess,
  askedAt: Moment,
  dueAt: Moment,
  changedAt: Moment,
  /** What was delivered. */
  text: nullable(T.String()),
  files: T.Array(T.Object({ id: Id, name: T.String() })),
});
export type RequestView = Static<typeof RequestView>;
export const listRequests = endpoint({
  method: 'GET',
  url: '/v1/delivery/requests',
  access: 'creator',
  summary: 'What buyers asked for, newest first',
  query: PageQuery,
  response: pageOf(RequestView),
});
const params = T.Object({ id: Id });
export const readRequest = endpoint({
  method: 'GET',
  url: '/v1/delivery/requests/:id',
  access: 'creator',
  summary: 'One request',
  params,
  response: RequestView,
});
export const acceptRequest = endpoint({
  method: 'POST',
  url: '/v1/delivery/requests/:id/accept',
  access: 'creator',
  summary: 'Say that it will be made; the buyer hears of it',
  params,
  response: RequestView,
});
export const deliverRequest = endpoint({
  method: 'POST',
  url: '/v1/delivery/requests/:id/deliver',
  access: 'creator',
  summary: 'Hand it over as a file, as words, or both; the same again changes nothing',
  params,
  body: T.Object(
    { text: T.Optional(T.String({ maxLength: 20_000 })), fileId: T.Optional(Id) },
    { additionalProperties: false },
  ),
  response: RequestView,
});
export const declineRequest = endpoint({
  method: 'POST',
  url: '/v1/delivery/requests/:id/decline',
  access: 'creator',
  summary: 'Say that it will not be made: all the money goes back',
  params,
  response: RequestView,
});

const about = { entitlementId: Id, orderId: Id, productId: Id, buyerId: Id, lang: Lang };
/** Somebody paid for something that is to be made. */
export const requestReceived = event('request.received', 1, T.Object({ ...about, dueAt: Moment }));
export const requestChanged = event(
  'request.changed',
  1,
  T.Object({ ...about, state: T.Union([T.Literal('accepted'), T.Literal('delivered'), T.Literal('declined')]) }),
);
/** It will not be made: payments gives everything back. */
export const requestDeclined = event('request.declined', 1, T.Object({ orderId: Id, entitlementId: Id, lang: Lang }));

export const ticketFile = endpoint({
  method: 'GET',
  url: '/r/:token/ticket.ics',
  access: 'public',
  summary: 'The event of a ticket as a calendar file (RFC 5545), behind the receipt’s address',
  params: T.Object({ token: T.String({ maxLength: 40 }) }),
  query: T.Object({ lang: T.Optional(T.String({ maxLength: 10 })) }),
  response: T.String(),
  file: 'text/calendar',
});

export const ticketUnknown = problem('ticket-unknown', 404, {
  en: 'No ticket of yours has this code. Look at each letter again.',
  am: 'ከትኬቶችዎ ይህ ኮድ ያለው የለም። እያንዳንዱን ፊደል እንደገና ይመልከቱ።',
});
export const ticketUsed = problem('ticket-used', 409, {
  en: 'Somebody came in with this ticket already: {time}.',
  am: 'በዚህ ትኬት አስቀድሞ ተገብቷል፦ {time}።',
});
export const ticketClosed = problem('ticket-closed', 409, {
  en: 'This ticket was given back. It lets nobody in.',
  am: 'የዚህ ትኬት ገንዘብ ተመልሷል። መግቢያ አይሆንም።',
});
export const requestEnded = problem('request-ended', 409, {
  en: 'This request is {state}. That cannot be changed any more.',
  am: 'ይህ ጥያቄ {state}። ከእንግዲህ አይቀየርም።',
});
export const nothingToDeliver = problem('nothing-to-deliver', 422, {
  en: 'Write what you made, or add a file.',
  am: 'የሰሩትን ይጻፉ ወይም ፋይል ይጨምሩ።',
});
