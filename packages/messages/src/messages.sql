-- Once per database, by the bootstrap role, and again whenever it changes. messages_owner owns no queue: of a queue it
-- may only execute what takes a message in, it can read none. Who calls is session_user, which SET ROLE cannot change
-- and which is the login behind a proxy too; current_user would be the definer.
call app.ensure_role('messages_owner', 'nologin noinherit');
call app.borrow('messages_owner');
create schema if not exists messages authorization messages_owner;
set local role messages_owner;
grant usage on schema messages to session_user;
alter default privileges for role messages_owner revoke execute on functions from public;

create table if not exists messages.services (
  service text primary key,
  login name not null unique,
  owner name not null unique,
  queue name not null unique,
  fingerprint text not null
);
grant select on messages.services to session_user; -- the installer looks here whether there is anything to do
create table if not exists messages.emitters (
  event text primary key,
  service text not null references messages.services
);
create table if not exists messages.subscriptions (
  event text,
  queue name references messages.services (queue),
  versions int[] not null,
  primary key (event, queue)
);

-- The service on whose behalf a migration runs. The setting is what SET ROLE checked against the login's memberships;
-- a definer function cannot change it.
create or replace function messages.migrating() returns messages.services language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
declare found_service messages.services;
begin
  select * into found_service from messages.services s where s.owner = current_setting('role');
  if not found then
    raise insufficient_privilege using message = format('%s as %s is the owner of no service', session_user, current_setting('role'));
  end if;
  return found_service;
end $$;

-- For migrations: this service, and no other, announces the event.
create or replace function messages.own(event text) returns void language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare me messages.services := messages.migrating();
begin
  insert into messages.emitters as e values (own.event, me.service)
    on conflict on constraint emitters_pkey do update set service = excluded.service where e.service = excluded.service;
  if not found then
    raise insufficient_privilege using message = format('%s belongs to another service than %s', own.event, me.service);
  end if;
end $$;

-- For migrations: from now on these versions of the event reach this service's queue; others are parked there.
create or replace function messages.subscribe(event text, versions int[]) returns void language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare me messages.services := messages.migrating();
begin
  insert into messages.subscriptions values (subscribe.event, me.queue, subscribe.versions)
    on conflict on constraint subscriptions_pkey do update set versions = excluded.versions;
  execute format('select %I.release_parked()', me.queue);
end $$;

create or replace function messages.unsubscribe(event text) returns void language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare me messages.services := messages.migrating();
begin
  delete from messages.subscriptions s where s.event = unsubscribe.event and s.queue = me.queue;
end $$;

-- The ways into the queues, written anew whenever there is another: a name that is put together at run time is parsed and
-- planned at each call, and every paid order goes this way a dozen times.
create or replace procedure messages.write_ways() language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  events text;
  jobs text;
begin
  select string_agg(format('when %L then perform %I.accept(deliver.creator, deliver.event, deliver.version, deliver.key, deliver.payload, deliver.known);', s.queue, s.queue), ' ' order by s.queue),
      string_agg(format('when %L then perform %I.accept_job(deliver_job.creator, deliver_job.job, deliver_job.key, deliver_job.payload, deliver_job.run_at);', s.queue, s.queue), ' ' order by s.queue)
    into events, jobs from messages.services s;
  execute format($way$create or replace function messages.deliver(queue name, creator uuid, event text, version int, key uuid,
    payload jsonb, known boolean) returns void language plpgsql as $body$ begin case deliver.queue %s end case; end $body$ $way$, events);
  execute format($way$create or replace function messages.deliver_job(queue name, creator uuid, job text, key text, payload jsonb,
    run_at timestamptz) returns void language plpgsql as $body$ begin case deliver_job.queue %s end case; end $body$ $way$, jobs);
end $$;

-- For services, inside a creator's transaction. Returns how many queues took it. The creator comes from the scope.
create or replace function messages.emit(name text, version int, key uuid, payload jsonb) returns int language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare
  creator uuid := nullif(current_setting('app.creator_id', true), '')::uuid;
  target record;
  taken int := 0;
begin
  if creator is null then
    raise insufficient_privilege using message = format('%s is emitted outside of a creator''s scope', name);
  end if;
  if not exists (select from messages.emitters e join messages.services s using (service) where e.event = emit.name and s.login = session_user) then
    raise insufficient_privilege using message = format('%s may not emit %s', session_user, name),
      hint = format('the owner''s migration says: select messages.own(%L)', name);
  end if;
  for target in
    select s.queue, emit.version = any (s.versions) as known from messages.subscriptions s where s.event = emit.name order by 1
  loop
    perform messages.deliver(target.queue, creator, name, version, key, payload, target.known);
    taken := taken + 1;
  end loop;
  return taken;
end $$;

-- For services, inside a creator's or the platform's transaction: work for their own queue.
create or replace function messages.enqueue(name text, key text, payload jsonb, run_at timestamptz) returns void language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare
  me messages.services;
  creator uuid := nullif(current_setting('app.creator_id', true), '')::uuid;
begin
  select * into me from messages.services s where s.login = session_user;
  if not found then
    raise insufficient_privilege using message = format('%s has no queue', session_user);
  end if;
  if current_setting('role') = me.service || '_platform' then
    creator := null;
  elsif creator is null or current_setting('role') <> me.service || '_creator' then
    raise insufficient_privilege using message = format('%s is enqueued outside of a creator''s or the platform''s scope', name);
  end if;
  perform messages.deliver_job(me.queue, creator, name, key, payload, run_at);
end $$;
