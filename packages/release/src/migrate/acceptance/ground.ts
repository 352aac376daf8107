// A server as RDS gives it, on this machine: a master user that is no superuser and owns the database, and the product's
// ground and schemas laid by the very commands that run as one-off tasks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPostgres } from '@windsurf/testbed/postgres';

export const root = fileURLToPath(new URL('../../../../../', import.meta.url));
export const devFolder = join(root, '.dev');

/** What services.json says of a service; read here as every release command reads it. */
export type ServiceEntry = {
  readonly name: string;
  readonly schema: string;
  readonly domains: readonly string[];
  readonly connections: { readonly web: number; readonly worker: number };
};

export const readServices = (): ServiceEntry[] =>
  JSON.parse(readFileSync(join(root, 'infra/terraform/services.json'), 'utf8')) as ServiceEntry[];

/** A folder of this run below .dev, for one proof. */
export const freshFolder = (name: string): string => {
  mkdirSync(devFolder, { recursive: true });
  return mkdtempSync(join(devFolder, `${name}-`));
};

export type Ran = { readonly code: number; readonly text: string; readonly ms: number };

/** Runs one of the repository's files with Node and nothing in its environment but `env`. */
export async function runNode(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
  cwd = root,
): Promise<Ran> {
  const begun = performance.now();
  const child = spawn(process.execPath, [resolve(root, file), ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += String(data)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, text, ms: Math.round(performance.now() - begun) };
}

export type Managed = {
  /** The superuser's, which RDS keeps for itself; only for looking and for planting. */
  readonly superUrl: string;
  /** The master user's: CREATEROLE, CREATEDB, no superuser, owner of the database. */
  readonly masterUrl: string;
  /** The address of another role in the same database. */
  url(user: string): string;
  /** One statement or several as the superuser. */
  ask<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
};

const MASTER = 'windsurf_master';
const DATABASE = 'windsurf';

/** Starts a server of its own: its roles must be nobody else's. */
export async function startManaged(dir: string): Promise<Managed> {
  const server = await startPostgres({ dir: join(dir, 'postgres'), ephemeral: true, ownOnly: true });
  const first = new pg.Client({ connectionString: server.url });
  await first.connect();
  await first.query(`create role ${MASTER} login createrole createdb nosuperuser`);
  // The image's accounts have passwords; the embedded server asks for none.
  await first.query(`alter role ${MASTER} password 'master-of-this-machine'`);
  await first.query(`create database ${DATABASE} owner ${MASTER}`);
  await first.end();
  const at = (user?: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${DATABASE}`;
    if (user !== undefined) url.username = user;
    if (user !== undefined && url.password !== '') url.password = passwordOf(user);
    return url.href;
  };
  const pool = new pg.Pool({ connectionString: at(), max: 2 });
  pool.on('error', () => undefined);
  return {
    superUrl: at(),
    masterUrl: at(MASTER),
    url: at,
    ask: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    stop: async () => {
      await pool.end();
      await server.stop();
    },
  };
}

/** What a login of this run is given; long enough for the bootstrap command. */
export const passwordOf = (login: string): string =>
  login === MASTER ? 'master-of-this-machine' : `password-of-${login}`;

/** Every login of these schemas with its password, as the secret of the bootstrap task holds them. */
export const passwordsOf = (schemas: readonly string[]): string =>
  JSON.stringify(
    Object.fromEntries(
      schemas.flatMap((schema) =>
        ['svc_', 'migrator_', 'backup_', 'reader_'].map((kind) => [`${kind}${schema}`, passwordOf(`${kind}${schema}`)]),
      ),
    ),
  );

/** The bootstrap task, as the master user. */
export const layGround = async (server: Pick<Managed, 'masterUrl'>, schemas: readonly string[]): Promise<Ran> =>
  await runNode('packages/messages/src/bootstrap-command.ts', ['--schemas', schemas.join(',')], {
    BOOTSTRAP_DATABASE_URL: server.masterUrl,
    LOGIN_PASSWORDS: passwordsOf(schemas),
  });

/** The migration task of a service, from its own folder, as the image runs it. */
export const migrateService = async (
  server: Pick<Managed, 'url'>,
  service: Pick<ServiceEntry, 'name' | 'schema'>,
  args: readonly string[] = [],
): Promise<Ran> =>
  await runNode(
    'packages/db/src/migrate-command.ts',
    ['--service', service.name, ...args],
    { MIGRATOR_DATABASE_URL: server.url(`migrator_${service.schema}`) },
    join(root, 'services', service.name),
  );
