-- phase: expand
-- Who bought what, as delivery says it: only they can say what they think of it.
create table store.purchases (
  creator_id uuid not null,
  entitlement_id uuid not null,
  product_id uuid not null,
  buyer_id uuid not null,
  access text not null check (access in ('active', 'paused', 'revoked')),
  changed_at timestamptz,
  primary key (creator_id, entitlement_id)
);
create index purchases_buyer on store.purchases (buyer_id, product_id);
call app.protect('store.purchases', creator => 'select, insert, update');

-- One of each buyer for each product; what somebody writes again takes the place of what was there.
create table store.reviews (
  creator_id uuid not null,
  product_id uuid not null,
  buyer_id uuid not null,
  id uuid not null,
  stars int not null check (stars between 1 and 5),
  text text not null,
  -- As she wants to be called; empty: a buyer.
  name text not null,
  written_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  -- Her money did not go back. What is not counted is not shown.
  counted boolean not null default true,
  primary key (creator_id, product_id, buyer_id),
  foreign key (creator_id, product_id) references store.products (creator_id, id),
  check ((answer is null) = (answered_at is null))
);
create unique index reviews_id on store.reviews (creator_id, id);
create index reviews_newest on store.reviews (creator_id, product_id, written_at desc, id) where counted;
create index reviews_of_creator on store.reviews (creator_id, written_at desc, id);
-- Readers do not learn who somebody is, only what she calls herself.
call app.protect('store.reviews', creator => 'select, insert, update, delete',
  public => 'select (creator_id, product_id, id, stars, text, name, written_at, answer, answered_at, counted)',
  public_sees => 'counted');

-- How many there are and how many stars they have together, beside the product that readers see.
alter table store.published_products add column review_count int not null default 0,
  add column review_stars int not null default 0;

-- Whose product somebody bought; nothing for who did not.
create function store_doors.purchase_of(buyer uuid, product uuid) returns table (creator_id uuid, access text) stable
begin atomic
  select p.creator_id, p.access from store.purchases p where p.buyer_id = buyer and p.product_id = product
  order by p.access limit 1;
end;
call app.door('store_doors.purchase_of(uuid, uuid)', 'svc');
-- Whose product this is, while it is sold.
create function store_doors.seller_of(product uuid) returns uuid stable
begin atomic
  select o.creator_id from store.published_products o where o.id = product;
end;
call app.door('store_doors.seller_of(uuid)', 'svc');

select messages.subscribe('entitlement.granted', '{1}');
select messages.subscribe('entitlement.changed', '{1}');
