// Shapes that several contracts use.
import { Type as T } from 'typebox';
import type { TSchema } from 'typebox';

export const Id = T.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', description: 'UUID, version 7' });
/** Integer santim, a hundredth of a birr; its currency stands beside it. */
export const Santim = T.Integer({ minimum: 0, maximum: 100_000_000_000, description: 'integer santim' });
export const SignedSantim = T.Integer({ minimum: -100_000_000_000_000, maximum: 100_000_000_000_000 });
export const Currency = T.Literal('ETB');
/** RFC 3339 in UTC. */
export const Moment = T.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$' });
export const Lang = T.Union([T.Literal('am'), T.Literal('en')]);
export const Handle = T.String({ minLength: 3, maxLength: 30, pattern: '^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$' });
export const Day = T.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'day in East Africa Time' });
export const Done = T.Object({ done: T.Literal(true) });
export const Healthy = T.Object({ status: T.Literal('healthy') });

export const nullable = <S extends TSchema>(schema: S) => T.Union([schema, T.Null()]);
/** One page of a list, and where the next one begins. */
export const pageOf = <S extends TSchema>(item: S) =>
  T.Object({ items: T.Array(item), nextCursor: nullable(T.String({ maxLength: 200 })) });
export const PageQuery = T.Object({
  cursor: T.Optional(T.String({ maxLength: 200 })),
  limit: T.Optional(T.Integer({ minimum: 1, maximum: 100, default: 25 })),
});
