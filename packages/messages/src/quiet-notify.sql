-- NOTIFY takes a lock of the whole cluster at the commit and keeps it until the commit is on disk: if every message
-- called it, all emits of all services would commit one by one. So of the transactions that are open at one time only
-- one calls it; the others' messages are found by the same wake-up or by the worker's poll. Other channels
-- (worker:migrate) stay silent here: a new service's first install must not stop the workers of the others.
create or replace function queue_{s}.pg_notify(channel text, message text) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  if channel = 'jobs:insert' and pg_try_advisory_xact_lock(hashtext('messages'), hashtext('nudge')) then
    perform pg_catalog.pg_notify(channel, message);
  end if;
end $$;
