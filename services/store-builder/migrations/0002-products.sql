-- phase: expand
create table store.images (
  creator_id uuid not null,
  id uuid not null,
  sha256 text not null,
  kind text not null check (kind in ('jpeg', 'png', 'webp')),
  width int not null check (width > 0),
  height int not null check (height > 0),
  bytes int not null check (bytes > 0),
  kept_at timestamptz not null,
  primary key (creator_id, id)
);

-- What delivery said about the files of this creator.
create table store.files (
  creator_id uuid not null,
  id uuid not null,
  state text not null check (state in ('ready', 'refused')),
  kind text,
  size_bytes bigint,
  heard_at timestamptz not null,
  primary key (creator_id, id)
);

create table store.products (
  creator_id uuid not null,
  id uuid not null,
  type text not null check (type in ('digital-download')),
  slug text not null,
  title text not null,
  description text not null,
  price_santim bigint not null check (price_santim >= 0),
  cover_image_id uuid,
  file_id uuid,
  version int not null check (version > 0),
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  published_version int,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (creator_id, id),
  constraint products_store foreign key (creator_id) references store.stores (creator_id),
  constraint products_cover foreign key (creator_id, cover_image_id) references store.images (creator_id, id)
);
create unique index products_slug on store.products (creator_id, slug);
create index products_newest on store.products (creator_id, created_at desc, id);

-- Every address that a product ever had.
create table store.product_slugs (
  creator_id uuid not null,
  slug text not null,
  product_id uuid not null,
  was_public boolean not null default false,
  primary key (creator_id, slug),
  foreign key (creator_id, product_id) references store.products (creator_id, id)
);

-- The offer as buyers see it, while they can.
create table store.published_products (
  creator_id uuid not null,
  id uuid not null,
  version int not null,
  live boolean not null,
  slug text not null,
  title text not null,
  share_title text not null,
  teaser text not null,
  description text not null,
  price_santim bigint not null check (price_santim > 0),
  cover_image_id uuid,
  cover_kind text,
  cover_width int,
  cover_height int,
  file_id uuid not null,
  file_kind text,
  file_bytes bigint,
  published_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id, id) references store.products (creator_id, id)
);
create unique index published_products_slug on store.published_products (creator_id, slug);
create index published_products_newest on store.published_products (creator_id, published_at desc, id) where live;

call app.protect('store.images', creator => 'select, insert');
call app.protect('store.files', creator => 'select, insert, update');
call app.protect('store.products', creator => 'select, insert, update');
call app.protect('store.product_slugs', creator => 'select, insert, update', public_sees => 'was_public');
call app.protect('store.published_products', creator => 'select, insert, update', public_sees => 'live');

select messages.own('product.published');
select messages.own('product.withdrawn');
select messages.subscribe('file.ready', '{1}');
select messages.subscribe('file.refused', '{1}');
