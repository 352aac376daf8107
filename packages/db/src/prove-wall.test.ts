import t from 'tap';
import { openLab } from './lab.ts';
import { proveTenantWall } from './prove-wall.ts';

const lab = await openLab('labprove');
const admin = await lab.connect('postgres');
const prove = async (samples = {}) =>
  await proveTenantWall({ adminUrl: lab.adminUrl, service: 'labprove', plan: lab.plan, samples });
t.teardown(async () => await lab.close());

t.test('a standing wall gives nothing away, and every planted hole is named', async (t) => {
  const proof = await prove();
  t.same(proof.leaks, []);
  t.same(proof.missed, []);
  t.equal(proof.tables, 5);
  t.ok(proof.probes > 300, `${proof.probes} probes`);
  t.ok(proof.plantedDefects > 150 && proof.plantedFound === proof.plantedDefects, `${proof.plantedDefects} planted`);
  const { rows } = await admin.query('select from labprove.orders');
  t.equal(rows.length, 0, 'and nothing is left behind');
});

t.test('rows that come out of a wall whose catalog looks right are leaks', async (t) => {
  const policy = (sees: string) => `alter policy buyer on labprove.orders using (${sees}) with check (${sees})`;
  await admin.query(policy('not (buyer_id = (select app.current_buyer()))'));
  const { leaks } = await prove();
  await admin.query(policy('buyer_id = (select app.current_buyer())'));
  t.ok(leaks.length > 0);
  t.ok(
    leaks.every((leak) => /^another buyer: .*labprove\.orders.* → 1$/.test(leak)),
    leaks.join(', '),
  );
});

t.test('rows are found for tables with checks, parents and partitions', async (t) => {
  await admin.query(`
    create table labprove.plans (
      creator_id uuid, id uuid default uuidv7(), parent_id uuid, order_id uuid not null,
      currency text not null check (currency = 'ETB'), phone text not null check (phone ~ '^\\+251[79]\\d{8}$'),
      digest bytea not null check (length(digest) = 33), hint text not null check (hint ~ '^\\d{3}$'),
      token text not null check (length(token) = 43), state text not null check (state in ('planned', 'done')),
      done_at timestamptz, starts_at timestamptz not null, ends_at timestamptz not null, share int not null,
      check (ends_at > starts_at), check (share between 50 and 500), check ((state = 'done') = (done_at is not null)),
      primary key (creator_id, id), foreign key (creator_id, parent_id) references labprove.plans,
      foreign key (creator_id, order_id) references labprove.orders);
    alter table labprove.plans owner to owner_labprove;
    set role owner_labprove; call app.protect('labprove.plans'); reset role`);
  const proof = await prove();
  t.same([proof.leaks, proof.missed, proof.tables], [[], [], 6]);
  await admin.query('drop table labprove.plans');
});

t.test('a table without a row is an error that names it, and a sample is the way out', async (t) => {
  await admin.query(`
    create table labprove.odd (creator_id uuid, id uuid, word text not null check (md5(word) like '00%'), primary key (creator_id, id));
    alter table labprove.odd owner to owner_labprove;
    set role owner_labprove; call app.protect('labprove.odd'); reset role`);
  await t.rejects(prove(), /no row could be built for labprove\.odd: .*odd_word_check.*; give one in samples/);
  const { rows } = await admin.query<{ word: string }>(
    "select n::text as word from generate_series(1, 10000) n where md5(n::text) like '00%' limit 1",
  );
  t.same((await prove({ 'labprove.odd': { word: rows[0]?.word ?? '' } })).leaks, []);
  await t.rejects(prove({ 'labprove.nowhere': {} }), /samples for tables that are not there: labprove\.nowhere/);
  await admin.query('drop table labprove.odd');
});

t.test('a wall with a defect, and a creator who cannot see the own row, are errors', async (t) => {
  await admin.query('alter table labprove.orders no force row level security');
  await t.rejects(prove(), /the tenant wall is open:\n {2}rls-not-forced: labprove\.orders/);
  await admin.query('alter table labprove.orders force row level security');
  await admin.query('create policy blind on labprove.orders as restrictive to labprove_creator using (false)');
  await t.rejects(prove(), /labprove\.orders: its creator does not see the own row/);
  await admin.query('drop policy blind on labprove.orders');
});
