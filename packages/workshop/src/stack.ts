import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { portNear } from '@windsurf/testbed/ports';
import { startPostgres } from '@windsurf/testbed/postgres';
import { startRedis } from '@windsurf/testbed/redis';
import { type Child, startChild } from './child.ts';
import { dropBuckets, type GivenS3, makeBuckets } from './given-s3.ts';
import { devFolder, root } from './place.ts';
import { readServices } from './registry.ts';
import type { Run } from './run-record.ts';
import { developmentSecrets } from './secrets.ts';
import { knownCause, Sentence, shown } from './sentence.ts';

export type Stack = {
  /** Superuser's address. */
  adminUrl: string;
  redisUrl: string;
  s3Url: string;
  secretsUrl: string;
  /** Rails, SMS gateway, and the phone to tap on. */
  sandboxUrl: string;
  /** What every service finds in its environment, without its own port and database login. */
  env: Record<string, string>;
  /** One line for people: where each part comes from. */
  how: string;
  stop(): Promise<void>;
};

export type StackOptions = {
  dir: string;
  ephemeral: boolean;
  run: Run;
  /** Origins of the gateway, which the stand-ins call back and allow in CORS. */
  origins: { store: string; app: string };
};

const DEVELOPMENT_KEY = 'development';
const DEVELOPMENT_SECRET = 'development-secret-key';
const START_PATIENCE_MS = 20_000;
/** Kept apart from what a machine often runs already (9000, 4566). */
const PORTS = { sandbox: 8090, s3: 8091, secrets: 8092, redis: 8093 };

/**
 * Starts what the product leans on: PostgreSQL, Redis, S3, Secrets Manager and the stand-ins of the outside world, each
 * from the environment's address where one is given.
 *
 * @throws Sentence when a part can be had from nowhere
 */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const { dir, ephemeral, run } = options;
  mkdirSync(dir, { recursive: true });
  const near = (port: number) => portNear(ephemeral ? undefined : port);
  const starting = [
    startPostgres({
      dir: join(dir, 'postgres'),
      ephemeral,
      started: (pid, folders) => {
        run.add('postgres', pid);
        if (ephemeral) run.addFolders(folders);
      },
    }),
    startRedis({
      cache: join(devFolder, 'cache'),
      ephemeral,
      ...(ephemeral ? {} : { port: PORTS.redis }),
      started: (pid) => run.add('redis', pid),
    }),
    startSandbox(options, {
      sandbox: await near(PORTS.sandbox),
      s3: await near(PORTS.s3),
      secrets: await near(PORTS.secrets),
    }),
  ] as const;
  const settled = await Promise.allSettled(starting);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    for (const result of settled) if (result.status === 'fulfilled') await result.value.stop();
    throw new Sentence(shown(failed.reason));
  }
  const [postgres, redis, sandbox] = await Promise.all(starting);
  return {
    adminUrl: postgres.url,
    redisUrl: redis.url,
    s3Url: sandbox.env.S3_ENDPOINT ?? '',
    secretsUrl: sandbox.env.SECRETS_ENDPOINT ?? '',
    sandboxUrl: sandbox.url,
    env: { ...sandbox.env, REDIS_URL: redis.url },
    how: `PostgreSQL (${postgres.how}), Redis (${redis.how}), S3 (${sandbox.s3How}), Secrets Manager and stand-ins (own)`,
    stop: async () => {
      await sandbox.stop();
      await Promise.all([redis.stop(), postgres.stop()]);
    },
  };
};

export type Sandbox = {
  url: string;
  env: Record<string, string>;
  s3How: string;
  /** SIGKILL, and gone when it resolves. */
  kill(): Promise<void>;
  /** After a kill: the same ports, keys and books again; `env` comes on top. */
  again(env?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
};

/** The stand-ins of the outside world as one process. */
export const startSandbox = async (
  { dir, ephemeral, run, origins }: StackOptions,
  ports: { sandbox: number; s3: number; secrets: number },
): Promise<Sandbox> => {
  const url = `http://localhost:${ports.sandbox}`;
  const s3Url = process.env.S3_ENDPOINT || undefined;
  const access = {
    AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID ?? DEVELOPMENT_KEY,
    AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY ?? DEVELOPMENT_SECRET,
  };
  const region = process.env.S3_REGION ?? 'af-south-1';
  const buckets = bucketsOf(ephemeral && s3Url !== undefined);
  const given: GivenS3 | undefined =
    s3Url === undefined
      ? undefined
      : {
          endpoint: s3Url,
          region,
          credentials: { accessKeyId: access.AWS_ACCESS_KEY_ID, secretAccessKey: access.AWS_SECRET_ACCESS_KEY },
        };
  const made = given === undefined ? [] : await makeBuckets(given, Object.values(buckets));
  const secretsFile = join(ephemeral ? dir : devFolder, 'secrets.json');
  const seedFile = join(dir, 'secrets.seed.json');
  const secrets = developmentSecrets(secretsFile, url, readServices(root));
  writeFileSync(seedFile, JSON.stringify(secrets), { mode: 0o600 });
  const dataDir = join(dir, 'sandbox');
  // The seed is the truth at every start: addresses in it change with the ports.
  rmSync(join(dataDir, 'secrets.json'), { force: true });
  const env = {
    ...process.env,
    ...access,
    SANDBOX_PORT: String(ports.sandbox),
    S3_PORT: String(ports.s3),
    SECRETS_PORT: String(ports.secrets),
    DATA_DIR: dataDir,
    SEED_SECRETS_FILE: seedFile,
    STORE_ORIGIN: origins.store,
    APP_ORIGIN: origins.app,
    NODE_COMPILE_CACHE: join(devFolder, 'compile-cache'),
  };
  const start = async (more: Record<string, string> = {}): Promise<Child> => {
    const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
    const started = startChild({
      name: 'sandbox',
      args: [join(root, 'packages/sandbox/src/main.ts')],
      env: { ...env, ...more },
      logFile: join(dir, 'logs/sandbox.log'),
      run,
      onLine: (line) => line.includes('"msg":"ready"') && isReady(),
    });
    await untilReady(started, ready);
    return started;
  };
  let child = await start();
  return {
    url,
    async kill() {
      child.kill();
      await child.ended;
    },
    async again(more) {
      child = await start(more);
    },
    s3How: given === undefined ? 'own' : 'given',
    env: {
      ...access,
      AWS_REGION: 'af-south-1',
      ...buckets,
      S3_REGION: region,
      S3_ENDPOINT: s3Url ?? `http://127.0.0.1:${ports.s3}`,
      S3_PUBLIC_ENDPOINT: process.env.S3_PUBLIC_ENDPOINT ?? s3Url ?? `http://localhost:${ports.s3}`,
      SECRETS_ENDPOINT: `http://127.0.0.1:${ports.secrets}`,
      SANDBOX_URL: url,
      ENVIRONMENT: 'development',
      STORE_ORIGIN: origins.store,
      APP_ORIGIN: origins.app,
      // The stand-ins call back by address: not every resolver knows names below localhost.
      PUBLIC_API_URL: `http://127.0.0.1:${new URL(origins.store).port}`,
    },
    stop: async () => {
      await child.stop();
      if (given !== undefined && ephemeral) await dropBuckets(given, made);
    },
  };
};

/** A throw-away run on a given store has buckets of its own: what it makes there goes again, and nothing else. */
const bucketsOf = (own: boolean): { PRODUCTS_BUCKET: string; ASSETS_BUCKET: string } => {
  const end = own ? `-${process.pid}-${Date.now().toString(36)}` : '';
  return { PRODUCTS_BUCKET: `windsurf-products${end}`, ASSETS_BUCKET: `windsurf-assets${end}` };
};

const untilReady = async (child: Child, ready: Promise<void>): Promise<void> => {
  const limit = new AbortController();
  const failed = Promise.race([child.ended, wait(START_PATIENCE_MS, undefined, { signal: limit.signal })]).then(() => {
    const lines = child.lastLines().join('\n');
    throw new Sentence(knownCause(lines) ?? `The sandbox did not start. Its last lines:\n${lines}`);
  });
  failed.catch(() => {});
  await Promise.race([ready, failed]);
  limit.abort();
};
