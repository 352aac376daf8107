// The one-off task of a new image that brings its service's schema up to date before traffic is switched.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate, pendingMigrations } from './migrate.ts';
import type { MigrateOptions, Phase } from './migrate.ts';

/** How a migration task ends. */
export const exits = {
  done: 0,
  /** A file is wrong or the database refused it: no run again will help. */
  failed: 1,
  /** Called wrongly, or the environment lacks something. */
  usage: 2,
  /** Somebody held a table, or another migrator ran, for longer than the task waits: run it again. */
  locked: 3,
} as const;

export type Task = {
  /** The folder `services`. */
  readonly services: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
};

type Plan = { readonly migration: MigrateOptions; readonly tries: number; readonly look: boolean };

const PHASES: readonly Phase[] = ['expand', 'backfill', 'contract'];
const isPhase = (text: string): text is Phase => (PHASES as readonly string[]).includes(text);
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A lock or another migrator was in the way. Deadlock and serialization count: nothing was done. */
const IN_THE_WAY = new Set(['55P03', '40P01', '40001']);
/** The server is not there or is just failing over. */
const NOT_THERE = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|57P0[123]|08\w{3})$/;

class Usage extends Error {}

/**
 * Runs a service's pending migrations with the login `migrator_<schema>`, and again with growing pauses while a lock is in
 * the way: a table that is busy must not stop a release, and must not be waited for with all traffic queueing behind.
 * @returns one of `exits`
 */
export async function runMigrations(task: Task): Promise<number> {
  let plan: Plan;
  try {
    plan = planOf(task);
  } catch (error) {
    task.say((error as Error).message);
    return exits.usage;
  }
  return plan.look ? await look(plan, task.say) : await run(plan, task.say);
}

async function run({ migration, tries }: Plan, say: Task['say']): Promise<number> {
  const { schema } = migration;
  let applied = 0;
  const log = (line: string): void => {
    applied++;
    say(`applied ${line}`);
  };
  for (let attempt = 1; ; attempt++) {
    try {
      await migrate({ ...migration, log });
      say(`${schema}: ${applied === 0 ? 'nothing to do' : `${applied} files applied`}`);
      return exits.done;
    } catch (error) {
      const code = codeOf(error);
      say(`${schema}: ${(error as Error).message}`);
      if (!IN_THE_WAY.has(code) && !NOT_THERE.test(code)) return exits.failed;
      if (attempt === tries) return exits.locked;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + Math.random());
      say(`${schema}: trying again in ${(pause / 1000).toFixed(1)} s (${attempt} of ${tries})`);
      await wait(pause);
    }
  }
}

/** Names what would run, and changes nothing. */
async function look({ migration }: Plan, say: Task['say']): Promise<number> {
  const client = new pg.Client({ connectionString: migration.migratorUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const pending = await pendingMigrations(client, migration.schema, migration.folder);
    for (const name of pending) say(`would apply ${migration.schema}/${name}`);
    say(`${migration.schema}: ${pending.length} files pending`);
    return exits.done;
  } catch (error) {
    say((error as Error).message);
    return exits.failed;
  } finally {
    await client.end();
  }
}

/** The server's or the system's own code, wherever it stands in the chain of causes. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError) return codeOf(at.errors[0]);
  }
  return '';
}

function planOf({ services, args, env, say }: Task): Plan {
  const { values } = parse(args);
  const folder = join(services, values.service ?? '');
  const manifest = join(folder, 'package.json');
  if (!values.service || !/^[a-z][a-z-]*$/.test(values.service) || !existsSync(manifest)) {
    throw new Usage('--service <name>: a folder of services/ that this image holds');
  }
  const { service } = JSON.parse(readFileSync(manifest, 'utf8')) as { service?: { schema?: string } };
  const schema = service?.schema;
  if (schema === undefined) throw new Usage(`services/${values.service} has no schema`);
  const migratorUrl = env.MIGRATOR_DATABASE_URL ?? '';
  if (!URL.canParse(migratorUrl))
    throw new Usage('MIGRATOR_DATABASE_URL is missing: the address of the migrator login');
  const login = decodeURIComponent(new URL(migratorUrl).username);
  if (login !== `migrator_${schema}`) {
    throw new Usage(`MIGRATOR_DATABASE_URL is of ${login || 'nobody'}; files of ${schema} run as migrator_${schema}`);
  }
  const phases = (values.phases ?? PHASES.join(',')).split(',');
  if (!phases.every(isPhase)) throw new Usage(`--phases takes ${PHASES.join(', ')}`);
  const tries = Number(values.tries ?? '12');
  if (!Number.isInteger(tries) || tries < 1) throw new Usage('--tries takes a whole number from 1');
  const migration = {
    migratorUrl,
    schema,
    folder: join(folder, 'migrations'),
    wall: join(folder, 'wall.json'),
    phases: phases.filter(isPhase),
    log: say,
  };
  return { migration, tries, look: values['dry-run'] ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        service: { type: 'string' },
        phases: { type: 'string' },
        tries: { type: 'string' },
        'dry-run': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Usage((error as Error).message, { cause: error });
  }
}
