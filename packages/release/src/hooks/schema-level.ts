import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';

/** What a secret with a login holds: an address, or its parts. */
type Login = { readonly url?: string; readonly databaseUrl?: string; readonly MIGRATOR_DATABASE_URL?: string };

/**
 * Number of the last migration that a service's schema has. The roles are named after the schema, so the login says it.
 *
 * @param secrets ARN of a login by service
 * @returns undefined for a service that has no login here
 */
export const levelOfSchema = async (
  secrets: Readonly<Record<string, string>>,
  service: string,
): Promise<number | undefined> => {
  const arn = secrets[service];
  if (arn === undefined) return undefined;
  const { SecretString: text = '' } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: arn }),
  );
  const login = text.startsWith('{') ? (JSON.parse(text) as Login) : { url: text };
  const url = login.url ?? login.databaseUrl ?? login.MIGRATOR_DATABASE_URL;
  if (url === undefined) throw new Error(`the secret of ${service} holds no address of a database`);
  return await levelAt(url);
};

/** @param url of a login `migrator_<schema>`, `svc_<schema>` or `owner_<schema>` */
export const levelAt = async (url: string): Promise<number> => {
  const schema = /^(?:migrator|svc|owner)_(.+)$/.exec(decodeURIComponent(new URL(url).username))?.[1];
  if (schema === undefined) throw new Error('the login does not name a schema');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ level: number | null }>(
      'select max(left(name, 4))::int as level from app.migrations where schema = $1',
      [schema],
    );
    return rows[0]?.level ?? 0;
  } finally {
    await client.end();
  }
};
