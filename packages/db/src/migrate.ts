// Plain SQL, forward only. Runs before the traffic switch, as a task of its own; services only look at what it left.
import { hash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readWallPlan } from './wall.ts';
import type { WallPlan, WallWords } from './wall.ts';

export type Phase = 'expand' | 'backfill' | 'contract';

/** One file of a service's `migrations` folder. */
export type MigrationFile = {
  readonly name: string;
  readonly phase: Phase;
  readonly checksum: string;
  readonly text: string;
};

export type MigrateOptions = {
  /** Development and tests: a superuser, who takes the migrator's identity for the session. */
  readonly adminUrl?: string;
  /** Staging and production: the login `migrator_<schema>` itself. Wins over `adminUrl`. */
  readonly migratorUrl?: string;
  readonly schema: string;
  /** Absolute path of the folder with the files. */
  readonly folder: string;
  /** Runs only files of these phases; all when left out. */
  readonly phases?: readonly Phase[];
  /** The service's `wall.json`: what it says is left in the database, for older builds that start again on it. */
  readonly wall?: string | URL;
  readonly log: (line: string) => void;
};

const fileName = /^\d{4}-[a-z0-9-]+\.sql$/;
const firstLine = /^-- phase: (expand|backfill|contract)\s*$/;

/**
 * Reads the migrations of a folder, in order.
 * @throws Error naming the file when a name, a number or the first line is not as it must be
 */
export function readMigrations(folder: string): MigrationFile[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((name, i) => {
    if (!fileName.test(name)) throw new Error(`${name}: a migration is named 0001-what-it-does.sql`);
    if (names[i - 1]?.slice(0, 4) === name.slice(0, 4))
      throw new Error(`${name}: its number is taken by ${names[i - 1]}`);
    const text = readFileSync(join(folder, name), 'utf8');
    const phase = firstLine.exec(text.split('\n', 1)[0] ?? '')?.[1] as Phase | undefined;
    if (!phase) throw new Error(`${name}: the first line must be "-- phase: expand", backfill or contract`);
    return { name, phase, checksum: hash('sha256', text), text };
  });
}

/**
 * Lays the ground of a database: schema `app` with what all services call. Run again, it brings it up to date.
 * `admin` is the bootstrap role.
 */
export async function bootstrap(admin: pg.ClientBase): Promise<void> {
  await undisturbed(admin, readFileSync(new URL('app.sql', import.meta.url), 'utf8'));
}

/** Makes the roles and schemas of a service, or what is missing of them. `admin` is the bootstrap role. */
export async function createService(admin: pg.ClientBase, schema: string): Promise<void> {
  await undisturbed(admin, `call app.create_service(${pg.escapeLiteral(schema)})`);
}

/** Applies what is pending, one transaction a file, as `owner_<schema>`. Returns the names of the applied files. */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const { schema, folder, log } = options;
  const files = readMigrations(folder);
  const client = await connectAsMigrator(options);
  try {
    await client.query("set lock_timeout = '60s'"); // another migrator; of tables see below
    await client.query('select pg_advisory_lock(hashtext($1))', [`migrate ${schema}`]);
    const known = await appliedTo(client, schema);
    for (const { name, checksum } of files) {
      const before = known.get(name);
      if (before !== undefined && before !== checksum) {
        throw new Error(`${schema}/${name} has changed since it was applied; write a new migration instead`);
      }
    }
    const pending = files.filter((f) => !known.has(f.name) && (options.phases?.includes(f.phase) ?? true));
    const wall = wallText(options);
    for (const file of pending) {
      await apply(client, schema, file, wall);
      log(`${schema}/${file.name} (${file.phase})`);
    }
    return { applied: pending.map((f) => f.name) };
  } finally {
    await client.end();
  }
}

/** Kept with every file: after a run that ended half way, blue must be able to start again as well. */
function wallText({ schema, wall }: MigrateOptions): string | undefined {
  if (wall === undefined) return undefined;
  const { doors, exceptions } = readWallPlan(schema, wall);
  return JSON.stringify({ doors, exceptions });
}

/** Names of the files that have not been applied, in order. Any role may ask. */
export async function pendingMigrations(client: Queryable, schema: string, folder: string): Promise<string[]> {
  return (await pendingFiles(client, schema, folder)).map((f) => f.name);
}

/**
 * The wall's plan for this build on this database. Where a newer build has migrated it, its files brought doors and
 * exceptions that this build's `wall.json` cannot know: those that the newer build's own wall.json listed when it applied
 * them are expected here too. And while a contract file of this build still waits, what earlier builds listed may still be
 * there. A door that no applied file explains stays a defect (docs/decisions/0011).
 */
export async function wallPlanHere(client: Queryable, plan: WallPlan, folder: string): Promise<WallPlan> {
  const { rows } = await (client as pg.Pool).query<{ name: string; wall: WallWords | null }>(
    'select name, wall from app.migrations where schema = $1',
    [plan.service],
  );
  const files = readMigrations(folder);
  const own = new Set(files.map((f) => f.name));
  const applied = new Set(rows.map((row) => row.name));
  const waits = files.some((f) => f.phase === 'contract' && !applied.has(f.name));
  const wordsOf = (of: (name: string) => boolean): WallWords[] =>
    rows.flatMap(({ name, wall }) => (wall !== null && of(name) ? [wall] : []));
  const newer = wordsOf((name) => !own.has(name));
  const earlier = waits ? wordsOf((name) => own.has(name)) : [];
  return newer.length + earlier.length === 0 ? plan : { ...plan, newer, earlier };
}

/**
 * Refuses to start on a database that this build does not fit: an expand file of this build that has not been applied,
 * or a contract file of a later build that took away what this one needs. Newer expand files are normal.
 * @throws Error saying which
 */
export async function assertSchemaFits(client: Queryable, schema: string, folder: string): Promise<void> {
  const needed = (await pendingFiles(client, schema, folder)).filter((f) => f.phase === 'expand');
  if (needed.length > 0) {
    throw new Error(`database of ${schema} lacks ${needed.map((f) => f.name).join(', ')}; run its migrations first`);
  }
  const level = readMigrations(folder).length;
  const wanted = await codeLevel(client, schema);
  if (wanted > level) {
    throw new Error(`database of ${schema} needs code of level ${wanted}; this build has ${level} migration files`);
  }
}

type Queryable = Pick<pg.Pool | pg.ClientBase, 'query'>;

async function appliedTo(client: Queryable, schema: string): Promise<Map<string, string>> {
  const { rows } = await (client as pg.Pool).query<{ name: string; checksum: string }>(
    'select name, checksum from app.migrations where schema = $1',
    [schema],
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

async function pendingFiles(client: Queryable, schema: string, folder: string): Promise<MigrationFile[]> {
  const known = await appliedTo(client, schema);
  return readMigrations(folder).filter((f) => !known.has(f.name));
}

async function codeLevel(client: Queryable, schema: string): Promise<number> {
  const { rows } = await (client as pg.Pool).query<{ level: number }>(
    'select min_code_level as level from app.code_levels where schema = $1',
    [schema],
  );
  return rows[0]?.level ?? 0;
}

async function apply(client: pg.Client, schema: string, file: MigrationFile, wall?: string): Promise<void> {
  try {
    const levelBefore = await codeLevel(client, schema);
    await client.query('begin');
    await client.query(`set local role ${pg.escapeIdentifier(`owner_${schema}`)}`);
    // A table that somebody holds must not queue up all traffic behind us: give up, and be run again.
    await client.query("set local lock_timeout = '3s'");
    // What takes longer holds its locks for longer: it is cut into several files, or done by a backfill in small steps.
    await client.query("set local statement_timeout = '15min'");
    const begun = await transactionOf(client);
    await client.query(file.text);
    if ((await transactionOf(client)) !== begun) {
      throw new Error('the file ends its transaction or changes its role; the migrator does both');
    }
    const raised = (await codeLevel(client, schema)) > levelBefore;
    if (file.phase === 'contract' && !raised) {
      throw new Error(
        `a contract file says which code still fits: call app.code_level('${schema}', <files of that build>)`,
      );
    }
    if (file.phase !== 'contract' && raised) throw new Error('only a contract file may raise the code level');
    const record = [schema, file.name, file.checksum, file.phase, ...(wall === undefined ? [] : [wall])];
    await client.query(`call app.record_migration(${record.map((_, i) => `$${i + 1}`).join(', ')})`, record);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new Error(`${schema}/${file.name}: ${(error as Error).message}${place(error, file.text)}`, { cause: error });
  }
}

/** Names the transaction and who runs it. */
async function transactionOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "select concat_ws(' ', pg_current_xact_id(), session_user, current_user) as id",
  );
  return rows[0]?.id ?? '';
}

/** The server counts characters of the whole text; people count lines. */
function place(error: unknown, text: string): string {
  const { position, hint } = error as { position?: string; hint?: string };
  const line = position ? ` (line ${text.slice(0, Number(position)).split('\n').length})` : '';
  return `${line}${hint ? ` – ${hint}` : ''}`;
}

async function connectAsMigrator({ adminUrl, migratorUrl, schema }: MigrateOptions): Promise<pg.Client> {
  const connectionString = migratorUrl ?? adminUrl;
  if (!connectionString) throw new Error('migrate needs migratorUrl or adminUrl');
  const client = new pg.Client({
    connectionString,
    application_name: `migrate ${schema}`,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {}); // the statement under way fails and says so
  await client.connect();
  if (!migratorUrl) {
    try {
      // The same powers as in production, so that a migration that needs more fails here already.
      await client.query(`set session authorization ${pg.escapeIdentifier(`migrator_${schema}`)}`);
    } catch (error) {
      await client.end();
      throw error;
    }
  }
  return client;
}

/** Roles are the cluster's: two databases that are being made at once disturb each other. Nothing was done; try again. */
async function undisturbed(admin: pg.ClientBase, text: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(`begin; select pg_advisory_xact_lock(hashtext('app bootstrap')); ${text}; commit`);
      return;
    } catch (error) {
      await admin.query('rollback').catch(() => {});
      if (attempt === 20 || !/concurrently (updated|deleted)/.test((error as Error).message)) throw error;
    }
  }
}
