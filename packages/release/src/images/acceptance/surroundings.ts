// What a service of an image leans on: a database of its own, Redis, and its secrets.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { startSecrets } from '@windsurf/sandbox/secrets';
import { startPostgres } from '@windsurf/testbed/postgres';
import { startRedis } from '@windsurf/testbed/redis';
import pg from 'pg';

export type Surroundings = {
  /** Address of the proof's database for a login. */
  databaseUrl(login?: string): string;
  /** What every service finds in its environment, without its own port and login. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

const key = (): string => randomBytes(32).toString('base64url');

const secrets = (): Record<string, string> => {
  const { privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const all = {
    'windsurf/shared': { serviceTokenKey: key(), pageTokenKey: key(), fieldKey: key() },
    'windsurf/auth': { signingKey: privateKey, signingKid: 'proof', phonePepper: key() },
    'windsurf/store-builder': {},
  };
  return Object.fromEntries(Object.entries(all).map(([id, value]) => [id, JSON.stringify(value)]));
};

/** The other services, none of which runs: who needs one says so, and goes on. */
const elsewhere = (): Record<string, string> => {
  const file = new URL('../../../../../infra/terraform/services.json', import.meta.url);
  const services: { name: string }[] = JSON.parse(readFileSync(file, 'utf8'));
  return Object.fromEntries(
    services.map(({ name }) => [`${name.toUpperCase().replaceAll('-', '_')}_URL`, 'http://127.0.0.1:9']),
  );
};

/**
 * @param folder for the data of servers that are started here
 * @param cache keeps the unpacked packages of servers between runs
 */
export async function startSurroundings(folder: string, cache: string): Promise<Surroundings> {
  const postgres = await startPostgres({ dir: `${folder}/postgres`, ephemeral: true });
  const redis = await startRedis({ cache, ephemeral: true });
  const store = await startSecrets({ port: 0, seed: secrets() });
  const name = `images_${process.pid}_${Date.now()}`;
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`create database ${name}`);
  return {
    databaseUrl(login) {
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      if (login !== undefined) url.username = login;
      return url.href;
    },
    env: {
      ENVIRONMENT: 'development',
      REDIS_URL: redis.url,
      SECRETS_ENDPOINT: `http://127.0.0.1:${store.port}`,
      APP_ORIGIN: 'http://app.localhost:8080',
      STORE_ORIGIN: 'http://localhost:8080',
      ...elsewhere(),
    },
    async stop() {
      await run(`drop database ${name} with (force)`);
      await store.stop();
      await redis.stop();
      await postgres.stop();
    },
  };
}
