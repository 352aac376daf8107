-- phase: expand
-- The trace of the request that began an attempt: what its rail says hours later is found under the same one.
alter table payments.intents add column trace_id uuid;

-- How the money stands, as numbers alone: for metrics, asked several times a minute and by nobody in particular, so it
-- leaves no audit row and names nothing.
create function payments_doors.figures(moment timestamptz)
returns table (open_attempts bigint, unknown bigint, unknown_oldest_seconds bigint, parked bigint, not_back bigint,
  refunds_pending bigint, refunds_unknown bigint, payouts_held bigint, payouts_unknown bigint, rounds_late_seconds bigint)
stable
begin atomic
  select
    (select count(*) from payments.intents i where i.state in ('created', 'pending', 'unknown')),
    u.unknown,
    u.oldest,
    (select count(*) from payments.intents i where i.state = 'parked'),
    (select count(*) from payments.intents i where i.state in ('surplus', 'overpaid')
      and not exists (select from payments.refunds r where r.creator_id = i.creator_id and r.intent_id = i.id
        and r.source = 'credit' and r.state = 'sent')),
    (select count(*) from payments.refunds r where r.state not in ('sent', 'failed')),
    (select count(*) from payments.refunds r where r.state = 'unknown'),
    (select count(*) from payments.payouts p where p.state = 'held'),
    (select count(*) from payments.payouts p where p.state = 'unknown'),
    coalesce((select extract(epoch from moment - min(r.next_at))::bigint from payments.rounds r where r.next_at < moment), 0)
  from (select count(*) as unknown, coalesce(extract(epoch from moment - min(i.started_at)), 0)::bigint as oldest
    from payments.intents i where i.state = 'unknown') u;
end;
call app.door('payments_doors.figures(timestamptz)', 'svc');
