// Types of columns, for the generated `db.gen.ts` of the services.
import type { ColumnType } from 'kysely';

/** What a jsonb column gives. */
export type JsonValue = string | number | boolean | null | JsonObject | readonly JsonValue[];
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/**
 * A jsonb column. It takes an object, or JSON text: an array or a bare string must go through JSON.stringify, because
 * pg writes an array as PostgreSQL's own kind of array.
 */
export type Json = ColumnType<JsonValue, JsonObject | string, JsonObject | string>;

/** A column that the database fills when an insert leaves it out. */
export type Generated<T> =
  T extends ColumnType<infer Select, infer Insert, infer Update>
    ? ColumnType<Select, Insert | undefined, Update>
    : ColumnType<T, T | undefined, T>;

/** A column that only the database fills. */
export type Computed<T> = ColumnType<T, never, never>;
