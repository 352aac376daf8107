// A contract becomes a route: declared access, validated input, allow-listed answer.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Access, Answer, EndpointShape, Input, Method } from '@windsurf/contracts/endpoint';
import type { CreatorPrincipal, PersonPrincipal, Principal } from '@windsurf/contracts/principal';
import { notAllowed, notSignedIn } from '@windsurf/contracts/problem';
import type { Language } from '@windsurf/language/phrases';
import { frameOf, languageOf } from './app.ts';

/** The principal that a declared access guarantees. */
export type PrincipalFor<A extends Access> = A extends 'creator'
  ? CreatorPrincipal
  : A extends 'person' | 'operator'
    ? PersonPrincipal
    : A extends 'service'
      ? Extract<Principal, { kind: 'service' }>
      : Principal;

export type Context<E extends EndpointShape> = Input<E> & {
  readonly principal: PrincipalFor<E['access']>;
  readonly lang: Language;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};
export type RouteOptions = {
  readonly bodyLimitBytes?: number;
  /** No log line for each answer below 500: for cached public reads. */
  readonly quiet?: boolean;
};

const bodyLimit = ({ bodyLimitBytes }: RouteOptions): { bodyLimit?: number } =>
  bodyLimitBytes === undefined ? {} : { bodyLimit: bodyLimitBytes };

function admit(principal: Principal, access: Access): void {
  if (access === 'public') return;
  if (principal.kind === 'nobody') throw notSignedIn();
  if (principal.kind === 'service' && access === 'service') return;
  if (principal.kind === 'person') {
    if (access === 'person') return;
    if (access === 'creator' && principal.creatorId !== null) return;
    if (access === 'operator' && principal.operator) return;
  }
  throw notAllowed();
}

const changes = (method: Method): boolean => method !== 'GET';
const headerOf = (request: FastifyRequest): string | undefined => {
  const given = request.headers['x-csrf-token'];
  return typeof given === 'string' ? given : undefined;
};

type InputShape = { readonly params?: TSchema; readonly query?: TSchema; readonly body?: TSchema };
/** What Fastify validates: only the parts that were declared. */
const inputOf = (shape: InputShape): { params?: TSchema; querystring?: TSchema; body?: TSchema } => ({
  ...(shape.params ? { params: shape.params } : {}),
  ...(shape.query ? { querystring: shape.query } : {}),
  ...(shape.body ? { body: shape.body } : {}),
});

/** What every handler gets; its parts have been validated against the shape, whose types the caller puts on it. */
const contextOf = (principal: Principal | undefined, request: FastifyRequest, reply: FastifyReply): object => ({
  principal: principal ?? { kind: 'nobody' },
  params: request.params,
  query: request.query,
  body: request.body,
  lang: languageOf(request),
  request,
  reply,
});

const registered = new WeakMap<object, EndpointShape[]>();
/** The endpoints that an app serves, for its OpenAPI document and for tests that visit each of them. */
export const endpointsOf = (app: FastifyInstance): readonly EndpointShape[] => registered.get(app.server) ?? [];

export function route<const E extends EndpointShape>(
  app: FastifyInstance,
  shape: E,
  handle: (context: Context<E>) => Promise<Answer<E> | FastifyReply>,
  options: RouteOptions = {},
): void {
  const frame = frameOf(app);
  registered.set(app.server, [...(registered.get(app.server) ?? []), shape]);
  const principals = new WeakMap<FastifyRequest, Principal>();
  app.route({
    method: shape.method,
    url: shape.url,
    config: { access: shape.access, kind: 'api', quiet: options.quiet ?? false },
    ...bodyLimit(options),
    // A file is no JSON: nothing serialises it.
    schema: { ...inputOf(shape), ...(shape.file ? {} : { response: { '2xx': shape.response } }) },
    // Before the body is read: a stranger must not make us parse.
    onRequest: async (request) => {
      const principal = await frame.options.authenticate(request);
      admit(principal, shape.access);
      if (changes(shape.method)) frame.options.guardChange(request, principal, headerOf(request));
      principals.set(request, principal);
    },
    handler: async (request, reply) => {
      const answer = await handle(contextOf(principals.get(request), request, reply) as unknown as Context<E>);
      if (reply.sent || answer === reply) return reply;
      if (shape.access !== 'public' && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      return await reply.code(shape.status ?? 200).send(answer);
    },
  });
}

export type PageShape = {
  readonly method: Method;
  readonly url: string;
  readonly access: Access;
  readonly params?: TSchema;
  readonly query?: TSchema;
  /** Fields of a form: all of them are strings. */
  readonly body?: TSchema;
};
export type PageAnswer =
  | { readonly html: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly redirect: string;
      readonly status?: 302 | 303 | 301 | 308;
      readonly headers?: Readonly<Record<string, string>>;
    };
type In<S> = S extends TSchema ? Static<S> : undefined;
export type PageContext<P extends PageShape> = {
  readonly principal: PrincipalFor<P['access']>;
  readonly params: In<P['params']>;
  readonly query: In<P['query']>;
  readonly body: In<P['body']>;
  readonly lang: Language;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** A page for people: HTML or a redirect; problems become pages too. */
export function page<const P extends PageShape>(
  app: FastifyInstance,
  shape: P,
  handle: (context: PageContext<P>) => Promise<PageAnswer>,
  options: RouteOptions = {},
): void {
  const frame = frameOf(app);
  const principals = new WeakMap<FastifyRequest, Principal>();
  app.route({
    method: shape.method,
    url: shape.url,
    config: { access: shape.access, kind: 'page', quiet: options.quiet ?? false },
    ...bodyLimit(options),
    schema: inputOf(shape),
    onRequest: async (request) => {
      const principal = await frame.options.authenticate(request);
      admit(principal, shape.access);
      principals.set(request, principal);
    },
    // After the body was read, because the CSRF token of a form is one of its fields; before its shape is judged.
    preValidation: async (request) => {
      if (!changes(shape.method)) return;
      const principal = principals.get(request) ?? { kind: 'nobody' };
      const field = (request.body as { _csrf?: unknown } | undefined)?._csrf;
      frame.options.guardChange(request, principal, typeof field === 'string' ? field : headerOf(request));
    },
    handler: async (request, reply) => {
      const answer = await handle(contextOf(principals.get(request), request, reply) as unknown as PageContext<P>);
      reply.headers(answer.headers ?? {});
      if ('redirect' in answer) return await reply.redirect(answer.redirect, answer.status ?? 303);
      return await reply
        .code(answer.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(answer.html);
    },
  });
}
