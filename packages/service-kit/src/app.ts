// The frame of every service: order of hooks, problems, health, timeouts. Features only register routes.
import formbody from '@fastify/formbody';
import { Ajv } from 'ajv';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Access } from '@windsurf/contracts/endpoint';
import { brokenHere, notFound } from '@windsurf/contracts/problem';
import type { Principal } from '@windsurf/contracts/principal';
import { pickLanguage } from '@windsurf/language/pick';
import type { Language } from '@windsurf/language/phrases';
import { inContext, traceContext } from '@windsurf/trace/trace';
import type { TraceContext } from '@windsurf/trace/trace';
import { errorFields, isAlarm } from './log.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { problemBody, problemOf } from './problems.ts';
import type { ProblemBody } from './problems.ts';
import { isFromInside, trustOf } from './proxies.ts';
import type { TrustedProxies } from './proxies.ts';

export type RenderedPage = { readonly html: string; readonly headers?: Readonly<Record<string, string>> };
export type AppOptions = {
  readonly service: string;
  readonly log: Logger;
  /** Answered with exactly `{"status":"healthy"}` while the process lives. */
  readonly healthPaths: readonly string[];
  /** Throws while the service cannot do its work (no database, …); /readyz then answers 503. */
  readonly ready: () => Promise<void>;
  readonly metrics: Metrics;
  /** Whose X-Forwarded-For is believed. */
  readonly trustedProxies: TrustedProxies;
  /** Token or cookie → who is asking; from `access`. Throws a Problem for a forged token or a missing CSRF token. */
  readonly authenticate: (request: FastifyRequest) => Promise<Principal>;
  /**
   * Refuses a change that did not come from our own pages: wrong Origin, or a cookie without its CSRF token.
   * `csrf` is what the header or the form field said.
   */
  readonly guardChange: (request: FastifyRequest, principal: Principal, csrf: string | undefined) => void;
  /** A service with pages shows problems as pages. */
  readonly problemPage?: (problem: ProblemBody, lang: Language, request: FastifyRequest) => RenderedPage;
  readonly bodyLimitBytes?: number;
};
/** What createApp keeps for `route` and `page`. */
export type AppFrame = { readonly options: AppOptions; draining: boolean };
const frames = new WeakMap<object, AppFrame>();

export function frameOf(app: FastifyInstance): AppFrame {
  const frame = frames.get(app.server);
  if (!frame) throw new Error('this app was not made by createApp');
  return frame;
}
const bodies = new Ajv({ coerceTypes: false, useDefaults: true, allErrors: true, strict: false });
const strings = new Ajv({ coerceTypes: 'array', useDefaults: true, allErrors: true, strict: false });

const accesses: readonly Access[] = ['public', 'person', 'creator', 'operator', 'service'];
const requestIdShape = /^[A-Za-z0-9_-]{8,64}$/;

export function languageOf(request: FastifyRequest): Language {
  const chosen = (request.query as { lang?: unknown } | undefined)?.lang;
  return pickLanguage(request.headers['accept-language'], typeof chosen === 'string' ? chosen : undefined);
}

/** What a route says about itself; empty for an address that has no route, or that is none. */
const configOf = (request: FastifyRequest): { kind?: string; quiet?: boolean } =>
  (request.routeOptions?.config as { kind?: string; quiet?: boolean } | undefined) ?? {};

/** True when a person with a browser should see a page instead of JSON. */
const wantsPage = (request: FastifyRequest): boolean => {
  const { kind } = configOf(request);
  if (kind !== undefined) return kind === 'page';
  return (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/v1/');
};

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    // Addresses carry signed tokens, so the route's pattern is logged and never the address.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: (raw) => {
      const given = raw.headers['x-request-id'];
      return typeof given === 'string' && requestIdShape.test(given) ? given : randomUUID();
    },
    // Whoever else sends X-Forwarded-For is not believed.
    trustProxy: trustOf(options.trustedProxies),
    bodyLimit: options.bodyLimitBytes ?? 1_048_576,
    connectionTimeout: 60_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    return503OnClosing: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    // An address that cannot be read is one that does not exist.
    frameworkErrors: (_error, request, reply) =>
      void sendProblem(frame, notFound(), request as FastifyRequest, reply as unknown as FastifyReply),
  }) as unknown as FastifyInstance;
  const frame: AppFrame = { options, draining: false };
  frames.set(app.server, frame);

  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? bodies : strings).compile(schema as object),
  );
  await app.register(formbody);
  // Plain text is what a foreign page may send without asking; nothing of ours speaks it.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  // A form or a button may POST without a body; an empty JSON body is no body. `__proto__` is refused as malformed.
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else void readJson(request, text as string, done);
  });

  app.addHook('onRoute', (route) => {
    const config: { access?: unknown; kind?: string } | undefined = route.config;
    const name = `${String(route.method)} ${route.url}`;
    if (!(accesses as readonly unknown[]).includes(config?.access)) {
      throw new Error(`${name} declares no access; write access: 'public' if it is meant`);
    }
    // Only those two ask who is there; a bare route would declare an access that nobody checks.
    if (config?.access !== 'public' && config?.kind === undefined) {
      throw new Error(`${name} is not public: register it with route() or page()`);
    }
  });
  observe(app, options.metrics);
  // Hooks that wait for nothing call back: a promise for each would be a tenth of what a cached page costs.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // Whoever keeps this connection for the next request would keep us from ending.
    if (frame.draining) reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    options.metrics.http.answered(routeOf(request), request.method, reply.statusCode, reply.elapsedTime);
    const unsaid = configOf(request).quiet === true && reply.statusCode < 500;
    if (!unsaid) inContext(contextOf(request), () => tellAnswered(request, reply));
    done();
  });
  app.setErrorHandler(async (error, request, reply) => await sendProblem(frame, error, request, reply));
  app.setNotFoundHandler(async (request, reply) => await sendProblem(frame, notFound(), request, reply));

  const quietly = { config: { access: 'public', quiet: true } };
  for (const path of [...options.healthPaths, '/livez']) {
    app.get(path, quietly, async () => ({ status: 'healthy' }));
  }
  // On the port of the service, because the load balancer routes declared paths only and says for whom it asks: a second
  // port would be one more thing to open, to register and to get wrong.
  app.get('/metrics', quietly, async (request, reply) => {
    if (!isFromInside(request)) throw notFound();
    return await reply
      .header('content-type', options.metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await options.metrics.text());
  });
  app.get('/readyz', quietly, async (_request, reply) => {
    if (frame.draining) return await reply.code(503).send({ status: 'draining' });
    try {
      await options.ready();
      return { status: 'ready' };
    } catch (error) {
      options.log.warn({ err: errorFields(error) }, 'not ready');
      return await reply.code(503).send({ status: 'not-ready' });
    }
  });
  return app;
}

/** One line for an answer. */
const tellAnswered = (request: FastifyRequest, reply: FastifyReply): void =>
  request.log.info(
    {
      route: routeOf(request),
      method: request.method,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'answered',
  );

/** The route's pattern: an address carries names and tokens. */
const routeOf = (request: FastifyRequest): string => request.routeOptions?.url ?? '(none)';

const contexts = new WeakMap<object, TraceContext>();
/** The trace of a request, also where its own context is over: when the answer has ended. */
function contextOf(request: FastifyRequest): TraceContext {
  let context = contexts.get(request.raw);
  if (!context) contexts.set(request.raw, (context = traceContext(request.headers.traceparent)));
  return context;
}

/** Names and counts requests, and lets all that is done for one be found by its trace. */
export function observe(app: FastifyInstance, { http }: Metrics): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
    http.arrived();
    // Also when the caller has hung up.
    reply.raw.on('close', http.left);
    inContext(contextOf(request), done);
  });
}

async function sendProblem(
  frame: AppFrame,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const problem = problemOf(error, request.routeOptions?.bodyLimit);
  if (problem.status >= 500) {
    const cause = problem.cause ?? error;
    inContext(contextOf(request), () =>
      request.log.error({ problem: problem.type, err: errorFields(cause), alarm: isAlarm(cause) }, 'failed'),
    );
  }
  const lang = languageOf(request);
  const body = problemBody(problem, lang, request.id);
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  reply.code(problem.status).headers({ 'cache-control': 'no-store', 'x-request-id': request.id });
  if (frame.options.problemPage && wantsPage(request)) {
    const page = frame.options.problemPage(body, lang, request);
    return await reply
      .headers(page.headers ?? {})
      .type('text/html; charset=utf-8')
      .send(page.html);
  }
  return await reply.type('application/problem+json').serializer(JSON.stringify).send(body);
}

/** For code that must answer with a problem outside of a throw. */
export const unexpected = brokenHere;
