-- phase: expand
-- What is sold before it is there: its details name the day, and it needs no file until then. Code of before neither
-- writes such a product nor looks at these columns.
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table store.published_products drop constraint published_products_file,
  add constraint published_products_file check (file_id is not null or details ? 'releaseAt'
    or type not in ('digital-download', 'course', 'template-pack', 'licence-key')) not valid;
alter table store.products
  -- The day that buyers were last promised; null for what was never a pre-order, and again once it was taken from sale.
  add column release_at timestamptz,
  -- It was put off once, and cannot be again.
  add column release_moved boolean not null default false,
  -- When it opened to those who had paid.
  add column released_at timestamptz;

select messages.subscribe('product.published', '{1,2,3}');
select messages.subscribe('release.changed', '{1}');
