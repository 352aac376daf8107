import { fileURLToPath } from 'node:url';
import { readMigrations } from '@windsurf/db/migrate';
import pg from 'pg';

/** Migrations of a service as they lie in this checkout, which is what its image was built of. */
export const migrationsFolder = (service: string): string =>
  fileURLToPath(new URL(`../../../../services/${service}/migrations`, import.meta.url));

/**
 * Expand files that a build needs and a database has not: with one of them missing the new tasks would not start.
 *
 * @param url of a login that may connect; any role may ask
 * @param folder with the build's migrations
 */
export const missingExpansions = async (url: string, schema: string, folder: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select name from app.migrations where schema = $1', [
      schema,
    ]);
    const applied = new Set(rows.map(({ name }) => name));
    return readMigrations(folder)
      .filter(({ name, phase }) => phase === 'expand' && !applied.has(name))
      .map(({ name }) => name);
  } finally {
    await client.end();
  }
};
