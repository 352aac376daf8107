-- phase: expand
-- A fresh code before a change that could cost money. It is good for that alone: a sign-in code that somebody was talked
-- out of changes no account, and this one signs nobody in.
alter table auth.codes add column purpose text not null default 'sign-in'
  check (purpose in ('sign-in', 'payout-account'));

-- What a right code is exchanged for: a proof that another service uses up, once. Only its digest is kept.
create table auth.step_ups (
  digest text primary key,
  person_id uuid not null references auth.people (id),
  session_id uuid not null references auth.sessions (id),
  purpose text not null check (purpose in ('payout-account')),
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint step_ups_in_time check (used_at is null or used_at <= expires_at)
);
create index step_ups_of on auth.step_ups (person_id, issued_at desc);
call app.protect_platform('auth.step_ups', 'select, insert, update');
