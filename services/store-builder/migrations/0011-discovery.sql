-- phase: expand
-- What a search looks through: one row for each store and each product that was public, with its words in the forms of
-- packages/language (search-terms.ts). Written by a worker when something was published; whether a row is still public is
-- asked of the public tables when somebody looks.
create table store.search_entries (
  creator_id uuid not null,
  -- The product's; for a store the creator's.
  id uuid not null,
  kind text not null check (kind in ('store', 'product')),
  -- What the creator makes; null: she has not said.
  category text,
  terms tsvector not null,
  -- Trust: 0 new, 1 verified, 2 proven.
  tier int not null default 0 check (tier between 0 and 2),
  listed_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id) references store.stores (creator_id)
);
-- Written at once: a list of words that wait to be sorted in would be read by every search.
create index search_entries_terms on store.search_entries using gin (terms) with (fastupdate = off);
create index search_entries_browse on store.search_entries (kind, tier desc, listed_at desc, id);
create index search_entries_category on store.search_entries (kind, category, tier desc, listed_at desc, id);
-- Readers see what a public page says of its creator; the words are the doors' business.
call app.protect('store.search_entries', creator => 'select, insert, update, delete',
  public => 'select (creator_id, id, kind, category, tier)',
  public_sees => $$kind = 'store' and exists (
    select from store.public_pages p where p.creator_id = search_entries.creator_id and p.live)$$);

-- The best of what has these words: of at most about 20,000 that have them, the 400 with the highest rank are looked at. A
-- word counts by how it was found (as written, in Latin letters, by its consonants); trust lifts what is equal otherwise.
create function store_doors.search(wanted text, in_kind text, in_category text, skip int, most int)
returns table (creator_id uuid, id uuid, score real) stable set gin_fuzzy_search_limit = 20000
begin atomic
  select b.creator_id, b.id, b.score from (
    select e.creator_id, e.id, e.kind, e.listed_at,
      ts_rank('{0.02, 0.2, 0.4, 1}', e.terms, wanted::tsquery) * (1 + 0.15 * e.tier)::real as score
    from store.search_entries e
    where e.terms @@ wanted::tsquery and e.kind = in_kind and (in_category is null or e.category = in_category)
    order by score desc, e.listed_at desc, e.id limit 400
  ) b
  where exists (select from store.public_pages p where p.creator_id = b.creator_id and p.live)
    and (b.kind = 'store' or exists (
      select from store.published_products o where o.creator_id = b.creator_id and o.id = b.id and o.live))
  order by b.score desc, b.listed_at desc, b.id
  offset least(greatest(skip, 0), 400) limit least(greatest(most, 0), 50);
end;
call app.door('store_doors.search(text, text, text, int, int)', 'public');

-- Without words: the trusted first, then the newest.
create function store_doors.browse(in_kind text, in_category text, skip int, most int)
returns table (creator_id uuid, id uuid) stable
begin atomic
  select e.creator_id, e.id from store.search_entries e
  where e.kind = in_kind and (in_category is null or e.category = in_category)
    and exists (select from store.public_pages p where p.creator_id = e.creator_id and p.live)
    and (e.kind = 'store' or exists (
      select from store.published_products o where o.creator_id = e.creator_id and o.id = e.id and o.live))
  order by e.tier desc, e.listed_at desc, e.id
  offset least(greatest(skip, 0), 400) limit least(greatest(most, 0), 50);
end;
call app.door('store_doors.browse(text, text, int, int)', 'public');

select messages.subscribe('store.published', '{1}');
select messages.subscribe('product.published', '{1,2}');
select messages.subscribe('product.withdrawn', '{1}');
