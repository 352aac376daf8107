// One description of a call, used four times: the service routes with it, other services and the dashboard call with
// it, Ajv validates with it, and OpenAPI is printed from it.
import type { Static, TSchema } from 'typebox';

/** Who may call. `person` is anyone who is signed in; `service` is another of our services. There is no default. */
export type Access = 'public' | 'person' | 'creator' | 'operator' | 'service';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type EndpointShape = {
  readonly method: Method;
  /** Path with `:name` for each parameter, for example `/v1/stores/:handle`. */
  readonly url: string;
  readonly access: Access;
  /** One sentence for OpenAPI. */
  readonly summary: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly response: TSchema;
  /** The answer is a file of this type and no JSON: `response` only says so. */
  readonly file?: 'application/pdf' | 'application/zip' | 'text/csv' | 'text/calendar' | 'image/svg+xml';
  /** Status of a success; 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
};

type Part<E, K extends keyof EndpointShape> = E extends { readonly [P in K]: infer S extends TSchema }
  ? { readonly [P in K]: Static<S> }
  : unknown;

/** What a caller gives: `params`, `query` and `body`, each only if the endpoint has it. */
export type Input<E> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>;
/** What a caller gets. */
export type Answer<E> = E extends { readonly response: infer S extends TSchema } ? Static<S> : never;

export function endpoint<const E extends EndpointShape>(shape: E): E {
  return shape;
}

type QueryValue = string | number | boolean | null | undefined;

/**
 * Fills the path parameters; each value is percent-encoded. A list in the query is repeated: `?kind=a&kind=b`.
 * Throws a RangeError for a parameter that is missing, empty, `.` or `..`: these would be another address.
 */
export function urlOf(
  shape: Pick<EndpointShape, 'url'>,
  input: { readonly params?: object; readonly query?: object },
): string {
  const params = (input.params ?? {}) as Record<string, string | number | undefined>;
  const path = shape.url.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    const text = value === undefined ? '' : String(value);
    if (text === '') throw new RangeError(`the path ${shape.url} needs ${name}`);
    if (text === '.' || text === '..') throw new RangeError(`the path ${shape.url} cannot take dots as ${name}`);
    return encodeURIComponent(text);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(
    (input.query ?? {}) as Record<string, QueryValue | readonly QueryValue[]>,
  )) {
    for (const each of [value].flat()) if (each !== undefined && each !== null) query.append(name, String(each));
  }
  const search = query.toString();
  return search === '' ? path : `${path}?${search}`;
}
