-- phase: expand
-- What is sent to people. A message belongs to a person, and one person buys from many creators: these rows are the
-- platform's. Numbers and texts are sealed by the service; the database never sees them.
create table notifications.recipients (
  person_id uuid primary key,
  phone_sealed text not null,
  lang text not null check (lang in ('am', 'en')),
  fetched_at timestamptz not null
);

create table notifications.messages (
  id uuid primary key default uuidv7(),
  template text not null check (template in ('code', 'receipt', 'sale')),
  -- What it is about: the code's key, the entitlement, the order. One message for each, however often it is asked for.
  about uuid not null,
  person_id uuid,
  phone_sealed text not null,
  lang text not null check (lang in ('am', 'en')),
  -- Kept while it may have to be sent; a code's text is gone as soon as the gateway was asked.
  text_sealed text,
  length int not null check (length > 0),
  parts int not null check (parts between 1 and 10),
  state text not null default 'queued' check (state in ('queued', 'sending', 'accepted', 'delivered', 'failed', 'unknown')),
  -- A class such as `low-balance`; the gateway's own words may hold numbers and stay outside.
  reason text check (length(reason) <= 40),
  attempts int not null default 0 check (attempts >= 0),
  checks int not null default 0 check (checks >= 0),
  gateway_id text check (length(gateway_id) <= 100),
  created_at timestamptz not null,
  expires_at timestamptz,
  sending_at timestamptz,
  accepted_at timestamptz,
  final_at timestamptz,
  constraint final_has_its_time check ((state in ('delivered', 'failed')) = (final_at is not null)),
  constraint no_code_is_kept check (template <> 'code' or state in ('queued', 'sending') or text_sealed is null)
);
create unique index messages_once on notifications.messages (template, about);
create unique index messages_gateway_id on notifications.messages (gateway_id);

-- When the gateway may be called next: after a 429, and for the status call, which is allowed once in two seconds.
create table notifications.gateway_calls (
  call text primary key check (call in ('send', 'status')),
  next_at timestamptz not null
);
insert into notifications.gateway_calls values ('send', 'epoch'), ('status', 'epoch');

-- Titles of what creators sell, as published; the highest version wins.
create table notifications.products (
  creator_id uuid not null default app.current_creator(),
  product_id uuid not null,
  version int not null check (version > 0),
  title text not null,
  primary key (creator_id, product_id)
);

call app.protect_platform('notifications.recipients', 'select, insert, update');
call app.protect_platform('notifications.messages', 'select, insert, update');
call app.protect_platform('notifications.gateway_calls', 'select, update');
call app.protect('notifications.products', creator => 'select, insert, update');
call messages.handled_table('notifications');

select messages.subscribe('product.published', '{1}');
select messages.subscribe('order.paid', '{1}');
select messages.subscribe('entitlement.granted', '{1}');
