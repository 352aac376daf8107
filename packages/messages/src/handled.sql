-- What a service has already done: the row and the effect commit together, so that delivery at least once has its
-- effect once. Called by the owner in a service's first migration; it runs with the owner's own rights.
create or replace procedure messages.handled_table(service text) language plpgsql as $$
begin
  execute format('create table %I.handled_messages (
    creator_id uuid not null,
    message text not null,
    key text not null,
    handled_at timestamptz not null default now(),
    primary key (creator_id, message, key))', service);
  -- Nobody updates a row; only a door may remove old ones.
  call app.protect(format('%I.handled_messages', service)::regclass, creator => 'select, insert', door => 'select, delete');
end $$;
