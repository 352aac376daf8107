-- phase: expand
-- What buyers say about their payments: the reference of a transfer, a message of a wallet. Evidence, never proof. One
-- reference is told once, on the whole platform and for ever. The text is sealed by the service.
create table payments.told_references (
  creator_id uuid not null, id uuid not null, intent_id uuid not null,
  rail text not null check (rail ~ '^[a-z]{2,20}$'),
  -- Null when nothing but our own number or code was named.
  reference text check (reference ~ '^[A-Z0-9]{6,32}$'),
  amount_santim bigint check (amount_santim > 0),
  source text not null check (source in ('form', 'where')),
  text_sealed text not null,
  -- Hash of the form's own number: pressing twice is telling once.
  attempt_hash text not null, told_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id)
);
create unique index told_references_once on payments.told_references (reference);
create index told_references_of on payments.told_references (creator_id, intent_id, told_at);
create index told_references_by_time on payments.told_references (told_at, id);
call app.protect('payments.told_references', creator => 'select, insert');

-- When a bank said that the money is there, which is not yet a payment.
alter table payments.intents add column received_at timestamptz;
create index intents_of_buyer on payments.intents (buyer_id, started_at);

-- The attempts of one number, wherever she bought: asked by whoever types it, and told to nobody as they are.
create function payments_doors.attempts_of_buyer(buyer uuid, since timestamptz, page int)
returns table (creator_id uuid, id uuid, state text, rail text, amount_santim bigint, started_at timestamptz,
  provider_order_id text, reference text, provider_txn_id text) stable
begin atomic
  select i.creator_id, i.id, i.state, i.rail, i.amount_santim, i.started_at, i.provider_order_id, i.reference, i.provider_txn_id
  from payments.intents i where i.buyer_id = buyer and i.started_at >= since
  order by i.started_at desc limit least(page, 100);
end;
call app.door('payments_doors.attempts_of_buyer(uuid, timestamptz, int)', 'svc');
-- Whether a rail's own number has paid for something, or was told before: it counts once.
create function payments_doors.uses_of_references(rails text[], numbers text[])
returns table (creator_id uuid, intent_id uuid, used_as text) stable
begin atomic
  select i.creator_id, i.id, 'paid' from unnest(rails) r (rail) cross join unnest(numbers) n (number)
    join payments.intents i on i.rail = r.rail and i.provider_txn_id = n.number
  union all
  select t.creator_id, t.intent_id, 'told' from unnest(numbers) n (number)
    join payments.told_references t on t.reference = n.number
  limit 100;
end;
call app.door('payments_doors.uses_of_references(text[], text[])', 'svc');
-- What buyers told and nobody has confirmed yet, oldest first.
create function payments_doors.told_open(operator uuid, after_at timestamptz, after_id uuid, page int)
returns table (id uuid, creator_id uuid, intent_id uuid, told_at timestamptz)
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'told.listed', 'open');
  select t.id, t.creator_id, t.intent_id, t.told_at from payments.told_references t
    join payments.intents i on i.creator_id = t.creator_id and i.id = t.intent_id
  where i.state in ('created', 'pending', 'unknown', 'parked') and (t.told_at, t.id) > (after_at, after_id)
  order by t.told_at, t.id limit least(page, 101);
end;
call app.door('payments_doors.told_open(uuid, timestamptz, uuid, int)', 'svc');

-- How the rails do: of the newest attempts, what each of them answered and how soon. A buyer who has no money or changes
-- her mind is an answer; a rail that says nothing, or did not begin, is none.
create function payments_doors.rail_weather(moment timestamptz)
returns table (rail text, answered15 int, silent15 int, seconds15 int, confirmed15 int,
  answered60 int, silent60 int, seconds60 int, confirmed60 int, answered_since int) stable
begin atomic
  with newest as (
    select i.rail, i.state, i.reason, i.started_at, i.pending_at, i.ended_at from payments.intents i
    order by i.id desc limit 3000),
  tries as (
    select n.rail, case
        when n.state in ('succeeded', 'overpaid', 'surplus', 'disputed', 'reversed') then 'confirmed'
        when n.state = 'failed' and n.reason not in ('rail-down', 'not-paid') then 'answered'
        when n.state = 'failed' and n.reason = 'rail-down' then 'silent'
        when n.state in ('unknown', 'parked') and n.reason in ('no-answer', 'unclear', 'given-up') then 'silent' end as kind,
      coalesce(n.ended_at, n.started_at) as at,
      extract(epoch from n.ended_at - coalesce(n.pending_at, n.started_at)) as seconds
    from newest n where n.started_at > moment - interval '6 hours' and n.started_at <= moment),
  known as (select * from tries t where t.kind is not null and t.at > moment - interval '60 minutes' and t.at <= moment),
  silences as (select k.rail, max(k.at) as last_at from known k where k.kind = 'silent' group by k.rail)
  select k.rail,
    (count(*) filter (where k.kind <> 'silent' and k.at > moment - interval '15 minutes'))::int,
    (count(*) filter (where k.kind = 'silent' and k.at > moment - interval '15 minutes'))::int,
    (percentile_cont(0.5) within group (order by k.seconds)
      filter (where k.kind = 'confirmed' and k.at > moment - interval '15 minutes'))::int,
    (count(*) filter (where k.kind = 'confirmed' and k.at > moment - interval '15 minutes'))::int,
    (count(*) filter (where k.kind <> 'silent'))::int,
    (count(*) filter (where k.kind = 'silent'))::int,
    (percentile_cont(0.5) within group (order by k.seconds) filter (where k.kind = 'confirmed'))::int,
    (count(*) filter (where k.kind = 'confirmed'))::int,
    (count(*) filter (where k.kind <> 'silent' and k.at > s.last_at))::int
  from known k left join silences s on s.rail = k.rail
  group by k.rail order by k.rail;
end;
call app.door('payments_doors.rail_weather(timestamptz)', 'svc');

-- Delivery tells when what was bought is open: the last line of a buyer's timeline that is ours.
select messages.subscribe('entitlement.granted', '{1}');
