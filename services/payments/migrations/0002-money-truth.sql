-- phase: expand
-- Any rail of the registry, not one: what exists is said by the code that has the rail, its form is checked here.
alter table payments.intents drop constraint intents_rail_check,
  add constraint intents_rail_check check (rail ~ '^[a-z]{2,20}$');
alter table payments.callbacks drop constraint callbacks_rail_check,
  add constraint callbacks_rail_check check (rail ~ '^[a-z]{2,20}$');
alter table payments.callbacks drop constraint callbacks_outcome_check,
  add constraint callbacks_outcome_check check (outcome in
    ('accepted', 'bad-signature', 'unreadable', 'wrong-merchant', 'unknown-order', 'wrong-amount'));
alter table payments.intent_events drop constraint intent_events_who_check,
  add constraint intent_events_who_check check (who ~ '^[a-z]{2,20}$'),
  add column facts jsonb not null default '{}';

-- What follows a success, and what waits for a person, are states with a rule.
-- parked: somebody has to look, and the reason and the evidence stand here. overpaid: sold at its price, the rest goes
-- back. surplus: paid, and there was nothing to sell for it; all goes back. reversed: the bank took it back.
alter table payments.intents
  add column reference text,
  -- The lines as they were offered: [{ productId, title, slug, version, listSantim, discountSantim, amountSantim, kind }].
  add column items jsonb not null default '[]',
  add column list_santim bigint,
  add column discount_santim bigint not null default 0 check (discount_santim >= 0),
  add column code_id uuid,
  -- The product has few or the code has few uses: something is held until this attempt has ended.
  add column holds boolean not null default false,
  -- What came, when it is not the price.
  add column paid_santim bigint check (paid_santim > 0),
  add column parked_at timestamptz,
  add column resolved_by text, add column resolution text,
  -- The wallet that paid, as a keyed hash: for rails whose notice must come from the one who was asked.
  add column payer_hash text,
  drop constraint intents_state_check,
  drop constraint intents_end,
  drop constraint intents_sent,
  drop constraint intents_proof,
  drop constraint intents_reason,
  add constraint intents_state_check check (state in ('created', 'pending', 'unknown', 'succeeded', 'failed', 'expired',
    'parked', 'overpaid', 'surplus', 'reversed', 'disputed')),
  add constraint intents_end check ((ended_at is null) = (state in ('created', 'pending', 'unknown', 'parked'))),
  add constraint intents_sent check (state <> 'pending' or coalesce(reference, prepay_id) is not null),
  add constraint intents_proof check (state not in ('succeeded', 'overpaid', 'surplus', 'reversed', 'disputed')
    or provider_txn_id is not null),
  add constraint intents_reason check (state not in ('failed', 'unknown', 'parked') or reason is not null),
  add constraint intents_parked check ((parked_at is not null) or state <> 'parked');
create index intents_due on payments.intents (next_ask_at) where next_ask_at is not null;
create index intents_parked_at on payments.intents (parked_at, id) where state = 'parked';
create index intents_sums_owed on payments.intents (ended_at, id) where state in ('surplus', 'overpaid');
create index intents_references on payments.intents (rail, reference) where reference is not null;

alter table payments.orders
  add column refunded_santim bigint not null default 0,
  add column provider_fee_santim bigint not null default 0 check (provider_fee_santim >= 0),
  add column list_santim bigint, add column discount_santim bigint not null default 0,
  add column lang text not null default 'am' check (lang in ('am', 'en')),
  drop constraint orders_state_check,
  drop constraint orders_sum,
  add constraint orders_state_check check (state in ('paid', 'partly-refunded', 'refunded', 'disputed', 'reversed')),
  add constraint orders_sum check (net_santim + fee_santim + provider_fee_santim = amount_santim),
  -- Any number of refunds at once, never more than came in.
  add constraint orders_refunded check (refunded_santim between 0 and amount_santim);
-- What an order is made of, and what its buyer owns by it.
create table payments.order_lines (
  creator_id uuid not null, order_id uuid not null, line int not null check (line > 0),
  buyer_id uuid not null, product_id uuid not null, title text not null,
  list_santim bigint not null check (list_santim >= 0), discount_santim bigint not null check (discount_santim >= 0),
  amount_santim bigint not null check (amount_santim >= 0), bought_at timestamptz not null,
  owned boolean not null default true,
  primary key (creator_id, order_id, line),
  foreign key (creator_id, order_id) references payments.orders (creator_id, id),
  constraint order_lines_sum check (list_santim - discount_santim = amount_santim)
);
create index order_lines_owned on payments.order_lines (creator_id, buyer_id, product_id) where owned;
call app.open_for_migration('payments.orders', 'payments.order_lines', 'payments.intents');
insert into payments.order_lines
  (creator_id, order_id, line, buyer_id, product_id, title, list_santim, discount_santim, amount_santim, bought_at)
  select creator_id, id, 1, buyer_id, product_id, title, amount_santim, 0, amount_santim, paid_at from payments.orders;
update payments.intents set reference = prepay_id where prepay_id is not null;

-- The books of a creator. The lock on their counter makes money transactions of one creator come one after the other.
alter table payments.order_counters drop constraint order_counters_last_number_check,
  add constraint order_counters_last_number_check check (last_number >= 0);
alter table payments.accounts drop constraint accounts_kind_check,
  add constraint accounts_kind_check check (kind ~ '^(clearing|bank):[a-z]{2,20}$' or kind in ('creator-payable',
    'platform-fee', 'provider-fee', 'receivable', 'refunds-in-transit', 'payouts-in-transit', 'buyer-credit',
    'plan-revenue', 'vat-due')),
  add column balance_santim bigint not null default 0,
  -- On which side an account may stand: nobody is paid out, and nothing is sent back, that is not there.
  add constraint accounts_side check (case
    when kind in ('creator-payable', 'refunds-in-transit', 'payouts-in-transit', 'buyer-credit') then balance_santim <= 0
    when kind = 'receivable' then balance_santim >= 0 else true end);
alter table payments.entries drop constraint entries_kind_check,
  add constraint entries_kind_check check (kind in ('sale', 'netting', 'surplus', 'surplus-sent', 'refund', 'refund-sent',
    'refund-back', 'payout', 'payout-sent', 'payout-back', 'reversal', 'reversal-undone', 'settlement', 'plan', 'correction')),
  alter column order_id drop not null,
  -- The fact that is booked: an order, a refund, a payout. Once for each kind.
  add column about_id uuid;
drop index payments.entries_once;
call app.open_for_migration('payments.entries', 'payments.accounts', 'payments.postings');
update payments.entries set about_id = order_id;
alter table payments.entries alter column about_id set not null;
create unique index entries_once on payments.entries (creator_id, about_id, kind);
create index entries_by_time on payments.entries (creator_id, at, id);
update payments.accounts a set balance_santim = coalesce((select sum(p.amount_santim) from payments.postings p
  where p.creator_id = a.creator_id and p.account = a.kind), 0);

-- All postings of an entry come in one statement, and it is refused unless they sum to zero: the trial balance is zero at
-- every commit. The balances move in the same statement, by this function alone: nobody else may write them.
create function payments_doors.post() returns trigger language plpgsql as $$
begin
  if exists (select from added group by creator_id, entry_id having sum(amount_santim) <> 0 or count(*) < 2) then
    raise check_violation using constraint = 'entries_balanced', schema = 'payments', table = 'entries',
      message = 'the postings of an entry do not sum to zero';
  end if;
  if exists (select from added a where a.line > 1 and not exists (select from added f
      where f.creator_id = a.creator_id and f.entry_id = a.entry_id and f.line = 1)) then
    raise check_violation using constraint = 'entries_whole', schema = 'payments', table = 'entries',
      message = 'an entry is written at once or not at all';
  end if;
  -- First what is there: a row that is only proposed for insertion would have to stand on its right side by itself.
  with sums as (
    select creator_id, account, sum(amount_santim) as total from added group by creator_id, account
  ), known as (
    update payments.accounts a set balance_santim = a.balance_santim + s.total from sums s
      where a.creator_id = s.creator_id and a.kind = s.account returning a.creator_id, a.kind
  )
  insert into payments.accounts as a (creator_id, kind, balance_santim)
    select s.creator_id, s.account, s.total from sums s
    where not exists (select from known k where k.creator_id = s.creator_id and k.kind = s.account)
    on conflict (creator_id, kind) do update set balance_santim = a.balance_santim + excluded.balance_santim;
  return null;
end $$;
alter table payments.postings drop constraint postings_creator_id_account_fkey;
drop trigger postings_balanced on payments.postings;
drop trigger entries_balanced on payments.entries;
drop function payments.assert_balanced();

-- An entry without postings would be a fact that moved nothing; at commit, because its postings come after it.
create function payments.assert_posted() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from payments.postings p where p.creator_id = new.creator_id and p.entry_id = new.id) then
    raise check_violation using constraint = 'entries_balanced', schema = 'payments', table = 'entries',
      message = format('entry %s has no postings', new.id);
  end if;
  return null;
end $$;
create constraint trigger entries_balanced after insert on payments.entries
  deferrable initially deferred for each row execute function payments.assert_posted();

-- Work of the platform that one worker at a time does, every so often.
create table payments.rounds (
  name text primary key, next_at timestamptz not null, taken_until timestamptz, cursor text not null default ''
);

call app.protect('payments.intents', creator => 'select, insert, update', door => 'select, update');
call app.protect('payments.orders', creator => 'select, insert, update');
call app.protect('payments.order_lines', creator => 'select, insert, update');
call app.protect('payments.accounts', creator => 'select, insert', door => 'select, insert, update');
call app.protect_platform('payments.rounds', 'select, insert, update');
-- The trigger first: the function then belongs to the door's role, and nobody can call it otherwise.
create trigger postings_posted after insert on payments.postings
  referencing new table as added for each statement execute function payments_doors.post();
call app.door('payments_doors.post()', 'svc');

-- The janitor takes what is due, and what it takes is not due again until its lease is over: two of them never ask twice.
create function payments_doors.due_intents(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, id uuid)
begin atomic
  update payments.intents i set next_ask_at = lease
  from (select d.creator_id, d.id from payments.intents d where d.next_ask_at <= moment
        order by d.next_ask_at limit least(page, 200) for update skip locked) due
  where i.creator_id = due.creator_id and i.id = due.id
  returning i.creator_id, i.id;
end;
call app.door('payments_doors.due_intents(timestamptz, timestamptz, int)', 'svc');
-- A rail that reports by its own reference, or by its own number of the payment.
create function payments_doors.intent_of_reference(rail text, reference text)
returns table (creator_id uuid, intent_id uuid) stable
begin atomic
  select i.creator_id, i.id from payments.intents i
  where i.rail = intent_of_reference.rail and i.reference = intent_of_reference.reference limit 1;
end;
call app.door('payments_doors.intent_of_reference(text, text)', 'svc');

-- The operators' queue: what waits for a person, oldest first; and every attempt without an end.
drop function payments_doors.open_intents(uuid, timestamptz, uuid, int);
create function payments_doors.open_intents(operator uuid, only_state text, after_at timestamptz, after_id uuid, page int)
returns table (id uuid, creator_id uuid, state text, reason text, rail text, amount_santim bigint, paid_santim bigint,
  started_at timestamptz, asked int, provider_order_id text, provider_txn_id text, title text, store_name text)
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'intents.listed', coalesce(only_state, 'open'));
  select i.id, i.creator_id, i.state, i.reason, i.rail, i.amount_santim, i.paid_santim, i.started_at, i.asked,
    i.provider_order_id, i.provider_txn_id, i.title, i.store_name from payments.intents i
  where i.state in ('created', 'pending', 'unknown', 'parked', 'surplus', 'overpaid')
    and (only_state is null or i.state = only_state) and (i.started_at, i.id) > (after_at, after_id)
  order by i.started_at, i.id limit least(page, 101);
end;
call app.door('payments_doors.open_intents(uuid, text, timestamptz, uuid, int)', 'svc');

select messages.own('order.refunded'), messages.own('order.access-changed'), messages.own('payment.surplus');
