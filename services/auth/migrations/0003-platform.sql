-- phase: expand
-- What operators say to the whole platform, and what they did. None of these rows belongs to a creator.
create table auth.flags (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{2,40}$'),
  enabled boolean not null,
  percent int not null check (percent between 0 and 100),
  creators uuid[] not null,
  platforms text[] not null check (platforms <@ array['web', 'android', 'ios', 'telegram']),
  version int not null check (version > 0),
  changed_at timestamptz not null
);

create table auth.notices (
  id uuid primary key,
  kind text not null check (kind in ('maintenance', 'trouble')),
  components text[] not null check (cardinality(components) > 0),
  starts_at timestamptz not null,
  ends_at timestamptz,
  said_am text not null,
  said_en text not null,
  reason text not null,
  announced_at timestamptz not null,
  operator_id uuid not null,
  ended_at timestamptz,
  constraint notices_forward check (ends_at is null or ends_at > starts_at),
  constraint notices_planned check (kind <> 'maintenance' or ends_at is not null)
);
create index notices_latest on auth.notices (announced_at desc, id);

-- Who did what, and why; written with the deed, and never changed.
create table auth.audit (
  id uuid primary key default uuidv7(),
  at timestamptz not null,
  operator_id uuid not null,
  what text not null,
  about text not null,
  reason text not null,
  facts jsonb not null
);
create index audit_about on auth.audit (about, at desc);

call app.protect_platform('auth.flags', 'select, insert, update');
call app.protect_platform('auth.notices', 'select, insert, update');
call app.protect_platform('auth.audit', 'select, insert');
