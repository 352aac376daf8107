import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generateTypes } from '@windsurf/db/generate';
import pg from 'pg';
import type { Generated } from './checks/generated.ts';
import { migrateAll } from './databases.ts';
import type { Service } from './registry.ts';

const inDatabase = (url: string, database: string): string => {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
};

/**
 * Row types of every service that has migrations, read from a database of its own that is made and dropped.
 *
 * @param services the services to read
 * @param databaseUrl superuser's address of the server
 */
export const rowTypes = async (services: Service[], databaseUrl: string): Promise<Generated[]> => {
  const withMigrations = services.filter((service) => existsSync(join(service.folder, 'migrations')));
  if (withMigrations.length === 0) return [];
  const name = `row_types_${process.pid}`;
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name}`);
    const url = inDatabase(databaseUrl, name);
    await migrateAll(url, withMigrations, () => {});
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const files: Generated[] = [];
    for (const service of withMigrations) {
      const text = await generateTypes(client, service.schema);
      files.push({ file: `services/${service.name}/src/db.gen.ts`, text });
    }
    await client.end();
    return files;
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
};
