-- phase: expand
-- What is offered, at a price of its own, to somebody who has just paid for something: one press, a payment of its own.
create table payments.upsells (
  creator_id uuid not null, product_id uuid not null,
  version bigint not null check (version > 0),
  -- Null: nothing any more.
  offer_id uuid, price_santim bigint check (price_santim between 100 and 100000000),
  changed_at timestamptz not null,
  primary key (creator_id, product_id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  foreign key (creator_id, offer_id) references payments.products (creator_id, id),
  constraint upsells_offer check ((offer_id is null) = (price_santim is null) and offer_id is distinct from product_id)
);
-- The payment that this one follows: its price was offered there.
alter table payments.intents add column after_id uuid;
call app.protect('payments.upsells', creator => 'select, insert, update');
