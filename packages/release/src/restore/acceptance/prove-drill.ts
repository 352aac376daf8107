// Proof 11: a table is dropped; a new server brings everything back to the moment before, and the copy is compared with
// what was there. Then the server itself is lost, and what the archive has is brought back.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { newId } from '@windsurf/db/ids';
import { readTables, writeRows } from '@windsurf/db/sample-rows';
import { readWallPlan, wallDefects } from '@windsurf/db/wall';
import type { Proof, Say } from '../../proof.ts';
import { oldBuild } from '../../migrate/acceptance/builds.ts';
import {
  devFolder,
  freshFolder,
  layGround,
  migrateService,
  readServices,
  root,
} from '../../migrate/acceptance/ground.ts';
import type { ServiceEntry } from '../../migrate/acceptance/ground.ts';
import { askAround, startService, surroundings } from '../../migrate/acceptance/running-service.ts';
import { writeEvidence } from '../evidence.ts';
import type { DrillEvidence } from '../evidence.ts';
import { comparePrints, printOf } from '../fingerprint.ts';
import type { Comparison, SchemaPrint } from '../fingerprint.ts';
import {
  ARCHIVE_EVERY_S,
  archiveNow,
  canArchive,
  removeServer,
  restoreTo,
  startArchived,
  takeBaseBackup,
} from './archived-server.ts';
import type { ArchivedServer } from './archived-server.ts';
import { startBeats } from './beats.ts';
import { plantInCopy } from './planted-in-copy.ts';

export type DrillOptions = {
  /** Lays the schemas and fills them, with the superuser's address; the migration tasks and sample rows unless given. */
  readonly fill?: (adminUrl: string) => Promise<void>;
  /** Rows that each service's busiest kind of table gets on top. */
  readonly bulk?: number;
};

const name = '11 backup, point-in-time restore and drill';

/** Runs the drill on servers of its own and writes its evidence below .dev/restore-drills. */
export async function proveRestoreDrill(say: Say, options: DrillOptions = {}): Promise<Proof> {
  if (!canArchive())
    return { name, ok: true, skipped: 'the embedded PostgreSQL of this platform: pnpm install', figures: {} };
  const dir = freshFolder('drill');
  const services = readServices();
  const running: ArchivedServer[] = [];
  try {
    const primary = await startArchived(join(dir, 'primary'));
    running.push(primary);
    await (options.fill ?? (async (url) => await fillBySamples(url, services)))(primary.url);
    await addBulk(primary.url, services, options.bulk ?? 20_000);
    const base = join(dir, 'base');
    const backupMs = await timed(async () => await takeBaseBackup(primary, base));
    const beats = await startBeats(primary.url);
    await addRows(primary.url, services);
    const prints = async (client: pg.Client): Promise<SchemaPrint[]> => await printsOf(client, services);
    const before = await asSuperuser(primary.url, prints);
    const target = await beats.mark();
    await beats.pause();
    const victim = await dropTable(primary.url);
    say(`${victim} was dropped at ${target.toISOString()}`);

    const begun = performance.now();
    await archiveNow(primary);
    const copy = await restoreTo(join(dir, 'copy'), base, primary.archive, target);
    running.push(copy);
    const restoredMs = performance.now() - begun;
    const compared = comparePrints(before, await asSuperuser(copy.url, prints));
    const checks = await checksOf(copy, services);
    const minutes = (performance.now() - begun) / 60_000;
    const lost = await beats.lostBy(copy.url, target);
    const verified = compared.differences.length === 0 && Object.values(checks).every(Boolean);
    const evidence: DrillEvidence = evidenceOf({ minutes, lost, compared, checks, target, verified });
    const file = writeEvidence(join(devFolder, 'restore-drills'), evidence);
    say(
      `verified copy after ${minutes.toFixed(2)} minutes: ${compared.rows} rows, ${compared.policies} policies; evidence in ${file}`,
    );
    for (const difference of compared.differences.slice(0, 10)) say(`  ${difference}`);
    const planted = await plantInCopy(copy.url, async (client) => comparePrints(before, await prints(client)));

    const whole = await loseServer(primary, dir, base, beats);
    running.push(whole.server);
    say(`the server itself lost: ${whole.lostS.toFixed(2)} s of writes are gone, archived every ${ARCHIVE_EVERY_S} s`);
    return {
      name,
      ok:
        verified &&
        compared.rows > 1_000 &&
        lost !== null &&
        lost < 1 &&
        whole.lostS <= ARCHIVE_EVERY_S + 3 &&
        planted.found === planted.planted,
      figures: {
        minutes_to_verified_copy: round(minutes),
        seconds_to_open: round(restoredMs / 1000),
        seconds_of_backup: round(backupMs / 1000),
        rpo_point_in_time_s: lost === null ? null : round(lost),
        rpo_server_lost_s: round(whole.lostS),
        tables: compared.tables,
        rows: compared.rows,
        policies: compared.policies,
        grants: compared.grants,
        functions: compared.functions,
        differences: compared.differences.length,
        checks: Object.keys(checks).length,
        planted_defects: planted.planted,
        planted_found: planted.found,
      },
    };
  } finally {
    for (const server of running) {
      await server.stop().catch(() => undefined);
      removeServer(server);
      rmSync(dirname(server.data), { recursive: true, force: true });
    }
    rmSync(dir, { recursive: true, force: true });
  }
}

const round = (n: number): number => Math.round(n * 1000) / 1000;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const loginAt = (url: string, user: string): string => {
  const to = new URL(url);
  to.username = user;
  return to.href;
};

async function asSuperuser<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The schemas by the tasks of a release, and one row in every table. */
async function fillBySamples(url: string, services: readonly ServiceEntry[]): Promise<void> {
  const server = { masterUrl: url, url: (user?: string) => (user === undefined ? url : loginAt(url, user)) };
  const ground = await layGround(
    server,
    services.map(({ schema }) => schema),
  );
  if (ground.code !== 0) throw new Error(ground.text);
  for (const service of services) {
    const done = await migrateService(server, service);
    if (done.code !== 0) throw new Error(done.text);
  }
  await asSuperuser(url, async (client) => {
    for (const { schema } of services) {
      await client.query("begin; set local session_replication_role = 'replica'");
      const tables = await readTables(client, schema);
      // A table that its migration has filled already may take no other row.
      const empty: typeof tables = [];
      for (const table of tables) {
        const { rowCount } = await client.query(`select from ${table.name} limit 1`);
        if (rowCount === 0) empty.push(table);
      }
      await writeRows(client, empty, newId(), {});
      await client.query('commit');
    }
  });
}

/** Many rows where rows are many, so that a restore has something to carry. */
async function addBulk(url: string, services: readonly ServiceEntry[], rows: number): Promise<void> {
  await asSuperuser(url, async (client) => {
    for (const { schema } of services)
      await client.query(
        `do $$ begin if to_regclass('${schema}.handled_messages') is not null then
           insert into ${schema}.handled_messages (creator_id, message, key)
             select gen_random_uuid(), 'drill', n::text from generate_series(1, ${rows}) n;
         end if; end $$`,
      );
  });
}

/** Writes that only the log has, since they came after the base backup. */
async function addRows(url: string, services: readonly ServiceEntry[]): Promise<void> {
  await asSuperuser(url, async (client) => {
    for (const { schema } of services)
      await client.query(
        `do $$ begin if to_regclass('${schema}.handled_messages') is not null then
           insert into ${schema}.handled_messages (creator_id, message, key) values (gen_random_uuid(), 'after the backup', 'x');
         end if; end $$`,
      );
  });
}

/** Every service's schema and queue, and what they share. */
async function printsOf(client: pg.Client, services: readonly ServiceEntry[]): Promise<SchemaPrint[]> {
  const schemas = [...services.flatMap(({ schema }) => [schema, `queue_${schema}`]), 'messages', 'app'];
  const prints: SchemaPrint[] = [];
  for (const schema of schemas) prints.push(await printOf(client, schema));
  return prints;
}

/** The mistake at the keyboard: the ledger is gone, and what hangs on it. */
async function dropTable(url: string): Promise<string> {
  return await asSuperuser(url, async (client) => {
    await client.query('drop table payments.orders cascade');
    return 'payments.orders';
  });
}

/** The wall of every service as its own login sees it, all rows as the backup role sees them, and real services on it. */
async function checksOf(copy: ArchivedServer, services: readonly ServiceEntry[]): Promise<Record<string, boolean>> {
  const checks: Record<string, boolean> = {};
  for (const service of services) {
    const plan = readWallPlan(service.schema, join(root, 'services', service.name, 'wall.json'));
    const { defects } = await asSuperuser(
      loginAt(copy.url, `svc_${service.schema}`),
      async (client) => await wallDefects(client, plan),
    );
    checks[`wall of ${service.name}`] = defects.length === 0;
    const print = await asSuperuser(
      loginAt(copy.url, `backup_${service.schema}`),
      async (client) => await printOf(client, service.schema),
    );
    checks[`${service.name} readable by its backup role`] = print.tables.some((table) => table.rows > 0);
  }
  const around = await surroundings({ url: (user) => loginAt(copy.url, user) }, services);
  for (const service of services.filter(({ name: one }) => one === 'payments' || one === 'auth')) {
    const started = await startService(around, oldBuild, service);
    const answers = 'running' in started ? await askAround(started.running, service) : [];
    checks[`${service.name} serves`] = answers.length > 0 && answers.every((answer) => !/ 5\d\d$/.test(answer));
    if ('running' in started) await started.running.stop();
  }
  await around.stop();
  return checks;
}

type Found = {
  minutes: number;
  lost: number | null;
  compared: Comparison;
  checks: Record<string, boolean>;
  target: Date;
  verified: boolean;
};

function evidenceOf({
  minutes,
  lost,
  compared: { differences, ...compared },
  checks,
  target,
  verified,
}: Found): DrillEvidence {
  return {
    at: new Date().toISOString(),
    environment: 'local',
    source: 'base backup and archived log',
    target: target.toISOString(),
    minutesToVerifiedCopy: round(minutes),
    secondsLost: lost,
    compared,
    differences,
    checks,
    verified,
  };
}

type Beats = Awaited<ReturnType<typeof startBeats>>;

/** Kills the primary in the middle of writes and restores all that was archived. Seconds of writes that are gone. */
async function loseServer(
  primary: ArchivedServer,
  dir: string,
  base: string,
  beats: Beats,
): Promise<{ server: ArchivedServer; lostS: number }> {
  await beats.go();
  await new Promise((done) => setTimeout(done, 2 * ARCHIVE_EVERY_S * 1000));
  const last = await beats.mark();
  await beats.killServer();
  await primary.stop().catch(() => undefined);
  const server = await restoreTo(join(dir, 'lost'), base, primary.archive);
  const lostS = await beats.lostBy(server.url, last);
  return { server, lostS: lostS ?? Number.POSITIVE_INFINITY };
}
