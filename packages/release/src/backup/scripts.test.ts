// The operators' scripts, run by bash as operators run them; RDS and Secrets Manager are stand-ins.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import t from 'tap';
import type { Test } from 'tap';
import { startSecrets } from '@windsurf/sandbox/secrets';
import { testDatabase, wallPlanOf } from '@windsurf/testbed/database';
import type { DrillEvidence } from '../restore/evidence.ts';
import { verifyCopy } from '../restore/verify-copy.ts';
import { readSource } from '../restore/instances.ts';
import { backupName, isCopy, snapshotOf } from './environment.ts';
import { readCall } from './operator-call.ts';
import { startFakeRds } from './testing.ts';

const scripts = fileURLToPath(new URL('../../../../infra/scripts', import.meta.url));
const evidence = mkdtempSync(join(tmpdir(), 'evidence-'));
t.teardown(() => rmSync(evidence, { recursive: true }));
const SERVICES = ['auth', 'store-builder', 'payments', 'delivery', 'analytics', 'community', 'notifications'];

type Ran = { code: number | null; out: string; err: string };
const run = async (script: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  await runAs('bash', join(scripts, script), args, env);
/** A command that has no script of its own, by its file below packages/release/src. */
const runNode = async (file: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  await runAs(process.execPath, fileURLToPath(new URL(`../${file}`, import.meta.url)), args, env);
const runAs = async (
  program: string,
  file: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Ran> => {
  const child = spawn(program, [file, ...args], {
    cwd: tmpdir(),
    env: {
      PATH: process.env.PATH ?? '',
      AWS_REGION: 'af-south-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_MAX_ATTEMPTS: '1',
      LOOK_EVERY_MS: '20',
      EVIDENCE_FOLDER: evidence,
      ...env,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += String(data)));
  child.stderr.on('data', (data: Buffer) => (err += String(data)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
};

t.test('every script can be run, is whole bash, and stops at the first error', async (t) => {
  const names = readdirSync(scripts).filter((name) => name.endsWith('.sh'));
  t.ok(names.length >= 2);
  for (const name of names) {
    const file = join(scripts, name);
    const text = readFileSync(file, 'utf8');
    t.ok(statSync(file).mode & 0o100, `${name} can be executed`);
    t.match(text, /^#!\/usr\/bin\/env bash\n/, name);
    t.match(text, /^set -euo pipefail$/m, name);
    t.match(text, /^# usage: /m, name);
    t.notMatch(text, /\beval\b|\$\*|`/, name);
    t.equal(spawnSync('bash', ['-n', file]).status, 0, name);
  }
});

t.test('a wrong call changes nothing, says how it is written, and ends with 2', async (t) => {
  const rds = await startFakeRds('creator-staging', 'creator-production');
  t.teardown(async () => await rds.stop());
  const wrong: readonly (readonly [string, string[], RegExp])[] = [
    ['backup-databases.sh', [], /usage: backup-databases\.sh/],
    ['backup-databases.sh', ['production'], /only touched with --confirm/],
    ['restore-database.sh', ['production', 'latest', '--drill'], /only touched with --confirm/],
    ['restore-database.sh', ['staging', 'backup_20261120_140300.sql; rm'], /backup_YYYYMMDD_HHMMSS\.sql/],
  ];
  for (const [script, args, says] of wrong) {
    const ran = await run(script, args, { AWS_ENDPOINT_URL: rds.url });
    t.equal(ran.code, 2, `${script} ${args.join(' ')}`);
    t.match(ran.err, says);
  }
  t.same(rds.asked, []);
});

t.test('an environment, a switch or a moment that there is not is no call', async (t) => {
  const wrong: readonly (readonly [args: string[], words: number, says: RegExp])[] = [
    [[], 0, /no environment: staging or production/],
    [['prod'], 0, /prod: staging or production/],
    [['staging', 'more'], 0, /the usage/],
    [['staging'], 1, /the usage/],
    [['staging', '--force'], 0, /--force/],
    [['production', 'latest'], 1, /only touched with --confirm/],
    [['production', 'latest', '--dry-run=no'], 1, /the usage/],
  ];
  for (const [args, words, says] of wrong)
    t.throws(() => readCall(args, 'the usage', words, ['drill']), { message: says }, args.join(' '));
  t.match(readCall(['production', 'latest', '--confirm', '--drill'], '', 1, ['drill']), {
    environment: 'production',
    dryRun: false,
  });
  const now = new Date('2026-11-20T14:03:00Z');
  for (const text of ['backup_2026.sql', '2026-11-20 14:03', '2026-11-20T14:03:01Z', '2026-13-40T00:00:00Z', '', 'now'])
    t.throws(() => readSource(text, now), RangeError, text);
  t.same(readSource('2026-11-20T14:02:00Z', now), { time: new Date('2026-11-20T14:02:00Z') });
  t.same(readSource('backup_20261120_140300.sql', now), { backup: 'backup_20261120_140300.sql' });
  t.equal(backupName(now), 'backup_20261120_140300.sql');
  t.equal(snapshotOf('staging', backupName(now)), 'creator-staging-backup-20261120-140300');
  for (const name of ['creator-staging', 'creator-staging-replica', 'creator-production-restore-20261120-140300'])
    t.notOk(isCopy('staging', name), name);
});

t.test('--dry-run names what would be done, also in production, and asks nobody', async (t) => {
  const rds = await startFakeRds('creator-production');
  t.teardown(async () => await rds.stop());
  const env = { AWS_ENDPOINT_URL: rds.url };
  const backup = await run('backup-databases.sh', ['production', '--dry-run'], env);
  t.equal(backup.code, 0, backup.err);
  t.match(
    backup.out,
    /would take backup_\d{8}_\d{6}\.sql: snapshot creator-production-backup-\d{8}-\d{6} of creator-production/,
  );
  const restore = await run('restore-database.sh', ['production', 'latest', '--dry-run', '--drill'], env);
  t.equal(restore.code, 0, restore.err);
  t.match(restore.out, /new instance creator-production-restore-\d{8}-\d{6}; creator-production stays as it is/);
  t.same(rds.asked, []);
});

t.test('a backup is taken, waited for, named as it always was, and one that fails is a failure', async (t) => {
  const rds = await startFakeRds('creator-production');
  t.teardown(async () => await rds.stop());
  const env = { AWS_ENDPOINT_URL: rds.url };
  const taken = await run('backup-databases.sh', ['production', '--confirm'], env);
  t.equal(taken.code, 0, taken.err);
  t.match(taken.out, /backup_\d{8}_\d{6}\.sql is there after/);
  const [snapshot] = rds.snapshots.values();
  t.match(snapshot, {
    of: 'creator-production',
    tags: { backup: /^backup_\d{8}_\d{6}\.sql$/, environment: 'production' },
  });
  rds.stuckIn = 'failed';
  await new Promise((done) => setTimeout(done, 1100)); // names go by the second
  const failed = await run('backup-databases.sh', ['production', '--confirm'], env);
  t.equal(failed.code, 1);
  t.match(failed.err, /creator-production-backup-\d{8}-\d{6} is failed/);
  const nobody = await run('backup-databases.sh', ['staging'], env);
  t.match(nobody, { code: 1, err: /creator-staging not found/ });
});

t.test('a restore makes a new instance, compares it, prints how it takes over; a drill deletes it again', async (t) => {
  const db = await testDatabase(t, SERVICES);
  const admin = new pg.Client({ connectionString: db.adminUrl });
  await admin.connect();
  await admin.query(
    "insert into community.handled_messages (creator_id, message, key) select gen_random_uuid(), 'a', n::text from generate_series(1, 200) n",
  );
  await admin.end();
  const rds = await startFakeRds('creator-staging', 'creator-production');
  // The stand-in's copy is the same database: host and port in the secrets are not those of the copy.
  const there = new URL(db.adminUrl);
  rds.endpoint = { host: there.hostname, port: Number(there.port) };
  const logins = await db.look<{ login: string }>(
    "select rolname as login from pg_roles where rolname ~ '^(svc|backup|reader)_'",
  );
  const seed = Object.fromEntries(
    logins.map(({ login }) => [`windsurf/database/${login}`, JSON.stringify({ url: db.url(login) })]),
  );
  const secrets = await startSecrets({ seed });
  t.teardown(async () => {
    await rds.stop();
    await secrets.stop();
  });
  const env = { AWS_ENDPOINT_URL: rds.url, AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url };

  const drill = await run('restore-database.sh', ['staging', 'latest', '--drill'], env);
  t.equal(drill.code, 0, drill.err + drill.out);
  t.match(drill.out, /\d+ rows, [1-9]\d+ policies compared/);
  t.match(drill.out, /creator-staging-restore-\d{8}-\d{6} is being deleted/);
  const [copy] = [...rds.instances.values()].filter(({ name }) => name.includes('-restore-'));
  t.match(copy, {
    deleting: true,
    tags: { purpose: 'restore', environment: 'staging' },
    form: {
      SourceDBInstanceIdentifier: 'creator-staging',
      UseLatestRestorableTime: 'true',
      PubliclyAccessible: 'false',
      DBSubnetGroupName: 'data',
    },
  });
  t.notOk(rds.instances.get('creator-staging')?.deleting);
  const [file = ''] = readdirSync(evidence).filter((name) => name.endsWith('.json'));
  const written = JSON.parse(readFileSync(join(evidence, file), 'utf8')) as DrillEvidence;
  t.match(written, {
    environment: 'staging',
    source: 'latest',
    verified: true,
    differences: [],
    compared: { tables: Number, rows: Number },
  });

  await run('backup-databases.sh', ['production', '--confirm'], env);
  const backup = [...rds.snapshots.values()][0]?.tags.backup ?? '';
  const real = await run('restore-database.sh', ['production', backup, '--confirm'], env);
  t.equal(real.code, 0, real.err + real.out);
  t.match(
    real.out,
    /--db-instance-identifier creator-production --new-db-instance-identifier creator-production-before-restore/,
  );
  t.match(real.out, /update-service --cluster creator-production --service payments-worker --desired-count 0/);
  t.match(real.out, /delete-db-instance --db-instance-identifier creator-production-restore-\d{8}-\d{6} /);
  t.ok([...rds.instances.values()].every(({ name, deleting }) => !deleting || name.includes('-restore-')));

  const gone = await run('restore-database.sh', ['staging', 'backup_20200101_000000.sql'], env);
  t.match(gone, { code: 1, err: /backup-20200101-000000/ });

  const [owner] = await db.look<{ id: string }>('select creator_id as id from community.handled_messages limit 1');
  const into = join(evidence, 'export');
  const exporting = ['staging', owner?.id ?? '', '--into', into, '--retention', 'short'];
  t.match(await runNode('backup/export-creator-command.ts', [...exporting, '--dry-run'], env), {
    code: 0,
    out: /keep them 30 days/,
  });
  t.match(await runNode('backup/export-creator-command.ts', exporting, env), {
    code: 0,
    out: /community\.ndjson\.gz: 1 rows/,
  });
  t.ok(readdirSync(into).includes('manifest.json'));
  const unknown = [...exporting.slice(0, -1), 'for-ever'];
  t.match(await runNode('backup/export-creator-command.ts', unknown, env), { code: 2, err: /--retention takes short/ });
  const inProduction = ['production', ...exporting.slice(1)];
  t.match(await runNode('backup/export-creator-command.ts', inProduction, env), { code: 2, err: /--confirm/ });

  const looked = await runNode('budget/check-database-command.ts', ['staging'], env);
  t.match(looked.out, /blue and green together open \d+ connections/);
  t.match(looked.out, /this environment has no replica/);
  const [, planned = '', allowed = ''] = /open (\d+) connections at full scale; (\d+) of/.exec(looked.out) ?? [];
  t.ok(Number(planned) > 100 && Number(allowed) > 0, looked.out);
  t.equal(looked.code, Number(planned) <= Number(allowed) ? 0 : 1, looked.err);
  const lagging = await runNode('budget/check-database-command.ts', ['production'], env);
  t.match(lagging, { code: 1, out: /✗ this is no replica/ });

  // Planted: a copy without rows, and one whose wall has a hole.
  const empty = await copyOf(t, db.adminUrl, 'delete from community.handled_messages');
  const pierced = await copyOf(t, db.adminUrl, 'drop policy creator on payments.intents');
  for (const [other, says] of [
    [empty, /handled_messages is empty in the copy; the one that serves has 200 rows/],
    [pierced, /wall of payments: grant-without-policy payments\.intents/],
  ] as const) {
    const { differences, verified } = await verifyCopy(
      SERVICES.map(wallPlanOf),
      async (login) => db.url(login),
      async (login) => Object.assign(new URL(db.url(login)), { pathname: `/${other}` }).href,
      () => undefined,
    );
    t.notOk(verified);
    t.ok(
      differences.some((line) => says.test(line)),
      differences.join('\n'),
    );
  }
});

/** A copy of the database on the same server, with a defect. */
async function copyOf(t: Test, adminUrl: string, defect: string): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const from = new URL(adminUrl);
  const cluster = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await cluster.connect();
  await cluster.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    from.pathname.slice(1),
  ]);
  await cluster.query(`create database ${name} template ${from.pathname.slice(1)}`);
  t.teardown(async () => {
    await cluster.query(`drop database ${name} with (force)`);
    await cluster.end();
  });
  from.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: from.href });
  await admin.connect();
  await admin.query(defect);
  await admin.end();
  return name;
}
