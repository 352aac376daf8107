-- phase: expand
alter table store.images validate constraint images_state;
alter table store.images validate constraint images_colour;
alter table store.images validate constraint images_kind;

-- A page that is to be public at a time: the draft as it was when she said so.
create table store.scheduled_publications (
  creator_id uuid primary key,
  publish_at timestamptz not null,
  draft_version int not null check (draft_version > 0),
  content jsonb not null,
  state text not null check (state in ('waiting', 'failed')),
  -- Type of the problem that kept it from being published.
  problem text,
  scheduled_at timestamptz not null,
  foreign key (creator_id) references store.stores (creator_id)
);

-- An address of her own in front of her store. Anybody may claim a name; only whoever controls it can prove it.
create table store.domains (
  creator_id uuid not null,
  id uuid not null,
  domain text not null check (domain = lower(domain) and length(domain) between 4 and 253),
  -- waiting: the record is not there yet; verified: hers, but readers do not arrive here yet; live: readers arrive;
  -- lost: it was hers and the record is gone.
  state text not null check (state in ('waiting', 'verified', 'live', 'lost')),
  token text not null,
  failures int not null default 0 check (failures >= 0),
  added_at timestamptz not null,
  checked_at timestamptz,
  next_check_at timestamptz,
  primary key (creator_id, id),
  foreign key (creator_id) references store.stores (creator_id)
);
create unique index domains_own on store.domains (creator_id, domain);
create unique index domains_owner on store.domains (domain) where state in ('verified', 'live'); -- exception: a name of the internet has one owner
alter table store.public_pages add column domain text;

-- How often messengers fetched the card of a page: previews, no people.
create table store.card_previews (
  creator_id uuid not null,
  day date not null,
  -- Of the product; empty for the store's own card.
  slug text not null,
  previews int not null check (previews > 0),
  primary key (creator_id, day, slug),
  foreign key (creator_id) references store.stores (creator_id)
);

call app.protect('store.scheduled_publications', creator => 'select, insert, update, delete');
call app.protect('store.domains', creator => 'select, insert, update, delete');
call app.protect('store.card_previews', creator => 'select, insert, update');

-- Whose store answers under this host? Its handle, which is public.
create function store_doors.handle_of_domain(host text) returns text stable
begin atomic
  select h.handle from store.domains d join store.handles h on h.creator_id = d.creator_id and h.current
  where d.domain = host and d.state = 'live';
end;
call app.door('store_doors.handle_of_domain(text)', 'svc', 'public');
