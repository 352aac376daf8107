// Who asked for a gift, and how often recommendations were followed.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Day, Id, Moment, PageQuery, nullable, pageOf } from './shapes.ts';

export const Lead = T.Object({
  id: Id,
  /** The block that she filled in; it may be gone by now. */
  blockId: T.String(),
  kind: T.Union([T.Literal('phone'), T.Literal('email')]),
  contact: T.String(),
  name: nullable(T.String()),
  /** The sentence that she agreed to. */
  consent: T.String(),
  cameAt: Moment,
});
export type Lead = Static<typeof Lead>;

export const listLeads = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/leads',
  access: 'creator',
  summary: 'Who asked for a gift, newest first',
  query: PageQuery,
  response: pageOf(Lead),
});
/** At most 50 000, newest first; what a table would take for a formula is text. */
export const exportLeads = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/leads.csv',
  access: 'creator',
  summary: 'All of them as a table',
  response: T.String(),
  file: 'text/csv',
});

export const OutboundLink = T.Object({
  id: Id,
  title: T.String(),
  shop: T.String(),
  url: T.String(),
  /** On the page now. */
  live: T.Boolean(),
  /** By people. */
  clicks: T.Integer(),
  /** By robots and previews: counted, shown apart. */
  otherClicks: T.Integer(),
});
export type OutboundLink = Static<typeof OutboundLink>;
export const readClicks = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/clicks',
  access: 'creator',
  summary: 'How often recommendations and affiliate links were followed, in the last days',
  query: T.Object({
    days: T.Optional(T.Integer({ minimum: 1, maximum: 400, default: 30, description: 'today is the last one' })),
  }),
  response: T.Object({
    items: T.Array(OutboundLink),
    days: T.Array(T.Object({ day: Day, clicks: T.Integer(), otherClicks: T.Integer() })),
  }),
});
