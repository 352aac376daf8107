// Plants one defect at a time, in a transaction that is rolled back, and asks whether the wall names it.
import t from 'tap';
import { openLab } from './lab.ts';
import { assertTenantWall, wallDefects } from './wall.ts';

const lab = await openLab('labwall');
const admin = await lab.connect('postgres');
const plan = lab.plan;
t.teardown(async () => await lab.close());

t.test('the wall stands, asked by the login role itself, with no power but its own', async (t) => {
  t.match(await assertTenantWall(await lab.connect('svc_labwall'), plan), /^5 tables, \d\d policies, \d\d grants, /);
});

const definer = 'returns int language sql security definer';
const key = 'foreign key (creator_id, product_id) references labwall.products (creator_id, id)';
const forgotten = 'create table labwall.forgotten (creator_id uuid not null, id uuid, primary key (creator_id, id))';
const platformTable = 'create table labwall.notes (id uuid primary key)';
/** Rule, the defect in SQL, and the object that must be named (any, when left out). */
const planted: readonly (readonly [string, string, string?])[] = [
  ['rls-off', 'alter table labwall.orders disable row level security', 'labwall.orders'],
  ['rls-off', 'alter table labwall.visits_2026 disable row level security', 'labwall.visits_2026'],
  ['rls-not-forced', 'alter table labwall.orders no force row level security', 'labwall.orders'],
  ['rls-off', forgotten, 'labwall.forgotten'],
  ['owner-differs', forgotten, 'labwall.forgotten'],
  ['grant-without-policy', 'drop policy buyer on labwall.orders', 'labwall.orders'],
  ['grant-without-policy', 'grant update (title) on labwall.products to labwall_buyer', 'labwall.products'],
  [
    'grant-without-policy',
    'drop policy creator on labwall.orders; create policy creator on labwall.orders for select to labwall_creator using (creator_id = (select app.current_creator()))',
  ],
  ['grant-past-rls', 'grant truncate on labwall.orders to labwall_creator', 'labwall.orders'],
  ['grant-past-rls', 'grant references on labwall.codes to labwall_platform', 'labwall.codes'],
  ['grant-to-public', 'grant select on labwall.orders to public', 'labwall.orders'],
  [
    'grant-to-stranger',
    'create role labwall_reporting; grant select on labwall.orders to labwall_reporting',
    'labwall.orders',
  ],
  ['grant-to-stranger', 'create role queue_labwall; grant select on labwall.orders to queue_labwall', 'labwall.orders'],
  ['policy-to-public', 'create policy extra on labwall.orders using (creator_id is not null)', 'labwall.orders'],
  [
    'policy-to-stranger',
    'create role labwall_reporting; create policy extra on labwall.orders to labwall_reporting using (true)',
    'labwall.orders',
  ],
  ['policy-doubled', 'create policy extra on labwall.orders to labwall_creator using (true)', 'labwall.orders'],
  ['policy-too-wide', 'alter policy creator on labwall.orders using (true)', 'labwall.orders'],
  ['policy-too-wide', 'alter policy creator on labwall.orders with check (true)', 'labwall.orders'],
  [
    'policy-too-wide',
    "alter policy creator on labwall.orders using (creator_id = (select app.current_creator()) or status = 'open')",
  ],
  ['policy-too-wide', 'alter policy buyer on labwall.orders using (true)', 'labwall.orders'],
  [
    'policy-too-wide',
    "alter policy buyer on labwall.orders using (buyer_id = (select app.current_buyer()) or status = 'paid') with check (buyer_id = (select app.current_buyer()) or status = 'paid')",
  ],
  ['policy-too-wide', 'alter policy buyer on labwall.codes using (true) with check (true)', 'labwall.codes'],
  ['policy-too-wide', 'create policy creator on labwall.codes to labwall_creator using (true)', 'labwall.codes'],
  ['policy-too-wide', 'alter policy public on labwall.products using (true)', 'labwall.products'],
  ['reader-writes', 'grant insert on labwall.products to labwall_public', 'labwall.products'],
  ['reader-writes', 'grant delete on labwall.products to reader_labwall', 'labwall.products'],
  [
    'platform-sees-tenant',
    'create policy platform on labwall.orders to labwall_platform using (true)',
    'labwall.orders',
  ],
  ['platform-sees-tenant', 'grant select on labwall.orders to labwall_platform', 'labwall.orders'],
  ['platform-policy-missing', 'drop policy platform on labwall.codes', 'labwall.codes'],
  ['platform-policy-missing', platformTable, 'labwall.notes'],
  ['creator-id-missing', platformTable, 'labwall.notes'],
  ['owner-unwarned', 'drop policy owner on labwall.orders', 'labwall.orders'],
  ['creator-id-nullable', 'create table labwall.notes (creator_id uuid, id uuid primary key)', 'labwall.notes'],
  ['unique-without-creator', 'create unique index by_title on labwall.products (title)', 'labwall.by_title'],
  [
    'unique-without-creator',
    'create table labwall.notes (creator_id uuid not null, id uuid primary key)',
    'labwall.notes_pkey',
  ],
  ['no-primary-key', 'create table labwall.notes (creator_id uuid not null, id uuid)', 'labwall.notes'],
  [
    'key-without-creator',
    'create unique index x on labwall.products (id); alter table labwall.orders add constraint single foreign key (product_id) references labwall.products (id)',
    'labwall.orders.single',
  ],
  [
    'key-nulls-creator',
    `alter table labwall.orders add constraint nulling ${key} on delete set null`,
    'labwall.orders.nulling',
  ],
  [
    'key-crosses-schema',
    'create table public.people (id uuid primary key); alter table labwall.orders add constraint crossing foreign key (buyer_id) references public.people (id)',
    'labwall.orders.crossing',
  ],
  ['key-not-checked', `alter table labwall.orders add constraint late ${key} not valid`, 'labwall.orders.late'],
  ['not-a-table', 'create view labwall.all_orders as select * from labwall.orders', 'labwall.all_orders'],
  ['not-a-table', 'create materialized view labwall.totals as select 1 as n', 'labwall.totals'],
  ['role-powers', 'alter role svc_labwall superuser', 'svc_labwall'],
  ['role-powers', 'alter role svc_labwall bypassrls', 'svc_labwall'],
  ['role-powers', 'alter role svc_labwall inherit', 'svc_labwall'],
  ['role-powers', 'alter role labwall_creator bypassrls', 'labwall_creator'],
  ['role-powers', 'alter role labwall_platform bypassrls', 'labwall_platform'],
  ['role-powers', 'alter role labwall_public login', 'labwall_public'],
  ['role-powers', 'alter role door_labwall bypassrls', 'door_labwall'],
  ['role-powers', 'alter role reader_labwall bypassrls', 'reader_labwall'],
  ['role-powers', 'create role queue_labwall nologin bypassrls', 'queue_labwall'],
  ['role-member', 'grant owner_labwall to svc_labwall with inherit false', 'svc_labwall'],
  ['role-member', 'grant pg_read_all_data to svc_labwall with inherit false', 'svc_labwall'],
  ['role-member', 'grant labwall_creator to svc_labwall with inherit true', 'svc_labwall'],
  [
    'role-member',
    'create role queue_labwall nologin; grant queue_labwall to svc_labwall with inherit true',
    'svc_labwall',
  ],
  ['role-member', 'grant door_labwall to labwall_creator', 'labwall_creator'],
  ['role-member', 'grant labwall_creator to labwall_platform', 'labwall_platform'],
  ['role-entered', 'create role svc_labother login; grant labwall_creator to svc_labother', 'svc_labother'],
  ['role-entered', 'create role svc_labother login; grant owner_labwall to svc_labother', 'svc_labother'],
  ['role-owns', 'create table public.mine (x int); alter table public.mine owner to svc_labwall', 'svc_labwall'],
  [
    'role-owns',
    'grant create on schema public to labwall_creator; create table public.mine (x int); alter table public.mine owner to labwall_creator',
  ],
  ['login-granted', 'grant select on labwall.orders to svc_labwall', 'labwall.orders'],
  ['login-granted', 'grant select (id) on labwall.orders to svc_labwall', 'labwall.orders'],
  ['login-granted', 'grant usage on schema labwall to svc_labwall', 'schema labwall'],
  [
    'login-granted',
    'create table public.elsewhere (x int); grant select on public.elsewhere to svc_labwall',
    'elsewhere',
  ],
  ['schema-open', 'grant create on schema labwall_doors to labwall_creator', 'schema labwall_doors'],
  ['schema-open', 'grant usage on schema labwall to public', 'schema labwall'],
  ['door-unlisted', `create function labwall_doors.peek() ${definer} as 'select 1'`, 'labwall_doors.peek()'],
  ['door-unlisted', `create function public.peek() ${definer} as 'select 1'`, 'public.peek()'],
  ['door-unlisted', `create function labwall.emit() ${definer} as 'select 1'`, 'labwall.emit()'],
  [
    'door-unlisted',
    `create schema messages; create function messages.emit() ${definer} as 'select 1'; grant execute on function messages.emit() to labwall_creator`,
    'messages.emit()',
  ],
  ['door-unpinned', 'alter function labwall_doors.creator_of_provider_order reset search_path'],
  ['door-unpinned', 'alter function labwall_doors.creator_of_provider_order set search_path = public'],
  ['door-owner', 'alter function labwall_doors.creator_of_provider_order owner to postgres'],
  ['door-to-public', 'grant execute on function labwall_doors.creator_of_provider_order to public'],
  [
    'door-to-stranger',
    'create role svc_labother login; grant execute on function labwall_doors.creator_of_provider_order to svc_labother',
  ],
  ['door-missing', 'drop function labwall_doors.creator_of_provider_order'],
  ['exception-unused', 'drop index labwall.orders_provider_order'],
  ['exception-unused', 'drop table labwall.codes', 'creator-id-missing labwall.codes'],
];

const defectsAfter = async (sql: string) => {
  await admin.query('begin');
  try {
    await admin.query(sql);
    // Asked before the commit, hence by the planter; the question does not depend on who asks.
    return (await wallDefects(admin, plan)).defects;
  } finally {
    await admin.query('rollback');
  }
};

t.test('every planted defect is found, by its rule and its name', async (t) => {
  for (const [rule, sql, object] of planted) {
    const found = await defectsAfter(sql);
    t.ok(
      found.some((d) => d.rule === rule && (object === undefined || d.object === object)),
      `${rule}: ${sql.slice(0, 100)}`,
      { found },
    );
  }
});

t.test('what app.protect and app.protect_platform leave behind needs no further word', async (t) => {
  const found = await defectsAfter(`
    set local role owner_labwall;
    create table labwall.notes (creator_id uuid, id uuid default uuidv7(), primary key (creator_id, id));
    call app.protect('labwall.notes');
    create table labwall.visits_2027 partition of labwall.visits for values from ('2027-01-01') to ('2028-01-01');
    call app.protect('labwall.visits_2027');
    create table labwall.caps (id uuid primary key);
    call app.protect_platform('labwall.caps', 'select');
    reset role`);
  t.same(found, [{ rule: 'creator-id-missing', object: 'labwall.caps', detail: null }], 'but that it is to be listed');
});

t.test('a queue beside the service is no defect: its role, its schema, its functions, emit', async (t) => {
  const messages = `
    do $$ begin
      if to_regrole('messages_owner') is null then create role messages_owner nologin; end if;
      if to_regrole('queue_labwall') is null then create role queue_labwall nologin; end if;
    end $$;
    grant queue_labwall to svc_labwall with inherit false, set true;
    create schema messages; grant usage on schema messages to public;
    create function messages.emit(name text) ${definer} set search_path = pg_catalog, pg_temp as 'select 1';
    alter function messages.emit owner to messages_owner;
    revoke execute on function messages.emit from public; grant execute on function messages.emit to labwall_creator;
    create schema queue_labwall authorization owner_labwall; grant usage on schema queue_labwall to queue_labwall;
    create table queue_labwall.jobs (id int); alter table queue_labwall.jobs owner to owner_labwall;
    grant select, delete on queue_labwall.jobs to queue_labwall;
    create function queue_labwall.accept() ${definer} set search_path = pg_catalog, pg_temp as 'select 1';
    alter function queue_labwall.accept owner to owner_labwall;
    revoke execute on function queue_labwall.accept from public; grant execute on function queue_labwall.accept to messages_owner`;
  t.same(await defectsAfter(messages), []);
  const unpinned = await defectsAfter(`${messages}; alter function messages.emit reset search_path`);
  t.match(unpinned, [{ rule: 'door-unpinned', object: 'messages.emit(name text)' }]);
});

t.test('a door may be granted to any scope', async (t) => {
  for (const scope of ['creator', 'buyer', 'public', 'platform']) {
    const name = 'labwall_doors.creator_of_provider_order';
    t.same(await defectsAfter(`grant execute on function ${name} to labwall_${scope}`), [], scope);
  }
});

t.test('an empty schema is not a standing wall', async (t) => {
  await admin.query('begin; drop table labwall.orders, labwall.products, labwall.codes, labwall.visits cascade');
  await t.rejects(assertTenantWall(admin, plan), /the wall check saw nothing/);
  await admin.query('rollback');
});
