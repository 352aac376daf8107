-- phase: expand
-- Until when a membership is open, as payments says it. Its entitlement has the membership's own id, so that each may be
-- heard of before the other.
create table delivery.memberships (
  creator_id uuid not null default app.current_creator(),
  id uuid not null,
  product_id uuid not null,
  buyer_id uuid not null,
  -- Grows with each change; an older one is not believed.
  number bigint not null check (number > 0),
  state text not null check (state in ('active', 'grace', 'paused', 'ended')),
  until_at timestamptz not null,
  access_until timestamptz not null,
  changed_at timestamptz not null,
  primary key (creator_id, id)
);
-- Orders that paid for more time of something that was owned already.
create table delivery.membership_orders (
  creator_id uuid not null default app.current_creator(),
  order_id uuid not null,
  entitlement_id uuid not null,
  primary key (creator_id, order_id),
  foreign key (creator_id, entitlement_id) references delivery.entitlements (creator_id, id)
);
call app.protect('delivery.memberships', creator => 'select, insert, update',
  buyer_sees => 'buyer_id = (select app.current_buyer())');
call app.protect('delivery.membership_orders', creator => 'select, insert');

select messages.subscribe('membership.changed', '{1}');
