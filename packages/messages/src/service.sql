-- Per service, by the bootstrap role: its queue's role and empty schema, and what its roles may ask of messages.
-- The schema and the library's first table are made here because the library's own bootstrap asks for CREATE on the
-- database, even when they exist.
call app.ensure_role('queue_{s}', 'nologin noinherit');
call app.ensure_member('queue_{s}', 'svc_{s}');
call app.borrow('owner_{s}');
call app.borrow('messages_owner');
create schema if not exists queue_{s} authorization owner_{s};

set local role messages_owner;
grant usage on schema messages to {s}_creator, {s}_platform, owner_{s};
grant execute on function messages.emit(text, int, uuid, jsonb) to {s}_creator;
grant execute on function messages.enqueue(text, text, jsonb, timestamptz) to {s}_creator, {s}_platform;
grant execute on function messages.own(text), messages.subscribe(text, int[]), messages.unsubscribe(text) to owner_{s};
grant execute on procedure messages.handled_table(text) to owner_{s};
grant select on messages.subscriptions to owner_{s};

set local role owner_{s};
create table if not exists queue_{s}.migrations (id int primary key, ts timestamptz not null default now(), breaking boolean not null default false);
