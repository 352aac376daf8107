-- phase: expand
-- What a product is decides what its buyer gets. Code of before knows downloads alone.
alter table delivery.products
  add column type text not null default 'digital-download',
  add column details jsonb not null default '{"type": "digital-download"}',
  add constraint products_type check (type in ('digital-download', 'course', 'template-pack', 'membership', 'booking', 'event-ticket', 'bundle', 'tip',
    'custom-request', 'licence-key', 'affiliate-link')) not valid;
alter table delivery.entitlements
  add column type text not null default 'digital-download',
  -- What the buyer chose at checkout: ids and numbers.
  add column choice jsonb not null default '{}',
  add constraint entitlements_type check (type in ('digital-download', 'course', 'template-pack', 'membership', 'booking', 'event-ticket', 'bundle', 'tip',
    'custom-request', 'licence-key', 'affiliate-link')) not valid;

-- A ticket is an entitlement with a code. The code is derived, so that it can be shown again; here is what finds it.
create table delivery.tickets (
  creator_id uuid not null default app.current_creator(),
  entitlement_id uuid not null,
  product_id uuid not null,
  buyer_id uuid not null,
  code_hash text not null check (length(code_hash) = 64),
  -- As the event was last announced: who holds a ticket reads its new date.
  starts_at timestamptz not null, ends_at timestamptz not null,
  place text not null check (place in ('phone', 'online', 'in-person')), place_text text not null,
  -- When its holder came in, once.
  checked_in_at timestamptz,
  primary key (creator_id, entitlement_id),
  foreign key (creator_id, entitlement_id) references delivery.entitlements (creator_id, id)
);
create unique index tickets_code on delivery.tickets (creator_id, code_hash);
create index tickets_of_product on delivery.tickets (creator_id, product_id);

-- Something that is made for one buyer. Her answers are with payments; here is how far it is.
create table delivery.requests (
  creator_id uuid not null default app.current_creator(),
  entitlement_id uuid not null,
  order_id uuid not null,
  product_id uuid not null,
  buyer_id uuid not null,
  title text not null,
  state text not null default 'new' check (state in ('new', 'accepted', 'delivered', 'declined')),
  asked_at timestamptz not null,
  due_at timestamptz not null,
  changed_at timestamptz not null,
  -- What was delivered, as words; a file stands in entitlement_files.
  text text,
  primary key (creator_id, entitlement_id),
  foreign key (creator_id, entitlement_id) references delivery.entitlements (creator_id, id)
);
create index requests_open on delivery.requests (creator_id, asked_at desc, entitlement_id desc);

call app.protect('delivery.tickets', creator => 'select, insert, update',
  buyer_sees => 'buyer_id = (select app.current_buyer())');
call app.protect('delivery.requests', creator => 'select, insert, update',
  buyer_sees => 'buyer_id = (select app.current_buyer())');

select messages.own('request.received');
select messages.own('request.changed');
select messages.own('request.declined');
select messages.subscribe('product.published', '{1,2}');
