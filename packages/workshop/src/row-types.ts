import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generateTypes } from '@windsurf/db/generate';
import pg from 'pg';
import { createDatabase, migrateAll } from './databases.ts';
import type { Service } from './registry.ts';

/** A committed file and what its generator would write now. */
export type Generated = { file: string; text: string };

/**
 * Row types of every service that has migrations, read from a database of its own that is made and dropped.
 *
 * @param services the services to read
 * @param databaseUrl superuser's address of the server
 */
export const rowTypes = async (services: Service[], databaseUrl: string): Promise<Generated[]> => {
  const withMigrations = services.filter((service) => existsSync(join(service.folder, 'migrations')));
  if (withMigrations.length === 0) return [];
  const own = await createDatabase(databaseUrl, `row_types_${process.pid}`);
  const client = new pg.Client({ connectionString: own.url });
  try {
    await migrateAll(own.url, withMigrations, () => {});
    await client.connect();
    const files: Generated[] = [];
    for (const service of withMigrations) {
      const text = await generateTypes(client, service.schema);
      files.push({ file: `services/${service.name}/src/db.gen.ts`, text });
    }
    return files;
  } finally {
    await client.end();
    await own.drop();
  }
};
