-- phase: expand
-- Money that went back, beside what was sold: gross, refunded and net of each day.
alter table analytics.daily_summaries add column refunds bigint not null default 0 check (refunds >= 0);
alter table analytics.daily_summaries add column refunded_santim bigint not null default 0 check (refunded_santim >= 0);

-- One row for each refund, and one for each order that the bank took back: its events come in any order, and what failed
-- or was paid again leaves its day.
create table analytics.money_back (
  creator_id uuid not null,
  -- Of the refund; of the order where the bank took it.
  id uuid not null,
  product_id uuid not null,
  amount_santim bigint not null check (amount_santim >= 0),
  asked_at timestamptz,
  sent_at timestamptz,
  undone_at timestamptz,
  primary key (creator_id, id)
);
call app.protect('analytics.money_back', creator => 'select, insert, update');

select messages.subscribe('order.refunded', '{1}');
select messages.subscribe('order.access-changed', '{1}');
