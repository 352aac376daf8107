// Lays the ground of a database: what every service stands on, and no table of any service. RDS's master user can do it,
// which is no superuser; docs/decisions/0011 says how.
import { bootstrap, createService } from '@windsurf/db/migrate';
import { loginsOf, setPassword } from '@windsurf/db/logins';
import pg from 'pg';
import { installQueue } from './install.ts';
import { schemaName } from './queue-name.ts';

export type Ground = {
  /** The bootstrap role's address: owner of the database, CREATEROLE; on RDS the master user. */
  readonly adminUrl: string;
  /** Schemas of all services. */
  readonly schemas: readonly string[];
  /** Password of each login (`svc_auth`, `migrator_auth`, …). Logins that are left out keep what they have. */
  readonly passwords: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
};

/**
 * Makes the roles, schemas and queues of the services, or what is missing of them, and sets the passwords. Run again it
 * changes nothing but the passwords.
 * @throws Error for a password of a login that no service has; RangeError for a weak one; what the server says
 */
export async function bootstrapDatabase({ adminUrl, schemas, passwords, say }: Ground): Promise<void> {
  if (schemas.length === 0) throw new Error('no schema is named');
  const logins = new Set(schemas.map(schemaName).flatMap(loginsOf));
  for (const login of Object.keys(passwords)) if (!logins.has(login)) throw new Error(`${login} is no service's login`);
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'bootstrap' });
  await admin.connect();
  try {
    await bootstrap(admin);
    say('app');
    // All schemas and queues first: a migration may subscribe to what another service owns.
    for (const schema of schemas) {
      await createService(admin, schema);
      await installQueue({ adminUrl, schema });
      say(`${schema} and queue_${schema}`);
    }
    for (const [login, password] of Object.entries(passwords)) await setPassword(admin, login, password);
    say(`${Object.keys(passwords).length} of ${logins.size} logins got a password`);
  } finally {
    await admin.end();
  }
}
