-- The ground that every service stands on: once per database, by the bootstrap role, and again whenever it changes.
-- Everything here is generic and replaceable; services only call it.
create schema if not exists app;
grant usage on schema app to public;
revoke create on schema public from public;

-- Lets one exclusion constraint compare a creator and a range of time: two bookings of one creator never overlap. It is
-- part of PostgreSQL and offered by RDS; only the bootstrap role may add it.
create extension if not exists btree_gist schema app;

-- Written in the SQL-standard form: parsed now, so no search_path can redirect it. `nullif`, because a local
-- setting leaves '' (not null) behind on a connection that has carried a scope before.
create or replace function app.current_creator() returns uuid stable parallel safe
  return nullif(current_setting('app.creator_id', true), '')::uuid;

create or replace function app.current_buyer() returns uuid stable parallel safe
  return nullif(current_setting('app.buyer_id', true), '')::uuid;

-- FORCE RLS holds for the owner too. Without a policy of its own the owner's UPDATE would change 0 rows and say
-- nothing; this makes a data migration that forgot to open its table fail with 42501 instead.
create or replace function app.migration_open(rel regclass) returns boolean language plpgsql stable as $$
begin
  if rel::oid::text = any (string_to_array(current_setting('app.migrating', true), ',')) then
    return true;
  end if;
  raise insufficient_privilege using
    message = format('rows of %s are closed to its owner', rel),
    hint = format('call app.open_for_migration(%L) first, in the same transaction', rel);
end $$;

create or replace procedure app.open_for_migration(variadic rels regclass[]) language plpgsql as $$
begin
  perform set_config('app.migrating', (select string_agg(r::oid::text, ',') from unnest(rels) r), true);
end $$;

create or replace function app.service_of(rel regclass) returns text stable
  return (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = rel);

-- Row security on, forced, and the owner warned. Both kinds of table begin with this.
create or replace procedure app.close_table(rel regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', rel);
  execute format('alter table %s force row level security', rel);
  execute format('drop policy if exists owner on %s', rel);
  execute format(
    'create policy owner on %s to %I using ((select app.migration_open(%L::regclass))) with check ((select app.migration_open(%L::regclass)))',
    rel, 'owner_' || app.service_of(rel), rel, rel);
end $$;

-- One permissive policy per reader and table: permissive policies are OR-ed, a second one can only widen.
-- A reader exists for a table if and only if there is an expression for what it sees.
create or replace procedure app.let(rel regclass, reader text, role text, privileges text, sees text) language plpgsql as $$
begin
  execute format('drop policy if exists %I on %s', reader, rel);
  execute format('revoke all on %s from %I', rel, role);
  if sees is not null then
    execute format('create policy %I on %s to %I using (%s) with check (%s)', reader, rel, role, sees, sees);
    execute format('grant %s on %s to %I', privileges, rel, role);
  end if;
end $$;

-- Ends every migration that makes a tenant's table. A partition is reached through its parent, so it has no readers.
create or replace procedure app.protect(
  rel regclass,
  creator text default 'select, insert, update, delete',
  creator_sees text default 'creator_id = (select app.current_creator())',
  buyer text default 'select', buyer_sees text default null,
  public text default 'select', public_sees text default null,
  door text default 'select'
) language plpgsql as $$
declare
  s text := app.service_of(rel);
  partition boolean := (select relispartition from pg_class where oid = rel);
begin
  if not exists (select from pg_attribute where attrelid = rel and attname = 'creator_id' and not attisdropped) then
    raise invalid_table_definition using message = format('%s has no creator_id', rel),
      hint = 'rows that belong to no tenant: call app.protect_platform(…) and list the table in wall.json';
  end if;
  execute format('alter table %s alter creator_id set default app.current_creator(), alter creator_id set not null', rel);
  call app.close_table(rel);
  call app.let(rel, 'creator', s || '_creator', creator, case when not partition then creator_sees end);
  call app.let(rel, 'buyer', s || '_buyer', buyer, case when not partition then buyer_sees end);
  call app.let(rel, 'public', s || '_public', public, case when not partition then public_sees end);
  call app.let(rel, 'door', 'door_' || s, door, case when not partition then 'true' end);
  call app.let(rel, 'backup', 'backup_' || s, 'select', 'true');
  call app.let(rel, 'reader', 'reader_' || s, 'select', 'true');
end $$;

-- The same for rows that belong to no tenant (sign-in codes, spend caps, raw callbacks): the platform scope sees all
-- of them, a buyer those that are the buyer's own, if `buyer_sees` says which.
create or replace procedure app.protect_platform(
  rel regclass,
  privileges text default 'select, insert, update, delete',
  buyer text default 'select', buyer_sees text default null,
  door text default 'select'
) language plpgsql as $$
declare
  s text := app.service_of(rel);
  partition boolean := (select relispartition from pg_class where oid = rel);
begin
  if exists (select from pg_attribute where attrelid = rel and attname = 'creator_id' and not attisdropped) then
    raise invalid_table_definition using message = format('%s has a creator_id: its rows belong to tenants', rel),
      hint = 'call app.protect(…)';
  end if;
  call app.close_table(rel);
  call app.let(rel, 'platform', s || '_platform', privileges, case when not partition then 'true' end);
  call app.let(rel, 'buyer', s || '_buyer', buyer, case when not partition then buyer_sees end);
  call app.let(rel, 'door', 'door_' || s, door, case when not partition then 'true' end);
  call app.let(rel, 'backup', 'backup_' || s, 'select', 'true');
  call app.let(rel, 'reader', 'reader_' || s, 'select', 'true');
end $$;

-- Turns a function of schema <s>_doors into a door: definer, pinned, owned by door_<s>, closed to everybody not named.
-- Callers: 'svc' (outside of a scope), 'creator', 'buyer', 'public', 'platform' (inside of theirs).
-- A door is replaced by drop + create: the schema's owner may drop it, but not replace what door_<s> owns.
create or replace procedure app.door(fn regprocedure, variadic callers text[]) language plpgsql as $$
declare
  doors text := (select n.nspname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid = fn);
  s text := regexp_replace(doors, '_doors$', '');
  caller text;
begin
  if doors !~ '_doors$' then
    raise invalid_schema_name using message = format('%s is not in a schema of doors', fn);
  end if;
  if not callers <@ array['svc', 'creator', 'buyer', 'public', 'platform'] then
    raise invalid_parameter_value using message = format('one of %s is no caller of doors', callers);
  end if;
  execute format('alter function %s security definer set search_path = pg_catalog, pg_temp', fn);
  execute format('revoke all on function %s from public', fn);
  foreach caller in array callers loop
    execute format('grant execute on function %s to %I', fn, case caller when 'svc' then 'svc_' || s else s || '_' || caller end);
  end loop;
  execute format('grant create on schema %I to %I', doors, 'door_' || s); -- needed for the hand-over only
  execute format('alter function %s owner to %I', fn, 'door_' || s);
  execute format('revoke create on schema %I from %I', doors, 'door_' || s);
end $$;

-- The audit table of a service: rows are added and never changed, and each carries the hash of the one before it.
-- packages/audit writes, searches and verifies it. The link is made here, so that no writer can leave it out, and
-- packages/audit/src/digest.ts says the same in TypeScript, so that a verifier needs nothing of the database's own.
create or replace function app.audit_part(part text) returns text immutable
  return coalesce(octet_length(part) || ':' || part, '-');
create or replace function app.audit_moment(moment timestamptz) returns text stable
  return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

create or replace function app.chain_audit() returns trigger language plpgsql as $$
declare
  creator uuid := (to_jsonb(new) ->> 'creator_id')::uuid;
  chain text := coalesce(creator::text, 'platform');
  last_seq bigint;
  last_hash text;
begin
  -- One after the other in a chain. Each statement of the function sees what was committed before it began.
  perform pg_advisory_xact_lock(hashtextextended(tg_table_schema || '.audit_logs ' || chain, 0));
  execute format('select seq, hash from %s where %s order by seq desc limit 1', tg_relid::regclass,
    case when creator is null then 'true' else format('creator_id = %L', creator) end) into last_seq, last_hash;
  new.seq := coalesce(last_seq, 0) + 1;
  new.previous := coalesce(last_hash, '');
  new.hash := encode(sha256(convert_to(concat_ws(',', app.audit_part(chain), app.audit_part(new.seq::text),
    app.audit_part(app.audit_moment(new.at)), app.audit_part(new.actor_kind), app.audit_part(new.actor_id::text),
    app.audit_part(new.action), app.audit_part(new.entity), app.audit_part(new.reason), app.audit_part(new.before::text),
    app.audit_part(new.after::text), app.audit_part(new.ip), app.audit_part(new.request_id),
    app.audit_part(new.previous)), 'UTF8')), 'hex');
  return new;
end $$;

-- Called by the owner in a migration. A tenant's rows stand in a chain for each creator, and what concerns nobody alone in
-- that of the nil creator; a service without tenants has one chain. Its doors: audit_search, audit_chains, audit_chain.
create or replace procedure app.audit_table(service text, tenants boolean) language plpgsql as $$
declare
  doors text := service || '_doors';
  nil text := $q$'00000000-0000-0000-0000-000000000000'::uuid$q$;
  own text := case when tenants then 'l.creator_id' else nil end;
  chain text := case when tenants then 'l.creator_id::text' else $q$'platform'$q$ end;
  signature text;
begin
  execute format($f$create table %1$I.audit_logs (
    %2$s
    -- The trigger says the next number of the chain, whatever is given.
    seq bigint not null default 1 check (seq > 0),
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('user', 'admin', 'system')),
    actor_id uuid,
    action text not null check (length(action) between 3 and 80),
    entity text not null check (length(entity) between 3 and 200),
    reason text not null default '',
    before jsonb,
    after jsonb,
    ip text,
    request_id text,
    previous text not null default '',
    hash text not null default '',
    primary key (%3$s seq),
    constraint audit_logs_actor check ((actor_kind = 'system') = (actor_id is null)))$f$,
    service, case when tenants then 'creator_id uuid not null,' else '' end, case when tenants then 'creator_id,' else '' end);
  execute format('create index audit_logs_entity on %I.audit_logs (entity, at desc)', service);
  execute format('create index audit_logs_actor on %I.audit_logs (actor_id, at desc)', service);
  execute format('create index audit_logs_newest on %I.audit_logs (at desc)', service);
  execute format('create trigger chain before insert on %I.audit_logs for each row execute function app.chain_audit()', service);
  if tenants then
    call app.protect(format('%I.audit_logs', service)::regclass, creator => 'select, insert', door => 'select, insert');
  else
    call app.protect_platform(format('%I.audit_logs', service)::regclass, 'select, insert', door => 'select, insert');
  end if;
  -- An operator looks; that she has looked is written down with what she looked for.
  execute format($f$
    create function %1$I.audit_search(operator uuid, of_entity text, of_actor uuid, of_action text, since timestamptz,
      until timestamptz, before_at timestamptz, before_chain uuid, before_seq bigint, page int)
    returns table (chain uuid, seq bigint, at timestamptz, actor_kind text, actor_id uuid, action text, entity text,
      reason text, before jsonb, after jsonb, ip text, request_id text, hash text)
    begin atomic
      insert into %2$I.audit_logs (%3$s at, actor_kind, actor_id, action, entity, after)
        values (%4$s date_trunc('milliseconds', clock_timestamp()), 'admin', operator, 'audit.searched', 'audit:all',
          jsonb_strip_nulls(jsonb_build_object('entity', of_entity, 'actor', of_actor, 'action', of_action,
            'since', since, 'until', until)));
      select %5$s, l.seq, l.at, l.actor_kind, l.actor_id, l.action, l.entity, l.reason, l.before, l.after, l.ip,
        l.request_id, l.hash
      from %2$I.audit_logs l
      where (of_entity is null or l.entity = of_entity) and (of_actor is null or l.actor_id = of_actor)
        and (of_action is null or starts_with(l.action, of_action))
        and l.at >= coalesce(since, '-infinity') and l.at < coalesce(until, 'infinity')
        and (l.at, %5$s, l.seq) < (before_at, before_chain, before_seq)
      order by l.at desc, %5$s desc, l.seq desc limit least(page, 101);
    end $f$, doors, service, case when tenants then 'creator_id,' else '' end, case when tenants then nil || ',' else '' end, own);
  -- For the verifier: which chains there are, and the rows of one as they were hashed.
  execute format($f$
    create function %1$I.audit_chains(after_chain uuid, page int) returns table (chain uuid, length bigint) stable
    begin atomic
      select %3$s, max(l.seq) from %2$I.audit_logs l where %3$s > after_chain or after_chain is null
      group by 1 order by 1 limit least(page, 500);
    end $f$, doors, service, own);
  execute format($f$
    create function %1$I.audit_chain(of_chain uuid, after_seq bigint, page int)
    returns table (chain text, seq bigint, at text, actor_kind text, actor_id text, action text, entity text, reason text,
      before text, after text, ip text, request_id text, previous text, hash text) stable
    begin atomic
      select %4$s, l.seq, app.audit_moment(l.at), l.actor_kind, l.actor_id::text, l.action, l.entity, l.reason,
        l.before::text, l.after::text, l.ip, l.request_id, l.previous, l.hash
      from %2$I.audit_logs l where %3$s = of_chain and l.seq > after_seq order by l.seq limit least(page, 1000);
    end $f$, doors, service, own, chain);
  foreach signature in array array['audit_search(uuid, text, uuid, text, timestamptz, timestamptz, timestamptz, uuid, bigint, int)',
    'audit_chains(uuid, int)', 'audit_chain(uuid, bigint, int)'] loop
    call app.door(format('%I.%s', doors, signature)::regprocedure, 'svc');
  end loop;
end $$;

-- What has run, and the oldest code that may still run. No secret: a service reads it at boot, with no scope.
create table if not exists app.migrations (
  schema text not null,
  name text not null,
  checksum text not null,
  phase text not null check (phase in ('expand', 'backfill', 'contract')),
  applied_at timestamptz not null default now(),
  primary key (schema, name)
);
create table if not exists app.code_levels (
  schema text primary key,
  min_code_level int not null check (min_code_level > 0)
);
-- What the build that applied the file says of its wall, in its wall.json. An older build that starts again on this
-- database, blue of a blue-green release, learns here which doors and exceptions came with a file that it does not have.
alter table app.migrations add column if not exists wall jsonb;
grant select on app.migrations, app.code_levels to public;

-- A rehearsal's clock: `fake_at` was at `real_at`, and it runs `scale` times as fast. One row or none; nobody but the
-- bootstrap role writes it, and no service starts in production while there is one.
create table if not exists app.dev_clock (
  only_one boolean primary key default true check (only_one),
  real_at timestamptz not null, fake_at timestamptz not null, scale double precision not null check (scale between 1 and 100000)
);
grant select on app.dev_clock to public;

-- session_user, because SET ROLE cannot change it: whoever may become the owner may speak for the service.
create or replace function app.speaks_for(service text) returns boolean stable
  return coalesce((select pg_has_role(session_user, r.oid, 'set') from pg_roles r where r.rolname = 'owner_' || service), false);

drop procedure if exists app.record_migration(text, text, text, text);
create or replace procedure app.record_migration(service text, file text, sum text, kind text, wall jsonb default null) language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.speaks_for(service) then
    raise insufficient_privilege using message = format('%s does not migrate %s', session_user, service);
  end if;
  insert into app.migrations (schema, name, checksum, phase, wall) values (service, file, sum, kind, record_migration.wall);
end $$;

-- Called by a contract file: builds with fewer migration files than `level` no longer fit this database.
create or replace procedure app.code_level(service text, level int) language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.speaks_for(service) then
    raise insufficient_privilege using message = format('%s does not migrate %s', session_user, service);
  end if;
  insert into app.code_levels as l values (service, level)
    on conflict (schema) do update set min_code_level = greatest(l.min_code_level, excluded.min_code_level);
end $$;

create or replace procedure app.ensure_role(name text, attributes text) language plpgsql as $$
begin
  if not exists (select from pg_roles where rolname = name) then
    execute format('create role %I %s', name, attributes);
  end if;
exception when duplicate_object or unique_violation then null; -- made meanwhile, from another database of the cluster
end $$;

create or replace procedure app.ensure_member(of text, member text) language plpgsql as $$
begin
  if not exists (select from pg_auth_members m where m.roleid = of::regrole and m.member = ensure_member.member::regrole
      and m.set_option and not m.inherit_option and not m.admin_option) then
    execute format('grant %I to %I with inherit false, set true', of, member);
  end if;
end $$;

-- Where the bootstrap role is no superuser (RDS), it may do nothing in the name of a role it made until it is a member of
-- it. It makes itself one for the work at hand, which ADMIN lets it do, and gives the membership back in the same breath.
create or replace procedure app.borrow(name text) language plpgsql as $$
begin
  if not (select rolsuper from pg_roles where rolname = session_user) then
    execute format('grant %I to %I with inherit true, set true', name, session_user);
  end if;
end $$;

create or replace procedure app.give_back(name text) language plpgsql as $$
begin
  if not (select rolsuper from pg_roles where rolname = session_user) then
    execute format('revoke %I from %I granted by %I', name, session_user, session_user);
  end if;
end $$;

-- Roles are the cluster's and may be there already, because of another of its databases; schemas are this database's.
create or replace procedure app.create_service(s text) language plpgsql as $$
declare
  scopes text := format('%I, %I, %I, %I', s || '_creator', s || '_buyer', s || '_public', s || '_platform');
  kind text;
begin
  if s !~ '^[a-z][a-z0-9_]*$' then
    raise invalid_name using message = format('%s is no name of a service', s);
  end if;
  foreach kind in array array['owner_', 'door_'] loop
    call app.ensure_role(kind || s, 'nologin noinherit');
  end loop;
  foreach kind in array array['migrator_', 'svc_', 'backup_', 'reader_'] loop
    call app.ensure_role(kind || s, 'login noinherit');
  end loop;
  foreach kind in array array['_creator', '_buyer', '_public', '_platform'] loop
    call app.ensure_role(s || kind, 'nologin noinherit');
    call app.ensure_member(s || kind, 'svc_' || s);
  end loop;
  call app.ensure_member('owner_' || s, 'migrator_' || s);
  call app.ensure_member('door_' || s, 'owner_' || s);
  call app.borrow('owner_' || s);
  -- Doors have a schema of their own, so that the login role needs nothing at all on the tables' schema.
  execute format('create schema if not exists %I authorization %I', s, 'owner_' || s);
  execute format('create schema if not exists %I authorization %I', s || '_doors', 'owner_' || s);
  execute format('grant usage on schema %I to %s, %I, %I, %I', s, scopes, 'door_' || s, 'backup_' || s, 'reader_' || s);
  execute format('grant usage on schema %I to %s, %I', s || '_doors', scopes, 'svc_' || s);
  execute format('grant execute on procedure app.protect, app.protect_platform, app.close_table, app.let, app.door, app.open_for_migration, app.record_migration, app.code_level, app.audit_table to %I', 'owner_' || s);
  -- PostgreSQL lets PUBLIC execute every new function. Only the form without IN SCHEMA takes that away.
  execute format('alter default privileges for role %I revoke execute on functions from public', 'owner_' || s);
  call app.give_back('owner_' || s);
end $$;

revoke execute on procedure app.protect, app.protect_platform, app.close_table, app.let, app.door, app.open_for_migration,
  app.record_migration, app.code_level, app.audit_table, app.ensure_role, app.ensure_member, app.borrow,
  app.give_back, app.create_service from public;
