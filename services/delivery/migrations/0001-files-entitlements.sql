-- phase: expand
-- Files that creators upload, what buyers own of them, and how often it was fetched.
create table delivery.files (
  creator_id uuid not null default app.current_creator(),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 255),
  -- What the creator's browser said; `size_bytes` is what was counted.
  declared_bytes bigint not null check (declared_bytes > 0),
  part_bytes int not null check (part_bytes > 0),
  -- The upload in the object store, until it is complete or given up.
  upload_id text,
  declared_sha256 text check (length(declared_sha256) = 64),
  state text not null default 'uploading' check (state in ('uploading', 'checking', 'ready', 'refused')),
  reason text check (reason in ('empty', 'kind', 'size', 'hash', 'lost')),
  size_bytes bigint check (size_bytes >= 0),
  kind text,
  sha256 text check (length(sha256) = 64),
  created_at timestamptz not null,
  checked_at timestamptz,
  primary key (creator_id, id),
  check ((state = 'refused') = (reason is not null)),
  check (state <> 'ready' or (size_bytes is not null and kind is not null and sha256 is not null))
);
create index on delivery.files (creator_id, created_at desc, id desc);

-- What store-builder published, as far as delivering it needs to know. Fed by events; the highest version wins.
create table delivery.products (
  creator_id uuid not null default app.current_creator(),
  product_id uuid not null,
  version int not null check (version > 0),
  title text not null,
  slug text not null,
  handle text not null,
  store_name text not null,
  cover_url text,
  file_id uuid,
  withdrawn boolean not null default false,
  primary key (creator_id, product_id)
);

-- One for each paid order, with the words and files of the moment of buying: a product that changes later does not
-- change what somebody owns.
create table delivery.entitlements (
  creator_id uuid not null default app.current_creator(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  product_id uuid not null,
  buyer_id uuid not null,
  -- SHA-256 of the token in the receipt's address: who reads the table cannot open a receipt.
  token_hash text not null check (length(token_hash) = 64),
  title text not null,
  slug text not null,
  handle text not null,
  store_name text not null,
  cover_url text,
  amount_santim bigint not null check (amount_santim >= 0),
  currency text not null check (currency = 'ETB'),
  lang text not null check (lang in ('am', 'en')),
  state text not null default 'active' check (state in ('active', 'paused')),
  paid_at timestamptz not null,
  granted_at timestamptz not null,
  primary key (creator_id, id)
);
create unique index entitlements_order on delivery.entitlements (creator_id, order_id);
create unique index entitlements_token on delivery.entitlements (token_hash);
create index on delivery.entitlements (buyer_id, granted_at desc, id desc);
create index on delivery.entitlements (creator_id, product_id);

create table delivery.entitlement_files (
  creator_id uuid not null default app.current_creator(),
  entitlement_id uuid not null,
  file_id uuid not null,
  position int not null check (position >= 0),
  buyer_id uuid not null,
  primary key (creator_id, entitlement_id, file_id),
  foreign key (creator_id, entitlement_id) references delivery.entitlements (creator_id, id),
  foreign key (creator_id, file_id) references delivery.files (creator_id, id)
);
create index on delivery.entitlement_files (creator_id, file_id);

-- A download is a session of 24 hours, not a request: a broken line that goes on by ranges is still one download.
create table delivery.download_sessions (
  creator_id uuid not null default app.current_creator(),
  id uuid not null default uuidv7(),
  entitlement_id uuid not null,
  file_id uuid not null,
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  last_asked_at timestamptz not null,
  requests int not null default 1 check (requests > 0),
  primary key (creator_id, id),
  foreign key (creator_id, entitlement_id, file_id)
    references delivery.entitlement_files (creator_id, entitlement_id, file_id)
);
create index on delivery.download_sessions (creator_id, entitlement_id, file_id, ends_at desc);

call app.protect('delivery.files',
  buyer => 'select (creator_id, id, name, kind, size_bytes, declared_bytes, state)',
  buyer_sees => 'exists (select from delivery.entitlement_files e where e.creator_id = files.creator_id and e.file_id = files.id and e.buyer_id = (select app.current_buyer()))');
call app.protect('delivery.products', creator => 'select, insert, update');
call app.protect('delivery.entitlements', creator => 'select, insert, update',
  buyer_sees => 'buyer_id = (select app.current_buyer())');
call app.protect('delivery.entitlement_files', creator => 'select, insert, update',
  buyer_sees => 'buyer_id = (select app.current_buyer())');
call app.protect('delivery.download_sessions', creator => 'select, insert, update');
call messages.handled_table('delivery');

-- A receipt's address names nobody: the hash of its token finds the tenant, and the rest is read in the tenant's scope.
create function delivery_doors.entitlement_of_token(hash text) returns table (creator_id uuid, entitlement_id uuid)
language sql stable as $$
  select e.creator_id, e.id from delivery.entitlements e where e.token_hash = hash
$$;
call app.door('delivery_doors.entitlement_of_token(text)', 'svc');

select messages.own('file.ready');
select messages.own('file.refused');
select messages.own('file.missing');
select messages.own('entitlement.granted');
select messages.subscribe('product.published', '{1}');
select messages.subscribe('product.withdrawn', '{1}');
select messages.subscribe('order.paid', '{1}');
