-- One consuming service's queue, in its own schema; {s} = service. Runs as owner_{s} after the library's own
-- migrations, and again after each upgrade: policies hang on the library's tables, and a migration that rebuilds one
-- loses them.
grant usage on schema queue_{s} to queue_{s}, messages_owner;

-- The worker's rights, found by taking each away. The library's tables have row security on and no policy, so that
-- grants alone would show it an empty queue.
grant select on queue_{s}.migrations to queue_{s};
grant select, update, delete on queue_{s}._private_jobs to queue_{s};
grant select, insert on queue_{s}._private_tasks to queue_{s};
grant select, update on queue_{s}._private_job_queues to queue_{s};
grant select on queue_{s}._private_known_crontabs to queue_{s};
do $$
declare rel text;
begin
  foreach rel in array array['_private_jobs', '_private_tasks', '_private_job_queues', '_private_known_crontabs'] loop
    execute format('drop policy if exists worker on queue_{s}.%I', rel);
    execute format('create policy worker on queue_{s}.%I to queue_{s} using (true) with check (true)', rel);
  end loop;
end $$;

-- Versions that no subscription row knows yet.
create table if not exists queue_{s}.parked (
  event text not null,
  version int not null,
  key uuid not null,
  creator_id uuid not null,
  payload jsonb not null,
  parked_at timestamptz not null default now(),
  primary key (event, version, key)
);
grant select on queue_{s}.parked to queue_{s};

-- The library's public function, called with the path on which it finds the quiet pg_notify of this schema.
create or replace function queue_{s}.add(task text, body json, job_key text, run_at timestamptz, mode text) returns void
language plpgsql set search_path = queue_{s}, pg_catalog, pg_temp as $$
begin
  perform queue_{s}.add_job(task, body, run_at => run_at, max_attempts => 12, job_key => job_key, job_key_mode => mode);
end $$;

-- The version is part of the task's name: a build that does not know it never fetches it and spends no attempt.
-- A new message is one row; the library's own way costs three statements and a number of a sequence, which every paid
-- order would pay ten times. It is left for what is no plain new message: the first one of its kind, and a known key.
-- app.trace is set by whoever emits (W3C traceparent): random numbers, nothing about a person. What is parked and
-- released later begins a new trace.
-- unsafe_dedupe leaves an existing message of this key alone: right for facts, which never change.
create or replace function queue_{s}.accept(creator uuid, event text, version int, key uuid, payload jsonb, known boolean)
returns void language plpgsql security definer set search_path = queue_{s}, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  task text := accept.event || '.v' || accept.version;
  job_key text := accept.event || ':' || accept.key;
  body json := json_build_object('creator', accept.creator, 'key', accept.key, 'payload', accept.payload,
    'trace', nullif(current_setting('app.trace', true), ''));
begin
  if not accept.known then
    insert into queue_{s}.parked values (accept.event, accept.version, accept.key, accept.creator, accept.payload)
      on conflict do nothing;
    return;
  end if;
  insert into queue_{s}._private_jobs as j (task_id, payload, max_attempts, key)
    select t.id, body, 12, job_key from queue_{s}._private_tasks t where t.identifier = task
    on conflict (key) do nothing;
  if found then
    perform queue_{s}.pg_notify('jobs:insert', '{"count":1}');
  else
    perform queue_{s}.add(task, body, job_key, null, 'unsafe_dedupe');
  end if;
end $$;

-- replace: the last word about time and payload wins, also while an older job of this key is being run.
create or replace function queue_{s}.accept_job(creator uuid, job text, key text, payload jsonb, run_at timestamptz)
returns void language plpgsql security definer set search_path = queue_{s}, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  task text := 'job:' || accept_job.job;
  job_key text := task || ':' || accept_job.key;
  body json := json_build_object('creator', accept_job.creator, 'key', accept_job.key, 'payload', accept_job.payload,
    'trace', nullif(current_setting('app.trace', true), ''));
begin
  insert into queue_{s}._private_jobs as j (task_id, payload, run_at, max_attempts, key)
    select t.id, body, coalesce(accept_job.run_at, now()), 12, job_key from queue_{s}._private_tasks t where t.identifier = task
    on conflict (key) do nothing;
  if found then
    perform queue_{s}.pg_notify('jobs:insert', '{"count":1}');
  else
    perform queue_{s}.add(task, body, job_key, accept_job.run_at, 'replace');
  end if;
end $$;

-- Called by subscribe(), by a starting worker and once a minute: an emit that read the old subscription row may park a
-- message after subscribe() has looked.
create or replace function queue_{s}.release_parked() returns bigint language sql
security definer set search_path = pg_catalog, pg_temp as $$
  with known as (select s.event, unnest(s.versions) as version from messages.subscriptions s where s.queue = 'queue_{s}'),
    gone as (delete from queue_{s}.parked p using known k where p.event = k.event and p.version = k.version returning p.*),
    again as (select queue_{s}.accept(g.creator_id, g.event, g.version, g.key, g.payload, true) from gone g)
  select count(*) from again
$$;

-- The library frees a dead worker's jobs after a hard-coded four hours. A worker therefore holds an advisory lock on
-- the id of its pool, which ends with its connection, kill -9 included; whoever is alive frees what nobody holds.
create or replace function queue_{s}.unlock_dead() returns bigint language sql set search_path = pg_catalog, pg_temp as $$
  with freed as (
    update queue_{s}._private_jobs j set locked_at = null, locked_by = null
    where j.locked_at < now() - interval '2 seconds' and not exists (
      select from pg_locks l
      where l.locktype = 'advisory' and l.granted and l.objsubid = 2
        and l.database = (select d.oid from pg_database d where d.datname = current_database())
        and l.classid::bigint = hashtext('queue_{s}')::bigint & 4294967295
        and l.objid::bigint = hashtext(j.locked_by)::bigint & 4294967295)
    returning 1),
  -- A job that was replaced while it ran loses its key; when it then failed, its successor has its work.
  superseded as (delete from queue_{s}._private_jobs j where j.key is null and j.locked_at is null and j.attempts >= j.max_attempts)
  select count(*) from freed
$$;

create or replace view queue_{s}.dead with (security_invoker = true) as
  select j.id, t.identifier as task, j.payload ->> 'creator' as creator_id, j.payload ->> 'key' as key, j.attempts, j.last_error, j.updated_at as died_at
  from queue_{s}._private_jobs j join queue_{s}._private_tasks t on t.id = j.task_id
  where j.attempts >= j.max_attempts and j.locked_at is null and j.key is not null;
grant select on queue_{s}.dead to queue_{s};

create or replace function queue_{s}.replay(ids bigint[]) returns bigint language sql set search_path = pg_catalog, pg_temp as $$
  with again as (
    update queue_{s}._private_jobs j set attempts = 0, max_attempts = 12, run_at = now(), last_error = null, updated_at = now()
    where j.id = any (ids) and j.attempts >= j.max_attempts and j.locked_at is null and j.key is not null returning 1)
  select count(*) from again
$$;

revoke execute on function queue_{s}.pg_notify(text, text), queue_{s}.add(text, json, text, timestamptz, text), queue_{s}.accept(uuid, text, int, uuid, jsonb, boolean),
  queue_{s}.accept_job(uuid, text, text, jsonb, timestamptz), queue_{s}.release_parked(), queue_{s}.unlock_dead(), queue_{s}.replay(bigint[]) from public;
grant execute on function queue_{s}.accept(uuid, text, int, uuid, jsonb, boolean), queue_{s}.accept_job(uuid, text, text, jsonb, timestamptz),
  queue_{s}.release_parked() to messages_owner;
grant execute on function queue_{s}.release_parked(), queue_{s}.unlock_dead(), queue_{s}.replay(bigint[]) to queue_{s};
