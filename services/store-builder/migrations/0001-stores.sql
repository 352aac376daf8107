-- phase: expand
-- A name belongs to the first who took it, for ever: an old one of hers leads to her new one.
create table store.handles (
  creator_id uuid not null,
  handle text not null check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(handle) between 3 and 30),
  current boolean not null,
  taken_at timestamptz not null,
  primary key (creator_id, handle)
);
create unique index handles_handle on store.handles (handle); -- exception: a name is the platform's
create unique index handles_current on store.handles (creator_id) where current;

create table store.stores (
  creator_id uuid primary key,
  handle text not null,
  display_name text not null,
  lang text not null check (lang in ('am', 'en')),
  making text check (making in ('teacher', 'cook', 'designer', 'musician', 'fitness', 'language', 'choir', 'developer', 'other')),
  onboarding text not null default 'making' check (onboarding in ('making', 'links', 'page', 'published')),
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (creator_id, handle) references store.handles (creator_id, handle)
);

create table store.drafts (
  creator_id uuid primary key,
  version int not null check (version > 0),
  content jsonb not null,
  saved_at timestamptz not null,
  foreign key (creator_id) references store.stores (creator_id)
);

-- What was public once, whole, so that it can be brought back. The last 20 are kept.
create table store.page_versions (
  creator_id uuid not null,
  number int not null check (number > 0),
  draft_version int not null,
  content jsonb not null,
  blocks int not null,
  bytes int not null,
  published_at timestamptz not null,
  primary key (creator_id, number),
  foreign key (creator_id) references store.stores (creator_id)
);

-- What readers see: blocks that are hidden, samples or not finished are not in it.
create table store.public_pages (
  creator_id uuid primary key,
  live boolean not null,
  -- Rises with every change that a reader could see; caches compare it.
  generation int not null,
  handle text not null,
  display_name text not null,
  lang text not null,
  number int not null,
  content jsonb not null,
  product_ids uuid[] not null,
  share_text text not null,
  published_at timestamptz not null,
  foreign key (creator_id) references store.stores (creator_id)
);

call app.protect('store.handles', creator => 'select, insert, update');
call app.protect('store.stores', creator => 'select, insert, update');
call app.protect('store.drafts', creator => 'select, insert, update');
call app.protect('store.page_versions', creator => 'select, insert, delete');
call app.protect('store.public_pages', creator => 'select, insert, update', public_sees => 'live');
call messages.handled_table('store');

-- Whose address is this? An id, and nothing about her.
create function store_doors.creator_of_handle(name text) returns uuid stable
begin atomic
  select h.creator_id from store.handles h where h.handle = name;
end;
call app.door('store_doors.creator_of_handle(text)', 'svc', 'public');
-- Which of these names does somebody have?
create function store_doors.taken_handles(names text[]) returns setof text stable
begin atomic
  select h.handle from store.handles h where h.handle = any (names) limit 100;
end;
call app.door('store_doors.taken_handles(text[])', 'svc', 'creator');

select messages.own('store.published');
