-- phase: expand
-- The books of a creator, closed day by day in East Africa Time (UTC+3, no summer time): each day's hash is made over its
-- entries and the hash of the day before, so that nothing in a closed day can change unseen. docs/ledger.md has the text.
create table payments.ledger_seals (
  creator_id uuid not null, day date not null,
  entries int not null check (entries > 0), postings int not null check (postings >= 2 * entries),
  debits_santim bigint not null check (debits_santim > 0),
  previous text check (previous ~ '^[0-9a-f]{64}$'), hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz not null,
  primary key (creator_id, day)
);
create index ledger_seals_day on payments.ledger_seals (day, creator_id);
-- The same over the creators' hashes: whoever holds one day's hash can tell whether any creator's was made anew.
create table payments.ledger_days (
  day date primary key, creators int not null check (creators > 0), entries bigint not null check (entries > 0),
  previous text check (previous ~ '^[0-9a-f]{64}$'), hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz not null
);

-- No entry comes into a day that is closed.
create function payments_doors.refuse_sealed() returns trigger language plpgsql as $$
declare
  entry_day date := (new.at at time zone 'UTC' + interval '3 hours')::date;
begin
  if exists (select from payments.ledger_seals s where s.creator_id = new.creator_id and s.day >= entry_day)
    or exists (select from payments.ledger_days d where d.day >= entry_day) then
    raise check_violation using constraint = 'entries_day_open', schema = 'payments', table = 'entries',
      message = format('the books of %s are sealed', entry_day);
  end if;
  return null;
end $$;

-- Statements of the rails, held against the books. Rows of the platform: whose a line is, is known only after it is found.
-- Which columns a rail's file has is data with a date, and how sure it is.
create table payments.statement_formats (
  rail text not null check (rail ~ '^([a-z]{2,20}|\*)$'), from_at timestamptz not null,
  certainty text not null check (certainty in ('own', 'confirmed', 'assumed')),
  columns jsonb not null, source text not null,
  primary key (rail, from_at)
);
create table payments.statement_files (
  id uuid primary key, rail text not null check (rail ~ '^[a-z]{2,20}$'), day date not null,
  file_name text not null, hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  uploaded_by uuid not null, uploaded_at timestamptz not null,
  state text not null check (state in ('matching', 'done')), next_at timestamptz,
  rows int not null check (rows >= 0), amount_santim bigint not null, fee_santim bigint not null,
  constraint statement_files_done check (next_at is null or state = 'matching')
);
create unique index statement_files_once on payments.statement_files (rail, day, hash);
create index statement_files_newest on payments.statement_files (uploaded_at desc, id desc);
create index statement_files_due on payments.statement_files (next_at) where next_at is not null;
create table payments.statement_rows (
  file_id uuid not null references payments.statement_files (id), line int not null check (line > 0),
  rail text not null, kind text not null check (kind in ('payment', 'refund', 'other')),
  txn_id text not null, order_reference text, payment_txn_id text,
  amount_santim bigint not null check (amount_santim >= 0), fee_santim bigint not null check (fee_santim >= 0),
  status text not null check (status in ('done', 'pending', 'failed', 'reversed')), at timestamptz not null,
  of_creator uuid, of_intent uuid, of_refund uuid,
  outcome text check (outcome in ('matched', 'repeated', 'different', 'ignored')), settled boolean not null default false,
  primary key (file_id, line)
);
create index statement_rows_txn on payments.statement_rows (rail, kind, txn_id);
create index statement_rows_waiting on payments.statement_rows (file_id, line) where outcome is null;
create table payments.statement_differences (
  id uuid primary key, file_id uuid not null references payments.statement_files (id), rail text not null,
  kind text not null check (kind in ('missing-here', 'missing-there', 'amount', 'fee', 'status', 'double',
    'unknown-reference', 'refund-missing-here', 'refund-missing-there', 'refund-amount')),
  owner text not null check (owner in ('us', 'rail', 'creator')),
  state text not null default 'open' check (state in ('open', 'decided', 'resolved')),
  line int, txn_id text, order_reference text, of_creator uuid, of_intent uuid,
  ours_santim bigint, theirs_santim bigint, found_at timestamptz not null,
  decision text check (decision in ('waiting', 'claimed', 'explained', 'corrected', 'sent-back', 'written-off')),
  note text, decided_by uuid, decided_at timestamptz,
  constraint statement_differences_decided check ((decision is null) = (decided_by is null)),
  constraint statement_differences_state check (state <> 'decided' or decision is not null)
);
create unique index statement_differences_line on payments.statement_differences (file_id, line, kind) where line is not null;
-- What a rail's file lacks is said once, however many files lack it.
create unique index statement_differences_missing on payments.statement_differences (rail, kind, txn_id)
  where line is null and state = 'open';
create index statement_differences_of on payments.statement_differences (file_id, id);
create index statement_differences_txn on payments.statement_differences (rail, txn_id) where state = 'open';
-- A payment that bought nothing is known by the fact that was booked.
create index entries_surplus on payments.entries (about_id) where kind = 'surplus';
create index orders_by_rail on payments.orders (rail, paid_at, id);
create index refunds_by_end on payments.refunds (rail, ended_at, id) where state = 'sent' and how = 'rail';

insert into payments.statement_formats (rail, from_at, certainty, columns, source) values
  ('*', '2026-01-01T00:00:00Z', 'own', '{
    "delimiters": [",", ";", "\t"], "kind": "kind", "txnId": "txn_id", "orderReference": "order_id", "paymentTxnId": "payment_txn_id",
    "amount": "amount", "fee": "fee", "currency": "currency", "status": "status", "at": "time",
    "kinds": {"payment": "payment", "refund": "refund", "other": "other"},
    "statuses": {"done": "done", "pending": "pending", "failed": "failed", "reversed": "reversed"},
    "times": ["iso", "YYYY-MM-DD HH:mm:ss", "DD/MM/YYYY HH:mm:ss"]}', 'docs/reconciliation.md'),
  ('telebirr', '2026-01-01T00:00:00Z', 'assumed', '{
    "delimiters": [",", ";", "\t"], "kind": "Transaction Type", "txnId": "Receipt No.", "orderReference": "Merchant Order ID",
    "amount": "Amount", "fee": "Charge", "currency": "Currency", "status": "Transaction Status", "at": "Completion Time",
    "kinds": {"Payment": "payment", "Refund": "refund", "Transfer": "other", "Withdrawal": "other"},
    "statuses": {"Completed": "done", "Pending": "pending", "Failed": "failed", "Reversed": "reversed"},
    "times": ["YYYY-MM-DD HH:mm:ss", "DD/MM/YYYY HH:mm:ss", "iso"]}', 'no file of the provider was seen; columns of its portal are to be confirmed'),
  ('webirr', '2026-01-01T00:00:00Z', 'assumed', '{
    "delimiters": [",", ";", "\t"], "txnId": "PaymentReference", "orderReference": "BillReference",
    "amount": "Amount", "fee": "Fee", "status": "Status", "at": "PaymentTime",
    "statuses": {"2": "done", "1": "pending", "0": "pending", "3": "reversed", "Paid": "done", "Reversed": "reversed"},
    "times": ["YYYY-MM-DD HH:mm:ss", "iso"]}', 'names as in the payments feed; a file of the provider was not seen'),
  ('cbebirr', '2026-01-01T00:00:00Z', 'assumed', '{
    "delimiters": [",", ";", "\t"], "kind": "Type", "txnId": "Transaction ID", "orderReference": "Reference",
    "amount": "Amount", "fee": "Service Charge", "status": "Status", "at": "Date",
    "kinds": {"Payment": "payment", "Reversal": "other", "Transfer": "other"},
    "statuses": {"Success": "done", "Completed": "done", "Pending": "pending", "Failed": "failed", "Reversed": "reversed"},
    "times": ["DD/MM/YYYY HH:mm:ss", "YYYY-MM-DD HH:mm:ss", "iso"]}', 'no file of the provider was seen; to be confirmed');

call app.protect('payments.ledger_seals', creator => 'select, insert');
call app.protect_platform('payments.ledger_days', 'select, insert');
call app.protect_platform('payments.statement_formats', 'select');
call app.protect_platform('payments.statement_files', 'select, insert, update');
call app.protect_platform('payments.statement_rows', 'select, insert, update');
call app.protect_platform('payments.statement_differences', 'select, insert, update');
-- The trigger first: the function then belongs to the door's role, and nobody can call it otherwise.
create trigger entries_day_open after insert on payments.entries for each row execute function payments_doors.refuse_sealed();
call app.door('payments_doors.refuse_sealed()', 'svc');

-- Creators with books, a page of them, and whether a day of theirs that has ended before `until` is still open.
create function payments_doors.books_page(until timestamptz, after uuid, page int)
returns table (creator_id uuid, to_seal boolean) stable
begin atomic
  select c.creator_id, exists (select from payments.entries e where e.creator_id = c.creator_id and e.at < until
    and e.at >= coalesce(((select max(s.day) from payments.ledger_seals s where s.creator_id = c.creator_id) + 1)::timestamp
      at time zone 'UTC' - interval '3 hours', '-infinity'))
  from (select k.creator_id from payments.order_counters k where k.creator_id > after order by k.creator_id
        limit least(page, 500)) c order by c.creator_id;
end;
call app.door('payments_doors.books_page(timestamptz, uuid, int)', 'svc');
-- Days that creators have sealed and the platform has not, oldest first.
create function payments_doors.days_to_seal(until date, page int) returns table (day date) stable
begin atomic
  select distinct s.day from payments.ledger_seals s
  where s.day <= until and s.day > coalesce((select max(d.day) from payments.ledger_days d), '-infinity')
  order by s.day limit least(page, 100);
end;
call app.door('payments_doors.days_to_seal(date, int)', 'svc', 'platform');
create function payments_doors.seals_of_day(day date, after uuid, page int)
returns table (creator_id uuid, entries int, hash text) stable
begin atomic
  select s.creator_id, s.entries, s.hash from payments.ledger_seals s
  where s.day = seals_of_day.day and s.creator_id > after order by s.creator_id limit least(page, 1000);
end;
call app.door('payments_doors.seals_of_day(date, uuid, int)', 'svc', 'platform');
-- The whole platform in one row: all sums are zero, or somebody has to look at once.
create function payments_doors.trial_balance()
returns table (entries bigint, debits bigint, total bigint, unbalanced bigint, wrong_balances bigint) stable
begin atomic
  select (select count(*) from payments.entries),
    coalesce((select sum(p.amount_santim) from payments.postings p where p.amount_santim > 0), 0)::bigint,
    coalesce((select sum(p.amount_santim) from payments.postings p), 0)::bigint,
    (select count(*) from payments.entries e where coalesce((select sum(p.amount_santim) from payments.postings p
      where p.creator_id = e.creator_id and p.entry_id = e.id), 1) <> 0),
    (select count(*) from payments.accounts a full join (select p.creator_id, p.account, sum(p.amount_santim) as total
      from payments.postings p group by p.creator_id, p.account) s on s.creator_id = a.creator_id and s.account = a.kind
      where coalesce(a.balance_santim, 0) <> coalesce(s.total, 0));
end;
call app.door('payments_doors.trial_balance()', 'svc');

-- Whose payments a rail's statement names: by its own number of the payment, else by our order.
create function payments_doors.statement_payments(rail text, txns text[], orders text[])
returns table (creator_id uuid, intent_id uuid, state text, txn_id text, order_reference text, amount_santim bigint,
  provider_fee_santim bigint) stable
begin atomic
  select i.creator_id, i.id, i.state, i.provider_txn_id, i.provider_order_id, coalesce(i.paid_santim, i.amount_santim),
    coalesce((select o.provider_fee_santim from payments.orders o where o.creator_id = i.creator_id and o.intent_id = i.id), 0)
  from payments.intents i
  where i.rail = statement_payments.rail and (i.provider_txn_id = any (txns) or i.provider_order_id = any (orders)) limit 1000;
end;
call app.door('payments_doors.statement_payments(text, text[], text[])', 'svc');
-- Payments that bought nothing, by the id of their fact.
create function payments_doors.statement_surpluses(facts uuid[])
returns table (about_id uuid, creator_id uuid, amount_santim bigint) stable
begin atomic
  select e.about_id, e.creator_id, (select sum(p.amount_santim) from payments.postings p
    where p.creator_id = e.creator_id and p.entry_id = e.id and p.amount_santim > 0)::bigint
  from payments.entries e where e.kind = 'surplus' and e.about_id = any (facts) limit 1000;
end;
call app.door('payments_doors.statement_surpluses(uuid[])', 'svc');
create function payments_doors.statement_refunds(rail text, txns text[], ids uuid[])
returns table (creator_id uuid, refund_id uuid, intent_id uuid, state text, txn_id text, amount_santim bigint) stable
begin atomic
  select r.creator_id, r.id, r.intent_id, r.state, r.txn_id, r.amount_santim from payments.refunds r
  where r.rail = statement_refunds.rail and (r.txn_id = any (txns) or r.id = any (ids)) limit 1000;
end;
call app.door('payments_doors.statement_refunds(text, text[], uuid[])', 'svc');
-- What we say was paid, or sent back, through a rail between two moments.
create function payments_doors.paid_through(rail text, since timestamptz, until timestamptz, after_id uuid, page int)
returns table (order_id uuid, creator_id uuid, intent_id uuid, txn_id text, order_reference text, amount_santim bigint) stable
begin atomic
  select o.id, o.creator_id, o.intent_id, i.provider_txn_id, i.provider_order_id, coalesce(i.paid_santim, i.amount_santim)
  from payments.orders o join payments.intents i on i.creator_id = o.creator_id and i.id = o.intent_id
  where o.rail = paid_through.rail and o.paid_at >= since and o.paid_at < until and o.id > after_id
  order by o.id limit least(page, 500);
end;
call app.door('payments_doors.paid_through(text, timestamptz, timestamptz, uuid, int)', 'svc');
create function payments_doors.sent_back_through(rail text, since timestamptz, until timestamptz, after_id uuid, page int)
returns table (refund_id uuid, creator_id uuid, intent_id uuid, txn_id text, amount_santim bigint) stable
begin atomic
  select r.id, r.creator_id, r.intent_id, r.txn_id, r.amount_santim from payments.refunds r
  where r.rail = sent_back_through.rail and r.state = 'sent' and r.how = 'rail' and r.ended_at >= since and r.ended_at < until
    and r.id > after_id order by r.id limit least(page, 500);
end;
call app.door('payments_doors.sent_back_through(text, timestamptz, timestamptz, uuid, int)', 'svc');

select messages.own('ledger.sealed');
