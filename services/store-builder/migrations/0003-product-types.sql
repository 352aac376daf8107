-- phase: expand
-- Products of every type. What a type promises stands in its details; code of before writes downloads alone, and reads
-- nothing of these columns.
alter table store.products drop constraint products_type_check,
  add constraint products_type_check check (type in ('digital-download', 'course', 'template-pack', 'membership', 'booking', 'event-ticket', 'bundle', 'tip',
    'custom-request', 'licence-key', 'affiliate-link')) not valid,
  add column details jsonb not null default '{"type": "digital-download"}',
  add constraint products_details check (details ->> 'type' = type) not valid;
alter table store.products validate constraint products_type_check;
alter table store.products validate constraint products_details;

-- What costs nothing is offered too, and what hands out no file.
alter table store.published_products drop constraint published_products_price_santim_check,
  add constraint published_products_price_santim_check check (price_santim >= 0) not valid,
  alter column file_id drop not null,
  add column type text not null default 'digital-download',
  add column details jsonb not null default '{"type": "digital-download"}',
  add constraint published_products_type check (type in ('digital-download', 'course', 'template-pack', 'membership', 'booking', 'event-ticket', 'bundle', 'tip',
    'custom-request', 'licence-key', 'affiliate-link')) not valid,
  add constraint published_products_details check (details ->> 'type' = type) not valid,
  add constraint published_products_file check (file_id is not null
    or type not in ('digital-download', 'course', 'template-pack', 'licence-key')) not valid;
alter table store.published_products validate constraint published_products_price_santim_check;
alter table store.published_products validate constraint published_products_type;
alter table store.published_products validate constraint published_products_details;
alter table store.published_products validate constraint published_products_file;
