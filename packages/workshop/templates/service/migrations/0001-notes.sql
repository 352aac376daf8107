-- phase: expand
create table __schema__.notes (
  creator_id uuid not null default app.current_creator(),
  id uuid not null default uuidv7(),
  text text not null check (length(text) between 1 and 2000),
  created_at timestamptz not null default now(),
  primary key (creator_id, id)
);
create index on __schema__.notes (creator_id, created_at desc, id);
call app.protect('__schema__.notes', creator => 'select, insert');
