-- phase: expand
-- What the files before this one left to be looked at, without holding up who writes.
alter table payments.products validate constraint products_type;
alter table payments.products validate constraint products_details;
alter table payments.intents validate constraint intents_amount_santim_check;
alter table payments.orders validate constraint orders_amount_santim_check;
alter table payments.orders validate constraint orders_sum;
alter table payments.refunds validate constraint refunds_sum;
alter table payments.accounts validate constraint accounts_kind_check;
alter table payments.accounts validate constraint accounts_side;
alter table payments.entries validate constraint entries_kind_check;
