// What was done, by whom and why: one way to search it, in each service that keeps such a record.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { Id, Moment, nullable } from './shapes.ts';

export const AuditRow = T.Object({
  /** Whose chain it stands in: a creator's, or the nil id for what concerns nobody alone. */
  chain: Id,
  seq: T.Integer({ minimum: 1 }),
  at: Moment,
  actorKind: T.Union([T.Literal('user'), T.Literal('admin'), T.Literal('system')]),
  actorId: nullable(Id),
  action: T.String(),
  entity: T.String(),
  reason: T.String(),
  before: T.Unknown(),
  after: T.Unknown(),
  requestId: nullable(T.String()),
  /** SHA-256 over this row and the one before it. */
  hash: T.String(),
});
export type AuditRow = Static<typeof AuditRow>;

export const AuditQuery = T.Object({
  entity: T.Optional(T.String({ minLength: 3, maxLength: 200, description: '`creator:…`, `product:…`, `flag:…`' })),
  actor: T.Optional(Id),
  action: T.Optional(T.String({ minLength: 2, maxLength: 80, description: 'how it begins: `trust.`' })),
  since: T.Optional(Moment),
  until: T.Optional(Moment),
  cursor: T.Optional(T.String({ maxLength: 200 })),
  limit: T.Optional(T.Integer({ minimum: 1, maximum: 100, default: 25 })),
});
export type AuditQuery = Static<typeof AuditQuery>;
export const AuditPage = T.Object({ items: T.Array(AuditRow), nextCursor: nullable(T.String()) });

export const AuditWalk = T.Object({
  chains: T.Integer(),
  rows: T.Integer(),
  broken: T.Array(T.Object({ chain: T.String(), seq: T.Integer(), why: T.String() })),
});
