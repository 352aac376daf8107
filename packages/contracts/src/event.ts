// A fact that one service announces and others may hear. Its payload carries ids and amounts, never personal data.
import type { Static, TSchema } from 'typebox';

export type EventType<P extends TSchema = TSchema> = {
  readonly kind: 'event';
  /** Past tense, `noun.verb`: `order.paid`. */
  readonly name: string;
  readonly version: number;
  readonly payload: P;
};
export type PayloadOf<E extends EventType> = Static<E['payload']>;

export function event<P extends TSchema>(name: string, version: number, payload: P): EventType<P> {
  return { kind: 'event', name, version, payload };
}
