-- phase: expand
-- What is sold before it is there. A release is one product's day; who has paid waits with her entitlement, which has no
-- file until then, so that code of before has nothing to hand out.
create table delivery.releases (
  creator_id uuid not null default app.current_creator(),
  product_id uuid not null,
  -- As its creator set it last.
  release_at timestamptz not null,
  state text not null check (state in ('waiting', 'late', 'released', 'given-up', 'withdrawn')),
  -- Days before the release at which the creator was last reminded of the file; null before the first time.
  warned int check (warned in (7, 1, 0)),
  changed_at timestamptz not null,
  primary key (creator_id, product_id)
);
call app.protect('delivery.releases', creator => 'select, insert, update');

alter table delivery.entitlements
  -- Null for what was there when it was bought. The product of the order, which may be a bundle.
  add column preorder_of uuid,
  -- `late` once its buyer was told so; `returned` once her money goes back.
  add column preorder text,
  -- The day that she agreed to, and the one that she was told last.
  add column promised_at timestamptz, add column opens_at timestamptz,
  add constraint entitlements_preorder check (preorder in ('waiting', 'late', 'open', 'returned')) not valid,
  add constraint entitlements_preorder_whole check ((preorder is null) = (preorder_of is null)
    and (preorder is null) = (promised_at is null) and (preorder is null) = (opens_at is null)) not valid;
-- allow require-concurrent-index-creation: the column was just added and is empty, one pass over the table and nothing to sort
-- squawk-ignore require-concurrent-index-creation
create index entitlements_waiting on delivery.entitlements (creator_id, preorder_of, id) where preorder in ('waiting', 'late');

select messages.own('release.changed');
select messages.own('release.file-due');
select messages.own('preorder.changed');
select messages.own('preorder.returned');
select messages.subscribe('product.published', '{1,2,3}');
