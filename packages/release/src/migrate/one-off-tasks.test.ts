// The two one-off tasks of a release, run as processes against a server on which, as on RDS, nobody is superuser.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import t from 'tap';
import { scramVerifier } from '@windsurf/db/logins';
import { readWallPlan, wallDefects } from '@windsurf/db/wall';
import {
  freshFolder,
  layGround,
  migrateService,
  passwordOf,
  readServices,
  root,
  runNode,
  startManaged,
} from './acceptance/ground.ts';

const dir = freshFolder('tasks-test');
const server = await startManaged(dir);
t.teardown(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});
const services = readServices();
const schemas = services.map((s) => s.schema);
const payments = services.find((s) => s.name === 'payments') ?? { name: '', schema: '' };
const bootstrap = 'packages/messages/src/bootstrap-command.ts';
const migrate = 'packages/db/src/migrate-command.ts';

t.test('a master user that is no superuser lays the ground of all services, twice, and keeps no power', async (t) => {
  const first = await layGround(server, schemas);
  t.equal(first.code, 0, first.text);
  t.match(first.text, `${schemas.length * 4} of ${schemas.length * 4} logins got a password`);
  const again = await layGround(server, schemas);
  t.equal(again.code, 0, again.text);
  t.notMatch(first.text + again.text, /password-of-/);
  const kept = await server.ask<{ role: string }>(
    `select m.roleid::regrole::text as role from pg_auth_members m where m.member = 'windsurf_master'::regrole
      and (m.set_option or m.inherit_option) and m.roleid::regrole::text !~ '^pg_'`,
  );
  t.same(kept, [], 'ADMIN alone, which the creator of a role has');
});

t.test('the server keeps the verifier that it would have made itself of the same password', async (t) => {
  const [kept] = await server.ask<{ verifier: string }>(
    "select rolpassword as verifier from pg_authid where rolname = 'svc_payments'",
  );
  await server.ask("alter role svc_payments password 'password-of-svc_payments'");
  const [own] = await server.ask<{ verifier: string }>(
    "select rolpassword as verifier from pg_authid where rolname = 'svc_payments'",
  );
  const saltOf = (verifier = ''): Buffer => Buffer.from(/:([^$]+)\$/.exec(verifier)?.[1] ?? '', 'base64');
  t.equal(scramVerifier(passwordOf('svc_payments'), saltOf(kept?.verifier)), kept?.verifier);
  t.equal(scramVerifier(passwordOf('svc_payments'), saltOf(own?.verifier)), own?.verifier);
  t.not(scramVerifier('another-password-x', saltOf(own?.verifier)), own?.verifier, 'planted: another password');
  for (const weak of ['short', 'with a space in it', 'ሰላም-ሰላም-ሰላም-ሰላም'])
    t.throws(() => scramVerifier(weak), RangeError);
});

t.test('the address and the passwords may come in parts, as a task gets them from secrets', async (t) => {
  const master = new URL(server.masterUrl);
  const parts = {
    PGHOST: master.hostname,
    PGPORT: master.port,
    PGUSER: decodeURIComponent(master.username),
    PGPASSWORD: decodeURIComponent(master.password),
    PGDATABASE: master.pathname.slice(1),
  };
  const args = ['--schemas', schemas.join(',')];
  const laid = await runNode(bootstrap, args, { ...parts, LOGIN_PASSWORD_svc_auth: passwordOf('svc_auth') });
  t.match(laid, { code: 0, text: `1 of ${schemas.length * 4} logins got a password` });
  const stranger = await runNode(bootstrap, args, { ...parts, LOGIN_PASSWORD_postgres: 'a-password-long-enough' });
  t.match(stranger, { code: 1, text: "postgres is no service's login" });
});

t.test(
  'every service migrates as its own login; the wall of each stands; a second run finds nothing to do',
  async (t) => {
    for (const service of services) {
      const done = await migrateService(server, service);
      t.match(done.text, /\d+ files applied/);
      t.equal(done.code, 0, done.text);
      const login = new pg.Client({ connectionString: server.url(`svc_${service.schema}`) });
      await login.connect();
      const plan = readWallPlan(service.schema, join(root, 'services', service.name, 'wall.json'));
      const { defects, seen } = await wallDefects(login, plan);
      await login.end();
      t.same(defects, [], service.name);
      t.match(seen, /^[1-9]\d* tables/);
    }
    const again = await migrateService(server, payments);
    t.match(again.text, 'payments: nothing to do');
    t.equal(again.code, 0);
  },
);

t.test('a migration waits for a table that is held, says so, and gives up with a code of its own', async (t) => {
  await server.ask("delete from app.migrations where schema = 'payments' and name = '0012-fewer-indexes.sql'");
  for (const index of ['buyer', 'provider_order', 'provider_txn', 'reference'])
    await server.ask(`create index intents_by_${index} on payments.intents (creator_id)`);
  const look = await migrateService(server, payments, ['--dry-run']);
  t.match(look.text, /would apply payments\/0012-fewer-indexes\.sql\n.*1 files pending/);
  const holder = new pg.Client({ connectionString: server.url('migrator_payments') });
  await holder.connect();
  await holder.query("select pg_advisory_lock(hashtext('migrate payments'))");
  const waiting = migrateService(server, payments, ['--tries', '1', '--phases', 'contract']);
  const blocked = async (): Promise<boolean> =>
    (
      await server.ask(
        "select from pg_stat_activity where application_name = 'migrate payments' and wait_event = 'advisory'",
      )
    ).length > 0;
  while (!(await blocked())) await new Promise((done) => setTimeout(done, 50));
  await holder.query('select pg_advisory_unlock_all()');
  t.equal((await waiting).code, 0, 'the other migrator has finished');
  await holder.query('begin');
  await holder.query('set local role owner_payments');
  await holder.query('lock table payments.intents in access share mode');
  const held = await migrateService(server, payments, ['--tries', '1']);
  t.match(held.text, /0012-fewer-indexes\.sql: canceling statement due to lock timeout/);
  t.equal(held.code, 3);
  const patient = migrateService(server, payments);
  await holder.query('rollback');
  await holder.end();
  t.equal((await patient).code, 0, 'freed meanwhile');
});

t.test('a file that the database refuses ends the task at once', async (t) => {
  await server.ask("update app.migrations set checksum = 'planted' where schema = 'auth' and name like '0001%'");
  const refused = await migrateService(server, { name: 'auth', schema: 'auth' });
  t.equal(refused.code, 1);
  t.match(refused.text, /has changed since it was applied/);
});

t.test('a wrong call says what is missing, with code 2, and never a password', async (t) => {
  const url = 'postgres://migrator_payments:hunter2hunter2@127.0.0.1:1/x';
  const wrong: readonly (readonly [string, string[], Record<string, string>, RegExp])[] = [
    [migrate, [], {}, /--service <name>/],
    [migrate, ['--service', 'nobody'], { MIGRATOR_DATABASE_URL: url }, /--service <name>/],
    [migrate, ['--service', '../packages'], { MIGRATOR_DATABASE_URL: url }, /--service <name>/],
    [migrate, ['--service', 'payments'], {}, /MIGRATOR_DATABASE_URL is missing/],
    [migrate, ['--service', 'auth'], { MIGRATOR_DATABASE_URL: url }, /is of migrator_payments/],
    [migrate, ['--service', 'payments', '--phases', 'shrink'], { MIGRATOR_DATABASE_URL: url }, /--phases takes/],
    [migrate, ['--service', 'payments', '--tries', '0'], { MIGRATOR_DATABASE_URL: url }, /--tries takes/],
    [migrate, ['--force'], {}, /--force/],
    [bootstrap, [], {}, /--schemas/],
    [bootstrap, ['--schemas', 'auth'], {}, /BOOTSTRAP_DATABASE_URL is missing/],
    [
      bootstrap,
      ['--schemas', 'auth'],
      { BOOTSTRAP_DATABASE_URL: url, LOGIN_PASSWORDS: '["hunter2hunter2"' },
      /must be a JSON object/,
    ],
  ];
  for (const [file, args, env, says] of wrong) {
    const { code, text } = await runNode(file, args, env);
    t.equal(code, 2, text);
    t.match(text, says);
    t.notMatch(text, /hunter2/);
  }
  const away = await runNode(migrate, ['--service', 'payments', '--tries', '2'], { MIGRATOR_DATABASE_URL: url });
  t.equal(away.code, 3, 'a server that is not there is waited for');
  t.match(away.text, /trying again in/);
});
