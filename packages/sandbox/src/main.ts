import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDevClock } from './dev-clock.ts';
import type { SandboxConfig } from './keys.ts';
import type { Listening } from './listen.ts';
import { startRails } from './outside.ts';
import { startS3 } from './s3.ts';
import { startSecrets } from './secrets.ts';

/** The buckets that the product expects to find. */
const BUCKETS = ['windsurf-products', 'windsurf-assets'];

const log = (msg: string, facts: object = {}): void => {
  process.stdout.write(`${JSON.stringify({ level: 30, time: Date.now(), name: 'sandbox', msg, ...facts })}\n`);
};

function readEnv(env: NodeJS.ProcessEnv) {
  const wrong: string[] = [];
  const text = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') wrong.push(`${name} is missing`);
    return value;
  };
  const port = (name: string): number => {
    const value = Number(text(name));
    if (!Number.isInteger(value) || value < 0 || value > 65_535) wrong.push(`${name} is not a port`);
    return value;
  };
  const read = {
    sandboxPort: port('SANDBOX_PORT'),
    s3Port: port('S3_PORT'),
    secretsPort: port('SECRETS_PORT'),
    dataDir: text('DATA_DIR'),
    seedFile: text('SEED_SECRETS_FILE'),
    accessKey: text('AWS_ACCESS_KEY_ID'),
    secretKey: text('AWS_SECRET_ACCESS_KEY'),
    /** 0.0.0.0 inside a container or when a real phone should reach the sandbox. */
    host: env['HOST'] ?? '127.0.0.1',
    /** Where webhooks go whose address is agreed by hand. */
    storeOrigin: env['STORE_ORIGIN'] ?? 'http://localhost:8080',
    clock: readDevClock(env['DEV_CLOCK']),
  };
  if (wrong.length > 0) throw new Error(`The sandbox cannot start: ${wrong.join('; ')}`);
  return read;
}

const PARTIES = [
  'telebirr',
  'afromessage',
  'cbebirr',
  'cps',
  'webirr',
  'chapa',
] as const satisfies (keyof SandboxConfig)[];

/** The stand-ins' own keys: one secret, or one per party. */
function readConfig(secrets: Record<string, string>): SandboxConfig {
  const read = (id: string): unknown => {
    const text = secrets[id];
    return text === undefined ? undefined : JSON.parse(text);
  };
  const whole = (read('windsurf/sandbox') ?? {}) as Partial<SandboxConfig>;
  const found = PARTIES.map((party) => [party, whole[party] ?? read(`sandbox/${party}`)] as const);
  const missing = found.flatMap(([party, config]) => (config === undefined ? party : []));
  if (missing.length > 0) {
    const names = missing.map((party) => `sandbox/${party}`).join(', ');
    throw new Error(`The sandbox cannot start: its seed has neither windsurf/sandbox nor ${names}`);
  }
  return Object.fromEntries(found) as SandboxConfig;
}

const env = readEnv(process.env);
mkdirSync(env.dataDir, { recursive: true });
const seed = JSON.parse(readFileSync(env.seedFile, 'utf8')) as Record<string, string>;
const running: Listening[] = [];
const { host, accessKey, secretKey } = env;

const s3 = await startS3({
  dir: join(env.dataDir, 's3'),
  port: env.s3Port,
  host,
  accessKey,
  secretKey,
  buckets: BUCKETS,
});
running.push(s3);
log('S3 listens', { port: s3.port, buckets: BUCKETS });

const secrets = await startSecrets({ file: join(env.dataDir, 'secrets.json'), port: env.secretsPort, host, seed });
running.push(secrets);
log('Secrets Manager listens', { port: secrets.port, seeded: Object.keys(seed).length });

const rails = await startRails({
  port: env.sandboxPort,
  host,
  config: readConfig(seed),
  file: join(env.dataDir, 'outside.journal'),
  storeOrigin: env.storeOrigin,
  clock: env.clock,
  log: (msg, facts) => log(msg, facts),
});
running.push(rails);
log('telebirr, CBE Birr, WeBirr, Chapa, SMS and the phone listen', {
  port: rails.port,
  phone: `http://localhost:${rails.port}/phone`,
});

let stopping = false;
const stop = async (signal: string): Promise<void> => {
  if (stopping) return;
  stopping = true;
  log('stopping', { signal });
  await Promise.all(running.map((one) => one.stop()));
  log('stopped');
  process.exitCode = 0;
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
log('ready');
