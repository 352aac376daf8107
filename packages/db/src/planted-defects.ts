// Holes that people make in a wall, for any service: the wall must name each of them.
import type { CatalogTable } from './sample-rows.ts';
import type { WallPlan } from './wall.ts';

/** A hole: the SQL that makes it, the rule that must find it, and the object it must name (any, when left out). */
export type PlantedDefect = { readonly rule: string; readonly sql: string; readonly object?: string };

function inTable(s: string, table: CatalogTable, readers: ReadonlySet<string>): PlantedDefect[] {
  const t = table.name;
  const own = (rule: string, sql: string): PlantedDefect => ({ rule, sql, object: t });
  const defects = [
    own('rls-off', `alter table ${t} disable row level security`),
    own('rls-not-forced', `alter table ${t} no force row level security`),
    own('owner-differs', `alter table ${t} owner to ${s}_creator`),
    own('owner-unwarned', `drop policy owner on ${t}`),
    own('grant-past-rls', `grant truncate on ${t} to ${s}_creator`),
    own('grant-to-public', `grant select on ${t} to public`),
    own('grant-to-stranger', `create role ${s}_planted; grant select on ${t} to ${s}_planted`),
    own('login-granted', `grant select on ${t} to svc_${s}`),
    own('policy-to-public', `create policy planted on ${t} using (true)`),
    own('policy-to-stranger', `create role ${s}_planted; create policy planted on ${t} to ${s}_planted using (true)`),
    own('reader-writes', `grant update on ${t} to ${s}_public`),
    own('reader-writes', `grant delete on ${t} to backup_${s}`),
  ];
  if (table.isPartition) return [...defects, own('grant-without-policy', `grant select on ${t} to ${s}_creator`)];
  if (table.hasCreator) {
    const other =
      table.columns.find((column) => column.name !== 'creator_id' && column.type !== 'json')?.name ?? 'creator_id';
    defects.push(
      own('platform-sees-tenant', `create policy planted on ${t} to ${s}_platform using (true)`),
      own('platform-sees-tenant', `grant select on ${t} to ${s}_platform`),
      {
        rule: 'unique-without-creator',
        sql: `create unique index planted_key on ${t} (${[...new Set([other, ...table.partitionBy])].join(', ')})`,
        object: `${s}.planted_key`,
      },
    );
  } else {
    defects.push(
      own('platform-policy-missing', `drop policy platform on ${t}`),
      own('policy-too-wide', `create policy planted on ${t} to ${s}_creator using (true) with check (true)`),
    );
  }
  if (readers.has('creator')) {
    defects.push(
      own('grant-without-policy', `drop policy creator on ${t}`),
      own('policy-too-wide', `alter policy creator on ${t} using (true) with check (true)`),
      own('policy-too-wide', `alter policy creator on ${t} with check (true)`),
      own('policy-doubled', `create policy planted on ${t} to ${s}_creator using (true) with check (true)`),
    );
  }
  if (readers.has('buyer')) {
    defects.push(
      own('policy-too-wide', `alter policy buyer on ${t} using (true) with check (true)`),
      own('grant-without-policy', `drop policy buyer on ${t}`),
    );
  }
  if (readers.has('public'))
    defects.push(own('policy-too-wide', `alter policy public on ${t} using (true) with check (true)`));
  return defects;
}

function inRoles(s: string): PlantedDefect[] {
  const quiet = [`${s}_creator`, `${s}_buyer`, `${s}_public`, `${s}_platform`, `door_${s}`];
  const all = [...quiet, `svc_${s}`, `backup_${s}`, `reader_${s}`, `owner_${s}`];
  const powers = all.flatMap((role) =>
    ['superuser', 'bypassrls', 'createrole', 'inherit'].map((power) => ({
      rule: 'role-powers',
      sql: `alter role ${role} ${power}`,
      object: role,
    })),
  );
  const logins = quiet.map((role) => ({ rule: 'role-powers', sql: `alter role ${role} login`, object: role }));
  const of = (role: string, member: string, how = 'inherit false'): PlantedDefect => ({
    rule: 'role-member',
    sql: `grant ${role} to ${member} with ${how}`,
    object: member,
  });
  return [
    ...powers,
    ...logins,
    of(`owner_${s}`, `svc_${s}`),
    of(`door_${s}`, `svc_${s}`),
    of('pg_read_all_data', `svc_${s}`),
    of(`${s}_creator`, `svc_${s}`, 'inherit true'),
    of(`${s}_creator`, `svc_${s}`, 'admin true'),
    of(`door_${s}`, `${s}_creator`),
    of(`${s}_creator`, `${s}_public`),
    {
      rule: 'role-entered',
      sql: `create role ${s}_planted login; grant ${s}_creator to ${s}_planted`,
      object: `${s}_planted`,
    },
    {
      rule: 'role-entered',
      sql: `create role ${s}_planted login; grant owner_${s} to ${s}_planted`,
      object: `${s}_planted`,
    },
    {
      rule: 'role-owns',
      sql: `create table public.planted (x int); alter table public.planted owner to svc_${s}`,
      object: `svc_${s}`,
    },
  ];
}

function inSchema(s: string): PlantedDefect[] {
  const definer = "returns int language sql security definer as 'select 1'";
  const table = `create table ${s}.planted`;
  return [
    {
      rule: 'rls-off',
      sql: `${table} (creator_id uuid not null, id uuid, primary key (creator_id, id))`,
      object: `${s}.planted`,
    },
    { rule: 'creator-id-missing', sql: `${table} (id uuid primary key)`, object: `${s}.planted` },
    { rule: 'creator-id-nullable', sql: `${table} (creator_id uuid, id uuid primary key)`, object: `${s}.planted` },
    { rule: 'no-primary-key', sql: `${table} (creator_id uuid not null, id uuid)`, object: `${s}.planted` },
    { rule: 'not-a-table', sql: `create view ${s}.planted as select 1 as n`, object: `${s}.planted` },
    { rule: 'not-a-table', sql: `create materialized view ${s}.planted as select 1 as n`, object: `${s}.planted` },
    { rule: 'schema-open', sql: `grant create on schema ${s}_doors to ${s}_creator`, object: `schema ${s}_doors` },
    { rule: 'schema-open', sql: `grant usage on schema ${s} to public`, object: `schema ${s}` },
    { rule: 'login-granted', sql: `grant usage on schema ${s} to svc_${s}`, object: `schema ${s}` },
    { rule: 'door-unlisted', sql: `create function ${s}_doors.planted() ${definer}`, object: `${s}_doors.planted()` },
    { rule: 'door-unlisted', sql: `create function ${s}.planted() ${definer}`, object: `${s}.planted()` },
    { rule: 'door-unlisted', sql: `create function public.planted() ${definer}`, object: 'public.planted()' },
  ];
}

const inDoor = (s: string, listed: string): PlantedDefect[] => {
  // The list gives names and types; drop and alter read both.
  const own = (rule: string, sql: string): PlantedDefect => ({ rule, sql, object: listed });
  return [
    own('door-missing', `drop function ${listed} cascade`),
    own('door-unpinned', `alter function ${listed} set search_path = public`),
    own('door-unpinned', `alter function ${listed} reset search_path`),
    own('door-owner', `alter function ${listed} owner to owner_${s}`),
    own('door-to-public', `grant execute on function ${listed} to public`),
    own('door-to-stranger', `create role ${s}_planted; grant execute on function ${listed} to ${s}_planted`),
  ];
};

/** All of them, for this service. */
export function plantedDefects(
  plan: WallPlan,
  tables: readonly CatalogTable[],
  readersOf: (table: string) => ReadonlySet<string>,
): PlantedDefect[] {
  const s = plan.service;
  return [
    ...tables.flatMap((table) => inTable(s, table, readersOf(table.name))),
    ...inRoles(s),
    ...inSchema(s),
    ...plan.doors.flatMap((door) => inDoor(s, door)),
  ];
}
