-- phase: expand
-- What is sellable and at what price: a projection of published products, so that the price is read in the
-- transaction that begins a payment.
create table payments.products (
  creator_id uuid not null, id uuid not null,
  version bigint not null, state text not null check (state in ('published', 'withdrawn')),
  title text not null, price_santim bigint not null check (price_santim >= 0), currency text not null check (currency = 'ETB'),
  slug text not null, handle text not null, store_name text not null, cover_url text, file_id uuid,
  changed_at timestamptz not null default now(),
  primary key (creator_id, id)
);
create index products_by_id on payments.products (id);

-- One attempt to pay. Title, names and price are kept as the buyer saw them.
create table payments.intents (
  creator_id uuid not null, id uuid not null,
  buyer_id uuid not null, buyer_hint text not null check (buyer_hint ~ '^\d{3}$'),
  product_id uuid not null, product_version bigint not null,
  title text not null, handle text not null, slug text not null, store_name text not null,
  amount_santim bigint not null check (amount_santim > 0), currency text not null check (currency = 'ETB'),
  rail text not null check (rail in ('telebirr')), lang text not null check (lang in ('am', 'en')),
  state text not null check (state in ('created', 'pending', 'succeeded', 'failed', 'expired', 'unknown')),
  reason text,
  provider_order_id text not null check (provider_order_id ~ '^[A-Za-z0-9]{1,64}$'),
  prepay_id text, provider_txn_id text,
  -- Hash of the key that the first browser holds: only its address leads on to what was bought.
  opened_with text not null,
  started_at timestamptz not null, pending_at timestamptz, expires_at timestamptz, ended_at timestamptz,
  asked int not null default 0 check (asked >= 0), last_asked_at timestamptz, next_ask_at timestamptz,
  primary key (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  constraint intents_end check ((ended_at is null) = (state in ('created', 'pending', 'unknown'))),
  constraint intents_sent check (state <> 'pending' or prepay_id is not null),
  constraint intents_proof check (state <> 'succeeded' or provider_txn_id is not null),
  constraint intents_reason check (state not in ('failed', 'unknown') or reason is not null)
);
-- One open attempt per buyer and product: a double click, a second tab and an impatient buyer meet in the same one.
create unique index intents_open on payments.intents (creator_id, buyer_id, product_id)
  where state in ('created', 'pending', 'unknown');
create index intents_by_buyer on payments.intents (creator_id, buyer_id, product_id);
create unique index intents_provider_order on payments.intents (rail, provider_order_id);
create unique index intents_provider_txn on payments.intents (rail, provider_txn_id);
create index intents_by_id on payments.intents (id);
create index intents_waiting on payments.intents (started_at, id) where state in ('created', 'pending', 'unknown');

-- What happened to an attempt, and who says so. Nothing is ever removed from it.
create table payments.intent_events (
  creator_id uuid not null, id uuid not null default uuidv7(), intent_id uuid not null,
  at timestamptz not null, what text not null, who text not null check (who in ('we', 'telebirr', 'operator')),
  primary key (creator_id, id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id)
);
create index intent_events_of on payments.intent_events (creator_id, intent_id, at, id);

create table payments.orders (
  creator_id uuid not null, id uuid not null, number bigint not null check (number > 0),
  intent_id uuid not null, buyer_id uuid not null, buyer_hint text not null,
  product_id uuid not null, title text not null,
  amount_santim bigint not null check (amount_santim > 0), fee_santim bigint not null check (fee_santim >= 0),
  net_santim bigint not null, currency text not null check (currency = 'ETB'),
  rail text not null, state text not null default 'paid' check (state in ('paid')), paid_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id),
  constraint orders_sum check (net_santim + fee_santim = amount_santim)
);
create unique index orders_number on payments.orders (creator_id, number);
create unique index orders_intent on payments.orders (creator_id, intent_id);
create index orders_by_buyer on payments.orders (creator_id, buyer_id, product_id);
-- A sequence would leave gaps where a transaction rolls back; this row is locked until the order commits.
create table payments.order_counters (
  creator_id uuid not null primary key, last_number bigint not null check (last_number > 0)
);

-- Double entry. A debit is positive, a credit negative; all books of a sale are the creator's own rows, and what the
-- platform has earned is their sum over creators.
create table payments.accounts (
  creator_id uuid not null, kind text not null check (kind in ('clearing:telebirr', 'creator-payable', 'platform-fee')),
  primary key (creator_id, kind)
);
create table payments.entries (
  creator_id uuid not null, id uuid not null, kind text not null check (kind in ('sale')),
  order_id uuid not null, at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id, order_id) references payments.orders (creator_id, id)
);
create unique index entries_once on payments.entries (creator_id, order_id, kind);
create table payments.postings (
  creator_id uuid not null, entry_id uuid not null, line int not null check (line > 0),
  account text not null, amount_santim bigint not null check (amount_santim <> 0),
  currency text not null check (currency = 'ETB'),
  primary key (creator_id, entry_id, line),
  foreign key (creator_id, entry_id) references payments.entries (creator_id, id),
  foreign key (creator_id, account) references payments.accounts (creator_id, kind)
);
create index postings_of_account on payments.postings (creator_id, account) include (amount_santim);

-- At commit, because an entry is complete only then. Runs with the rights of the scope, whose rows these are.
create function payments.assert_balanced() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  entry uuid := case tg_table_name when 'entries' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'entry_id')::uuid end;
  lines int;
  total numeric;
begin
  select count(*), sum(p.amount_santim) into lines, total
    from payments.postings p where p.creator_id = new.creator_id and p.entry_id = entry;
  if lines < 2 or total <> 0 then
    raise check_violation using constraint = 'entries_balanced', schema = 'payments', table = 'entries',
      message = format('entry %s has %s postings that sum to %s', entry, lines, coalesce(total, 0));
  end if;
  return null;
end $$;
create constraint trigger entries_balanced after insert on payments.entries
  deferrable initially deferred for each row execute function payments.assert_balanced();
create constraint trigger postings_balanced after insert on payments.postings
  deferrable initially deferred for each row execute function payments.assert_balanced();

-- What the platform keeps, from a moment on. A change of the fee is a new row, never a new build.
create table payments.fee_rates (
  from_at timestamptz primary key, basis_points int not null check (basis_points between 0 and 10000)
);
insert into payments.fee_rates values ('2026-01-01T00:00:00Z', 500);

-- What the rails sent, as it came, before anything of it is believed.
create table payments.callbacks (
  id uuid primary key, rail text not null check (rail in ('telebirr')),
  body bytea not null, body_hash text not null, headers jsonb not null,
  received_at timestamptz not null, last_received_at timestamptz not null, copies int not null default 1,
  verified boolean, outcome text check (outcome in
    ('accepted', 'bad-signature', 'unreadable', 'wrong-merchant', 'unknown-order', 'wrong-amount')),
  provider_order_id text
);
create unique index callbacks_once on payments.callbacks (rail, body_hash);

create table payments.audit (
  id uuid primary key default uuidv7(), at timestamptz not null default now(),
  who text not null, what text not null, about text not null
);

-- The answer to a request, kept with its key: the same request again gets the same answer.
create table payments.idempotency_keys (
  endpoint text not null, key text not null, request_hash text not null,
  taken_at timestamptz not null, finished_at timestamptz, status int, answer jsonb,
  primary key (endpoint, key),
  constraint idempotency_keys_answer check ((finished_at is null) = (answer is null))
);

call messages.handled_table('payments');
call app.protect('payments.products', creator => 'select, insert, update', public_sees => $$state = 'published'$$);
call app.protect('payments.intents', creator => 'select, insert, update');
call app.protect('payments.intent_events', creator => 'select, insert');
call app.protect('payments.orders', creator => 'select, insert');
call app.protect('payments.order_counters', creator => 'select, insert, update');
call app.protect('payments.accounts', creator => 'select, insert');
call app.protect('payments.entries', creator => 'select, insert');
call app.protect('payments.postings', creator => 'select, insert');
call app.protect_platform('payments.fee_rates', 'select');
call app.protect_platform('payments.callbacks', 'select, insert, update');
call app.protect_platform('payments.audit', 'select, insert', door => 'select, insert');
call app.protect_platform('payments.idempotency_keys', 'select, insert, update, delete');

-- Which attempt a provider's order belongs to: asked by a callback, before any scope is known.
create function payments_doors.intent_of_order(rail text, order_id text)
returns table (creator_id uuid, intent_id uuid) stable
begin atomic
  select i.creator_id, i.id from payments.intents i
  where i.rail = intent_of_order.rail and i.provider_order_id = intent_of_order.order_id limit 1;
end;
call app.door('payments_doors.intent_of_order(text, text)', 'svc');
create function payments_doors.fee_at(moment timestamptz) returns int stable
begin atomic
  select f.basis_points from payments.fee_rates f where f.from_at <= moment order by f.from_at desc limit 1;
end;
call app.door('payments_doors.fee_at(timestamptz)', 'creator');
-- Operators look across tenants: each look leaves an audit row.
create function payments_doors.creator_of_intent(operator uuid, intent uuid) returns uuid
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'intent.asked', 'intent:' || intent);
  select i.creator_id from payments.intents i where i.id = intent limit 1;
end;
call app.door('payments_doors.creator_of_intent(uuid, uuid)', 'svc');
create function payments_doors.open_intents(operator uuid, after_at timestamptz, after_id uuid, page int)
returns table (id uuid, creator_id uuid, state text, amount_santim bigint, started_at timestamptz, asked int)
begin atomic
  insert into payments.audit (who, what, about) values ('operator:' || operator, 'intents.listed', 'open');
  select i.id, i.creator_id, i.state, i.amount_santim, i.started_at, i.asked from payments.intents i
  where i.state in ('created', 'pending', 'unknown') and (i.started_at, i.id) > (after_at, after_id)
  order by i.started_at, i.id limit least(page, 101);
end;
call app.door('payments_doors.open_intents(uuid, timestamptz, uuid, int)', 'svc');

select messages.own('checkout.started'), messages.own('checkout.failed'), messages.own('order.paid');
select messages.subscribe('product.published', '{1}');
select messages.subscribe('product.withdrawn', '{1}');
