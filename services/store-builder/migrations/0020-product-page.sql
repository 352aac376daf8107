-- phase: expand
-- What the page of a product says beside the promise of its type, and the same words in the store's other language.
-- Whether readers learn how many have bought it, a picture to look at for nothing, what the refund rule is, and name and
-- description in the other language.
alter table store.products add column shown jsonb not null default '{}';
alter table store.published_products
  add column show_buyers boolean not null default false,
  -- People whose purchase has not gone back.
  add column buyers int not null default 0,
  add column sample_image_id uuid,
  -- Null until its sizes are made.
  add column sample jsonb,
  add column refund_rule text,
  -- Of a card, and of its own page alone.
  add column translation jsonb,
  add column description_other text,
  -- First of all days on which it was offered; null is the day in published_at.
  add column selling_since timestamptz;

-- allow require-concurrent-index-creation: counts the buyers of one product when it is published; it is small today
-- squawk-ignore require-concurrent-index-creation
create index purchases_product on store.purchases (creator_id, product_id, buyer_id) where access <> 'revoked';

-- What was paid for and when, so that "most chosen" is counted and never said by hand.
create table store.sales (
  creator_id uuid not null,
  order_id uuid not null,
  product_id uuid not null,
  paid_at timestamptz not null,
  -- Its money did not go back.
  counted boolean not null default true,
  primary key (creator_id, order_id, product_id)
);
create index sales_newest on store.sales (creator_id, paid_at, product_id) where counted;
call app.protect('store.sales', creator => 'select, insert, update',
  public => 'select (creator_id, product_id, paid_at, counted)', public_sees => 'counted');

select messages.subscribe('order.paid', '{1}');
select messages.subscribe('order.refunded', '{1}');
