-- phase: expand
-- The operators' desk. How much waits in each queue, by the rules of the lists that show it; and one payment by whatever
-- number a person has. Each look leaves an audit row.
create index orders_by_id on payments.orders (id);
create index refunds_by_txn on payments.refunds (txn_id) where txn_id is not null;
create index intents_by_provider_order on payments.intents (provider_order_id);
create index intents_by_provider_txn on payments.intents (provider_txn_id) where provider_txn_id is not null;
create index intents_by_reference on payments.intents (reference) where reference is not null;
create index statement_differences_open on payments.statement_differences (found_at) where state = 'open';

create function payments_doors.desk(operator uuid, moment timestamptz)
returns table (queue text, count bigint, oldest_at timestamptz, sum_santim bigint)
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'desk.read', 'desk');
  select 'unknown', count(*), min(i.started_at), sum(i.amount_santim)::bigint from payments.intents i
    where i.state = 'unknown' and i.started_at < moment - interval '10 minutes'
  union all select 'parked', count(*), min(i.parked_at), sum(i.amount_santim)::bigint from payments.intents i
    where i.state = 'parked'
  -- What bought nothing is with the buyer again when its refund was sent.
  union all select 'not-back', count(*), min(i.ended_at), sum(coalesce(i.paid_santim, i.amount_santim))::bigint
    from payments.intents i where i.state in ('surplus', 'overpaid')
      and not exists (select from payments.refunds r where r.creator_id = i.creator_id and r.intent_id = i.id
        and r.source = 'credit' and r.state = 'sent')
  union all select 'told', count(*), min(t.told_at), null from payments.told_references t
    join payments.intents i on i.creator_id = t.creator_id and i.id = t.intent_id
    where i.state in ('created', 'pending', 'unknown', 'parked')
  union all select 'refunds-manual', count(*), min(r.asked_at), sum(r.amount_santim)::bigint from payments.refunds r
    where r.state = 'manual'
  union all select 'refunds-unknown', count(*), min(r.asked_at), sum(r.amount_santim)::bigint from payments.refunds r
    where r.state = 'unknown'
  union all select 'refunds-second', count(*), min(r.asked_at), sum(r.amount_santim)::bigint from payments.refunds r
    where r.state = 'waits-approval'
  -- It was given up, and the buyer's money is still here.
  union all select 'refunds-kept', count(*), min(r.asked_at), sum(r.amount_santim)::bigint from payments.refunds r
    where r.state = 'failed' and r.source = 'credit' and not exists (select from payments.refunds n
      where n.creator_id = r.creator_id and n.intent_id = r.intent_id and n.payment_txn_id = r.payment_txn_id
        and n.source = 'credit' and n.state <> 'failed')
  union all select 'payouts-held', count(*), min(p.requested_at), sum(p.amount_santim)::bigint from payments.payouts p
    where p.state = 'held'
  union all select 'payouts-parked', count(*), min(p.parked_at), sum(p.amount_santim)::bigint from payments.payouts p
    where p.state = 'unknown' and p.parked_at is not null
  union all select 'payouts-by-hand', count(*), min(p.requested_at), sum(p.amount_santim)::bigint from payments.payouts p
    where p.state = 'sending' and p.by_hand
  union all select 'payouts-failed', count(*), min(p.requested_at), sum(p.amount_santim)::bigint from payments.payouts p
    where p.state = 'failed'
  union all select 'account-names', count(*), min(a.added_at), null from payments.payout_accounts a
    where a.name_state in ('waiting', 'differs') and a.removed_at is null
  union all select 'cases-proposed', count(*), min(c.proposed_at), null from payments.risk_cases c
    where c.state = 'proposed'
  union all select 'appeals', count(*), min(a.due_at), null from payments.appeals a where a.state = 'open'
  union all select 'appeals-overdue', count(*), min(a.due_at), null from payments.appeals a
    where a.state = 'open' and a.due_at <= moment
  union all select 'differences', count(*), min(d.found_at), null from payments.statement_differences d
    where d.state = 'open';
end;
call app.door('payments_doors.desk(uuid, timestamptz)', 'svc');

create function payments_doors.payments_of_number(operator uuid, number text, id uuid)
returns table (intent_id uuid, creator_id uuid, state text, rail text, title text, store_name text, amount_santim bigint,
  currency text, started_at timestamptz, provider_order_id text, provider_txn_id text, order_id uuid, order_number int,
  order_state text, by text)
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'payments.searched', number);
  with found as (
    select i.creator_id, i.id, 'payment' as by, 1 as rank from payments.intents i where i.id = payments_of_number.id
    union all select o.creator_id, o.intent_id, 'order', 2 from payments.orders o where o.id = payments_of_number.id
    union all select r.creator_id, r.intent_id, 'refund', 3 from payments.refunds r where r.id = payments_of_number.id
    union all select i.creator_id, i.id, 'provider', 4 from payments.intents i
      where i.provider_order_id in (number, upper(number), lower(number))
    union all select i.creator_id, i.id, 'transaction', 5 from payments.intents i
      where i.provider_txn_id in (number, upper(number))
    union all select i.creator_id, i.id, 'reference', 6 from payments.intents i
      where i.reference in (number, upper(number))
    union all select r.creator_id, r.intent_id, 'refund', 7 from payments.refunds r
      where r.txn_id in (number, upper(number))),
  once as (select distinct on (f.creator_id, f.id) f.creator_id, f.id, f.by from found f order by f.creator_id, f.id, f.rank)
  select i.id, i.creator_id, i.state, i.rail, i.title, i.store_name, i.amount_santim, i.currency, i.started_at,
    i.provider_order_id, i.provider_txn_id, o.id, o.number::int, o.state, f.by
  from once f join payments.intents i on i.creator_id = f.creator_id and i.id = f.id
  left join payments.orders o on o.creator_id = i.creator_id and o.intent_id = i.id
  order by i.started_at desc, i.id limit 20;
end;
call app.door('payments_doors.payments_of_number(uuid, text, uuid)', 'svc');
