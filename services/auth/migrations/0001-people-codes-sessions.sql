-- phase: expand
-- People and how they prove who they are. None of these rows belongs to a creator: they are the platform's.
create table auth.people (
  id uuid primary key default uuidv7(),
  -- HMAC of the number: finds a person without storing the number in the clear.
  phone_hash text not null unique,
  phone_sealed text not null,
  phone_hint text not null check (length(phone_hint) <= 3),
  lang text not null default 'am' check (lang in ('am', 'en')),
  creator boolean not null default false,
  operator boolean not null default false,
  created_at timestamptz not null default now()
);

create table auth.codes (
  id uuid primary key default uuidv7(),
  phone_hash text not null,
  digest text not null,
  tries int not null default 0 check (tries between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on auth.codes (phone_hash, created_at desc);

-- Who is locked out after five wrong codes, known number or not.
create table auth.code_locks (
  phone_hash text primary key,
  locked_until timestamptz not null
);

-- How many codes were paid for: per number, address, prefix and for the whole platform, by hour or day.
create table auth.code_caps (
  kind text not null check (kind in ('number-hour', 'number-day', 'address-hour', 'address-day', 'prefix-hour', 'platform-day')),
  who text not null,
  window_start timestamptz not null,
  count int not null check (count > 0),
  primary key (kind, who, window_start)
);

create table auth.sessions (
  id uuid primary key default uuidv7(),
  person_id uuid not null references auth.people (id),
  csrf text not null,
  device text not null check (length(device) <= 200),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index on auth.sessions (person_id, created_at desc);

create table auth.refresh_tokens (
  digest text primary key,
  session_id uuid not null references auth.sessions (id),
  issued_at timestamptz not null,
  used_at timestamptz
);
create index on auth.refresh_tokens (session_id);

call app.protect_platform('auth.people', 'select, insert, update');
call app.protect_platform('auth.codes', 'select, insert, update, delete');
call app.protect_platform('auth.code_locks', 'select, insert, update, delete');
call app.protect_platform('auth.code_caps', 'select, insert, update, delete');
call app.protect_platform('auth.sessions', 'select, insert, update');
call app.protect_platform('auth.refresh_tokens', 'select, insert, update, delete');
