import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** Where the payload leaves its schema: pointers and rules, never values. Null when it fits. */
export function misfit(schema: TSchema, payload: unknown): string | null {
  if (Value.Check(schema, payload)) return null;
  const places = [...Value.Errors(schema, payload)]
    .slice(0, 3)
    .map((error) => `${error.instancePath || '/'} ${error.keyword}`);
  return places.join(', ') || '/';
}

/** The sender's own mistake is seen by the sender. Throws TypeError. */
export function assertPayload(name: string, schema: TSchema, payload: unknown): void {
  const wrong = misfit(schema, payload);
  if (wrong !== null) throw new TypeError(`the payload of ${name} does not fit its schema: ${wrong}`);
}
