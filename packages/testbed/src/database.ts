// A database for one test file: a clone of a template that holds the migrations of the services it asks for.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Test } from 'tap';
import { bootstrap, createService, migrate } from '@windsurf/db/migrate';
import { createPool } from '@windsurf/db/pool';
import { createTenancy } from '@windsurf/db/tenancy';
import type { Tenancy } from '@windsurf/db/tenancy';
import { readWallPlan } from '@windsurf/db/wall';
import type { WallPlan } from '@windsurf/db/wall';
import { installQueue } from '@windsurf/messages/install';
import { openLogins } from './logins.ts';

const servicesFolder = fileURLToPath(new URL('../../../services/', import.meta.url));
const packagesFolder = fileURLToPath(new URL('../../', import.meta.url));

export type TestDatabase = {
  readonly name: string;
  /** The bootstrap role's address of this database. */
  readonly adminUrl: string;
  /** Address for another role, for example `svc_payments`. */
  url(user: string): string;
  /** A pool of a role; ended with the test. */
  pool(user: string, max?: number): pg.Pool;
  /** The tenancy of a service, by the name of its schema; its pool ends with the test. */
  tenancy<DB>(schema: string, max?: number): Tenancy<DB>;
  /** Rows past the wall, for looking at facts. */
  look<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
};

type ServiceFolder = { readonly name: string; readonly schema: string; readonly folder: string };
const folderOf = (name: string): ServiceFolder => {
  const folder = join(servicesFolder, name);
  const { service } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { service: { schema: string } };
  return { name, schema: service.schema, folder };
};

/** What `assertTenantWall` and `proveTenantWall` need to know of a service, by the name of its folder. */
export function wallPlanOf(service: string): WallPlan {
  const { schema, folder } = folderOf(service);
  return readWallPlan(schema, join(folder, 'wall.json'));
}

const sqlBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((f) => f.endsWith('.sql'))
        .toSorted()
        .map((f) => `${f}\n${readFileSync(join(folder, f), 'utf8')}`)
    : [];

const at = (url: string, database: string, user?: string): string => {
  const address = new URL(url);
  address.pathname = `/${database}`;
  // The password stays: logins of a given server have the administrator's, see logins.ts.
  if (user !== undefined) address.username = user;
  return address.toString();
};

function clusterUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: run tests with `npm test`, or `npm test -- services/auth`');
  return url;
}

/** How the names of a run's databases begin, so that whoever started the run finds what it left on a given server. */
const namesOfRun = (): string => process.env.TEST_DATABASES ?? '';

/** Makes the template once; whoever comes second waits and finds it. */
async function ensureTemplate(cluster: string, services: readonly ServiceFolder[]): Promise<string> {
  const hash = createHash('sha256');
  for (const p of ['db/src', 'messages/src']) for (const text of sqlBelow(join(packagesFolder, p))) hash.update(text);
  hash.update(readFileSync(join(packagesFolder, 'messages/src/install.ts')));
  for (const s of services) for (const text of [s.schema, ...sqlBelow(join(s.folder, 'migrations'))]) hash.update(text);
  const name = `${namesOfRun()}template_${hash.digest('hex').slice(0, 20)}`;
  const client = new pg.Client({ connectionString: cluster });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('windsurf test template'))");
    const known = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (known.rowCount === 1) return name;
    await client.query(`drop database if exists ${name}`);
    await client.query(`create database ${name}`);
    const url = at(cluster, name);
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    try {
      await bootstrap(admin);
      for (const s of services) {
        await createService(admin, s.schema);
        await openLogins(admin, url, s.schema);
      }
      for (const s of services) await installQueue({ adminUrl: url, schema: s.schema });
      for (const s of services) {
        const folder = join(s.folder, 'migrations');
        if (existsSync(folder)) await migrate({ adminUrl: url, schema: s.schema, folder, log: () => undefined });
      }
    } finally {
      await admin.end();
    }
    await client.query(`alter database ${name} is_template true`);
    return name;
  } finally {
    await client.end();
  }
}

/** Clones the template of these services (folder names) for this test; it is dropped when the test ends. */
export async function testDatabase(t: Test, services: readonly string[]): Promise<TestDatabase> {
  const cluster = clusterUrl();
  const template = await ensureTemplate(cluster, services.map(folderOf));
  const name = `${namesOfRun()}t_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: cluster });
  await admin.connect();
  await admin.query(`create database ${name} template ${template}`);
  const adminUrl = at(cluster, name);
  const url = (user: string): string => at(cluster, name, user);
  const looker = new pg.Pool({ connectionString: adminUrl, max: 2 });
  looker.on('error', () => undefined);
  const pools: pg.Pool[] = [looker];
  const pool = (user: string, max = 5): pg.Pool => {
    const made = createPool({ connectionString: url(user), max, applicationName: 'test' });
    pools.push(made);
    return made;
  };
  t.teardown(async () => {
    await Promise.all(pools.map(async (p) => await p.end()));
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  });
  return {
    name,
    adminUrl,
    url,
    pool,
    tenancy: <DB>(schema: string, max?: number) =>
      createTenancy<DB>({ pool: pool(`svc_${schema}`, max), service: schema }),
    look: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await looker.query<Row>(text, values)).rows,
  };
}
