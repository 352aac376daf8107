// Puts the queue of a service into a database: the migrator, the workshop and the tests call it; a service never does.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { queueLogger } from './queue-logger.ts';
import { schemaName } from './queue-name.ts';
import { poolAs } from './queue.ts';

const file = (path: string, base: string | URL = import.meta.url): string => readFileSync(new URL(path, base), 'utf8');
const [messages, handled, service, quietNotify, queue] = [
  file('messages.sql'),
  file('handled.sql'),
  file('service.sql'),
  file('quiet-notify.sql'),
  file('queue.sql'),
];
const libraryVersion = (
  JSON.parse(file('../package.json', import.meta.resolve('graphile-worker'))) as { version: string }
).version;

/** Changes with every text and with the library, so that an upgrade applies all of it again. */
const fingerprint = createHash('sha256')
  .update([messages, handled, service, quietNotify, queue, libraryVersion].join('\0'))
  .digest('hex');

const of = (text: string, schema: string): string => text.replaceAll('{s}', schema);

async function transaction(client: pg.Client, ...statements: readonly (string | pg.QueryConfig)[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query('begin');
      for (const statement of statements) await client.query(statement);
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback');
      // Roles are the cluster's: another of its databases may be granting the same membership at this moment.
      if (attempt === 20 || !/concurrently (updated|deleted)/.test((error as Error).message)) throw error;
    }
  }
}

/** The schema `messages`, once per database: emit, enqueue, own, subscribe, handled_table. Needs app.sql; idempotent. */
export async function installMessages(admin: pg.Client): Promise<void> {
  await transaction(admin, messages, handled, ...giveBack('messages_owner'));
}

/** What a bootstrap role that is no superuser had made itself a member of, see app.borrow; nothing for a superuser. */
const giveBack = (...roles: string[]): string[] => [
  'set local role none',
  ...roles.map((role) => `call app.give_back('${role}')`),
];

async function isInstalled(admin: pg.Client, schema: string): Promise<boolean> {
  const known = await admin.query<{ there: boolean }>("select to_regclass('messages.services') is not null as there");
  if (!known.rows[0]?.there) return false;
  const { rows } = await admin.query<{ fingerprint: string }>(
    'select fingerprint from messages.services where service = $1',
    [schema],
  );
  return rows[0]?.fingerprint === fingerprint;
}

/** Asked as the owner: the bootstrap role need not be able to read the queue. */
async function isFresh(admin: pg.Client, schema: string): Promise<boolean> {
  await admin.query(`set role owner_${schema}`);
  try {
    const { rows } = await admin.query<{ fresh: boolean }>(
      `select not exists (select from queue_${schema}.migrations) as fresh`,
    );
    return rows[0]?.fresh ?? true;
  } finally {
    await admin.query('reset role');
  }
}

async function runLibraryMigrations(adminUrl: string, schema: string, fresh: boolean): Promise<void> {
  // On the path of a fresh install pg_notify is the schema's own, quiet one: see quiet-notify.sql. An upgrade does tell
  // the workers of its own queue, and they end rather than work on tables they do not know.
  const path = fresh ? ` -c search_path=queue_${schema},pg_catalog` : '';
  const pool = poolAs(`owner_${schema}`, adminUrl, 2, path);
  try {
    await runMigrations({ pgPool: pool, schema: `queue_${schema}`, logger: queueLogger() });
  } finally {
    await pool.end();
  }
}

/**
 * The queue of one service: role `queue_<schema>`, schema `queue_<schema>`, the library's tables and ours. Needs app.sql
 * and `app.create_service`, and comes before the service's first migration. Idempotent; a second call is one look.
 */
export async function installQueue({ adminUrl, schema }: { adminUrl: string; schema: string }): Promise<void> {
  schemaName(schema);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    if (await isInstalled(admin, schema)) return;
    await admin.query("select pg_advisory_lock(hashtext('messages'), hashtext('install'))");
    if (await isInstalled(admin, schema)) return;
    await installMessages(admin);
    await transaction(admin, of(service, schema), of(quietNotify, schema));
    await runLibraryMigrations(adminUrl, schema, await isFresh(admin, schema));
    const known = {
      text: `insert into messages.services (service, login, owner, queue, fingerprint)
        values ($1, 'svc_' || $1, 'owner_' || $1, 'queue_' || $1, $2)
        on conflict (service) do update set fingerprint = excluded.fingerprint`,
      values: [schema, fingerprint],
    };
    const ways = ['set local role messages_owner', known, 'call messages.write_ways()'];
    const ended = giveBack(`owner_${schema}`, 'messages_owner');
    await transaction(admin, `set local role owner_${schema}`, of(queue, schema), ...ways, ...ended);
  } finally {
    await admin.end();
  }
}
