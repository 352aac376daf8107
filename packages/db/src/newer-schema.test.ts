// An old build on a database that a newer build has migrated: what the newer files brought must not stop it, what nobody
// explains must.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openLab, refusal } from './lab.ts';
import { migrate, wallPlanHere } from './migrate.ts';
import type { Phase } from './migrate.ts';
import { assertTenantWall, readWallPlan, wallDefects } from './wall.ts';
import type { WallException } from './wall.ts';

const schema = 'labnewer';
const lab = await openLab(schema, { withTables: false });
const home = mkdtempSync(join(tmpdir(), 'builds-'));
const admin = await lab.connect('postgres');
const login = await lab.connect(`svc_${schema}`);
t.teardown(async () => {
  await lab.close();
  rmSync(home, { recursive: true });
});

const door = (name: string): string => `
  create function ${schema}_doors.${name}(number text) returns uuid stable
  begin atomic select creator_id from ${schema}.orders where number = number limit 1; end;
  call app.door('${schema}_doors.${name}(text)', 'svc');`;
const listed = (name: string): string => `${schema}_doors.${name}(number text)`;
const capsMayBe: WallException = {
  rule: 'creator-id-missing',
  object: `${schema}.caps`,
  reason: 'caps are the whole platform’s',
};
const files = {
  '0001-orders.sql': `-- phase: expand
    create table ${schema}.orders (creator_id uuid, id uuid, number text, primary key (creator_id, id));
    call app.protect('${schema}.orders'); ${door('first')}`,
  '0002-second.sql': `-- phase: expand
    ${door('second')}
    create table ${schema}.caps (id uuid primary key); call app.protect_platform('${schema}.caps');`,
  '0003-third.sql': `-- phase: expand\n${door('third')}`,
  '0004-no-first.sql': `-- phase: contract
    drop function ${schema}_doors.first; call app.code_level('${schema}', 1);`,
};
type File = keyof typeof files;

/** A build: its folder with these files and this wall.json. */
const build = (name: string, having: readonly File[], doors: readonly string[], exceptions: WallException[] = []) => {
  const root = join(home, name);
  const folder = join(root, 'migrations');
  mkdirSync(folder, { recursive: true });
  for (const file of having) writeFileSync(join(folder, file), files[file]);
  const wall = join(root, 'wall.json');
  writeFileSync(wall, JSON.stringify({ doors: doors.map(listed), exceptions }));
  const plan = readWallPlan(schema, wall);
  return {
    plan,
    folder,
    migrate: async (phases?: readonly Phase[]) =>
      await migrate({
        migratorUrl: lab.url(`migrator_${schema}`),
        schema,
        folder,
        wall,
        log: () => {},
        ...(phases ? { phases } : {}),
      }),
    /** What the service does at boot, with its own login. */
    boots: async () => await assertTenantWall(login, await wallPlanHere(login, plan, folder)),
  };
};
const old = build('old', ['0001-orders.sql'], ['first']);
const next = build('next', ['0001-orders.sql', '0002-second.sql'], ['first', 'second'], [capsMayBe]);
await old.migrate();

t.test('an old build starts again on a newer schema; its own words alone would stop it', async (t) => {
  await t.resolves(old.boots());
  t.equal(await wallPlanHere(login, old.plan, old.folder), old.plan, 'nothing is newer yet');
  await next.migrate();
  await t.resolves(next.boots());
  t.same(
    (await wallDefects(login, old.plan)).defects.map((d) => `${d.rule} ${d.object}`),
    [`creator-id-missing ${schema}.caps`, `door-unlisted ${listed('second')}`, `login-granted ${listed('second')}`],
    'WHY',
  );
  await t.resolves(old.boots());
});

t.test('what no file of a newer build explains stops old and new builds alike', async (t) => {
  const definer = 'returns int language sql security definer set search_path = pg_catalog, pg_temp';
  for (const [rule, planted] of [
    ['door-unlisted', `create function ${schema}_doors.peek() ${definer} as 'select 1'`],
    ['door-unpinned', `alter function ${schema}_doors.second set search_path = public`],
    ['door-owner', `alter function ${schema}_doors.second owner to postgres`],
    ['door-to-public', `grant execute on function ${schema}_doors.second to public`],
    ['door-missing', `drop function ${schema}_doors.first`],
    ['creator-id-missing', `create table ${schema}.notes (id uuid primary key)`],
    ['rls-off', `alter table ${schema}.caps disable row level security`],
    ['policy-too-wide', `alter policy creator on ${schema}.orders using (true)`],
    ['login-granted', `grant select on ${schema}.caps to svc_${schema}`],
  ] as const) {
    await admin.query('begin');
    await admin.query(planted);
    for (const one of [old, next]) {
      const { defects } = await wallDefects(admin, await wallPlanHere(admin, one.plan, one.folder));
      t.ok(
        defects.some((d) => d.rule === rule),
        `${rule}: ${planted}`,
        { defects },
      );
    }
    await admin.query('rollback');
  }
});

t.test('a file that made a door which its own wall.json does not list explains nothing', async (t) => {
  await admin.query('begin');
  await admin.query("update app.migrations set wall = jsonb_set(wall, '{doors}', '[]') where name = '0002-second.sql'");
  const { defects } = await wallDefects(admin, await wallPlanHere(admin, old.plan, old.folder));
  t.ok(defects.some((d) => d.rule === 'door-unlisted'));
  await admin.query('rollback');
});

t.test('words written beside a file that this build has itself say nothing to it', async (t) => {
  await admin.query('begin');
  await admin.query(
    `update app.migrations set wall = jsonb_build_object('doors', jsonb_build_array('${schema}_doors.peek()'), 'exceptions', '[]'::jsonb)`,
  );
  await admin.query(`create function ${schema}_doors.peek() returns int language sql as 'select 1'`);
  const { defects } = await wallDefects(admin, await wallPlanHere(admin, next.plan, next.folder));
  t.ok(defects.some((d) => d.rule === 'door-unlisted'));
  await admin.query('rollback');
});

t.test('neither the service nor a scope of it can write such words', async (t) => {
  const words = `'${schema}', '0009-x.sql', 'x', 'expand', '{}'`;
  t.equal(await refusal(login.query(`call app.record_migration(${words})`)), '42501');
  t.equal(await refusal(login.query("update app.migrations set wall = '{}'")), '42501');
});

t.test('a run that ended half way leaves a database on which old and new builds start', async (t) => {
  const half = build(
    'half',
    ['0001-orders.sql', '0002-second.sql', '0003-third.sql'],
    ['first', 'second', 'third'],
    [capsMayBe],
  );
  await admin.query(`delete from app.migrations where name = '0002-second.sql'`);
  await admin.query(`drop function ${schema}_doors.second; drop table ${schema}.caps`);
  const blocked = await lab.connect('postgres');
  await blocked.query(`create function ${schema}_doors.third(number text) returns int language sql as 'select 1'`);
  await t.rejects(half.migrate(), /0003-third\.sql/, 'the second file is applied, the third is not');
  await blocked.query(`drop function ${schema}_doors.third`);
  await t.resolves(old.boots());
  await t.resolves(next.boots());
  await half.migrate();
  await t.resolves(half.boots());
  await t.resolves(old.boots());
});

t.test('a door that a contract file took away is not missed by a build whose level still fits', async (t) => {
  const all = Object.keys(files) as File[];
  const last = build('last', all, ['second', 'third'], [capsMayBe]);
  await last.migrate(['expand', 'backfill']);
  for (const one of [last, next, old]) await t.resolves(one.boots(), 'while the contract file waits');
  await admin.query(`begin; create function ${schema}_doors.peek() returns int language sql as 'select 1'`);
  t.match((await wallDefects(admin, await wallPlanHere(admin, last.plan, last.folder))).defects, [
    { rule: 'door-to-public' },
    { rule: 'door-unlisted', object: `${schema}_doors.peek()` },
  ]);
  await admin.query('rollback');
  await last.migrate();
  t.same((await wallPlanHere(login, last.plan, last.folder)).newer, undefined);
  for (const one of [last, next, old]) await t.resolves(one.boots());
});
