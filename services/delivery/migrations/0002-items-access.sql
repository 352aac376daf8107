-- phase: expand
-- An order may hold several things, and what is owned follows its money.
--
-- The code of the first migration writes one row per order and says "on conflict (creator_id, order_id)": that index
-- stays, and so does what `order_id` means, the order whose first thing this is. What was bought beside it names its
-- order in `beside_order_id`; older code neither writes nor looks for such rows by order, and lists them like others.
alter table delivery.entitlements alter column order_id drop not null;
alter table delivery.entitlements add column beside_order_id uuid;
alter table delivery.entitlements add constraint entitlements_one_order check (num_nonnulls(order_id, beside_order_id) = 1);
create unique index entitlements_product on delivery.entitlements
  (creator_id, coalesce(order_id, beside_order_id), product_id);

-- Likewise `state` stays what older code reads, open or not; whether it is for good, why and since when stand beside it.
alter table delivery.entitlements add column revoked boolean not null default false;
alter table delivery.entitlements add column why text check (why in ('refund', 'reversal', 'dispute'));
alter table delivery.entitlements add column since timestamptz;
alter table delivery.entitlements add constraint entitlements_closed
  check (state = 'paused' or (not revoked and why is null and since is null));

-- The last word of payments about what an order opens, kept also while the order itself is not known here.
create table delivery.order_access (
  creator_id uuid not null default app.current_creator(),
  order_id uuid not null,
  access text not null check (access in ('active', 'paused', 'revoked')),
  why text check (why in ('refund', 'reversal', 'dispute')),
  -- When payments decided it; null while it has decided nothing but the sale.
  decided_at timestamptz,
  primary key (creator_id, order_id),
  check (access = 'active' or (why is not null and decided_at is not null)),
  check (access <> 'active' or why is null)
);
call app.protect('delivery.order_access', creator => 'select, insert, update');

select messages.own('entitlement.changed');
select messages.subscribe('order.access-changed', '{1}');
