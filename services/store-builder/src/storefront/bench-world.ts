// A database of its own with the real service on it, as often as the bench wants one: a size is a world.
import { Redis } from 'ioredis';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createLimiter } from '@windsurf/access/limits';
import { createAuthenticator } from '@windsurf/access/authenticator';
import { fixedKeys } from '@windsurf/access/keys';
import { flagsOf } from '@windsurf/flags/flags';
import { createBlob } from '@windsurf/blob/blob';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import { newId } from '@windsurf/db/ids';
import { bootstrap, createService, migrate } from '@windsurf/db/migrate';
import { createPool } from '@windsurf/db/pool';
import { asCreatorId, createTenancy } from '@windsurf/db/tenancy';
import { installQueue } from '@windsurf/messages/install';
import { createLog } from '@windsurf/service-kit/log';
import { createMetrics } from '@windsurf/service-kit/metrics';
import { ownNetworks, readTrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from '../db.gen.ts';
import { digestOf } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { createNames } from '../domains/dns.ts';
import { createProduct, publishProduct, recordFile } from '../products/products.ts';
import { saveDraft } from '../stores/drafts.ts';
import { publishStore } from '../stores/publishing.ts';
import { openStore } from '../stores/stores.ts';
import { benchContent, benchProducts } from './bench-page.ts';
import { createPageCache } from './page-cache.ts';

export type World = {
  readonly deps: Deps;
  /** The bootstrap role in this world's database: it writes rows by the million, and nothing else may. */
  readonly admin: pg.Client;
  /** CPU seconds that this world's connections have used, the bootstrap role's among them. */
  postgresCpu(): Promise<number>;
  close(): Promise<void>;
};

/** CPU seconds that processes of this machine have used. */
function cpuOf(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

function depsOf(poolUrl: string, redisUrl: string, prefix: string): { deps: Deps; end(): Promise<void> } {
  const log = createLog({ service: 'store-builder', level: 'info', destination: { write: () => undefined } });
  const pool = createPool({ connectionString: poolUrl, max: 5, applicationName: 'bench' });
  const redis = new Redis(redisUrl, { keyPrefix: `${prefix}:` });
  const key = (): string => randomBytes(32).toString('base64url');
  const deps: Deps = {
    tenancy: createTenancy<DB>({ pool, service: 'store' }),
    clock: { now: () => new Date() },
    log,
    redis,
    authenticator: createAuthenticator({
      service: 'store-builder',
      keys: fixedKeys({}),
      serviceTokenKey: key(),
      appOrigin: 'http://app.localhost:8080',
      storeOrigin: 'http://localhost:8080',
    }),
    blob: createBlob({ bucket: 'windsurf-assets', region: 'af-south-1' }),
    pages: createPageCache({ redis, log }),
    limits: createLimiter(redis, log),
    flags: flagsOf(),
    cipher: createFieldCipher(key()),
    digest: digestOf(key()),
    freeTimes: async () => undefined,
    priceNow: async () => undefined,
    names: createNames(),
    pageTokenKey: key(),
    storeOrigin: 'http://localhost:8080',
    appOrigin: 'http://app.localhost:8080',
    ready: async () => undefined,
    metrics: createMetrics('store-builder'),
    trustedProxies: readTrustedProxies(ownNetworks),
  };
  return {
    deps,
    async end() {
      redis.disconnect();
      await pool.end();
    },
  };
}

/** Makes a database with the service's tables. `adminUrl`: the bootstrap role of a cluster on this machine. */
export async function openWorld(adminUrl: string, redisUrl: string): Promise<World> {
  const root = new pg.Client({ connectionString: adminUrl });
  await root.connect();
  const database = `bench_${randomBytes(5).toString('hex')}`;
  await root.query(`create database ${database}`);
  const at = (user?: string): string => {
    const url = new URL(adminUrl);
    url.pathname = `/${database}`;
    if (user !== undefined) Object.assign(url, { username: user, password: '' });
    return url.href;
  };
  const admin = new pg.Client({ connectionString: at() });
  await admin.connect();
  await bootstrap(admin);
  await createService(admin, 'store');
  await installQueue({ adminUrl: at(), schema: 'store' });
  const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
  await migrate({ adminUrl: at(), schema: 'store', folder, log: () => undefined });
  const { deps, end } = depsOf(at('svc_store'), redisUrl, database);
  return {
    deps,
    admin,
    async postgresCpu() {
      const { rows } = await root.query<{ pid: number }>('select pid from pg_stat_activity where datname = $1', [
        database,
      ]);
      return cpuOf(rows.map(({ pid }) => pid));
    },
    async close() {
      await end();
      await admin.end();
      await root.query(`drop database ${database} with (force)`);
      await root.end();
    },
  };
}

/** Opens and publishes the store of the bench; its handle. */
export async function fillStore(deps: Deps): Promise<string> {
  const creatorId = asCreatorId(newId());
  const handle = `bench-${randomBytes(4).toString('hex')}`;
  const store = await openStore(deps, creatorId, { displayName: 'የመለኪያ መደብር', handle, lang: 'am' });
  const ids: string[] = [];
  for (const fields of benchProducts) {
    const fileId = newId();
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await recordFile(deps, tx, creatorId, { id: fileId, state: 'ready', kind: 'pdf', sizeBytes: 4_200_000 });
    });
    const { id } = await createProduct(deps, creatorId, { ...fields, fileId });
    await publishProduct(deps, creatorId, id, 'am');
    ids.push(id);
  }
  const draft = await saveDraft(deps, creatorId, { baseVersion: store.draft.version, content: benchContent(ids) });
  await publishStore(deps, creatorId, draft.version);
  return handle;
}
