-- phase: expand
-- How a product is sold. No row: at its published price, as often as it is asked for. What is sold and what is held for
-- payments under way are counted here, and the database refuses to count further than there is.
create table payments.terms (
  creator_id uuid not null, product_id uuid not null,
  version bigint not null check (version > 0),
  -- Pay what you want, from this on; null: one price.
  min_santim bigint check (min_santim >= 100),
  suggested_santim bigint[] not null default '{}' check (cardinality(suggested_santim) <= 3),
  -- How many there are in all; null: as many as are asked for, and nothing is counted.
  quantity bigint check (quantity > 0),
  taken bigint not null default 0 check (taken >= 0), held bigint not null default 0 check (held >= 0),
  bump_id uuid, bump_santim bigint check (bump_santim >= 100),
  changed_at timestamptz not null,
  primary key (creator_id, product_id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  foreign key (creator_id, bump_id) references payments.products (creator_id, id),
  constraint terms_stock check (quantity is null or taken + held <= quantity),
  constraint terms_bump check ((bump_id is null) = (bump_santim is null) and bump_id is distinct from product_id)
);

-- Every price that a product has had or will have. Nothing is ever changed here: a scheduled price that is taken out
-- before its time is over has a row that ends it.
create table payments.price_versions (
  creator_id uuid not null, id uuid not null default uuidv7(), product_id uuid not null,
  kind text not null check (kind in ('published', 'scheduled', 'ended')),
  price_santim bigint not null check (price_santim >= 0),
  from_at timestamptz not null, to_at timestamptz, written_at timestamptz not null,
  ends_id uuid,
  primary key (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  foreign key (creator_id, ends_id) references payments.price_versions (creator_id, id),
  constraint price_versions_time check (to_at > from_at),
  constraint price_versions_ended check ((kind = 'ended') = (ends_id is not null))
);
create index price_versions_of on payments.price_versions (creator_id, product_id, kind, from_at);
create index price_versions_written on payments.price_versions (creator_id, product_id, written_at, id);
create unique index price_versions_end on payments.price_versions (creator_id, ends_id);

-- Discount codes. What one gives never changes after it was made; a name is free again once its code has ended.
create table payments.codes (
  creator_id uuid not null, id uuid not null,
  code text not null check (code ~ '^[A-Z0-9-]{3,24}$'),
  percent int check (percent between 1 and 100), fixed_santim bigint check (fixed_santim >= 100),
  from_at timestamptz not null, to_at timestamptz,
  max_uses bigint check (max_uses > 0), per_buyer int check (per_buyer = 1),
  -- Null: all products.
  product_ids uuid[] check (cardinality(product_ids) between 1 and 50),
  -- Counted while there is a limit; without one the uses themselves are counted when somebody asks.
  taken bigint not null default 0 check (taken >= 0), held bigint not null default 0 check (held >= 0),
  created_at timestamptz not null, ended_at timestamptz,
  primary key (creator_id, id),
  constraint codes_gives check (num_nonnulls(percent, fixed_santim) = 1),
  constraint codes_time check (to_at > from_at),
  constraint codes_uses check (max_uses is null or taken + held <= max_uses)
);
create unique index codes_name on payments.codes (creator_id, code) where ended_at is null;
create index codes_by_name on payments.codes (creator_id, code);
create table payments.code_uses (
  creator_id uuid not null, intent_id uuid not null, code_id uuid not null, buyer_id uuid not null,
  -- The code works once for each buyer.
  once boolean not null,
  state text not null check (state in ('held', 'taken', 'released')),
  primary key (creator_id, intent_id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id),
  foreign key (creator_id, code_id) references payments.codes (creator_id, id)
);
create unique index code_uses_once on payments.code_uses (creator_id, code_id, buyer_id) where once and state <> 'released';
create index code_uses_of on payments.code_uses (creator_id, code_id, state);

-- One of a limited product, kept for a payment under way: held until that has ended, then taken or released.
create table payments.stock_holds (
  creator_id uuid not null, intent_id uuid not null, product_id uuid not null,
  state text not null check (state in ('held', 'taken', 'released')),
  primary key (creator_id, intent_id, product_id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id)
);
create index stock_holds_of on payments.stock_holds (creator_id, product_id, state);

call app.open_for_migration('payments.products', 'payments.price_versions');
insert into payments.price_versions (creator_id, product_id, kind, price_santim, from_at, written_at)
  select creator_id, id, 'published', price_santim, changed_at, changed_at from payments.products;

-- Whoever opens a checkout sees how a published product is sold, and what its price is and will be.
call app.protect('payments.terms', creator => 'select, insert, update', public_sees => $$exists (
  select from payments.products p where p.creator_id = terms.creator_id and p.id = product_id and p.state = 'published')$$);
call app.protect('payments.price_versions', creator => 'select, insert', public_sees => $$exists (
  select from payments.products p where p.creator_id = price_versions.creator_id and p.id = product_id and p.state = 'published')$$);
call app.protect('payments.codes', creator => 'select, insert, update');
call app.protect('payments.code_uses', creator => 'select, insert, update');
call app.protect('payments.stock_holds', creator => 'select, insert, update');

-- What a code gives for a product: asked by a buyer who knows its name, and by nobody who does not.
create function payments_doors.code_for(product uuid, name text)
returns table (id uuid, code text, percent int, fixed_santim bigint, from_at timestamptz, to_at timestamptz,
  max_uses bigint, per_buyer int, product_ids uuid[], taken bigint, held bigint, ended_at timestamptz) stable
begin atomic
  select c.id, c.code, c.percent, c.fixed_santim, c.from_at, c.to_at, c.max_uses, c.per_buyer, c.product_ids, c.taken,
    c.held, c.ended_at from payments.products p
  join payments.codes c on c.creator_id = p.creator_id and c.code = name
  where p.id = product and p.state = 'published' order by c.ended_at is null desc, c.created_at desc limit 1;
end;
call app.door('payments_doors.code_for(uuid, text)', 'public');
