// What app.sql promises: doors, backup and reader, the owner's blindness, and being laid twice.
import pg from 'pg';
import t from 'tap';
import { numbered, openLab, refusal } from './lab.ts';
import type { LabDB } from './lab.ts';
import { bootstrap, createService } from './migrate.ts';
import { asCreatorId, createTenancy } from './tenancy.ts';
import { assertTenantWall } from './wall.ts';

const lab = await openLab('labapp');
type DB = { [K in keyof LabDB as K extends `lab.${infer Table}` ? `labapp.${Table}` : never]: LabDB[K] };
const tenancy = createTenancy<DB>({ pool: lab.pool(2), service: 'labapp' });
const admin = await lab.connect('postgres');
const migrator = await lab.connect('migrator_labapp');
const [a, b] = [asCreatorId(numbered(1)), asCreatorId(numbered(2))];
t.teardown(async () => await lab.close());

for (const [creator, n] of [
  [a, 100],
  [b, 200],
] as const) {
  await tenancy.inCreator(creator, async (tx) => {
    await tx
      .insertInto('labapp.products')
      .values({ id: numbered(n), title: 'Injera course', priceSantim: 500 })
      .execute();
    const row = { productId: numbered(n), buyerId: numbered(11), amountSantim: 500, providerOrder: `tb-${n}` };
    await tx
      .insertInto('labapp.orders')
      .values([
        { ...row, id: numbered(n + 1) },
        { ...row, providerOrder: null },
      ])
      .execute();
  });
}
const asOwner = async (text: string): Promise<pg.QueryResult[]> => {
  try {
    return (await migrator.query(`begin; set local role owner_labapp; ${text}; commit`)) as unknown as pg.QueryResult[];
  } catch (error) {
    await migrator.query('rollback');
    throw error;
  }
};

t.test('a backfill lists creators through a door, and works inside each scope', async (t) => {
  const open = async () =>
    await tenancy.door<{ creatorsWithOpenOrders: string }>('creators_with_open_orders', numbered(0), 500);
  t.same(
    (await open()).map((row) => row.creatorsWithOpenOrders),
    [a, b],
  );
  for (const row of await open()) {
    const id = asCreatorId(row.creatorsWithOpenOrders);
    await tenancy.inCreator(id, async (tx) => await tx.updateTable('labapp.orders').set({ status: 'paid' }).execute());
  }
  t.same(await open(), []);
});

t.test('a door opens for those it is granted to: not for another scope, not for the public', async (t) => {
  const ask = "select labapp_doors.creator_of_provider_order('tb-200') as id";
  const login = await lab.connect('svc_labapp');
  const inScope = async (role: string) => await login.query(`begin; set local role ${role}; ${ask}; commit`);
  t.equal((await login.query<{ id: string }>(ask)).rows[0]?.id, b);
  await t.resolves(inScope('labapp_platform'));
  for (const role of ['labapp_creator', 'labapp_buyer', 'labapp_public']) {
    t.equal(await refusal(inScope(role)), '42501', role);
    await login.query('rollback');
  }
});

t.test('a door is replaced by drop and create', async (t) => {
  await asOwner(`
    drop function labapp_doors.creator_of_provider_order;
    create function labapp_doors.creator_of_provider_order(number text) returns uuid stable
    begin atomic select creator_id from labapp.orders where provider_order = number; end;
    call app.door('labapp_doors.creator_of_provider_order(text)', 'svc', 'platform')`);
  t.same(await tenancy.door('creator_of_provider_order', 'tb-100'), [{ creatorOfProviderOrder: a }]);
  t.equal(
    await refusal(asOwner("call app.door('labapp_doors.creator_of_provider_order(text)', 'reporting')")),
    '22023',
  );
});

t.test(
  'backup and reader read all rows with row_security on, are stopped with it off, and write nothing',
  async (t) => {
    for (const role of ['backup_labapp', 'reader_labapp']) {
      const client = await lab.connect(role);
      const count = async (table: string) =>
        (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n;
      t.same([await count('labapp.orders'), await count('labapp.products'), await count('labapp.codes')], [4, 2, 0]);
      t.equal(await refusal(client.query('delete from labapp.orders')), '42501');
      await client.query('set row_security = off'); // what pg_dump does unless told otherwise
      t.equal(await refusal(client.query('select from labapp.orders')), '42501');
    }
  },
);

t.test('the migrator alone may do nothing; rows are closed to the owner with 42501, not with a silent 0', async (t) => {
  t.equal(await refusal(migrator.query('alter table labapp.orders add column note text')), '42501');
  await asOwner('alter table labapp.orders add column note text');
  for (const text of ["update labapp.orders set note = ''", 'select from labapp.orders', 'delete from labapp.orders']) {
    t.equal(await refusal(asOwner(text)), '42501', text);
  }
});

t.test('opened for one transaction, a migration changes all rows; afterwards they are closed again', async (t) => {
  const results = await asOwner("call app.open_for_migration('labapp.orders'); update labapp.orders set note = 'old'");
  t.equal(results.find((r) => r.command === 'UPDATE')?.rowCount, 4);
  t.equal(await refusal(asOwner('select from labapp.orders')), '42501');
});

t.test(
  'a foreign key added to filled tables is really checked; without the owner policy it would not be',
  async (t) => {
    const add =
      'alter table labapp.orders add constraint again foreign key (creator_id, product_id) references labapp.products';
    const undo = 'alter table labapp.orders drop constraint again';
    const open = "call app.open_for_migration('labapp.orders', 'labapp.products')";
    t.equal(await refusal(asOwner(add)), '42501', 'closed');
    await t.resolves(asOwner(`${open}; ${add}; ${undo}`), 'open, and all rows are right');
    await admin.query('alter table labapp.orders drop constraint orders_creator_id_product_id_fkey');
    await admin.query('update labapp.orders set product_id = $1 where id = $2', [numbered(999), numbered(101)]);
    t.equal(await refusal(asOwner(`${open}; ${add}`)), '23503', 'open, and the broken row is found');
    const blind = 'drop policy owner on labapp.orders; drop policy owner on labapp.products';
    await migrator.query(`begin; set local role owner_labapp; ${blind}`);
    await t.resolves(migrator.query(add), 'WHY: a blind owner accepts it unchecked');
    await migrator.query('rollback');
  },
);

t.test('a tenant table and a platform table cannot be taken for each other', async (t) => {
  t.match(await asOwner("call app.protect('labapp.codes')").catch((e: unknown) => e), /codes has no creator_id/);
  t.match(
    await asOwner("call app.protect_platform('labapp.orders')").catch((e: unknown) => e),
    /orders has a creator_id/,
  );
});

t.test('the ground and the service can be laid again over a database in use', async () => {
  await admin.query(
    'alter table labapp.orders add foreign key (creator_id, product_id) references labapp.products not valid',
  );
  await admin.query('update labapp.orders set product_id = $1 where id = $2', [numbered(100), numbered(101)]);
  await admin.query('alter table labapp.orders validate constraint orders_creator_id_product_id_fkey');
  await bootstrap(admin);
  await createService(admin, 'labapp');
  await assertTenantWall(await lab.connect('svc_labapp'), lab.plan);
});

t.test('a bootstrap role that is no superuser, as on a managed server, is enough and keeps no power', async (t) => {
  const name = `lab_managed_${process.pid}`;
  await admin.query(`create role ${name} login createrole createdb`);
  await admin.query(`create database ${name} owner ${name}`);
  const url = new URL(lab.url(name));
  url.pathname = name;
  const managed = new pg.Client({ connectionString: url.href });
  await managed.connect();
  await bootstrap(managed);
  for (let i = 0; i < 2; i++) await createService(managed, name);
  t.equal(await refusal(managed.query(`set role owner_${name}`)), '42501');
  const tables = `begin; set local role owner_${name}; create table ${name}.notes (creator_id uuid, id uuid, primary key (creator_id, id));
    call app.protect('${name}.notes'); commit`;
  const [own, login] = [`migrator_${name}`, `svc_${name}`].map((user) => {
    const to = new URL(url);
    to.username = user;
    return new pg.Client({ connectionString: to.href });
  });
  await own?.connect();
  await own?.query(tables);
  await login?.connect();
  if (login) await assertTenantWall(login, { service: name, doors: [], exceptions: [] });
  for (const client of [own, login, managed]) await client?.end();
  await admin.query(`drop database ${name} with (force)`);
  for (const role of [
    'svc_%',
    'migrator_%',
    'door_%',
    'owner_%',
    'backup_%',
    'reader_%',
    '%_creator',
    '%_buyer',
    '%_public',
    '%_platform',
    '%',
  ]) {
    await admin.query(`drop role if exists ${role.replace('%', name)}`);
  }
});
