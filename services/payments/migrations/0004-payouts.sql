-- phase: expand
-- When a rail's money is with us: dated rows, because contracts change. Money of a sale can be sent from
-- the morning of the day, in Addis Abeba, that is so many days after it. 1 is what is likely; a contract that settles at
-- once is a row with 0.
create table payments.rail_terms (
  rail text not null check (rail ~ '^[a-z]{2,20}$'), from_at timestamptz not null,
  settle_days int not null check (settle_days between 0 and 60),
  primary key (rail, from_at)
);
insert into payments.rail_terms (rail, from_at, settle_days) values
  ('telebirr', '2026-01-01T00:00:00Z', 1), ('webirr', '2026-01-01T00:00:00Z', 1),
  ('cbebirr', '2026-01-01T00:00:00Z', 1), ('chapa', '2026-01-01T00:00:00Z', 1),
  ('manual', '2026-01-01T00:00:00Z', 0);

-- Where a creator's money goes. One account is in use; the ones before stay, because money was sent to them. The number
-- is sealed by the service.
create table payments.payout_accounts (
  creator_id uuid not null, id uuid not null,
  kind text not null check (kind in ('telebirr', 'cbebirr', 'bank')),
  bank text check (bank ~ '^[a-z-]{2,20}$'),
  number_sealed text not null, number_hint text not null check (number_hint ~ '^\d{3}$'),
  holder text not null check (length(holder) between 1 and 100),
  -- own-number: the wallet of the number that she signs in with. rail-says, tax-name: the same name there. person-said:
  -- an operator has looked. waiting: nobody could look yet. differs: another name.
  name_state text not null check (name_state in ('own-number', 'rail-says', 'tax-name', 'person-said', 'waiting', 'differs')),
  ready_at timestamptz not null, added_at timestamptz not null, added_by uuid not null,
  removed_at timestamptz, replaced_by uuid,
  decided_by uuid, decided_at timestamptz, decided_note text,
  primary key (creator_id, id),
  constraint payout_accounts_bank check ((kind = 'bank') = (bank is not null)),
  constraint payout_accounts_ready check (ready_at >= added_at),
  constraint payout_accounts_person check (name_state <> 'person-said' or decided_by is not null)
);
create unique index payout_accounts_in_use on payments.payout_accounts (creator_id) where removed_at is null;
create index payout_accounts_by_id on payments.payout_accounts (id);
create index payout_accounts_to_confirm on payments.payout_accounts (added_at, id)
  where name_state in ('waiting', 'differs') and removed_at is null;

-- Money on its way out. Its sum was taken from what the creator is owed when it was asked for, and is back there when it
-- has failed or was cancelled.
create table payments.payouts (
  creator_id uuid not null, id uuid not null,
  state text not null check (state in ('requested', 'held', 'sending', 'unknown', 'paid', 'failed', 'cancelled')),
  reason text check (reason in ('account-new-24h', 'name-differs', 'below-minimum', 'no-account', 'risk-pause', 'legal-hold',
    'rail-down', 'rail-refused', 'unknown-outcome', 'receivable-open')),
  amount_santim bigint not null check (amount_santim > 0), currency text not null default 'ETB' check (currency = 'ETB'),
  how text not null check (how in ('asked', 'schedule', 'again')),
  account_id uuid not null, kind text not null, bank text, number_hint text not null, holder text not null,
  rail text not null check (rail ~ '^[a-z]{2,20}$'), by_hand boolean not null,
  attempts int not null default 0 check (attempts >= 0), asked int not null default 0 check (asked >= 0),
  -- When it is tried or asked about next: found by the janitor.
  next_at timestamptz,
  reference text, txn_id text, evidence text check (length(evidence) <= 500),
  requested_at timestamptz not null, sending_at timestamptz, ended_at timestamptz, parked_at timestamptz,
  -- The one that failed and that this one follows, and the how-many-th this is.
  again_of uuid, try int not null default 1 check (try between 1 and 10),
  -- The Idempotency-Key of who asked: a process that died after the commit does not take the money twice.
  request_key text,
  -- An operator keeps this one.
  kept_by uuid,
  -- What the creator was owed after the payout before, and after this one: with the lines between, the statement.
  opening_santim bigint not null, closing_santim bigint not null check (closing_santim >= 0),
  primary key (creator_id, id),
  foreign key (creator_id, account_id) references payments.payout_accounts (creator_id, id),
  foreign key (creator_id, again_of) references payments.payouts (creator_id, id),
  constraint payouts_end check ((ended_at is not null) = (state in ('paid', 'failed', 'cancelled'))),
  constraint payouts_reason check (state not in ('held', 'failed', 'unknown') or reason is not null),
  constraint payouts_proof check (state <> 'paid' or txn_id is not null),
  constraint payouts_sent check (state not in ('sending', 'unknown', 'paid') or sending_at is not null),
  constraint payouts_parked check (parked_at is null or state = 'unknown' or ended_at is not null)
);
create index payouts_due on payments.payouts (next_at) where next_at is not null;
create index payouts_newest on payments.payouts (creator_id, requested_at desc, id desc);
create index payouts_by_id on payments.payouts (id);
create index payouts_by_state on payments.payouts (state, requested_at, id);
create unique index payouts_asked_once on payments.payouts (creator_id, request_key) where request_key is not null;
create unique index payouts_again on payments.payouts (creator_id, again_of) where again_of is not null;
-- One transfer ends one payout only, whoever is paid.
create unique index payouts_txn on payments.payouts (rail, txn_id) where txn_id is not null;

create table payments.payout_events (
  creator_id uuid not null, id uuid not null default uuidv7(), payout_id uuid not null,
  at timestamptz not null, what text not null check (what ~ '^[a-z-]{2,40}$'),
  who text not null check (who in ('creator', 'we', 'rail', 'operator')),
  reason text, note text, person_id uuid,
  primary key (creator_id, id),
  foreign key (creator_id, payout_id) references payments.payouts (creator_id, id)
);
create index payout_events_of on payments.payout_events (creator_id, payout_id, at, id);

-- Which bookings a payout is made of: each belongs to the first payout after it.
create table payments.payout_lines (
  creator_id uuid not null, entry_id uuid not null, payout_id uuid not null, net_santim bigint not null,
  primary key (creator_id, entry_id),
  foreign key (creator_id, payout_id) references payments.payouts (creator_id, id),
  foreign key (creator_id, entry_id) references payments.entries (creator_id, id)
);
create index payout_lines_of on payments.payout_lines (creator_id, payout_id);

create table payments.payout_schedules (
  creator_id uuid not null primary key,
  every text not null check (every in ('never', 'week', 'month')),
  weekday int check (weekday between 1 and 7), month_day int check (month_day between 1 and 28),
  minimum_santim bigint not null check (minimum_santim > 0),
  next_at timestamptz, changed_at timestamptz not null,
  skipped_at timestamptz, skipped_reason text,
  constraint payout_schedules_day check ((every = 'week') = (weekday is not null) and (every = 'month') = (month_day is not null)),
  constraint payout_schedules_next check ((every = 'never') = (next_at is null)),
  constraint payout_schedules_skipped check ((skipped_at is null) = (skipped_reason is null))
);
create index payout_schedules_due on payments.payout_schedules (next_at) where next_at is not null;

-- Decisions about a creator that take two people.
create table payments.risk_cases (
  creator_id uuid not null, id uuid not null,
  kind text not null check (kind in ('pause', 'legal-hold')),
  state text not null check (state in ('proposed', 'approved', 'refused', 'released')),
  reason text not null check (reason ~ '^[a-z-]{2,40}$'), note text not null,
  proposed_by uuid not null, proposed_at timestamptz not null,
  decided_by uuid, decided_at timestamptz, decided_note text,
  released_by uuid, released_at timestamptz, released_note text,
  primary key (creator_id, id),
  constraint risk_cases_two_people check (state not in ('approved', 'released') or decided_by <> proposed_by),
  constraint risk_cases_decided check ((state = 'proposed') = (decided_by is null)),
  constraint risk_cases_released check ((state = 'released') = (released_by is not null))
);
create unique index risk_cases_open on payments.risk_cases (creator_id)
  where state in ('proposed', 'approved');
create index risk_cases_by_id on payments.risk_cases (id);
create index risk_cases_by_state on payments.risk_cases (state, proposed_at, id);
create table payments.appeals (
  creator_id uuid not null, id uuid not null, case_id uuid not null,
  text text not null check (length(text) between 10 and 4000),
  state text not null check (state in ('open', 'granted', 'denied')),
  asked_at timestamptz not null, due_at timestamptz not null,
  answered_at timestamptz, answered_by uuid, answer text,
  primary key (creator_id, id),
  foreign key (creator_id, case_id) references payments.risk_cases (creator_id, id),
  constraint appeals_answer check ((state = 'open') = (answered_at is null)
    and (answered_at is null) = (answered_by is null) and (answered_at is null) = (answer is null)),
  constraint appeals_clock check (due_at > asked_at)
);
create unique index appeals_open on payments.appeals (creator_id, case_id) where state = 'open';
create index appeals_by_due on payments.appeals (state, due_at, id);
create index appeals_by_id on payments.appeals (id);
-- Counted from facts, never from what we did.
create table payments.risk_scores (
  creator_id uuid not null primary key, score int not null check (score between 0 and 100),
  facts jsonb not null, counted_at timestamptz not null
);
create index risk_scores_highest on payments.risk_scores (score desc, creator_id);
create index orders_recent on payments.orders (creator_id, paid_at);
create index intents_ended on payments.intents (creator_id, ended_at) where state = 'failed';

call app.protect_platform('payments.rail_terms', 'select');
call app.protect('payments.payout_accounts', creator => 'select, insert, update');
call app.protect('payments.payouts', creator => 'select, insert, update', door => 'select, update');
call app.protect('payments.payout_events', creator => 'select, insert');
call app.protect('payments.payout_lines', creator => 'select, insert');
call app.protect('payments.payout_schedules', creator => 'select, insert, update', door => 'select, update');
call app.protect('payments.risk_cases', creator => 'select, insert, update');
call app.protect('payments.appeals', creator => 'select, insert, update');
call app.protect('payments.risk_scores', creator => 'select, insert, update');

create function payments_doors.rail_terms_at(moment timestamptz)
returns table (rail text, settle_days int) stable
begin atomic
  select distinct on (t.rail) t.rail, t.settle_days from payments.rail_terms t
  where t.from_at <= moment order by t.rail, t.from_at desc;
end;
call app.door('payments_doors.rail_terms_at(timestamptz)', 'creator');
-- Whose payout a rail speaks of.
create function payments_doors.creator_of_payout(payout uuid) returns uuid stable
begin atomic
  select p.creator_id from payments.payouts p where p.id = payout limit 1;
end;
call app.door('payments_doors.creator_of_payout(uuid)', 'svc');
-- What a worker takes is not due again until its lease is over: two of them never send twice.
create function payments_doors.due_payouts(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, id uuid)
begin atomic
  update payments.payouts p set next_at = lease
  from (select d.creator_id, d.id from payments.payouts d where d.next_at <= moment
        order by d.next_at limit least(page, 200) for update skip locked) due
  where p.creator_id = due.creator_id and p.id = due.id
  returning p.creator_id, p.id;
end;
call app.door('payments_doors.due_payouts(timestamptz, timestamptz, int)', 'svc');
create function payments_doors.due_schedules(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, due_at timestamptz)
begin atomic
  with due as (select d.creator_id, d.next_at from payments.payout_schedules d where d.next_at <= moment
        order by d.next_at limit least(page, 200) for update skip locked)
  update payments.payout_schedules s set next_at = lease from due where s.creator_id = due.creator_id
  returning s.creator_id, due.next_at;
end;
call app.door('payments_doors.due_schedules(timestamptz, timestamptz, int)', 'svc');
create function payments_doors.creators_with_books(after_id uuid, page int) returns table (creator_id uuid) stable
begin atomic
  select a.creator_id from payments.accounts a where a.kind = 'creator-payable' and a.creator_id > after_id
  order by a.creator_id limit least(page, 500);
end;
call app.door('payments_doors.creators_with_books(uuid, int)', 'svc');
create function payments_doors.overdue_appeals(moment timestamptz) returns bigint stable
begin atomic
  select count(*) from payments.appeals a where a.state = 'open' and a.due_at <= moment;
end;
call app.door('payments_doors.overdue_appeals(timestamptz)', 'svc');

-- Operators. Each look leaves an audit row.
create function payments_doors.whose(operator uuid, what text, about uuid) returns uuid
begin atomic
  insert into payments.audit (who, what, about)
    values ('operator:' || operator, what || '.opened', what || ':' || about);
  select f.creator_id from (
    select p.creator_id from payments.payouts p where what = 'payout' and p.id = about
    union all select a.creator_id from payments.payout_accounts a where what = 'payout-account' and a.id = about
    union all select c.creator_id from payments.risk_cases c where what = 'risk-case' and c.id = about
    union all select a.creator_id from payments.appeals a where what = 'appeal' and a.id = about
    union all select a.creator_id from payments.accounts a where what = 'creator' and a.creator_id = about) f limit 1;
end;
call app.door('payments_doors.whose(uuid, text, uuid)', 'svc');
create function payments_doors.payouts_of_all(operator uuid, only_state text, only_creator uuid, after_at timestamptz,
  after_id uuid, page int)
returns table (creator_id uuid, id uuid, at timestamptz)
begin atomic
  insert into payments.audit (who, what, about)
    values ('operator:' || operator, 'payouts.listed', coalesce(only_state, 'all'));
  select p.creator_id, p.id, p.requested_at from payments.payouts p
  where (p.requested_at, p.id) > (after_at, after_id) and (only_creator is null or p.creator_id = only_creator)
    and case when only_state is null then true
      when only_state = 'parked' then p.state = 'unknown' and p.parked_at is not null
      when only_state = 'by-hand' then p.state = 'sending' and p.by_hand else p.state = only_state end
  order by p.requested_at, p.id limit least(page, 101);
end;
call app.door('payments_doors.payouts_of_all(uuid, text, uuid, timestamptz, uuid, int)', 'svc');
create function payments_doors.accounts_to_confirm(operator uuid, after_at timestamptz, after_id uuid, page int)
returns table (creator_id uuid, id uuid, at timestamptz)
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'payout-accounts.listed', 'to-confirm');
  select a.creator_id, a.id, a.added_at from payments.payout_accounts a
  where a.name_state in ('waiting', 'differs') and a.removed_at is null and (a.added_at, a.id) > (after_at, after_id)
  order by a.added_at, a.id limit least(page, 101);
end;
call app.door('payments_doors.accounts_to_confirm(uuid, timestamptz, uuid, int)', 'svc');
create function payments_doors.risk_of_all(operator uuid, below int, after_id uuid, page int)
returns table (creator_id uuid, score int, facts jsonb, counted_at timestamptz, case_id uuid, case_state text)
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'risk.listed', 'scores');
  select s.creator_id, s.score, s.facts, s.counted_at, c.id, c.state from payments.risk_scores s
  left join payments.risk_cases c on c.creator_id = s.creator_id
    and c.state in ('proposed', 'approved')
  where s.score < below or (s.score = below and s.creator_id > after_id)
  order by s.score desc, s.creator_id limit least(page, 101);
end;
call app.door('payments_doors.risk_of_all(uuid, int, uuid, int)', 'svc');
create function payments_doors.cases_of_all(operator uuid, only_state text, after_at timestamptz, after_id uuid, page int)
returns table (creator_id uuid, id uuid, at timestamptz)
begin atomic
  insert into payments.audit (who, what, about)
    values ('operator:' || operator, 'risk-cases.listed', coalesce(only_state, 'all'));
  select c.creator_id, c.id, c.proposed_at from payments.risk_cases c
  where (only_state is null or c.state = only_state) and (c.proposed_at, c.id) > (after_at, after_id)
  order by c.proposed_at, c.id limit least(page, 101);
end;
call app.door('payments_doors.cases_of_all(uuid, text, timestamptz, uuid, int)', 'svc');
create function payments_doors.appeals_of_all(operator uuid, only_state text, after_at timestamptz, after_id uuid, page int)
returns table (creator_id uuid, id uuid, at timestamptz)
begin atomic
  insert into payments.audit (who, what, about)
    values ('operator:' || operator, 'appeals.listed', coalesce(only_state, 'all'));
  select a.creator_id, a.id, a.due_at from payments.appeals a
  where (only_state is null or a.state = only_state) and (a.due_at, a.id) > (after_at, after_id)
  order by a.due_at, a.id limit least(page, 101);
end;
call app.door('payments_doors.appeals_of_all(uuid, text, timestamptz, uuid, int)', 'svc');

select messages.own('payout.changed'), messages.own('payout-account.changed'), messages.own('risk-case.changed');
