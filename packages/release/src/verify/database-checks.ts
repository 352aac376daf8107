// The checks that need a look into the database: a login that may read, on the writer or a replica.
import { pendingMigrations } from '@windsurf/db/migrate';
import pg from 'pg';
import { migrationsFolder } from '../deploy/schema.ts';
import type { KnownService } from '../deploy/services.ts';
import { type Check, type CheckResult, failed, ok } from './checks.ts';

/** Migrations of this checkout that a database has not (S4-45); connections in use (S4-55). */
export const databaseChecks = (url: string, services: readonly KnownService[]): Check[] => {
  const withClient = async <R>(work: (client: pg.Client) => Promise<R>): Promise<R> => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return [
    {
      name: 'migrations',
      run: async () =>
        await withClient(async (client) => {
          const results: CheckResult[] = [];
          for (const { name, schema } of services) {
            if (schema === undefined) continue;
            const pending = await pendingMigrations(client, schema, migrationsFolder(name));
            const label = `migrations ${name}`;
            results.push(
              pending.length === 0 ? ok(label, 'all applied') : failed(label, `pending: ${pending.join(', ')}`),
            );
          }
          return results;
        }),
    },
    {
      name: 'database connections',
      run: async () =>
        await withClient(async (client) => {
          const { rows } = await client.query<{ used: number; most: number }>(
            `select (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as used,
                    current_setting('max_connections')::int as most`,
          );
          const { used, most } = rows[0] ?? { used: 0, most: 1 };
          const says = `${used} of ${most} in use`;
          return used > most * 0.8 ? failed('database connections', says) : ok('database connections', says);
        }),
    },
  ];
};
