import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, createService, migrate } from '@windsurf/db/migrate';
import { installQueue } from '@windsurf/messages/install';
import { openLogins } from '@windsurf/testbed/logins';
import pg from 'pg';
import type { Service } from './registry.ts';

/**
 * Brings every service's schema, queue and rows to what its folder says. With nothing pending it only looks.
 *
 * @param adminUrl superuser's address
 * @param services those that have migrations
 * @param say told each file that was applied
 */
export const migrateAll = async (
  adminUrl: string,
  services: Service[],
  say: (line: string) => void,
): Promise<number> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  let applied = 0;
  try {
    await bootstrap(admin);
    const withMigrations = services.filter((service) => existsSync(join(service.folder, 'migrations')));
    // All schemas and queues first: a migration may subscribe to what another service owns.
    for (const { schema } of withMigrations) {
      await createService(admin, schema);
      await installQueue({ adminUrl, schema });
      await openLogins(admin, adminUrl, schema);
    }
    for (const { schema, folder } of withMigrations) {
      const done = await migrate({ adminUrl, schema, folder: join(folder, 'migrations'), log: say });
      applied += done.applied.length;
    }
  } finally {
    await admin.end();
  }
  return applied;
};

/**
 * A database of one's own on a server.
 *
 * @param adminUrl superuser's address
 * @param name its name; one that is there already is dropped
 */
export const createDatabase = async (
  adminUrl: string,
  name: string,
): Promise<{ url: string; drop(): Promise<void> }> => {
  const quoted = pg.escapeIdentifier(name);
  const run = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const drop = () => run(`drop database if exists ${quoted} with (force)`);
  await drop();
  await run(`create database ${quoted}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop };
};

/**
 * Drops the databases of a throw-away run that are left on a server.
 *
 * @param adminUrl superuser's address
 * @param prefix how their names begin
 */
export const dropDatabases = async (adminUrl: string, prefix: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ name: string; template: boolean }>(
      'select datname as name, datistemplate as template from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { name, template } of rows) {
      const quoted = pg.escapeIdentifier(name);
      if (template) await admin.query(`alter database ${quoted} is_template false`);
      await admin.query(`drop database ${quoted} with (force)`);
    }
  } finally {
    await admin.end();
  }
};

/** The service's own login on the same server and database. */
export const serviceUrl = (adminUrl: string, schema: string): string => {
  const url = new URL(adminUrl);
  url.username = `svc_${schema}`;
  return url.href;
};

/**
 * Runs a piece of work once per database.
 *
 * @param adminUrl superuser's address
 * @param name what the work is called
 * @param work it; when it throws it is not remembered
 * @returns whether it ran now
 */
export const oncePerDatabase = async (adminUrl: string, name: string, work: () => Promise<void>): Promise<boolean> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('create schema if not exists workshop');
    await admin.query('create table if not exists workshop.done (name text primary key, at timestamptz default now())');
    const { rowCount } = await admin.query('select from workshop.done where name = $1', [name]);
    if (rowCount !== 0) return false;
    await work();
    await admin.query('insert into workshop.done (name) values ($1) on conflict do nothing', [name]);
    return true;
  } finally {
    await admin.end();
  }
};
