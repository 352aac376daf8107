-- phase: expand
-- A migration as a service writes it; the laboratory puts its own name in place of {s}.
create table {s}.products (
  creator_id uuid not null, id uuid not null default uuidv7(),
  title text not null, status text not null default 'draft' check (status in ('draft', 'published')),
  price_santim bigint not null check (price_santim >= 0), meta_data jsonb not null default '{}',
  primary key (creator_id, id)
);
create table {s}.orders (
  creator_id uuid not null, id uuid not null default uuidv7(),
  product_id uuid not null, buyer_id uuid not null,
  status text not null default 'open' check (status in ('open', 'paid', 'refunded')),
  amount_santim bigint not null check (amount_santim > 0),
  provider_order text, due_on date, created_at timestamptz not null default now(),
  primary key (creator_id, id),
  foreign key (creator_id, product_id) references {s}.products (creator_id, id)
);
create index on {s}.orders (creator_id, created_at desc, id);
create index on {s}.orders (buyer_id, created_at desc);
create unique index orders_provider_order on {s}.orders (provider_order); -- exception: the provider's own number
create table {s}.codes (
  id uuid primary key default uuidv7(), person_id uuid not null, digest text not null, used boolean not null default false
);
create table {s}.visits (
  creator_id uuid not null, id uuid not null default uuidv7(), day date not null, primary key (creator_id, id, day)
) partition by range (day);
create table {s}.visits_2026 partition of {s}.visits for values from ('2026-01-01') to ('2027-01-01');

call app.protect('{s}.products', public_sees => $$status = 'published'$$);
call app.protect('{s}.orders', creator => 'select, insert, update', buyer_sees => 'buyer_id = (select app.current_buyer())');
call app.protect_platform('{s}.codes', 'select, insert, update', buyer_sees => 'person_id = (select app.current_buyer())');
call app.protect('{s}.visits');
call app.protect('{s}.visits_2026');

create function {s}_doors.creators_with_open_orders(after uuid, page int) returns setof uuid stable
begin atomic
  select distinct o.creator_id from {s}.orders o
  where o.status = 'open' and o.creator_id > after order by 1 limit least(page, 500);
end;
call app.door('{s}_doors.creators_with_open_orders(uuid, int)', 'svc');
create function {s}_doors.creator_of_provider_order(number text) returns uuid stable
begin atomic
  select o.creator_id from {s}.orders o where o.provider_order = number;
end;
call app.door('{s}_doors.creator_of_provider_order(text)', 'svc', 'platform');
