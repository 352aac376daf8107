-- phase: expand
-- Products of every type. What a type promises stands in its details; code of before writes downloads alone, and reads
-- nothing of these columns.
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table store.products drop constraint products_type_check,
  add constraint products_type_check check (type in ('digital-download', 'course', 'template-pack', 'membership', 'booking', 'event-ticket', 'bundle', 'tip',
    'custom-request', 'licence-key', 'affiliate-link')) not valid,
  add column details jsonb not null default '{"type": "digital-download"}',
  add constraint products_details check (details ->> 'type' = type) not valid;

-- What costs nothing is offered too, and what hands out no file.
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table store.published_products drop constraint published_products_price_santim_check,
  add constraint published_products_price_santim_check check (price_santim >= 0) not valid;
-- allow ban-drop-not-null: code of before writes and announces downloads alone, and they keep their file by the check below
-- squawk-ignore ban-drop-not-null
alter table store.published_products alter column file_id drop not null;
alter table store.published_products
  add column type text not null default 'digital-download',
  add column details jsonb not null default '{"type": "digital-download"}',
  add constraint published_products_type check (type in ('digital-download', 'course', 'template-pack', 'membership', 'booking', 'event-ticket', 'bundle', 'tip',
    'custom-request', 'licence-key', 'affiliate-link')) not valid,
  add constraint published_products_details check (details ->> 'type' = type) not valid;
alter table store.published_products add constraint published_products_file check (file_id is not null
    or type not in ('digital-download', 'course', 'template-pack', 'licence-key')) not valid;
