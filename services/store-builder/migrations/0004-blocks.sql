-- phase: expand
-- Where a recommendation leads: the address that the creator published, and no other, behind an address of ours.
create table store.outbound_links (
  creator_id uuid not null,
  id uuid not null,
  block_id text not null,
  url text not null check (url ~ '^https://'),
  title text not null,
  shop text not null,
  live boolean not null,
  saved_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id) references store.stores (creator_id)
);
create unique index outbound_links_block on store.outbound_links (creator_id, block_id);
-- Which creator has this address, for the door below.
create index outbound_links_by_id on store.outbound_links (id);
-- allow require-concurrent-index-creation: as many rows as products are for sale, of which none is of this type yet
-- squawk-ignore require-concurrent-index-creation
create index published_products_outbound on store.published_products (id) where type = 'affiliate-link';

-- Clicks of a day by who made them; nothing about anybody.
create table store.outbound_clicks (
  creator_id uuid not null,
  link_id uuid not null,
  day date not null,
  class text not null check (class in ('human', 'bot', 'preview')),
  clicks bigint not null check (clicks > 0),
  primary key (creator_id, link_id, day, class)
);

-- Who asked for a gift: sealed, and told apart by a keyed hash, so that twice is once.
create table store.leads (
  creator_id uuid not null,
  id uuid not null,
  block_id text not null,
  kind text not null check (kind in ('phone', 'email')),
  contact_hash text not null,
  contact_sealed text not null,
  name_sealed text,
  -- The sentence that she agreed to, word for word.
  consent text not null,
  gift text not null,
  came_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id) references store.stores (creator_id)
);
create unique index leads_contact on store.leads (creator_id, block_id, contact_hash);
create index leads_newest on store.leads (creator_id, came_at desc, id desc);

-- What the creator writes on her own store.
create table store.posts (
  creator_id uuid not null,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  body text not null,
  version int not null check (version > 0),
  published_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id) references store.stores (creator_id)
);
create unique index posts_slug on store.posts (creator_id, slug);
create index posts_newest on store.posts (creator_id, published_at desc, id) where published_at is not null;

-- Words by which a page lists products.
alter table store.products add column tags text[] not null default '{}';
alter table store.published_products add column tags text[] not null default '{}';

call app.protect('store.outbound_links', creator => 'select, insert, update', public_sees => 'live');
call app.protect('store.outbound_clicks', creator => 'select, insert, update');
call app.protect('store.leads', creator => 'select, insert');
call app.protect('store.posts', creator => 'select, insert, update, delete', public_sees => 'published_at is not null');

-- Whose recommendation is this? An id, and nothing about her.
create function store_doors.creator_of_outbound(link uuid) returns uuid stable
begin atomic
  select creator_id from (
    select l.creator_id from store.outbound_links l where l.id = link and l.live
    union all
    select p.creator_id from store.published_products p where p.id = link and p.live and p.type = 'affiliate-link'
  ) as found limit 1;
end;
call app.door('store_doors.creator_of_outbound(uuid)', 'svc', 'public');
