import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Test } from 'tap';
import { openLab } from './lab.ts';
import { assertSchemaFits, bootstrap, migrate, pendingMigrations, readMigrations } from './migrate.ts';
import type { Phase } from './migrate.ts';

const schema = 'labmigrate';
const table = (name: string): string =>
  `create table labmigrate.${name} (creator_id uuid, id uuid, primary key (creator_id, id)); call app.protect('labmigrate.${name}');`;

const setUp = async (t: Test) => {
  const lab = await openLab(schema, { withTables: false });
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  t.teardown(async () => {
    await lab.close();
    rmSync(folder, { recursive: true });
  });
  const service = await lab.connect('svc_labmigrate'); // whoever boots asks with this login
  return {
    lab,
    folder,
    service,
    write: (name: string, phase: string, text: string) =>
      writeFileSync(join(folder, name), `-- phase: ${phase}\n${text}\n`),
    remove: (name: string) => rmSync(join(folder, name)),
    run: async (phases?: readonly Phase[]) => {
      const log: string[] = [];
      const options = { adminUrl: lab.adminUrl, schema, folder, log: (line: string) => log.push(line) };
      const { applied } = await migrate(phases ? { ...options, phases } : options);
      return { applied, log };
    },
    tables: async () => {
      const admin = await lab.connect('postgres');
      const { rows } = await admin.query<{ t: string; o: string }>(
        "select tablename as t, tableowner as o from pg_tables where schemaname = 'labmigrate' order by 1",
      );
      return rows.map((row) => `${row.t} of ${row.o}`);
    },
    fits: async () => await assertSchemaFits(service, schema, folder),
  };
};

t.test('pending files run once, in order, as the owner', async (t) => {
  const m = await setUp(t);
  m.write('0002-coats.sql', 'backfill', 'alter table labmigrate.boots add column laces int;');
  m.write('0001-boots.sql', 'expand', table('boots'));
  t.same(await pendingMigrations(m.service, schema, m.folder), ['0001-boots.sql', '0002-coats.sql']);
  const { applied, log } = await m.run();
  t.same(applied, ['0001-boots.sql', '0002-coats.sql']);
  t.same(log, ['labmigrate/0001-boots.sql (expand)', 'labmigrate/0002-coats.sql (backfill)']);
  t.same(await m.tables(), ['boots of owner_labmigrate']);
  t.same((await m.run()).applied, []);
  t.same(await pendingMigrations(m.service, schema, m.folder), []);
  const migratorUrl = m.lab.url('migrator_labmigrate');
  m.write('0003-hats.sql', 'expand', table('hats'));
  const { applied: third } = await migrate({ migratorUrl, schema, folder: m.folder, log: () => {} });
  t.same(third, ['0003-hats.sql'], 'the same with the migrator itself');
});

t.test('a file that changed after it was applied is an error that names it, and nothing runs', async (t) => {
  const m = await setUp(t);
  m.write('0001-boots.sql', 'expand', table('boots'));
  await m.run();
  m.write('0001-boots.sql', 'expand', table('shoes'));
  m.write('0002-coats.sql', 'expand', table('coats'));
  await t.rejects(m.run(), /labmigrate\/0001-boots\.sql has changed/);
  t.same(await m.tables(), ['boots of owner_labmigrate']);
});

t.test('a file that fails leaves nothing of itself, keeps those before it, and says its line', async (t) => {
  const m = await setUp(t);
  m.write('0001-boots.sql', 'expand', table('boots'));
  m.write('0002-coats.sql', 'expand', `${table('coats')}\nselect nonsense;`);
  m.write('0003-hats.sql', 'expand', table('hats'));
  await t.rejects(m.run(), /labmigrate\/0002-coats\.sql: column "nonsense" does not exist \(line 3\)/);
  t.same(await m.tables(), ['boots of owner_labmigrate']);
  m.write('0002-coats.sql', 'expand', table('coats'));
  t.same((await m.run()).applied, ['0002-coats.sql', '0003-hats.sql']);
});

t.test('a migration has no power but its owner: not over another schema, not over roles', async (t) => {
  const m = await setUp(t);
  for (const text of [
    'create table public.x (id int)',
    'create role labmigrate_x',
    'alter role svc_labmigrate superuser',
  ]) {
    m.write('0001-more.sql', 'expand', `${text};`);
    await t.rejects(m.run(), /permission denied|must be/, text);
  }
  m.write('0001-more.sql', 'expand', 'reset role; reset session authorization; create role labmigrate_escaped;');
  await t.rejects(m.run(), /changes its role/);
});

t.test('a file may not end its transaction', async (t) => {
  const m = await setUp(t);
  m.write('0001-boots.sql', 'expand', `${table('boots')} commit;`);
  await t.rejects(m.run(), /0001-boots\.sql: the file ends its transaction/);
});

t.test('a table that somebody holds stops the migration after 3 s, and it can be run again', async (t) => {
  const m = await setUp(t);
  m.write('0001-boots.sql', 'expand', table('boots'));
  await m.run();
  const holder = await m.lab.connect('postgres');
  await holder.query('begin; lock table labmigrate.boots in access share mode');
  m.write('0002-laces.sql', 'expand', 'alter table labmigrate.boots add column laces int;');
  await t.rejects(m.run(), /0002-laces\.sql: canceling statement due to lock timeout/);
  await holder.query('commit');
  t.same((await m.run()).applied, ['0002-laces.sql']);
});

t.test('two migrators at once: each file is applied once', async (t) => {
  const m = await setUp(t);
  for (let i = 1; i <= 5; i++) m.write(`000${i}-table.sql`, 'expand', table(`t${i}`));
  const runs = await Promise.all([m.run(), m.run(), m.run()]);
  t.same(
    runs.flatMap((run) => run.applied).toSorted(),
    readMigrations(m.folder).map((f) => f.name),
  );
});

t.test('a name, a number and a first line must be as they must be', async (t) => {
  const m = await setUp(t);
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['1-boots.sql', '-- phase: expand\n', /1-boots\.sql: a migration is named/],
    ['0001-boots.sql', 'create table x ();', /0001-boots\.sql: the first line must be/],
    ['0001-boots.sql', '-- phase: shrink\n', /0001-boots\.sql: the first line must be/],
  ];
  for (const [name, text, error] of wrong) {
    writeFileSync(join(m.folder, name), text);
    t.throws(() => readMigrations(m.folder), error);
    m.remove(name);
  }
  m.write('0001-boots.sql', 'expand', '');
  m.write('0001-coats.sql', 'expand', '');
  t.throws(() => readMigrations(m.folder), /0001-coats\.sql: its number is taken by 0001-boots\.sql/);
});

t.test('boot refuses a pending expand file; pending backfill and contract files do not stop it', async (t) => {
  const m = await setUp(t);
  m.write('0001-boots.sql', 'expand', table('boots'));
  await t.rejects(m.fits(), /database of labmigrate lacks 0001-boots\.sql/);
  m.write('0002-fill.sql', 'backfill', 'select 1;');
  m.write('0003-drop.sql', 'contract', "call app.code_level('labmigrate', 3);");
  t.same((await m.run(['expand'])).applied, ['0001-boots.sql']);
  await t.resolves(m.fits());
});

t.test('old code runs on newer expand migrations, and not on what a contract file took away', async (t) => {
  const m = await setUp(t);
  m.write('0001-boots.sql', 'expand', table('boots'));
  m.write('0002-coats.sql', 'expand', table('coats'));
  await m.run();
  m.remove('0002-coats.sql');
  await t.resolves(m.fits(), 'one file behind');
  m.write('0002-coats.sql', 'expand', table('coats'));
  m.write('0003-no-boots.sql', 'contract', "drop table labmigrate.boots; call app.code_level('labmigrate', 2);");
  await m.run();
  m.remove('0003-no-boots.sql');
  await t.resolves(m.fits(), 'the level that the contract file names still fits');
  m.remove('0002-coats.sql');
  await t.rejects(m.fits(), /needs code of level 2; this build has 1 migration files/);
});

t.test('only a contract file raises the code level, and each of them says it', async (t) => {
  const m = await setUp(t);
  m.write('0001-sly.sql', 'expand', "call app.code_level('labmigrate', 1);");
  await t.rejects(m.run(), /0001-sly\.sql: only a contract file/);
  m.write('0001-sly.sql', 'contract', 'select 1;');
  await t.rejects(m.run(), /0001-sly\.sql: a contract file says which code still fits/);
  m.write('0001-sly.sql', 'contract', "call app.code_level('labother', 1);");
  await t.rejects(m.run(), /0001-sly\.sql: migrator_labmigrate does not migrate labother/);
});

t.test('databases of one cluster are bootstrapped side by side', async (t) => {
  const labs = await Promise.all([1, 2, 3].map(async () => await openLab('labbeside')));
  for (const lab of labs) await bootstrap(await lab.connect('postgres'));
  t.equal(labs.length, 3);
  for (const lab of labs) await lab.close();
});
