// From nothing to a running service, in the order in which a mistake must stop it: environment, secrets, schema, wall.
import { Redis } from 'ioredis';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { Type as T } from 'typebox';
import type { Static, TObject, TProperties, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { createAuthenticator } from '@windsurf/access/authenticator';
import type { Authenticator } from '@windsurf/access/authenticator';
import { remoteKeys } from '@windsurf/access/keys';
import type { KeySource } from '@windsurf/access/keys';
import { signServiceToken } from '@windsurf/access/service-token';
import { assertSchemaFits, wallPlanHere } from '@windsurf/db/migrate';
import { createPool } from '@windsurf/db/pool';
import { createTenancy } from '@windsurf/db/tenancy';
import type { Tenancy } from '@windsurf/db/tenancy';
import { assertTenantWall, readWallPlan } from '@windsurf/db/wall';
import { createCaller } from '@windsurf/http-client/call';
import type { Caller } from '@windsurf/http-client/call';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { startWorker } from '@windsurf/messages/worker';
import type { FastifyInstance } from 'fastify';
import { clockOf } from './dev-clock.ts';
import { Url, baseEnv, readEnv } from './env.ts';
import { createLog } from './log.ts';
import type { Logger } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { readTrustedProxies } from './proxies.ts';
import type { TrustedProxies } from './proxies.ts';
import { watchKey } from './rotation.ts';
import { loadSecret, refuseDevelopmentSecret, secretsManager } from './secrets.ts';
import { exitWhenDone, serve } from './serve.ts';
import { watchPool, watchQueue } from './watch.ts';

const Key = T.String({ minLength: 43, maxLength: 44 });
/** The secret `windsurf/shared`: 32 bytes each, base64url. */
const SharedSecret = T.Object({ serviceTokenKey: Key, pageTokenKey: Key, fieldKey: Key });
export type SharedSecret = Static<typeof SharedSecret>;

/** The present, so that tests can choose it. Behaviour that depends on time asks here and nowhere else. */
export type Clock = {
  now(): Date;
  /** How much faster than the world's clock it runs; absent for the world's own. */
  readonly scale?: number;
};
export const systemClock: Clock = { now: () => new Date() };

export type Base<DB, Env, Secret> = {
  readonly service: string;
  readonly schema: string;
  readonly env: Env;
  readonly log: Logger;
  readonly clock: Clock;
  readonly shared: SharedSecret;
  readonly secret: Secret;
  readonly tenancy: Tenancy<DB>;
  readonly redis: Redis;
  readonly authenticator: Authenticator;
  readonly metrics: Metrics;
  readonly trustedProxies: TrustedProxies;
  /** Calls another service; `name` as in its folder, `url` from the environment. */
  callerTo(name: string, url: string): Caller;
  /** Answers while the database does. */
  ready(): Promise<void>;
  /** Closed after the last request, in order. */
  readonly stops: (() => Promise<unknown>)[];
};

export type BootOptions<P extends TProperties, S extends TSchema> = {
  /** Name of the folder: `store-builder`. */
  readonly service: string;
  /** Name of the schema and of the roles: `store`. */
  readonly schema: string;
  /** The service's folder, with `migrations` and `wall.json`. */
  readonly root: URL;
  readonly env: P;
  /** Shape of the secret `windsurf/<service>`. */
  readonly secret: S;
  /** auth verifies with its own keys; everybody else asks auth for them. */
  readonly keys?: (secret: Static<S>) => KeySource;
  /** Connections for requests and handlers. */
  readonly connections?: number;
};
type FullEnv<P extends TProperties> = Static<TObject<typeof baseEnv>> & Static<TObject<P>>;

const authUrl = { AUTH_URL: Url } as const;

/** `boot<DB>()({ … })`: two calls, so that the row types are given and everything else is inferred. */
export const boot =
  <DB>() =>
  async <const P extends TProperties, const S extends TSchema>(
    options: BootOptions<P, S>,
  ): Promise<Base<DB, FullEnv<P>, Static<S>>> => {
    const env = readEnv({ ...baseEnv, ...authUrl, ...options.env }, process.env) as unknown as FullEnv<P> &
      Static<TObject<typeof authUrl>>;
    const log = createLog({ service: options.service, level: env.LOG_LEVEL });
    const source = secretsManager({ endpoint: env.SECRETS_ENDPOINT, region: env.AWS_REGION });
    const [shared, secret] = await Promise.all([
      loadSecret(source, 'windsurf/shared', SharedSecret),
      loadSecret(source, `windsurf/${options.service}`, options.secret),
    ]);
    if (env.ENVIRONMENT === 'production') {
      refuseDevelopmentSecret('windsurf/shared', shared);
      refuseDevelopmentSecret(`windsurf/${options.service}`, secret);
    }
    const serviceKey = await watchKey({
      source,
      id: 'windsurf/shared',
      keyOf: (value) => (Value.Check(SharedSecret, value) ? value.serviceTokenKey : undefined),
      now: systemClock.now,
      log,
    });
    const pool = createPool({
      connectionString: env.SERVICE_DATABASE_URL,
      max: options.connections ?? 5,
      applicationName: options.service,
    });
    const metrics = createMetrics(options.service);
    metrics.process();
    watchPool(metrics, pool);
    await assertFits(pool, options, log);
    const clock = await clockOf(pool, env.ENVIRONMENT, systemClock);
    const redis = new Redis(env.REDIS_URL, {
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      lazyConnect: true,
      connectTimeout: 1000,
      commandTimeout: 500,
    });
    redis.on('error', () => {
      /* each command fails by itself and its caller decides; sales go on without Redis */
    });
    redis.connect().catch(() => undefined);
    const authenticator = createAuthenticator({
      service: options.service,
      keys: options.keys?.(secret) ?? remoteKeys(`${env.AUTH_URL}/.well-known/jwks.json`),
      serviceTokenKey: serviceKey.accepted,
      appOrigin: env.APP_ORIGIN,
      storeOrigin: env.STORE_ORIGIN,
    });
    const stops: (() => Promise<unknown>)[] = [
      async () => serviceKey.stop(),
      async () => await pool.end(),
      async () => redis.disconnect(),
    ];
    return {
      service: options.service,
      schema: options.schema,
      env,
      log,
      clock,
      shared,
      secret,
      tenancy: createTenancy<DB>({ pool, service: options.schema }),
      redis,
      authenticator,
      metrics,
      trustedProxies: readTrustedProxies(env.TRUSTED_PROXIES),
      callerTo(name, url) {
        const token = (): string => signServiceToken(serviceKey.signing(), options.service, name, systemClock.now());
        const caller = createCaller({ baseUrl: url, token });
        stops.push(async () => await caller.close());
        return caller;
      },
      ready: async () => {
        await pool.query('select 1');
      },
      stops,
    };
  };

async function assertFits(pool: pg.Pool, options: BootOptions<TProperties, TSchema>, log: Logger): Promise<void> {
  const migrations = fileURLToPath(new URL('migrations', options.root));
  await assertSchemaFits(pool, options.schema, migrations);
  const plan = readWallPlan(options.schema, new URL('wall.json', options.root));
  const seen = await assertTenantWall(pool, await wallPlanHere(pool, plan, migrations));
  log.info({ seen }, 'the tenant wall stands');
}

export type Work = {
  readonly consumers: readonly Consumer[];
  readonly jobs: readonly Jobber[];
  /** What a worker does by itself, besides its queue; started with it and stopped before it. */
  readonly background?: () => { stop(): Promise<void> };
};

/** Serves and works as `--role=web|worker|both` says (both, unless told). Health and readiness answer in each role. */
export async function run<DB, Env extends { PORT: number; SERVICE_DATABASE_URL: string; DRAIN_MS: number }, Secret>(
  base: Base<DB, Env, Secret>,
  app: FastifyInstance,
  work: Work,
): Promise<void> {
  const role = process.argv.find((a) => a.startsWith('--role='))?.slice('--role='.length) ?? 'both';
  if (!['web', 'worker', 'both'].includes(role)) throw new Error(`--role=${role}: choose web, worker or both`);
  if (role !== 'web' && work.consumers.length + work.jobs.length > 0) {
    const worker = await startWorker({
      connectionString: base.env.SERVICE_DATABASE_URL,
      schema: base.schema,
      consumers: work.consumers,
      jobs: work.jobs,
      log: base.log,
    });
    watchQueue(base.metrics, worker.queue);
    base.stops.unshift(async () => await worker.stop());
    const background = work.background?.();
    if (background) base.stops.unshift(async () => await background.stop());
    let stopping = false;
    app.addHook('onClose', async () => {
      stopping = true;
    });
    worker.done
      .catch(() => undefined)
      .finally(() => {
        if (!stopping) exitWhenDone(worker.done, base.log);
      });
  }
  await serve(app, { port: base.env.PORT, stops: base.stops, drainMs: base.env.DRAIN_MS });
}
