-- phase: expand
-- Money on its way back to buyers: of an order, because its creator gives it back, or of a sum that bought nothing. Booked
-- when it is asked for, then sent, then ended; one row is one transfer, under one id at the rail, for ever.
create table payments.refunds (
  creator_id uuid not null, id uuid not null,
  source text not null check (source in ('order', 'credit')),
  order_id uuid, intent_id uuid not null,
  product_id uuid not null, buyer_id uuid not null, buyer_hint text not null, title text not null,
  lang text not null check (lang in ('am', 'en')),
  rail text not null check (rail ~ '^[a-z]{2,20}$'),
  -- Our order at the rail, and the rail's number of the payment that goes back.
  provider_order_id text not null, payment_txn_id text not null,
  amount_santim bigint not null check (amount_santim > 0), currency text not null check (currency = 'ETB'),
  -- Who bears it: the platform gives its fee back, the creator's balance pays, and what it has not is owed.
  fee_santim bigint not null default 0 check (fee_santim >= 0),
  payable_santim bigint not null default 0 check (payable_santim >= 0),
  owed_santim bigint not null default 0 check (owed_santim >= 0),
  reason text not null check (reason in ('buyer-asked', 'not-as-described', 'wrong-product', 'bought-twice',
    'cannot-deliver', 'goodwill', 'other', 'paid-twice', 'sold-out', 'overpaid', 'wrong-amount')),
  note text, access text not null check (access in ('keep', 'revoke')),
  asked_by text not null check (asked_by in ('creator', 'operator', 'we')),
  -- The Idempotency-Key: a process that died after the commit does not send twice.
  request_key text,
  state text not null check (state in ('asked', 'waits-approval', 'sending', 'unknown', 'manual', 'sent', 'failed')),
  how text not null check (how in ('rail', 'hand')),
  -- The rail's last word, or why a person has it.
  why text,
  -- It may have reached the rail: from then on it is asked about, or repeated under its own id.
  touched boolean not null default false,
  attempts int not null default 0 check (attempts >= 0),
  asked_at timestamptz not null, sending_since timestamptz, next_at timestamptz, ended_at timestamptz,
  reference text, txn_id text,
  -- The first of the two people that a large automatic one needs.
  proposed_by uuid,
  primary key (creator_id, id),
  foreign key (creator_id, order_id) references payments.orders (creator_id, id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id),
  constraint refunds_source check ((source = 'order') = (order_id is not null)),
  constraint refunds_sum check (case source when 'order' then fee_santim + payable_santim + owed_santim = amount_santim
    else fee_santim + payable_santim + owed_santim = 0 end),
  constraint refunds_end check ((ended_at is null) = (state not in ('sent', 'failed'))),
  constraint refunds_proof check (state <> 'sent' or txn_id is not null),
  constraint refunds_due check (next_at is null or state in ('asked', 'sending', 'unknown')),
  constraint refunds_approval check (state <> 'waits-approval' or source = 'credit')
);
-- One request is one refund, also when its answer was lost.
create unique index refunds_asked_once on payments.refunds (creator_id, order_id, request_key) where request_key is not null;
-- One sum that bought nothing goes back once, unless it certainly did not.
create unique index refunds_credit_once on payments.refunds (creator_id, intent_id, payment_txn_id)
  where source = 'credit' and state <> 'failed';
-- One transfer of a rail is one refund, whoever sold.
create unique index refunds_txn on payments.refunds (rail, txn_id) where txn_id is not null;
create index refunds_of_order on payments.refunds (creator_id, order_id, id) where order_id is not null;
create index refunds_newest on payments.refunds (creator_id, id);
create index refunds_by_id on payments.refunds (id);
create index refunds_next on payments.refunds (next_at) where next_at is not null;
create index refunds_open on payments.refunds (asked_at, id)
  where state in ('waits-approval', 'manual', 'unknown', 'failed') or next_at is null;

-- What happened to a refund, and who says so. Nothing is ever removed from it.
create table payments.refund_events (
  creator_id uuid not null, id uuid not null default uuidv7(), refund_id uuid not null,
  at timestamptz not null, what text not null check (what ~ '^[a-z-]{2,30}$'),
  who text not null check (who ~ '^[a-z]{2,20}(:[0-9a-f-]{36})?$'), note text,
  primary key (creator_id, id),
  foreign key (creator_id, refund_id) references payments.refunds (creator_id, id)
);
create index refund_events_of on payments.refund_events (creator_id, refund_id, id);

-- Above this, what goes back without anybody's asking needs two people. A change is a new row.
create table payments.refund_limits (
  from_at timestamptz primary key, automatic_santim bigint not null check (automatic_santim >= 0)
);
insert into payments.refund_limits values ('2026-01-01T00:00:00Z', 500000);

-- Somebody told the bank that a payment was wrong; one case at a time for each payment.
create table payments.disputes (
  creator_id uuid not null, id uuid not null, intent_id uuid not null, order_id uuid not null,
  opened_at timestamptz not null, opened_by uuid not null, note text not null,
  outcome text check (outcome in ('won', 'lost')), ended_at timestamptz, ended_by uuid, end_note text,
  primary key (creator_id, id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id),
  foreign key (creator_id, order_id) references payments.orders (creator_id, id),
  constraint disputes_end check (num_nonnulls(outcome, ended_at, ended_by, end_note) in (0, 4))
);
create unique index disputes_open on payments.disputes (creator_id, intent_id) where outcome is null;
create index disputes_of on payments.disputes (creator_id, intent_id, opened_at);

call app.protect('payments.refunds', creator => 'select, insert, update', door => 'select, update');
call app.protect('payments.refund_events', creator => 'select, insert');
call app.protect('payments.disputes', creator => 'select, insert, update');
call app.protect_platform('payments.refund_limits', 'select');

create function payments_doors.refund_limit_at(moment timestamptz) returns bigint stable
begin atomic
  select l.automatic_santim from payments.refund_limits l where l.from_at <= moment order by l.from_at desc limit 1;
end;
call app.door('payments_doors.refund_limit_at(timestamptz)', 'creator');
-- The janitor takes what is due, and what it takes is not due again until its lease is over.
create function payments_doors.due_refunds(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, id uuid)
begin atomic
  update payments.refunds r set next_at = lease
  from (select d.creator_id, d.id from payments.refunds d where d.next_at <= moment
        order by d.next_at limit least(page, 200) for update skip locked) due
  where r.creator_id = due.creator_id and r.id = due.id
  returning r.creator_id, r.id;
end;
call app.door('payments_doors.due_refunds(timestamptz, timestamptz, int)', 'svc');
-- A rail tells the end of a refund by the id that we gave it.
create function payments_doors.creator_of_refund(rail text, refund uuid) returns uuid stable
begin atomic
  select r.creator_id from payments.refunds r where r.id = refund and r.rail = creator_of_refund.rail limit 1;
end;
call app.door('payments_doors.creator_of_refund(text, uuid)', 'svc');
-- Operators look across tenants: each look leaves an audit row.
create function payments_doors.operator_opens_refund(operator uuid, refund uuid, doing text) returns uuid
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, doing, 'refund:' || refund);
  select r.creator_id from payments.refunds r where r.id = refund limit 1;
end;
call app.door('payments_doors.operator_opens_refund(uuid, uuid, text)', 'svc');
create function payments_doors.open_refunds(operator uuid, queue text, after_at timestamptz, after_id uuid, page int)
returns table (id uuid, creator_id uuid, intent_id uuid, order_id uuid, source text, title text, store_name text,
  buyer_hint text, amount_santim bigint, currency text, rail text, state text, reason text, why text,
  provider_order_id text, payment_txn_id text, txn_id text, attempts int, asked_at timestamptz, next_at timestamptz,
  ended_at timestamptz, proposed_by uuid)
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'refunds.listed', queue);
  select r.id, r.creator_id, r.intent_id, r.order_id, r.source, r.title, i.store_name, r.buyer_hint, r.amount_santim,
    r.currency, r.rail, r.state, r.reason, r.why, r.provider_order_id, r.payment_txn_id, r.txn_id, r.attempts, r.asked_at,
    r.next_at, r.ended_at, r.proposed_by
  from payments.refunds r join payments.intents i on i.creator_id = r.creator_id and i.id = r.intent_id
  where (r.state in ('waits-approval', 'manual', 'unknown', 'failed') or r.next_at is null)
    and case queue
      when 'open' then r.state in ('waits-approval', 'manual') or (r.state in ('asked', 'sending', 'unknown') and r.next_at is null)
        -- It was given up, and the buyer's money is still here.
        or (r.state = 'failed' and r.source = 'credit' and not exists (select from payments.refunds n
          where n.creator_id = r.creator_id and n.intent_id = r.intent_id and n.payment_txn_id = r.payment_txn_id
            and n.source = 'credit' and n.state <> 'failed'))
      else r.state = queue end
    and (r.asked_at, r.id) > (after_at, after_id)
  order by r.asked_at, r.id limit least(page, 101);
end;
call app.door('payments_doors.open_refunds(uuid, text, timestamptz, uuid, int)', 'svc');

select messages.own('payment.surplus-returned');
